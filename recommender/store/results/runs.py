"""Runs as a viewer may see them, and counts of their verdicts by unit, field or position."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, false, func, or_, select, true, tuple_
from sqlalchemy.sql.elements import ColumnElement

from recommender.errors import NotFound
from recommender.permissions import WHOLE_COUNTRY, Action, Viewer
from recommender.store.kept_totals import decisions_so_far, kept, scope_of
from recommender.store.pages import Order, Page, read_page
from recommender.store.tables.decisions import DECISION
from recommender.store.tables.runs import RUN, VERDICT, RunStatus
from recommender.store.tables.units import COUNTRY, POSITION, UNIT, UNIT_CLOSURE, UnitKind
from recommender.store.views import all_views, one_view, view_of
from recommender.store.visibility import BUILT, seen_units, within
from recommender.types import VerdictLabel


@dataclass(frozen=True, kw_only=True)
class RunView:
    """A run by its record."""

    run_id: str
    unit_id: str
    unit_name: str
    label: str
    status: str
    today: date
    settings: dict[str, Any]
    catalogue_digest: str
    catalogue_version: str
    encoder: str
    encoder_digest: str
    fallback: str
    model_version: str
    program: str
    inputs_digest: str
    results_digest: str
    counts: dict[str, Any]
    """officers, verdicts, meets, needs_review, does_not_meet, plans, moves, problems …"""
    job_id: str | None
    made_by_name: str
    started_at: datetime
    finished_at: datetime | None
    published_at: datetime | None
    published_by_name: str | None

    @property
    def is_published(self) -> bool:
        """Whether the people concerned see it."""
        return self.status == RunStatus.PUBLISHED


class CountBy(StrEnum):
    """What verdicts are counted by."""

    UNIT = "unit"
    """Units directly below the one asked for."""
    FIELD = "field"
    POSITION = "position"


@dataclass(frozen=True, kw_only=True)
class VerdictCount:
    """Verdicts of one group; `decided` of them have a decision that stands."""

    key: str
    name_vi: str
    name_en: str
    total: int
    meets: int
    needs_review: int
    does_not_meet: int
    decided: int


ANY_OF = (Action.SEE_PEOPLE, Action.SEE_TOTALS, Action.SEE_FAIRNESS, Action.SEE_BALANCE)
PUBLISHED_FOR = (Action.SEE_DEMAND,)


def find_runs(
    conn: Connection, viewer: Viewer, *, unit_id: str = "", status: RunStatus | None = None,
    whole: Action | None = None, limit: int = 50, cursor: str | None = None,
) -> Page[RunView]:  # fmt: skip
    """Runs that touch what the viewer may see, newest first; of others than HR only the published ones.

    `whole`: only those over units of which the viewer may do this.
    """
    query = _runs().where(seen_run(viewer))
    if whole is not None:
        query = query.where(seen_units(viewer, whole, RUN.c.unit_id))
    if unit_id:
        query = query.where(_touches(unit_id))
    if status is not None:
        query = query.where(RUN.c.status == str(status))
    order = Order(columns=(RUN.c.started_at, RUN.c.run_id), is_descending=True)
    return read_page(conn, query, order=order, made=view_of(RunView), limit=limit, cursor=cursor)


def get_run(conn: Connection, viewer: Viewer, run_id: str) -> RunView:
    """One run; NotFound when it does not touch what the viewer may see."""
    found = one_view(conn, _runs().where(RUN.c.run_id == run_id, seen_run(viewer)), RunView)
    if found is None:
        raise NotFound
    return found


def latest_run(conn: Connection, viewer: Viewer, *, unit_id: str = "", is_published: bool = True) -> RunView | None:
    """The newest run over the unit that has results, published unless told otherwise."""
    return _newest(conn, viewer, (unit_id,) if unit_id else (), is_published=is_published)


def run_in_force(conn: Connection, viewer: Viewer, *, unit_id: str = "", is_published: bool = False) -> RunView | None:
    """The run that every page without a run of its own shows: over the unit, or over all the viewer has to do with.

    The newest published one that covers the whole; before there is any, the newest one that HR may see. What a commune
    reviews for itself takes the place of the review of its province only where there is none; and a run that is not
    published takes the place of none that is.
    """
    roots = (unit_id,) if unit_id else _roots_of(viewer)
    kinds = (True,) if is_published else (True, False)
    ways = [(whole, published) for whole in (roots, (unit_id,) if unit_id else ()) for published in kinds]
    for covered, published in dict.fromkeys(ways):
        found = _newest(conn, viewer, covered, is_published=published)
        if found is not None:
            return found
    return None


def newer_runs(conn: Connection, viewer: Viewer, run: RunView, *, limit: int = 3) -> tuple[RunView, ...]:
    """Runs with results over a part or the whole of the viewer's units that are newer than the one in force."""
    roots = _roots_of(viewer)
    below = [_touches(root) for root in roots]
    done = [str(RunStatus.FINISHED), str(RunStatus.PUBLISHED)]
    query = _runs().where(
        seen_run(viewer), RUN.c.status.in_(done), RUN.c.started_at > run.started_at, RUN.c.run_id != run.run_id,
        or_(*below) if below else false(),
    )  # fmt: skip
    return all_views(conn, query.order_by(RUN.c.started_at.desc(), RUN.c.run_id.desc()).limit(limit), RunView)


