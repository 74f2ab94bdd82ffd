"""Training demand: learners and periods by course and place or term, and needs no course closes.

Who may not see people (a training institute) sees fixed tables only, whatever the filters: course × province, course ×
unit inside a province, course × priority, quarter, audience or level over all that the institute may see, and course ×
province × quarter, of which one province or one quarter is asked for. Small cells are hidden before filtering, so that
two filters never differ by a few people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, func, select

from recommender.errors import UsageError
from recommender.permissions import WHOLE_COUNTRY, Action, Viewer
from recommender.small_cells import HIDDEN_BELOW
from recommender.store.kept_totals import Key, kept, scope_of
from recommender.store.results.runs import seen_run
from recommender.store.tables.runs import PLAN, RUN, UNCOVERED, RunStatus
from recommender.store.totals.demand_cube import Course, CubeCell, with_hidden
from recommender.store.totals.demand_queries import DemandBy, cube_query, demand_query
from recommender.store.totals.hidden_demand import Counts, Hidden, hidden_learners
from recommender.store.units import get_unit, unit_names
from recommender.store.visibility import seen_units, within

__all__ = [
    "DemandBy", "DemandCell", "DemandFilter", "UncoveredNeed", "demand_by_course", "demand_cells", "hides_small_cells",
    "uncovered_needs",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DemandFilter:
    """Which demand; a blank field does not filter."""

    unit_id: str = ""
    course_id: str = ""
    domain: str = ""
    quarter: str = ""
    """Only where demand is cut by province."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DemandCell:
    """Learners of one course in one group, or all of them when the group is ""; None: hidden, so few are a name."""

    course_id: str
    course_vi: str
    course_en: str
    domain: str
    group: str
    group_name: str
    learners: int | None
    periods: float | None
    is_estimated: bool = False
    """Whether no source states the periods of the course, so that they are an estimate."""


@dataclass(frozen=True, kw_only=True)
class UncoveredNeed:
    """A need that no course closes; officers None: hidden."""

    requirement_id: str
    name_vi: str
    name_en: str
    domain: str
    why: str
    officers: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cell:
    course: Course
    group: str
    learners: int
    periods: float


def demand_cells(
    conn: Connection, viewer: Viewer, run_id: str, *, by: DemandBy, wanted: DemandFilter
) -> tuple[DemandCell, ...]:
    """Course × group, by course and group; a hidden cell may stand for nobody at all."""

    def table() -> tuple[DemandCell, ...]:
        return _table(conn, viewer, run_id, by=by, unit_id=wanted.unit_id, quarter=wanted.quarter)

    whole = _kept_table(conn, viewer, run_id, ("demand cells", by, wanted.unit_id, wanted.quarter), table)
    return _wanted(whole, wanted)


def _table(
    conn: Connection, viewer: Viewer, run_id: str, *, by: DemandBy, unit_id: str, quarter: str
) -> tuple[DemandCell, ...]:
    """The whole table that a viewer may see of a unit, whatever is wanted of it."""
    if quarter and by is not DemandBy.PROVINCE:
        raise _only_provinces()
    hides = hides_small_cells(viewer)
    if quarter or (hides and unit_id and by is DemandBy.QUARTER):
        return _named(conn, _slice(conn, viewer, run_id, unit_id=unit_id, quarter=quarter), by=by)
    if not hides:
        plain = _cells(conn, viewer, run_id, by=by, scope=unit_id)
        return _named(conn, [(cell, False) for cell in plain], by=by)
    if by is DemandBy.UNIT:
        return _named(conn, _units_of_province(conn, viewer, run_id, unit_id), by=by)
    found = _with_hidden(_cells(conn, viewer, run_id, by=by, scope=""))
    if by is DemandBy.PROVINCE and unit_id:
        found = [(cell, is_hidden) for cell, is_hidden in found if cell.group == unit_id]
    elif unit_id:
        raise _only_whole()
    return _named(conn, found, by=by)


