"""The page of all that one import changes, row by row: counted by kind, narrowed to one, page by page."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse

from api.imports.changes import change_lines, units_in
from api.imports.contexts import ChangesContext
from api.look.tables import Column, Facet, FacetOption, Filter, Table
from api.look.words import word
from api.rendering import address_of, language_of, render, words_of
from api.web.access import CatalogueOf, Now, StoreOf, permitted
from api.web.looks import record_look
from api.web.page_cursors import PageCursor
from api.web.routers import page_router
from recommender.permissions import Action, Viewer
from recommender.store import units
from recommender.store.importing import imports, staging
from recommender.store.tables.imports import ChangeKind

router = page_router("imports")
ROWS: Final = 100


@router.get("/imports/{import_id}/changes")
def import_changes(
    request: Request, viewer: Annotated[Viewer, permitted(Action.IMPORT)], store: StoreOf, now: Now,
    catalogue: CatalogueOf, import_id: str, change: str = "", cursor: PageCursor = "",
) -> HTMLResponse:  # fmt: skip
    """Every row of the import with what it would change, or did; unchanged ones when asked for."""
    _, language, address = words_of(request), language_of(request), address_of(request)
    wanted = ChangeKind(change) if change in set(ChangeKind) else None
    with store.reading() as conn:
        entry = imports.get_import(conn, viewer, import_id)
        counts = imports.count_changes(conn, viewer, import_id)
        found = staging.find_changes(conn, viewer, import_id, change=wanted, limit=ROWS, cursor=cursor or None)
        unit_names = units.unit_names(conn, units_in(found.rows))
    record_look(store, viewer, at="import", officers=[import_id], kind="import", now=now)
    kinds = tuple(
        FacetOption(
            label=word(one, "change", language), count=counts.get(one, 0), is_on=one == wanted,
            address=address.replaced(change="" if one == wanted else str(one)),
        )
        for one in ChangeKind
    )  # fmt: skip
    on = Filter(label=word(change, "change", language), off=address.without("change"))
    table = Table(
        caption=_("Các dòng của lần nhập"),
        rows=change_lines(found.rows, unit_names, catalogue, language=language), address=address, total=found.total,
        next_cursor=found.next_cursor or "", filters=(on,) if wanted else (),
        columns=(
            Column(label=_("Người hoặc chỉ tiêu")), Column(label=_("Việc")),
            Column(label=_("Chi tiết"), is_wide=True),
        ),
        empty=_("Không có dòng nào như vậy.") if wanted else _("Lần nhập này không thay đổi dòng nào."),
        empty_next=_("Bỏ bộ lọc hoặc chọn loại thay đổi khác.") if wanted else "",
    )  # fmt: skip
    facets = (Facet(label=_("Việc"), options=kinds),)
    return render(request, "imports/changes.html", ChangesContext(entry=entry, table=table, facets=facets))