def _roots_of(viewer: Viewer) -> tuple[str, ...]:
    """The units of the widest of what the viewer does: to see people, or totals, or demand."""
    for action in (*ANY_OF, *PUBLISHED_FOR):
        if roots := viewer.roots(action):
            return tuple(root or COUNTRY for root in roots)
    return ()


def _newest(conn: Connection, viewer: Viewer, covered: Sequence[str], *, is_published: bool) -> RunView | None:
    wanted = [RunStatus.PUBLISHED] if is_published else [RunStatus.PUBLISHED, RunStatus.FINISHED]
    query = _runs().where(seen_run(viewer), RUN.c.status.in_([str(status) for status in wanted]))
    query = query.where(*[_covers(unit) for unit in covered])
    newest = query.order_by(RUN.c.started_at.desc(), RUN.c.run_id.desc()).limit(1)
    return one_view(conn, newest, RunView)


def other_runs(conn: Connection, viewer: Viewer, run: RunView, *, limit: int) -> tuple[RunView, ...]:
    """Other runs with results over a part or the whole of the same unit, newest first."""
    done = [str(RunStatus.FINISHED), str(RunStatus.PUBLISHED)]
    query = _runs().where(seen_run(viewer), RUN.c.status.in_(done), RUN.c.run_id != run.run_id, _touches(run.unit_id))
    return all_views(conn, query.order_by(RUN.c.started_at.desc(), RUN.c.run_id.desc()).limit(limit), RunView)


