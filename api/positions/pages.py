"""Pages of positions: which ones the server screens with, and all that one of them asks of who holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Request
from starlette.responses import HTMLResponse

from api.look.addresses import Address
from api.look.forms import Field
from api.look.tables import Column, Table
from api.look.terms import term_name
from api.look.words import word
from api.positions.asked import MOST_COURSES, courses_closing, levels_of, tasks_asked, untaught_tasks
from api.positions.contexts import PositionContext, PositionsContext
from api.positions.listing import Known, facets_of, filters_of, found_rows, rows_of
from api.rendering import address_of, language_of, render, words_of
from api.web.access import StoreOf, permitted
from api.web.page_cursors import PageCursor
from api.web.routers import page_router
from recommender.errors import NotFound
from recommender.permissions import ALLOWED, Action, Viewer
from recommender.store import Connection, own_positions, units
from recommender.store.catalogue_now import catalogue_now, own_in_force
from recommender.store.own_positions import OwnPositionView
from recommender.store.tables.catalogues import OwnPositionStatus
from recommender.store.totals.holders import count_holders, count_holders_of
from recommender.store.units import UnitView
from training_catalog.types import Catalogue, Position

router = page_router("positions")
SEEING: Final = (Action.SEE_PEOPLE, Action.MANAGE_CATALOGUE)
SeesPositions = Annotated[Viewer, permitted(*SEEING)]
ROWS: Final = 100
Words = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Here:
    """The unit whose catalogue is shown, and that catalogue."""

    unit: UnitView
    catalogue: Catalogue
    own_units: Mapping[str, str]
    """Position → name of the unit whose own description of it holds here."""


def here(conn: Connection, viewer: Viewer, unit_id: str) -> Here:
    """The unit asked for, or the top one of the viewer; NotFound outside what the viewer looks after."""
    action = next(one for one in SEEING if viewer.may(one))
    chosen = unit_id or units.top_units(conn, viewer, action)[0].unit_id
    unit = units.require_unit(conn, viewer, action, unit_id=chosen)
    own = own_in_force(conn, unit.unit_id)
    names = units.unit_names(conn, [one.unit_id for one in own])
    return Here(
        unit=unit, catalogue=catalogue_now(conn, unit.unit_id),
        own_units={one.position_id: names.get(one.unit_id, one.unit_id) for one in own},
    )  # fmt: skip


def holders(conn: Connection, viewer: Viewer, unit: UnitView) -> Mapping[str, int] | None:
    """Position → people in the unit; None for who may not see people."""
    return count_holders(conn, viewer, unit_id=unit.unit_id) if viewer.may(Action.SEE_PEOPLE) else None


@router.get("/positions")
def position_list(
    request: Request, viewer: SeesPositions, store: StoreOf, unit: str = "", cursor: PageCursor = ""
) -> HTMLResponse:
    """The positions that runs of the unit are made with."""
    _, language, address = words_of(request), language_of(request), address_of(request).without("done")
    with store.reading() as conn:
        place = here(conn, viewer, unit)
        held = holders(conn, viewer, place.unit)
        drafts = own_positions.find_own_positions(
            conn, viewer, Action.MANAGE_CATALOGUE, status=OwnPositionStatus.DRAFT
        )  # fmt: skip
    every = rows_of(Known(catalogue=place.catalogue, holders=held, own_units=place.own_units), language)
    found = found_rows(every, address)
    start = int(cursor) if cursor.isdecimal() and len(cursor) < 9 else 0
    table = Table(
        caption=_("Vị trí việc làm"), rows=found[start : start + ROWS], address=address, total=len(found),
        next_cursor=str(start + ROWS) if len(found) > start + ROWS else "", filters=filters_of(every, address, _),
        empty=_("Không có vị trí nào khớp."), empty_next=_("Tìm bằng một phần của tên, không cần dấu, hoặc bỏ bộ lọc."),
        columns=(
            Column(label=_("Vị trí việc làm"), is_wide=True), Column(label=_("Phòng, ban")), Column(label=_("Ngạch")),
            Column(label=_("Nhiệm vụ"), is_number=True), Column(label=_("Người đang giữ"), is_number=True),
            Column(label=_("Nguồn")),
        ),
    )  # fmt: skip
    context = PositionsContext(
        table=table, groups=facets_of(every, address, _), unit_name=place.unit.name, n_own=len(place.own_units),
        n_drafts=len(drafts), can_change=viewer.may(Action.MANAGE_CATALOGUE),
        search=Field(name="q", label=_("Tên hoặc mã vị trí (không cần dấu)"), value=address.value("q")),
    )  # fmt: skip
    return render(request, "positions/list.html", context)


@router.get("/positions/{position_id}")
def position_page(
    request: Request, viewer: SeesPositions, store: StoreOf, position_id: str, unit: str = "", done: str = ""
) -> HTMLResponse:
    """All that one position asks, what teaches it, and where it comes from."""
    with store.reading() as conn:
        place = here(conn, viewer, unit)
        position = place.catalogue.positions.get(position_id)
        if position is None:
            raise NotFound
        n_holders = None
        if viewer.may(Action.SEE_PEOPLE):
            n_holders = count_holders_of(conn, viewer, position_id, unit_id=place.unit.unit_id)
        above = [one.unit_id for one in units.path(conn, place.unit.unit_id)]
        past = own_positions.own_positions_of(conn, above, position_id)
    context = _context(request, viewer, place, position, past=past, n_holders=n_holders, done=done)
    return render(request, "positions/position.html", context)


def _context(
    request: Request, viewer: Viewer, place: Here, position: Position, *, past: tuple[OwnPositionView, ...],
    n_holders: int | None, done: str,
) -> PositionContext:  # fmt: skip
    _, language, catalogue = words_of(request), language_of(request), place.catalogue
    courses = courses_closing(catalogue, position, language)
    changing = [role for role, actions in ALLOWED.items() if Action.MANAGE_CATALOGUE in actions]
    seeing = [role for role, actions in ALLOWED.items() if actions & set(SEEING)]
    return PositionContext(
        position=position, facts=_facts(position, place, _, language), **_tables(_, place, position, language),
        courses=_table(_("Chương trình bồi dưỡng"), courses[:MOST_COURSES], (
            Column(label=_("Chương trình"), is_wide=True), Column(label=_("Số tiết"), is_number=True),
            Column(label=_("Bù được"), is_wide=True),
        ), _("Chưa có chương trình nào nêu nhiệm vụ của vị trí này.")),
        n_more_courses=max(0, len(courses) - MOST_COURSES), untaught=untaught_tasks(catalogue, position),
        seen_by=tuple(word(role, "role", language) for role in seeing),
        changed_by=tuple(word(role, "role", language) for role in changing),
        past=_table(_("Bản riêng của đơn vị"), past, (
            Column(label=_("Tệp gốc"), is_wide=True), Column(label=_("Đơn vị")), Column(label=_("Người đưa vào")),
            Column(label=_("Tình trạng")), Column(label=_("Thao tác")),
        ), ""),
        unit_id=place.unit.unit_id, n_holders=n_holders, can_change=viewer.may(Action.MANAGE_CATALOGUE), done=done,
    )  # fmt: skip


def _tables(_: Words, place: Here, position: Position, language: str) -> Any:
    return {
        "levels": _table(_("Năng lực cần có"), levels_of(place.catalogue, position, language), (
            Column(label=_("Năng lực")), Column(label=_("Cấp độ cần có"), is_wide=True),
        ), _("Vị trí này không nêu cấp độ năng lực.")),
        "standards": _table(_("Tiêu chuẩn"), position.standards, (
            Column(label=_("Tiêu chuẩn"), is_wide=True), Column(label=_("Căn cứ"), is_wide=True),
            Column(label=_("Hiệu lực")),
        ), _("Vị trí này không nêu tiêu chuẩn về trình độ.")),
        "tasks": _table(_("Nhiệm vụ"), tasks_asked(place.catalogue, position, _, language), (
            Column(label=_("Nhiệm vụ"), is_wide=True), Column(label=_("Mức độ quan trọng")), Column(label=_("Cấp độ")),
            Column(label=_("Văn bản, hệ thống"), is_wide=True),
        ), _("Vị trí này chưa có nhiệm vụ nào.")),
    }  # fmt: skip


def _table(caption: str, rows: Sequence[Any], columns: tuple[Column, ...], empty: str) -> Table[Any]:
    return Table(caption=caption, columns=columns, rows=rows, address=Address(path="/positions"), empty=empty)


def _facts(position: Position, place: Here, _: Words, language: str) -> tuple[tuple[str, str], ...]:
    catalogue = place.catalogue
    own = place.own_units.get(position.position_id, "")
    named = (
        (_("Mã vị trí"), position.position_id),
        (_("Phòng, ban"), term_name(catalogue, "departments", position.department, language=language)),
        (_("Ngạch"), term_name(catalogue, "ranks", position.rank, language=language)),
        (_("Lĩnh vực"), term_name(catalogue, "fields", position.field, language=language)),
        (_("Nhóm"), word(position.group, "group", language)),
        (_("Nguồn"), _("bản riêng: %(unit)s") % {"unit": own} if own else _("danh mục quốc gia kèm phần mềm")),
        (_("Tài liệu gốc"), position.origin.source),
    )
    return tuple((label, value) for label, value in named if value)
