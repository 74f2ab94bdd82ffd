"""Demand as a page and a file show it: courses in order, their groups in words, and what the address asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from api.look import formats, words
from api.look.addresses import Address
from recommender.errors import NotFound
from recommender.permissions import Viewer
from recommender.store import Connection, demand
from recommender.store.demand import DemandBy, DemandCell, DemandFilter, UncoveredNeed, demand_by_course
from recommender.store.runs import RunView
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

    @property
    def filter(self) -> DemandFilter:
        """The filter as the store takes it."""
        return DemandFilter(domain=self.domain, course_id=self.course)


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Courses, the most wanted first; groups in order with their words; learners of each course in each group."""

    courses: tuple[DemandCell, ...]
    groups: tuple[str, ...]
    names: dict[str, str]
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
    return Asked(by=DemandBy(by), domain=domain, course=address.value("course"))


def cut_of(conn: Connection, viewer: Viewer, run: RunView, asked: Asked, *, _: Words, language: str) -> Cut:
    """The demand of a run cut as asked; the same for page and file."""
    totals = demand_by_course(conn, viewer, run.run_id, wanted=asked.filter)
    cells = demand.demand_cells(conn, viewer, run.run_id, by=asked.by, wanted=asked.filter)
    sums: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for cell in cells:
        sums[cell.group] += cell.learners or 0
        names[cell.group] = _group_name(cell, asked.by, _, language)
    groups = sorted(sums, key=lambda group: (-sums[group], group))
    if asked.by is not DemandBy.PROVINCE:
        groups.sort(key=lambda group: (group[-4:], group))
    return Cut(
        courses=totals, groups=tuple(groups), names=names,
        learners={(cell.course_id, cell.group): cell.learners for cell in cells},
        uncovered=tuple(
            need for need in demand.uncovered_needs(conn, viewer, run.run_id) if asked.domain in ("", need.domain)
        ),
    )  # fmt: skip


def group_labels(_: Words) -> dict[str, str]:
    """The ways to cut, in words."""
    return {
        "province": _("Tỉnh, thành phố"), "quarter": _("Quý"), "priority": _("Mức ưu tiên"),
        "audience": _("Nhóm người học"), "level": _("Cấp độ cần đạt"),
    }  # fmt: skip


def class_size(run: RunView) -> int:
    """Learners of a usual class, by the settings of the run."""
    return int(run.settings.get("class_size", CLASS_SIZE))


def _group_name(cell: DemandCell, by: DemandBy, _: Words, language: str) -> str:
    if by is DemandBy.PRIORITY:
        return words.word(cell.group, "priority", language)
    if by is DemandBy.AUDIENCE:
        return words.word(cell.group, "group", language) or _("Chưa rõ")
    if by is DemandBy.LEVEL:
        return _("Cấp độ %(n)s") % {"n": cell.group} if cell.group != "0" else _("Không theo cấp độ")
    return formats.quarter(cell.group, language) if by is DemandBy.QUARTER else cell.group_name