def count_verdicts(
    conn: Connection, viewer: Viewer, run_id: str, *, by: CountBy, unit_id: str = ""
) -> tuple[VerdictCount, ...]:
    """Verdicts of a run in what the viewer may see totals of, below a unit, by group in order of the names."""
    if not is_seen_run(conn, viewer, run_id):
        return ()
    scope = (by, unit_id, scope_of(viewer, Action.SEE_TOTALS))
    below = [seen_units(viewer, Action.SEE_TOTALS, VERDICT.c.unit_id), within(unit_id, VERDICT.c.unit_id)]
    groups = kept(conn, run_id, ("verdicts", *scope), lambda: _grouped(conn, run_id, below, by=by, unit_id=unit_id))
    so_far = decisions_so_far(conn, run_id)
    decided: Counter[str] = Counter()
    if so_far:
        decided = kept(conn, run_id, ("decided", *scope, so_far), lambda: _decided(conn, run_id, below, groups, by=by))
    names = _names(conn, groups, by=by)
    return tuple(
        VerdictCount(
            key=key, name_vi=names[key][0], name_en=names[key][1], total=sum(groups.counts[key].values()),
            decided=decided[key], **{str(label): groups.counts[key][str(label)] for label in VerdictLabel},
        )
        for key in names if key in groups.counts
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Groups:
    """Verdicts by group and label; which group a unit or position is counted in; names of groups that are units."""

    counts: Mapping[str, Counter[str]]
    group_of: Mapping[str, str]
    units: Mapping[str, str]


def _grouped(
    conn: Connection, run_id: str, below: Sequence[ColumnElement[bool]], *, by: CountBy, unit_id: str
) -> _Groups:
    """Counted along an index, without reading a verdict."""
    own = _own(by)
    keys = (own, VERDICT.c.verdict) if by is CountBy.UNIT else (VERDICT.c.verdict, VERDICT.c.field, own)
    query = select(*keys, func.count().label("n")).where(VERDICT.c.run_id == run_id, *below).group_by(*keys)
    rows = conn.execute(query).all()
    units: dict[str, str] = {}
    if by is CountBy.UNIT:
        child = UNIT.alias("child")
        climbed = select(UNIT_CLOSURE.c.unit_id, child.c.unit_id.label("key"), child.c.name)
        climbed = climbed.join(child, child.c.unit_id == UNIT_CLOSURE.c.ancestor_id)
        climbed = climbed.where(child.c.parent_id == (unit_id or COUNTRY))
        found = conn.execute(climbed.order_by(child.c.name_sort, child.c.unit_id)).all()
        group_of = {row.unit_id: row.key for row in found}
        units = {row.key: row.name for row in found}
    elif by is CountBy.POSITION:
        group_of = {row.position_id: row.position_id for row in rows}
    else:
        group_of = {row.position_id: row.field for row in rows}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        mine = row._mapping[own.name]
        if mine in group_of:
            counts[group_of[mine]][row.verdict] += row.n
    return _Groups(counts=dict(counts), group_of=group_of, units=units)


def _decided(
    conn: Connection, run_id: str, below: Sequence[ColumnElement[bool]], groups: _Groups, *, by: CountBy
) -> Counter[str]:
    """How many verdicts of each group have a decision that stands."""
    own = _own(by)
    stands = select(DECISION.c.officer_id, DECISION.c.position_id).where(
        DECISION.c.run_id == run_id, DECISION.c.superseded_by.is_(None)
    )
    is_decided = tuple_(VERDICT.c.officer_id, VERDICT.c.position_id).in_(stands)
    query = select(own, func.count()).where(VERDICT.c.run_id == run_id, *below, is_decided).group_by(own)
    decided: Counter[str] = Counter()
    for mine, count in conn.execute(query):
        if mine in groups.group_of:
            decided[groups.group_of[mine]] += count
    return decided


def _own(by: CountBy) -> ColumnElement[str]:
    """What of a verdict says which group it is in."""
    return VERDICT.c.unit_id if by is CountBy.UNIT else VERDICT.c.position_id


def _names(conn: Connection, groups: _Groups, *, by: CountBy) -> dict[str, tuple[str, str]]:
    """Group → names (vi, en), in the order they are shown."""
    if by is CountBy.UNIT:
        return {key: (name, name) for key, name in groups.units.items()}
    columns = [POSITION.c[name] for name in ("position_id", "field", "field_vi", "field_en", "title_vi", "title_en")]
    known = conn.execute(select(*columns).order_by(POSITION.c.position_id)).all()
    if by is CountBy.POSITION:
        words = {row.position_id: (row.title_vi, row.title_en) for row in known}
    else:
        words = {row.field: (row.field_vi, row.field_en) for row in known}
    return {key: words.get(key, (key, key)) for key in sorted(groups.counts)}


def unit_to_open(conn: Connection, viewer: Viewer, run: RunView) -> str:
    """The unit whose children the counts of a run are shown by: the viewer's own when the run reaches beyond it."""
    roots = viewer.roots(Action.SEE_TOTALS)
    if len(roots) != 1 or roots[0] == WHOLE_COUNTRY:
        return run.unit_id
    below = select(UNIT_CLOSURE.c.unit_id).where(
        UNIT_CLOSURE.c.ancestor_id == run.unit_id, UNIT_CLOSURE.c.unit_id == roots[0]
    )
    return roots[0] if conn.execute(below).first() else run.unit_id


def is_seen_run(conn: Connection, viewer: Viewer, run_id: str) -> bool:
    """Whether there is such a run and it concerns the viewer."""
    return conn.execute(select(RUN.c.run_id).where(RUN.c.run_id == run_id, seen_run(viewer))).first() is not None


@lru_cache(maxsize=BUILT)
def seen_run(viewer: Viewer) -> ColumnElement[bool]:
    """Whether the run in RUN concerns the viewer: finished for those who see people or totals, published for others."""
    ways = [_in_sight(viewer, ANY_OF), _in_sight(viewer, PUBLISHED_FOR) & _is_by_itself()]
    if viewer.acts_on_self(Action.SEE_OWN):
        own = select(VERDICT.c.run_id).where(VERDICT.c.officer_id == viewer.officer_id)
        ways.append((RUN.c.status == str(RunStatus.PUBLISHED)) & RUN.c.run_id.in_(own))
    return or_(*ways)


def _is_by_itself() -> ColumnElement[bool]:
    """Published over a province or the country, and over nothing that a later review of more was published for.

    Who sees hidden cells could take the total of a commune's or province's own review from what a larger one shows.
    """
    place, wide = UNIT.alias("place"), RUN.alias("wide")
    large = select(place.c.unit_id).where(place.c.kind.in_([UnitKind.COUNTRY.value, UnitKind.PROVINCE.value]))
    wider = (
        select(wide.c.run_id)
        .join(UNIT_CLOSURE, UNIT_CLOSURE.c.ancestor_id == wide.c.unit_id)
        .where(
            UNIT_CLOSURE.c.unit_id == RUN.c.unit_id, wide.c.unit_id != RUN.c.unit_id, wide.c.today >= RUN.c.today,
            wide.c.status == str(RunStatus.PUBLISHED),
        )
        .correlate(RUN)
    )  # fmt: skip
    is_published = RUN.c.status == str(RunStatus.PUBLISHED)
    return is_published & RUN.c.unit_id.in_(large) & ~wider.exists()


def _in_sight(viewer: Viewer, actions: tuple[Action, ...]) -> ColumnElement[bool]:
    """The run's unit lies below, or above, a unit where the viewer may do one of these."""
    roots = sorted({root for action in actions for root in viewer.roots(action)})
    if not roots:
        return false()
    if WHOLE_COUNTRY in roots:
        return true()
    below = select(UNIT_CLOSURE.c.unit_id).where(UNIT_CLOSURE.c.ancestor_id.in_(roots))
    above = select(UNIT_CLOSURE.c.ancestor_id).where(UNIT_CLOSURE.c.unit_id.in_(roots))
    return or_(RUN.c.unit_id.in_(below), RUN.c.unit_id.in_(above))


def _touches(unit_id: str) -> ColumnElement[bool]:
    below = select(UNIT_CLOSURE.c.unit_id).where(UNIT_CLOSURE.c.ancestor_id == unit_id)
    return or_(RUN.c.unit_id.in_(below), _covers(unit_id))


def _covers(unit_id: str) -> ColumnElement[bool]:
    return RUN.c.unit_id.in_(select(UNIT_CLOSURE.c.ancestor_id).where(UNIT_CLOSURE.c.unit_id == unit_id))


def _runs() -> Select[Any]:
    return select(RUN, UNIT.c.name.label("unit_name")).join(UNIT, UNIT.c.unit_id == RUN.c.unit_id)