def demand_by_course(conn: Connection, viewer: Viewer, run_id: str, *, wanted: DemandFilter) -> tuple[DemandCell, ...]:
    """All learners of each course, the most wanted first, hidden ones last; an institute asks for a province or all."""
    hides = hides_small_cells(viewer)
    if wanted.quarter:
        cells = demand_cells(conn, viewer, run_id, by=DemandBy.QUARTER, wanted=replace(wanted, quarter=""))
        return _in_order([cell for cell in cells if cell.group == wanted.quarter])

    def table() -> tuple[DemandCell, ...]:
        totals = _totals(_cells(conn, viewer, run_id, by=DemandBy.PROVINCE, scope=wanted.unit_id))
        shown = [(cell, hides and cell.learners < HIDDEN_BELOW) for cell in totals]
        return _in_order(_named(conn, shown, by=DemandBy.PROVINCE))

    if hides and wanted.unit_id:
        return _in_order(demand_cells(conn, viewer, run_id, by=DemandBy.PROVINCE, wanted=wanted))
    return _wanted(_kept_table(conn, viewer, run_id, ("demand by course", wanted.unit_id), table), wanted)


def _in_order(cells: Sequence[DemandCell]) -> tuple[DemandCell, ...]:
    return tuple(sorted(cells, key=lambda cell: (-(cell.learners or 0), cell.course_id)))


def _wanted(cells: Sequence[DemandCell], wanted: DemandFilter) -> tuple[DemandCell, ...]:
    return tuple(
        cell for cell in cells if wanted.course_id in ("", cell.course_id) and wanted.domain in ("", cell.domain)
    )


def uncovered_needs(conn: Connection, viewer: Viewer, run_id: str, *, unit_id: str = "") -> tuple[UncoveredNeed, ...]:
    """Needs no course closes, those of most people first; an institute sees them over all it may see."""
    hides = hides_small_cells(viewer)
    keys = [UNCOVERED.c[name] for name in ("requirement_id", "name_vi", "name_en", "domain", "why")]
    query = select(*keys, func.sum(UNCOVERED.c.officers).label("officers")).where(
        UNCOVERED.c.run_id == run_id, UNCOVERED.c.run_id.in_(_runs(viewer)),
        within("" if hides else unit_id, UNCOVERED.c.unit_id),
        seen_units(viewer, Action.SEE_DEMAND, UNCOVERED.c.unit_id),
    )  # fmt: skip
    needs = [
        UncoveredNeed(
            requirement_id=row.requirement_id, name_vi=row.name_vi, name_en=row.name_en, domain=row.domain,
            why=row.why, officers=None if hides and row.officers < HIDDEN_BELOW else int(row.officers),
        )
        for row in conn.execute(query.group_by(*keys))
    ]  # fmt: skip
    return tuple(sorted(needs, key=lambda need: (-(need.officers or 0), need.requirement_id, need.why)))


def hides_small_cells(viewer: Viewer) -> bool:
    """Whether the viewer sees demand somewhere without the right to see the people there."""
    people = viewer.roots(Action.SEE_PEOPLE)
    return WHOLE_COUNTRY not in people and not set(viewer.roots(Action.SEE_DEMAND)) <= set(people)


def _units_of_province(conn: Connection, viewer: Viewer, run_id: str, unit_id: str) -> list[tuple[_Cell, bool]]:
    """Course × unit of the province of a unit; a course that is hidden for the province is hidden in all its units."""
    if not unit_id or not get_unit(conn, unit_id).province_id:
        raise _one_province()
    province = get_unit(conn, unit_id).province_id
    provinces = _with_hidden(_cells(conn, viewer, run_id, by=DemandBy.PROVINCE, scope=""))
    already = {cell.course for cell, is_hidden in provinces if is_hidden and cell.group == province}
    found = _with_hidden(_cells(conn, viewer, run_id, by=DemandBy.UNIT, scope=province), already=already)
    return [(cell, is_hidden) for cell, is_hidden in found if unit_id in (province, cell.group)]


