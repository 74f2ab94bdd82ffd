"""A person's rights over the own data as JSON: take all of it away, have it erased."""

from __future__ import annotations

import json
from typing import Annotated

from starlette.responses import Response

from api.people.schemas import ErasedOut, EraseIn
from api.web.access import Now, SettingsOf, StoreOf, Viewer, permitted, require_in_sight
from api.web.answers import json_answer
from api.web.downloads import attachment
from api.web.fields import PathId, Plain
from api.web.routers import api_router
from recommender.permissions import Action
from recommender.workflows import erase_person as erasing
from recommender.workflows import export_person as exporting

router = api_router("people")


@router.get(
    "/people/{officer_id}/export", operation_id="export_person",
    responses={200: {"description": "Every row about the person", "content": {"application/json": {}}}},
)  # fmt: skip
def export_person(
    viewer: Annotated[Viewer, permitted(Action.EXPORT_PEOPLE, Action.SEE_OWN)], store: StoreOf, now: Now,
    officer_id: PathId, _: Plain,
) -> Response:  # fmt: skip
    """Everything kept about one person, as a file."""
    require_in_sight(viewer, Action.EXPORT_PEOPLE, officer_id)
    made = exporting.export_person(store, viewer, officer_id, now=now)
    text = json.dumps(made.content, ensure_ascii=False, indent=1)
    return Response(text, media_type="application/json", headers=attachment(made.file_name))


@router.post("/people/{officer_id}/erase", response_model=ErasedOut, operation_id="erase_person")
def erase_person(
    viewer: Annotated[Viewer, permitted(Action.ERASE_PERSON)], settings: SettingsOf, store: StoreOf, now: Now,
    officer_id: PathId, asked: EraseIn,
) -> Response:  # fmt: skip
    """Erase one person's data for good; totals and the audit stay."""
    request = erasing.EraseRequest(officer_id=officer_id, reason=asked.reason)
    files = erasing.erase_person(store, viewer, request, uploads=settings.uploads_folder, now=now)
    return json_answer(ErasedOut(files_removed=files))
