"""The list of verdicts as a file: exactly what is filtered on the page, as a workbook or CSV."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Final

from fastapi import Request
from starlette.responses import Response

from api.look.tables import COLUMNS, chosen_columns
from api.rendering import address_of, language_of, words_of
from api.verdicts import listing
from api.verdicts.pages import columns
from api.web.access import Now, StoreOf, permitted
from api.web.downloads import bytes_answer
from api.web.routers import page_router
from recommender.documents.list_file import FileForm
from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store.audit import append_audit
from recommender.store.results import runs, verdicts
from recommender.store.results.verdicts import PageAsked
from recommender.workflows.export_people import ExportRequest, taken, write_export

router = page_router("verdicts")
MOST_ROWS: Final = 20_000
"""Longer lists are made by a job (JSON API), so that no page waits for them."""


@router.get("/runs/{run_id}/verdicts.{form}")
def export_list(
    request: Request, viewer: Annotated[Viewer, permitted(Action.EXPORT_PEOPLE)], store: StoreOf, now: Now,
    run_id: str, form: str,
) -> Response:  # fmt: skip
    """The filtered list as a file; the audit keeps who took whom."""
    if form not in tuple(FileForm):
        raise NotFound
    asked = listing.asked(address_of(request))
    with store.reading() as conn:
        run = runs.get_run(conn, viewer, run_id)
        page = verdicts.find_verdicts(
            conn, viewer, run_id, wanted=asked.wanted, page=PageAsked(limit=1, with_total=True)
        )  # fmt: skip
    if (page.total or 0) > MOST_ROWS:
        raise UsageError(
            f"Danh sách dài hơn {MOST_ROWS} dòng: lọc theo đơn vị.",
            f"The list is longer than {MOST_ROWS} rows: filter by unit.",
        )
    wanted = ExportRequest(
        run_id=run_id, wanted=asked.wanted, order=asked.order, is_descending=asked.is_descending,
        form=FileForm(form), language="en" if language_of(request) == "en" else "vi", columns=_columns(request),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list.{form}"
        people = write_export(store, viewer, wanted, path=path)
        with store.writing() as conn:
            append_audit(conn, store.audit_key, taken(viewer, wanted, people), now=now)
        return bytes_answer(path.read_bytes(), f"nangluc-{run.today:%Y%m%d}.{form}")


def _columns(request: Request) -> tuple[str, ...]:
    """What the page was asked to show; nothing where it was not asked, and the file has every column."""
    address = address_of(request)
    if not address.value(COLUMNS):
        return ()
    return chosen_columns(address, columns(words_of(request))) or ("name",)