def _slice(conn: Connection, viewer: Viewer, run_id: str, *, unit_id: str, quarter: str) -> list[tuple[_Cell, bool]]:
    """Course × province in one term, or course × term in one province, out of course × province × term."""
    if not hides_small_cells(viewer):
        whole = [(cell, False) for cell in _cube(conn, viewer, run_id, scope=unit_id)]
    else:
        tables = {by: _with_hidden(_cells(conn, viewer, run_id, by=by, scope="")) for by in _CUBE_SUMS}
        sums = {by: [(one.course[0], one.group) for one, is_hidden in rows if is_hidden] for by, rows in tables.items()}
        found = with_hidden(
            _cube(conn, viewer, run_id, scope=""), in_provinces=sums[DemandBy.PROVINCE],
            in_quarters=sums[DemandBy.QUARTER],
        )  # fmt: skip
        whole = [(cell, is_hidden) for cell, is_hidden in found if unit_id in ("", cell.province)]
        if unit_id and get_unit(conn, unit_id).province_id != unit_id:
            raise _only_whole()
    return [
        (
            _Cell(
                course=cell.course, group=cell.province if quarter else cell.quarter, learners=cell.learners,
                periods=cell.periods,
            ),
            is_hidden,
        )
        for cell, is_hidden in whole if quarter in ("", cell.quarter)
    ]  # fmt: skip


_CUBE_SUMS = (DemandBy.PROVINCE, DemandBy.QUARTER)


def _cube(conn: Connection, viewer: Viewer, run_id: str, *, scope: str) -> tuple[CubeCell, ...]:
    """Sums by course, province and term in what the viewer may see demand of, below a unit."""
    if not _is_seen(conn, viewer, run_id):
        return ()

    def counted() -> tuple[CubeCell, ...]:
        query = cube_query(run_id).where(
            seen_units(viewer, Action.SEE_DEMAND, PLAN.c.unit_id), within(scope, PLAN.c.unit_id)
        )
        cells = [
            CubeCell(
                course=(row.course_id, row.course_vi, row.course_en, row.domain), province=row.province_id,
                quarter=str(row.group_key), learners=int(row.learners), periods=float(row.periods),
            )
            for row in conn.execute(query)
        ]  # fmt: skip
        return tuple(sorted(cells, key=lambda cell: (cell.course, cell.province, cell.quarter)))

    return kept(conn, run_id, ("demand cube", scope, scope_of(viewer, Action.SEE_DEMAND)), counted)


def _cells(conn: Connection, viewer: Viewer, run_id: str, *, by: DemandBy, scope: str) -> tuple[_Cell, ...]:
    """Sums by course and group in what the viewer may see demand of, below a unit; none for a run out of sight."""
    if not _is_seen(conn, viewer, run_id):
        return ()
    key = ("demand", by, scope, scope_of(viewer, Action.SEE_DEMAND))
    return kept(conn, run_id, key, lambda: _counted(conn, viewer, run_id, by=by, scope=scope))


def _kept_table(
    conn: Connection, viewer: Viewer, run_id: str, question: Key, table: Callable[[], tuple[DemandCell, ...]]
) -> tuple[DemandCell, ...]:
    """A table as it is shown, made once for all who see as much and have the same cells hidden."""
    if not _is_seen(conn, viewer, run_id):
        return table()

    def marked() -> tuple[DemandCell, ...]:
        unstated = kept(conn, run_id, ("courses of unstated length",), lambda: _unstated(conn, run_id))
        return tuple(replace(cell, is_estimated=cell.course_id in unstated) for cell in table())

    key = (*question, hides_small_cells(viewer), scope_of(viewer, Action.SEE_DEMAND))
    return kept(conn, run_id, key, marked)


def _unstated(conn: Connection, run_id: str) -> frozenset[str]:
    """Courses of a run's plans whose periods no source states."""
    query = select(PLAN.c.course_id).where(PLAN.c.run_id == run_id, PLAN.c.periods.is_(None)).distinct()
    return frozenset(conn.execute(query).scalars())


