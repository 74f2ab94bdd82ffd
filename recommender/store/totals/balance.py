"""Surplus and shortage by unit and position: rows in pages, and their sums by position, field and unit, from the store.

A unit is over and short at once: surplus and shortage are summed apart and never against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, case, func, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import coalesce

from recommender.permissions import Action, Viewer
from recommender.store.kept_totals import kept, scope_of
from recommender.store.metadata import Number
from recommender.store.pages import Order, Page, read_page
from recommender.store.results.runs import is_seen_run, seen_run
from recommender.store.tables.runs import BALANCE, RUN
from recommender.store.tables.units import COUNTRY, POSITION, UNIT, UNIT_CLOSURE
from recommender.store.views import all_views
from recommender.store.visibility import seen_units, within
from recommender.types import Baseline

MOST_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class BalanceRow:
    """Posts of a position in a unit against the three baselines; positive = surplus, None = not given."""

    unit_id: str
    unit_name: str
    position_id: str
    title_vi: str
    title_en: str
    group: str
    field: str
    heads: int
    present: float
    suitable: float
    norm: float | None
    quota: float | None
    plan: float | None
    over_norm: float | None
    over_quota: float | None
    over_plan: float | None


@dataclass(frozen=True, kw_only=True)
class BalanceFilter:
    """Which posts; a blank field does not filter."""

    unit_id: str = ""
    position_id: str = ""
    group: str = ""
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class PositionSum:
    """All posts of a position against one baseline: what is over and what is short, and how many units there are."""

    position_id: str
    title_vi: str
    title_en: str
    group: str
    field: str
    n: int
    over: float
    short: float


@dataclass(frozen=True, kw_only=True)
class FieldSum:
    """Posts of a field in a unit and all below it against one baseline."""

    unit_id: str
    unit_name: str
    field: str
    over: float
    short: float


def balance_page(
    conn: Connection, viewer: Viewer, run_id: str, wanted: BalanceFilter, *, largest: Baseline | None = None,
    limit: int = 50, cursor: str | None = None,
) -> Page[BalanceRow]:  # fmt: skip
    """Unit × position by unit and position; with `largest`, those that differ most from that baseline first."""
    keys: tuple[ColumnElement[Any], ...] = (BALANCE.c.unit_id, BALANCE.c.position_id)
    order = Order(columns=keys)
    if largest is not None:
        distance = coalesce(func.abs(BALANCE.c[f"over_{largest}"]), 0.0, type_=Number())
        order = Order(columns=(distance, *keys), is_descending=True)

    def found() -> Page[tuple[str, str]]:
        query = select(*keys).where(*_seen(viewer, run_id, wanted))
        return read_page(
            conn, query, order=order, made=lambda row: (row.unit_id, row.position_id), limit=limit, cursor=cursor
        )  # fmt: skip

    if largest is None or not is_seen_run(conn, viewer, run_id):
        page = found()
    else:
        question = ("balance page", wanted, largest, limit, cursor, scope_of(viewer, Action.SEE_BALANCE))
        page = kept(conn, run_id, question, found)
    return Page(rows=_rows_of(conn, viewer, run_id, page.rows), next_cursor=page.next_cursor)


def _rows_of(conn: Connection, viewer: Viewer, run_id: str, keys: Sequence[tuple[str, str]]) -> tuple[BalanceRow, ...]:
    """The rows of these keys (unit, position), in their order, as far as the viewer may see them."""
    query = _rows(viewer, run_id, BalanceFilter()).where(
        BALANCE.c.unit_id.in_(sorted({unit_id for unit_id, _ in keys})),
        BALANCE.c.position_id.in_(sorted({position_id for _, position_id in keys})),
    )
    found = {(one.unit_id, one.position_id): one for one in all_views(conn, query, BalanceRow)} if keys else {}
    return tuple(found[key] for key in keys if key in found)


def every_balance(conn: Connection, viewer: Viewer, run_id: str, wanted: BalanceFilter) -> Iterator[BalanceRow]:
    """Every row in the order of `balance_page`, read in pages: for whole files."""
    cursor: str | None = None
    while True:
        page = balance_page(conn, viewer, run_id, wanted, limit=MOST_AT_ONCE, cursor=cursor)
        yield from page.rows
        cursor = page.next_cursor
        if cursor is None:
            return


def balance_by_position(
    conn: Connection, viewer: Viewer, run_id: str, wanted: BalanceFilter, *, against: Baseline
) -> tuple[PositionSum, ...]:
    """Sums of each position, by position; one walk over the rows, so that totals and choices come of it too."""
    if not is_seen_run(conn, viewer, run_id):
        return ()
    key = ("balance by position", wanted, against, scope_of(viewer, Action.SEE_BALANCE))
    sums = kept(conn, run_id, key, lambda: _by_position(conn, viewer, run_id, wanted, against))
    titles = {row.position_id: (row.title_vi, row.title_en) for row in conn.execute(
        select(POSITION.c.position_id, POSITION.c.title_vi, POSITION.c.title_en)
    )}  # fmt: skip
    named = ((one, *titles.get(one.position_id, (one.title_vi, one.title_en))) for one in sums)
    return tuple(replace(one, title_vi=vi, title_en=en) for one, vi, en in named)


def _by_position(
    conn: Connection, viewer: Viewer, run_id: str, wanted: BalanceFilter, against: Baseline
) -> tuple[PositionSum, ...]:
    keys = [BALANCE.c.position_id, BALANCE.c.group, BALANCE.c.field]
    titles = (BALANCE.c.position_id.label(name) for name in ("title_vi", "title_en"))
    query = select(*keys, *titles, func.count().label("n"), *_sums(against)).where(*_seen(viewer, run_id, wanted))
    return all_views(conn, query.group_by(*keys).order_by(*keys), PositionSum)


def balance_by_unit(
    conn: Connection, viewer: Viewer, run_id: str, *, unit_id: str = "", against: Baseline
) -> tuple[FieldSum, ...]:
    """Sums by field of each unit directly below one, by name; what lies in the unit itself is its own row."""
    if not is_seen_run(conn, viewer, run_id):
        return ()
    key = ("balance by unit", unit_id, against, scope_of(viewer, Action.SEE_BALANCE))
    return kept(conn, run_id, key, lambda: _by_unit(conn, viewer, run_id, unit_id, against))


def _by_unit(conn: Connection, viewer: Viewer, run_id: str, unit_id: str, against: Baseline) -> tuple[FieldSum, ...]:
    child = UNIT.alias("child")
    is_child = (child.c.unit_id == UNIT_CLOSURE.c.ancestor_id) & (child.c.parent_id == (unit_id or COUNTRY))
    sums = _sums(against)
    each = select(BALANCE.c.unit_id, BALANCE.c.field, *sums).where(
        *_seen(viewer, run_id, BalanceFilter(unit_id=unit_id))
    ).group_by(BALANCE.c.unit_id, BALANCE.c.field).subquery()  # fmt: skip
    climbed = each.join(UNIT_CLOSURE, UNIT_CLOSURE.c.unit_id == each.c.unit_id).join(child, is_child)
    own = each.join(child, (child.c.unit_id == each.c.unit_id) & (child.c.unit_id == (unit_id or COUNTRY)))
    found: list[FieldSum] = []
    for joined in (own, climbed):
        query = select(
            child.c.unit_id, child.c.name.label("unit_name"), each.c.field, func.sum(each.c.over).label("over"),
            func.sum(each.c.short).label("short"),
        ).select_from(joined)  # fmt: skip
        query = query.group_by(child.c.unit_id, child.c.name, child.c.name_sort, each.c.field)
        found += all_views(conn, query.order_by(child.c.name_sort, child.c.unit_id, each.c.field), FieldSum)
    return tuple(found)


def _sums(against: Baseline) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """What is over and what is short; a baseline that is not given says neither."""
    over = BALANCE.c[f"over_{against}"]
    return (
        func.sum(case((over > 0, over), else_=0.0)).label("over"),
        func.sum(case((over < 0, -over), else_=0.0)).label("short"),
    )


def _rows(viewer: Viewer, run_id: str, wanted: BalanceFilter) -> Select[Any]:
    joined = BALANCE.join(UNIT, UNIT.c.unit_id == BALANCE.c.unit_id)
    joined = joined.outerjoin(POSITION, POSITION.c.position_id == BALANCE.c.position_id)
    query = select(
        BALANCE, UNIT.c.name.label("unit_name"), coalesce(POSITION.c.title_vi, BALANCE.c.position_id).label("title_vi"),
        coalesce(POSITION.c.title_en, BALANCE.c.position_id).label("title_en"),
    ).select_from(joined)  # fmt: skip
    return query.where(*_seen(viewer, run_id, wanted))


def _seen(viewer: Viewer, run_id: str, wanted: BalanceFilter) -> list[ColumnElement[bool]]:
    """The rows of a run that the viewer may see, as far as they are wanted."""
    seen = [
        BALANCE.c.run_id == run_id, BALANCE.c.run_id.in_(select(RUN.c.run_id).where(seen_run(viewer))),
        seen_units(viewer, Action.SEE_BALANCE, BALANCE.c.unit_id), within(wanted.unit_id, BALANCE.c.unit_id),
    ]  # fmt: skip
    equal = {"position_id": wanted.position_id, "group": wanted.group, "field": wanted.field}
    return seen + [BALANCE.c[name] == value for name, value in equal.items() if value]
