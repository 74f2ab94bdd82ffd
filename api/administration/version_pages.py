"""Pages of the versions of a unit's catalogue: who changed what and when, what differs from now, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Final

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.administration.version_contexts import (
    DiffLine,
    RunVersionContext,
    VersionContext,
    VersionRow,
    VersionsContext,
)
from api.administration.version_words import diff_lines
from api.look.addresses import Address
from api.look.tables import Column, Table
from api.rendering import language_of, render, words_of
from api.web.access import Now, StoreOf, permitted
from api.web.routers import page_router, see_other
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store import Connection, units
from recommender.store.catalogue_now import catalogue_now, find_catalogues, kept_catalogue
from recommender.store.catalogue_versions import CatalogueVersion, catalogue_at, state_at, state_now, versions_of
from recommender.store.results.runs import find_runs
from recommender.store.units import UnitView
from recommender.workflows.restore_catalogue import RestoreRequest, restore_catalogue
from training_catalog.differences import RowChange, catalogue_values, differences
from training_catalog.types import Catalogue

router = page_router("administration")
ChangesCatalogue = Annotated[Viewer, permitted(Action.MANAGE_CATALOGUE)]
MOST_RUNS: Final = 200
MOST_NUMBER: Final = 2**53
Words = Callable[[str], str]


@router.get("/admin/catalogue/versions")
def versions_page(
    request: Request, viewer: ChangesCatalogue, store: StoreOf, unit: str = "", done: str = ""
) -> HTMLResponse:  # fmt: skip
    """What the unit changed in the catalogue, newest first."""
    _, language = words_of(request), language_of(request)
    with store.reading() as conn:
        here = _unit(conn, viewer, unit)
        found, catalogue = versions_of(conn, here.unit_id), catalogue_now(conn, here.unit_id)
        seen = find_runs(conn, viewer, whole=Action.MANAGE_CATALOGUE, limit=MOST_RUNS).rows
        kept = {one.digest for one in find_catalogues(conn)}
    orders = _orders(found)
    rows = tuple(
        VersionRow(version=one, order=orders[one.number], what=_what(one, orders, catalogue, _, language))
        for one in found
    )  # fmt: skip
    table = Table(
        caption=_("Các phiên bản danh mục của đơn vị"), rows=rows, total=len(rows),
        address=Address(path="/admin/catalogue/versions"),
        columns=(
            Column(label=_("Phiên bản")), Column(label=_("Điều đã đổi"), is_wide=True), Column(label=_("Người đổi")),
            Column(label=_("So sánh")),
        ),
    )  # fmt: skip
    runs = tuple(one for one in seen if one.unit_id == here.unit_id and one.catalogue_digest in kept)
    return render(
        request, "administration/versions.html", VersionsContext(unit=here, table=table, runs=runs, done=done)
    )


@router.get("/admin/catalogue/versions/{number}")
def version_page(
    request: Request, viewer: ChangesCatalogue, store: StoreOf, number: int, unit: str = ""
) -> HTMLResponse:  # fmt: skip
    """What differs from the catalogue in force, and the step back to this version."""
    _, language = words_of(request), language_of(request)
    with store.reading() as conn:
        here = _unit(conn, viewer, unit)
        found = versions_of(conn, here.unit_id)
        version = next((one for one in found if one.number == number), None)
        if version is None:
            raise NotFound
        wanted = state_at(conn, here.unit_id, number)
        can_restore = wanted != state_now(conn, here.unit_id)
        then, now_used = catalogue_at(conn, here.unit_id, wanted), catalogue_now(conn, here.unit_id)
    changes = differences(catalogue_values(now_used), catalogue_values(then)) if can_restore else ()
    context = VersionContext(
        unit=here, version=version, order=_orders(found)[number], n_rows=len(changes), last=found[0].number,
        can_restore=can_restore, table=_differing(changes, _, language, _("Phiên bản này")),
    )  # fmt: skip
    return render(request, "administration/version.html", context)


@router.post("/admin/catalogue/versions/{number}/restore")
def restore(
    viewer: ChangesCatalogue, store: StoreOf, now: Now, number: int, unit: Annotated[str, Form()] = "",
    last: Annotated[int, Form(ge=0, le=MOST_NUMBER)] = 0,
) -> Response:  # fmt: skip
    """Back to the version, as a new one."""
    with store.reading() as conn:
        here = _unit(conn, viewer, unit)
    restore_catalogue(store, viewer, RestoreRequest(unit_id=here.unit_id, version=number, last=last), now=now)
    return see_other(f"/admin/catalogue/versions?unit={here.unit_id}&done=restored")


@router.get("/admin/catalogue/runs/{run_id}")
def run_version_page(request: Request, viewer: ChangesCatalogue, store: StoreOf, run_id: str) -> HTMLResponse:
    """What differs between the version that a review used and the catalogue in force where it was made."""
    _, language = words_of(request), language_of(request)
    with store.reading() as conn:
        seen = find_runs(conn, viewer, whole=Action.MANAGE_CATALOGUE, limit=MOST_RUNS).rows
        run = next((one for one in seen if one.run_id == run_id), None)
        if run is None:
            raise NotFound
        here = units.require_unit(conn, viewer, Action.MANAGE_CATALOGUE, unit_id=run.unit_id)
        used, now_used = kept_catalogue(conn, run.catalogue_digest), catalogue_now(conn, here.unit_id)
    changes = differences(used, catalogue_values(now_used))
    context = RunVersionContext(
        unit=here, label=run.label, n_rows=len(changes),
        table=_differing(changes, _, language, _("Đang dùng"), before=_("Đợt rà soát đã dùng")),
    )  # fmt: skip
    return render(request, "administration/run_version.html", context)


def _unit(conn: Connection, viewer: Viewer, unit_id: str) -> UnitView:
    chosen = unit_id or units.top_units(conn, viewer, Action.MANAGE_CATALOGUE)[0].unit_id
    return units.require_unit(conn, viewer, Action.MANAGE_CATALOGUE, unit_id=chosen)


def _orders(found: Sequence[CatalogueVersion]) -> dict[int, int]:
    """Number of a version → 1 for the first, 2 for the one after the first change."""
    return {one.number: order for order, one in enumerate(reversed(found), 1)}


def _what(version: CatalogueVersion, orders: dict[int, int], catalogue: Catalogue, _: Words, language: str) -> str:
    position = catalogue.positions.get(version.position_id)
    title = (position.title_en if language == "en" else position.title_vi) if position else ""
    named = {"position": f"{version.position_id} {title}".strip(), "rule": version.rule_id}
    said = {
        "": _("Danh mục trước khi đơn vị đổi gì"),
        "take_over_position": _("Đưa bản mô tả riêng của %(position)s vào dùng"),
        "retire_position": _("Ngừng dùng bản mô tả riêng của %(position)s"),
        "put_back_position": _("Dùng lại bản mô tả riêng của %(position)s"),
        "switch_rule": (
            _("Bật tiêu chuẩn %(rule)s của %(position)s") if version.is_enabled
            else _("Tắt tiêu chuẩn %(rule)s của %(position)s")
        ),
        "end_switch": _("Trả tiêu chuẩn %(rule)s của %(position)s về như trước"),
        "restore_catalogue": _("Trở lại phiên bản %(order)s"),
    }[version.action]  # fmt: skip
    return said % (named | {"order": orders.get(version.restores, 1)})


def _differing(
    changes: Sequence[RowChange], _: Words, language: str, after: str, *, before: str = ""
) -> Table[DiffLine]:
    lines = diff_lines(changes, _, language)
    return Table(
        caption=_("Những điều khác nhau"), rows=lines, total=len(lines), address=Address(path="/admin/catalogue"),
        empty=_("Không có gì khác."),
        columns=(
            Column(label=_("Dòng"), is_wide=True), Column(label=_("Loại thay đổi")), Column(label=_("Trường")),
            Column(label=before or _("Đang dùng"), is_wide=True), Column(label=after, is_wide=True),
        ),
    )  # fmt: skip
