"""Demand as a page and a file show it: courses in order, their groups in words, and what the address asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from api.look import formats, words
from api.look.addresses import Address
from recommender.documents import labels
from recommender.errors import NotFound
from recommender.permissions import Viewer
from recommender.store import Connection
from recommender.store.keys import text_key
from recommender.store.results.runs import RunView
from recommender.store.totals import demand
from recommender.store.totals.demand import DemandBy, DemandCell, DemandFilter, UncoveredNeed, demand_by_course
from training_catalog.types import TaskKind

CLASS_SIZE: Final = 40
PAGE_CUTS: Final = (DemandBy.PROVINCE, DemandBy.QUARTER, DemandBy.PRIORITY, DemandBy.AUDIENCE, DemandBy.LEVEL)
Words = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address asks for."""

    by: DemandBy
    domain: str
    course: str
    province: str
    """Where demand is cut by term."""
    quarter: str
    """Where demand is cut by province."""

    @property
    def filter(self) -> DemandFilter:
        """The filter as the store takes it."""
        return DemandFilter(
            domain=self.domain, course_id=self.course, unit_id=self.province, quarter=self.quarter
        )  # fmt: skip

    @property
    def other(self) -> DemandBy | None:
        """The third side of course × province × term: which one of it is looked at."""
        return {DemandBy.PROVINCE: DemandBy.QUARTER, DemandBy.QUARTER: DemandBy.PROVINCE}.get(self.by)

    @property
    def part(self) -> str:
        """The one province or the one term that is looked at; "" for all."""
        return self.province or self.quarter


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Courses, the most wanted first; groups in order with their words; learners of each course in each group."""

    courses: tuple[DemandCell, ...]
    groups: tuple[str, ...]
    names: dict[str, str]
    parts: dict[str, str]
    """Provinces where demand is cut by term, terms where it is cut by province: each can be looked at by itself."""
    learners: dict[tuple[str, str], int | None]
    """Course and group → learners; None: hidden. A pair that is not there has none."""
    uncovered: tuple[UncoveredNeed, ...]

    def row(self, course_id: str, groups: Sequence[str]) -> tuple[int | None, ...]:
        """Learners of a course by group."""
        return tuple(self.learners.get((course_id, group), 0) for group in groups)


def asked_in(address: Address) -> Asked:
    """What is asked for; NotFound for a cut or a field that there is not."""
    by, domain = address.value("by") or DemandBy.PROVINCE, address.value("domain")
    if by not in PAGE_CUTS or (domain and domain not in tuple(TaskKind)):
        raise NotFound
    province = address.value("province") if by == DemandBy.QUARTER else ""
    quarter = address.value("quarter") if by == DemandBy.PROVINCE else ""
    return Asked(
        by=DemandBy(by), domain=domain, course=address.value("course"), province=province, quarter=quarter
    )  # fmt: skip


def cut_of(conn: Connection, viewer: Viewer, run: RunView, asked: Asked, *, _: Words, language: str) -> Cut:
    """The demand of a run cut as asked; the same for page and file. NotFound for a part that there is not."""
    parts = _parts(conn, viewer, run, asked, _=_, language=language)
    if asked.part and asked.part not in parts:
        raise NotFound
    totals = demand_by_course(conn, viewer, run.run_id, wanted=asked.filter)
    cells = demand.demand_cells(conn, viewer, run.run_id, by=asked.by, wanted=asked.filter)
    sums: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for cell in cells:
        sums[cell.group] += cell.learners or 0
        names[cell.group] = _group_name(cell, asked.by, _, language)
    groups = sorted(sums, key=lambda group: (-sums[group], group))
    if asked.by is not DemandBy.PROVINCE:
        groups.sort(key=lambda group: _place(group, asked.by))
    return Cut(
        courses=totals, groups=tuple(groups), names=names, parts=parts,
        learners={(cell.course_id, cell.group): cell.learners for cell in cells},
        uncovered=() if asked.part else tuple(
            need for need in demand.uncovered_needs(conn, viewer, run.run_id) if asked.domain in ("", need.domain)
        ),
    )  # fmt: skip


def _parts(conn: Connection, viewer: Viewer, run: RunView, asked: Asked, *, _: Words, language: str) -> dict[str, str]:
    """Provinces by name, or terms by time; none where demand is cut another way."""
    if asked.other is None:
        return {}
    cells = demand.demand_cells(conn, viewer, run.run_id, by=asked.other, wanted=DemandFilter())
    names = {cell.group: _group_name(cell, asked.other, _, language) for cell in cells}
    if asked.other is DemandBy.QUARTER:
        return {code: names[code] for code in sorted(names, key=lambda code: _place(code, DemandBy.QUARTER))}
    return dict(sorted(names.items(), key=lambda one: text_key(one[1])))


def group_labels(_: Words) -> dict[str, str]:
    """The ways to cut, in words."""
    return {
        "province": _("Tỉnh, thành phố"), "quarter": _("Quý"), "priority": _("Mức ưu tiên"),
        "audience": _("Nhóm người học"), "level": _("Cấp độ cần đạt"),
    }  # fmt: skip


def class_size(run: RunView) -> int:
    """Learners of a usual class, by the settings of the run."""
    return int(run.settings.get("class_size", CLASS_SIZE))


def _place(group: str, by: DemandBy) -> tuple[int, str, str]:
    """Where a group stands: terms and levels in order, priorities and audiences as their words are listed."""
    if by in (DemandBy.PRIORITY, DemandBy.AUDIENCE):
        known = list(labels.PRIORITIES if by is DemandBy.PRIORITY else labels.GROUPS)
        return known.index(group) if group in known else len(known), "", group
    return 0, group[-4:], group


def _group_name(cell: DemandCell, by: DemandBy, _: Words, language: str) -> str:
    if by is DemandBy.PRIORITY:
        return words.word(cell.group, "priority", language)
    if by is DemandBy.AUDIENCE:
        return words.word(cell.group, "group", language) or _("Chưa rõ")
    if by is DemandBy.LEVEL:
        return _("Cấp độ %(n)s") % {"n": cell.group} if cell.group != "0" else _("Không theo cấp độ")
    return formats.quarter(cell.group, language) if by is DemandBy.QUARTER else cell.group_name
