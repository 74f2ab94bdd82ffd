"""Surplus and shortage as a file: exactly the posts that are filtered on the page."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import Request
from starlette.responses import Response

from api.look import words
from api.look.terms import term_name
from api.rendering import language_of
from api.web.access import CatalogueOf, StoreOf, permitted
from api.web.chosen_run import chosen_run
from api.web.downloads import bytes_answer
from api.web.routers import page_router
from recommender.documents.list_file import FileForm
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store.totals.balance import BalanceFilter
from recommender.workflows.export_balance import BalanceRequest, export_balance

router = page_router("staffing")


@router.get("/balance.{form}")
def export_list(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_BALANCE)], store: StoreOf, catalogue: CatalogueOf,
    form: str, run: str = "", unit: str = "", position: str = "", group: str = "", field: str = "",
) -> Response:  # fmt: skip
    """The filtered posts as a file."""
    if form not in tuple(FileForm):
        raise NotFound
    language = "en" if language_of(request) == "en" else "vi"
    chosen = chosen_run(store, viewer, run or None)
    wanted = BalanceRequest(
        run_id=chosen.run_id, form=FileForm(form), language=language,
        wanted=BalanceFilter(unit_id=unit, position_id=position, group=group, field=field),
    )  # fmt: skip

    def name_of(vocabulary: str, code: str) -> str:
        if vocabulary == "groups":
            return words.word(code, "group", language)
        return term_name(catalogue, vocabulary, code, language=language)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list.{form}"
        export_balance(store, viewer, wanted, path=path, name_of=name_of)
        return bytes_answer(path.read_bytes(), f"thua-thieu-{chosen.today:%Y%m%d}.{form}")
