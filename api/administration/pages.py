"""Pages of administration: where it begins, units, settings and the catalogue in force."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Request
from starlette.responses import HTMLResponse

from api.administration.contexts import (
    AdminContext,
    CatalogueContext,
    SettingRow,
    SettingsContext,
    SwitchRow,
    UnitsContext,
    Work,
)
from api.administration.merge_pages import is_mergeable
from api.look.addresses import Address
from api.look.forms import Field
from api.look.tables import Column, Table
from api.rendering import address_of, render, words_of
from api.settings import SETTINGS, ServerSettings
from api.web.access import SettingsOf, StoreOf, permitted
from api.web.routers import page_router
from recommender.permissions import Action, Viewer
from recommender.store import Connection, units
from recommender.store.catalogue_now import catalogue_now, find_catalogues, find_switches
from training_catalog.types import Catalogue

router = page_router("administration")
ADMINISTERS: Final = (
    Action.MANAGE_USERS, Action.MANAGE_UNITS, Action.SEE_AUDIT, Action.SEE_JOBS, Action.MANAGE_SETTINGS,
    Action.MANAGE_CATALOGUE,
)  # fmt: skip


@router.get("/admin")
def start(
    request: Request, viewer: Annotated[Viewer, permitted(*ADMINISTERS)], settings: SettingsOf
) -> HTMLResponse:  # fmt: skip
    """The parts of administration that the viewer may open."""
    _ = words_of(request)
    parts = (
        (Action.MANAGE_USERS, "/admin/users", _("Tài khoản"), _("Thêm, khóa, giao vai trò, đặt lại xác thực hai bước")),
        (Action.MANAGE_UNITS, "/admin/units", _("Đơn vị"), _("Cây đơn vị hai cấp và đơn vị đã sáp nhập")),
        (Action.SEE_JOBS, "/admin/jobs", _("Tiến trình"), _("Việc đang chạy, kết quả, hủy việc")),
        (Action.SEE_AUDIT, "/admin/audit", _("Nhật ký"), _("Ai đã làm gì, và nhật ký còn nguyên vẹn không")),
        (Action.MANAGE_CATALOGUE, "/positions", _("Danh mục vị trí"), _("Yêu cầu của từng vị trí; đưa bản mô tả vào")),
        (Action.MANAGE_CATALOGUE, "/admin/catalogue", _("Danh mục"), _("Phiên bản danh mục và các quy định đang bật")),
        (Action.MANAGE_SETTINGS, "/admin/settings", _("Thiết lập"), _("Thiết lập máy chủ đang dùng")),
        (Action.MANAGE_SETTINGS, "/admin/backups", _("Sao lưu"), _("Bản sao lưu gần nhất, sao lưu ngay")),
    )  # fmt: skip
    works = tuple(Work(label=label, url=url, does=does) for action, url, label, does in parts if viewer.may(action))
    context = AdminContext(works=works, is_part=not viewer.may(Action.MANAGE_SETTINGS), contact=settings.contact)
    return render(request, "administration/start.html", context)


@router.get("/admin/units")
def unit_tree(
    request: Request, viewer: Annotated[Viewer, permitted(Action.MANAGE_UNITS)], store: StoreOf, unit: str = "",
    q: str = "", done: str = "", ended: str = "",
) -> HTMLResponse:  # fmt: skip
    """The tree of units, a level at a time."""
    _ = words_of(request)
    with store.reading() as conn:
        tops = units.top_units(conn, viewer, Action.MANAGE_UNITS)
        here = units.require_unit(conn, viewer, Action.MANAGE_UNITS, unit_id=unit or tops[0].unit_id)
        path = units.path(conn, here.unit_id)
        below = units.children(conn, here.unit_id, with_ended=True)
        found = units.find_units(conn, q, below=here.unit_id, with_ended=True) if q else below
        heirs = units.unit_names(conn, [one.replaced_by for one in (here, *found) if one.replaced_by])
    top_ids = {top.unit_id for top in tops}
    first = next((place for place, one in enumerate(path) if one.unit_id in top_ids), 0)
    table = Table(
        caption=_("Đơn vị trực thuộc"), rows=found, address=address_of(request), total=len(found),
        empty=_("Không có đơn vị nào."),
        columns=(
            Column(label=_("Đơn vị")), Column(label=_("Mã")), Column(label=_("Loại")), Column(label=_("Tình trạng")),
        ),
    )  # fmt: skip
    can_merge = is_mergeable(here) and here.unit_id not in top_ids
    search = Field(name="q", label=_("Tên đơn vị"), value=q)
    context = UnitsContext(
        unit=here, path=path[first:], table=table, search=search, can_merge=can_merge, done=done, ended=ended,
        heirs=heirs,
    )  # fmt: skip
    return render(request, "administration/units.html", context)


@router.get("/admin/settings")
def settings_page(
    request: Request, viewer: Annotated[Viewer, permitted(Action.MANAGE_SETTINGS)], settings: SettingsOf
) -> HTMLResponse:
    """Settings in force, without any secret."""
    _ = words_of(request)
    rows = tuple(
        SettingRow(
            variable=one.variable, value=_value(settings, one.name), help_vi=one.help_vi, help_en=one.help_en,
            is_changed=_plain(getattr(settings, one.name)) != one.default,
        )
        for one in SETTINGS
    )  # fmt: skip
    table = Table(
        caption=_("Thiết lập"), rows=rows, address=address_of(request), total=len(rows),
        columns=(
            Column(label=_("Biến")), Column(label=_("Giá trị")), Column(label=_("Nghĩa"), is_wide=True),
        ),
    )  # fmt: skip
    return render(request, "administration/settings.html", SettingsContext(table=table))


@router.get("/admin/catalogue")
def catalogue_page(
    request: Request, viewer: Annotated[Viewer, permitted(Action.MANAGE_CATALOGUE)], store: StoreOf, unit: str = "",
    done: str = "",
) -> HTMLResponse:  # fmt: skip
    """The reference data in force in the unit asked for, or in the top one of the viewer."""
    _ = words_of(request)
    with store.reading() as conn:
        tops = units.top_units(conn, viewer, Action.MANAGE_CATALOGUE)
        here = units.require_unit(conn, viewer, Action.MANAGE_CATALOGUE, unit_id=unit or tops[0].unit_id)
        now_used = catalogue_now(conn, here.unit_id)
        kept, switched = find_catalogues(conn), _switches(conn, viewer, now_used)
    versions = Table(
        caption=_("Phiên bản đã dùng"), rows=kept, address=Address(path="/admin/catalogue"),
        empty=_("Chưa có đợt rà soát nào."),
        columns=(Column(label=_("Phiên bản")), Column(label=_("Dấu vân tay")), Column(label=_("Dùng lần đầu"))),
    )  # fmt: skip
    switches = Table(
        caption=_("Tiêu chuẩn bật, tắt tại đơn vị"), rows=switched, address=Address(path="/admin/catalogue"),
        empty=_("Mọi quy định đang theo danh mục kèm phần mềm."),
        columns=(
            Column(label=_("Vị trí")), Column(label=_("Tiêu chuẩn")), Column(label=_("Đơn vị")),
            Column(label=_("Tình trạng")), Column(label=_("Lý do"), is_wide=True), Column(label=_("Người đổi")),
            Column(label=_("Hoàn tác")),
        ),
    )  # fmt: skip
    counts = (
        (_("vị trí việc làm"), len(now_used.positions)), (_("nhiệm vụ"), len(now_used.tasks)),
        (_("năng lực"), len(now_used.competencies)), (_("chương trình bồi dưỡng"), len(now_used.courses)),
        (_("văn bản"), len(now_used.laws)),
    )  # fmt: skip
    context = CatalogueContext(
        name=now_used.name, version=now_used.version, digest=now_used.digest, counts=counts, versions=versions,
        switches=switches, done=done, unit_id=here.unit_id,
    )  # fmt: skip
    return render(request, "administration/catalogue.html", context)


def _switches(conn: Connection, viewer: Viewer, catalogue: Catalogue) -> tuple[SwitchRow, ...]:
    """What offices set, in the viewer's units and above them."""
    roots = viewer.roots(Action.MANAGE_CATALOGUE)
    above = {one.unit_id for root in roots for one in units.path(conn, root)}
    found = [(one, any(units.is_within(conn, one.unit_id, root) for root in roots)) for one in find_switches(conn)]
    names = units.unit_names(conn, [one.unit_id for one, _ in found])
    rows = []
    for one, is_mine in found:
        if not is_mine and one.unit_id not in above:
            continue
        position = catalogue.positions.get(one.position_id)
        rules = {rule.rule_id: rule for rule in position.standards} if position else {}
        rule = rules.get(one.rule_id)
        rows.append(SwitchRow(
            switch=one, unit_name=names.get(one.unit_id, one.unit_id), can_change=is_mine,
            title_vi=position.title_vi if position else "", title_en=position.title_en if position else "",
            text_vi=rule.text_vi if rule else one.rule_id, text_en=rule.text_en if rule else one.rule_id,
        ))  # fmt: skip
    return tuple(rows)


def _value(settings: ServerSettings, name: str) -> str:
    """The value as it may be shown: never a token, never the password inside an address."""
    value = _plain(getattr(settings, name))
    if name == "metrics_token":
        return "••••" if value else "–"
    if name == "database_url":
        parts = urlsplit(value)
        return value.replace(f":{parts.password}@", ":••••@") if parts.password else value
    return value or "–"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return ", ".join(value) if isinstance(value, tuple) else str(value)
