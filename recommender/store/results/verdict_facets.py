"""How many verdicts of a run each value of each filter would show, from one count of all the filters together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select, tuple_

from recommender.permissions import Viewer
from recommender.store.kept_totals import decisions_so_far
from recommender.store.results.verdicts import BETWEEN, VerdictFilter, conditions, kept_of_filter, seen_verdict
from recommender.store.tables.decisions import DECISION
from recommender.store.tables.runs import RUN, VERDICT
from recommender.store.tables.units import POSITION

KEYS = (VERDICT.c.verdict, VERDICT.c.field, VERDICT.c.position_id, VERDICT.c.review_reasons)
"""In the order of an index, so that a country is counted along it."""
Names = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A value of a filter and how many verdicts have it, the other filters being kept."""

    value: str
    name_vi: str
    name_en: str
    count: int


@dataclass(frozen=True, kw_only=True)
class VerdictFacets:
    """Counts for each filter of the list."""

    verdict: tuple[Facet, ...]
    review_reason: tuple[Facet, ...]
    is_decided: tuple[Facet, ...]
    field: tuple[Facet, ...]
    """Every field of the scope, also those that the other filters leave nothing of."""
    position: tuple[Facet, ...]


@dataclass(frozen=True, kw_only=True)
class _Group:
    """Verdicts that are the same in everything a facet counts."""

    verdict: str
    field: str
    position_id: str
    reasons: tuple[str, ...]
    is_decided: bool
    count: int


def count_facets(conn: Connection, viewer: Viewer, run_id: str, *, wanted: VerdictFilter) -> VerdictFacets:
    """For each filter, how many verdicts each of its values would show while the other filters stay as they are."""
    groups = _groups(conn, viewer, run_id, wanted=wanted)
    titles, fields = _names(conn)

    def counted(values: Callable[[_Group], Iterable[str]], without: VerdictFilter, names: Names) -> tuple[Facet, ...]:
        found: Counter[str] = Counter()
        for group in groups:
            if _meets(group, without):
                for value in values(group):
                    found[value] += group.count
        return tuple(_facet(value, found[value], names) for value in sorted(found))

    in_field = counted(lambda one: (one.field,), replace(wanted, field=""), fields)
    counts = {one.value: one.count for one in in_field}
    every = sorted({group.field for group in groups})
    return VerdictFacets(
        verdict=counted(lambda one: (one.verdict,), replace(wanted, verdict=None), {}),
        review_reason=counted(lambda one: one.reasons, replace(wanted, review_reason=""), {}),
        is_decided=counted(lambda one: (str(one.is_decided).lower(),), replace(wanted, is_decided=None), {}),
        field=tuple(_facet(value, counts.get(value, 0), fields) for value in every),
        position=counted(lambda one: (one.position_id,), replace(wanted, position_id=""), titles),
    )


def _groups(conn: Connection, viewer: Viewer, run_id: str, *, wanted: VerdictFilter) -> list[_Group]:
    """Counts under the filters that are no facet; the decided ones are counted apart, as there are few of them."""
    others = replace(
        wanted, verdict=None, review_reason="", field="", position_id="", is_decided=None, decided=None
    )  # fmt: skip
    stands = (DECISION.c.run_id == run_id, DECISION.c.superseded_by.is_(None))
    decisions = select(DECISION.c.officer_id, DECISION.c.position_id).where(*stands)
    if wanted.decided is not None:
        decisions = decisions.where(DECISION.c.decided == str(wanted.decided))
    is_decided = tuple_(VERDICT.c.officer_id, VERDICT.c.position_id).in_(decisions)

    def counts(*where: Any) -> Counter[tuple[str, ...]]:
        joined = VERDICT.join(RUN, RUN.c.run_id == VERDICT.c.run_id)
        query = select(*KEYS, func.count()).select_from(joined).where(*where, seen_verdict(viewer))
        rows = conn.execute(query.where(*conditions(run_id, others)).group_by(*KEYS))
        return Counter({tuple(row[:-1]): row[-1] for row in rows})

    everyone = kept_of_filter(conn, viewer, run_id, ("facets",), others, counts)
    so_far = decisions_so_far(conn, run_id)
    decided: Counter[tuple[str, ...]] = Counter()
    if so_far:
        question = ("decided facets", wanted.decided, so_far)
        decided = kept_of_filter(conn, viewer, run_id, question, others, lambda: counts(is_decided))
    undecided = Counter() if wanted.decided is not None else everyone - decided
    return [
        _Group(
            verdict=key[0], field=key[1], position_id=key[2], reasons=tuple(key[3].split(BETWEEN)) if key[3] else (),
            is_decided=said, count=count,
        )
        for said, found in ((True, decided), (False, undecided)) for key, count in found.items()
    ]  # fmt: skip


def _meets(group: _Group, wanted: VerdictFilter) -> bool:
    return (
        wanted.verdict in (None, group.verdict)
        and wanted.field in ("", group.field)
        and wanted.position_id in ("", group.position_id)
        and (not wanted.review_reason or wanted.review_reason in group.reasons)
        and wanted.is_decided in (None, group.is_decided)
    )


def _names(conn: Connection) -> tuple[Names, Names]:
    """Names (vi, en) of positions and of fields."""
    wanted = (POSITION.c[name] for name in ("position_id", "title_vi", "title_en", "field", "field_vi", "field_en"))
    rows = conn.execute(select(*wanted).order_by(POSITION.c.position_id)).all()
    titles = {row.position_id: (row.title_vi, row.title_en) for row in rows}
    return titles, {row.field: (row.field_vi, row.field_en) for row in rows}


def _facet(value: str, count: int, names: Names) -> Facet:
    name_vi, name_en = names.get(value, (value, value))
    return Facet(value=value, name_vi=name_vi or value, name_en=name_en or value, count=count)
