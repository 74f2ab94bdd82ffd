"""The list of people as a file: exactly who is filtered on the page, in the columns that are shown."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import Request
from starlette.responses import Response

from api.look.tables import COLUMNS, Column, chosen_columns
from api.look.terms import term_name
from api.people.listing import columns, wanted_people
from api.rendering import address_of, language_of, words_of
from api.web.access import CatalogueOf, Now, StoreOf, permitted
from api.web.downloads import bytes_answer
from api.web.routers import page_router
from recommender.documents.list_file import FileForm
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.workflows.export_staff import StaffRequest, export_staff
from recommender.working_days import office_day

router = page_router("people")


@router.get("/people.{form}")
def export_list(
    request: Request, viewer: Annotated[Viewer, permitted(Action.EXPORT_PEOPLE)], store: StoreOf, now: Now,
    catalogue: CatalogueOf, form: str,
) -> Response:  # fmt: skip
    """The filtered list as a file; the audit keeps who took whom."""
    if form not in tuple(FileForm):
        raise NotFound
    language = "en" if language_of(request) == "en" else "vi"
    wanted = StaffRequest(
        wanted=wanted_people(address_of(request)), form=FileForm(form), language=language,
        columns=_chosen(request, columns(words_of(request))),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list.{form}"
        export_staff(
            store, viewer, wanted, path=path, now=now,
            name_of=lambda vocabulary, code: term_name(catalogue, vocabulary, code, language=language),
        )  # fmt: skip
        return bytes_answer(path.read_bytes(), f"nhan-su-{office_day(now):%Y%m%d}.{form}")


def _chosen(request: Request, every: tuple[Column, ...]) -> tuple[str, ...]:
    """What the page was asked to show; nothing where it was not asked, and the file has every column."""
    address = address_of(request)
    return chosen_columns(address, every) or ("name",) if address.value(COLUMNS) else ()