def _counted(conn: Connection, viewer: Viewer, run_id: str, *, by: DemandBy, scope: str) -> tuple[_Cell, ...]:
    query, unit = demand_query(run_id, by)
    rows = conn.execute(query.where(seen_units(viewer, Action.SEE_DEMAND, unit), within(scope, unit)))
    cells = [
        _Cell(
            course=(row.course_id, row.course_vi, row.course_en, row.domain), group=str(row.group_key),
            learners=int(row.learners), periods=float(row.periods),
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(cells, key=lambda cell: (cell.course, cell.group)))


def _with_hidden(
    cells: Sequence[_Cell], *, already: set[tuple[str, str, str, str]] | None = None
) -> list[tuple[_Cell, bool]]:
    """Every cell that has learners or is hidden, with whether it is hidden."""
    courses = sorted({cell.course for cell in cells})
    groups = sorted({cell.group for cell in cells})
    rows, columns = {key: at for at, key in enumerate(courses)}, {key: at for at, key in enumerate(groups)}
    counts: Counts = np.zeros((len(courses), len(groups)), dtype=np.int64)
    for cell in cells:
        counts[rows[cell.course], columns[cell.group]] = cell.learners
    seeds: Hidden = np.zeros(counts.shape, dtype=np.bool_)
    for course in sorted(already or ()):
        if course in rows:
            seeds[rows[course]] = True
    hidden = hidden_learners(counts, already=seeds)
    by_place = {(rows[cell.course], columns[cell.group]): cell for cell in cells}
    listed = []
    for row, column in np.argwhere(hidden | (counts > 0)).tolist():
        empty = _Cell(course=courses[row], group=groups[column], learners=0, periods=0.0)
        listed.append((by_place.get((row, column), empty), bool(hidden[row, column])))
    return listed


def _totals(cells: Sequence[_Cell]) -> list[_Cell]:
    found: dict[tuple[str, str, str, str], tuple[int, float]] = {}
    for cell in cells:
        learners, periods = found.get(cell.course, (0, 0.0))
        found[cell.course] = (learners + cell.learners, periods + cell.periods)
    return [_Cell(course=key, group="", learners=one, periods=two) for key, (one, two) in found.items()]


def _named(conn: Connection, cells: Sequence[tuple[_Cell, bool]], *, by: DemandBy) -> tuple[DemandCell, ...]:
    is_place = by in (DemandBy.PROVINCE, DemandBy.UNIT)
    names = unit_names(conn, [cell.group for cell, _ in cells]) if is_place else {}
    return tuple(
        DemandCell(
            course_id=cell.course[0], course_vi=cell.course[1], course_en=cell.course[2], domain=cell.course[3],
            group=cell.group, group_name=names.get(cell.group, cell.group),
            learners=None if is_hidden else cell.learners, periods=None if is_hidden else cell.periods,
        )
        for cell, is_hidden in cells
    )  # fmt: skip


def _is_seen(conn: Connection, viewer: Viewer, run_id: str) -> bool:
    return conn.execute(_runs(viewer).where(RUN.c.run_id == run_id)).first() is not None


def _runs(viewer: Viewer) -> Select[Any]:
    query = select(RUN.c.run_id).where(seen_run(viewer))
    return query.where(RUN.c.status == str(RunStatus.PUBLISHED)) if hides_small_cells(viewer) else query


def _one_province() -> UsageError:
    return UsageError(
        "Nhu cầu theo xã chỉ xem được trong một tỉnh.", "Demand by commune is shown inside one province only.",
        hint_vi="Chọn một tỉnh.", hint_en="Choose a province.",
    )  # fmt: skip


def _only_provinces() -> UsageError:
    return UsageError(
        "Lọc theo quý chỉ dùng khi chia theo tỉnh, thành phố.", "A term is asked for where demand is cut by province.",
        hint_vi="Chia theo tỉnh, thành phố, hoặc bỏ lọc theo quý.",
        hint_en="Cut by province, or remove the filter by term.",
    )  # fmt: skip


def _only_whole() -> UsageError:
    return UsageError(
        "Cách chia này chỉ xem được trên toàn phạm vi được giao.",
        "Demand cut this way is shown over all that you may see.",
        hint_vi="Bỏ lọc theo đơn vị.", hint_en="Remove the filter by unit.",
    )  # fmt: skip
