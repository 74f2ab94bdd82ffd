"""What can be learned where: courses for each position, each task, each step of a competency."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from training_catalog.audience import is_open_to, positions_meant, tasks_of
from training_catalog.course_coverage import coverage
from training_catalog.report.count_tables import SHORT_PERIODS
from training_catalog.report.tables import Cell, Column, ReportTable, Words, share, table
from training_catalog.report.words import GROUPS, KINDS, NO, WEIGHTS, YES
from training_catalog.types import Catalogue, Course, CourseMode, Position, TaskKind, TaskWeight

NEAR_MODES = (CourseMode.ONLINE, CourseMode.ON_THE_JOB)


@dataclass(frozen=True, slots=True)
class Reached:
    """The courses that lead somewhere, counted."""

    all: int
    short: int
    near: int
    """Online or on the job."""

    @classmethod
    def of(cls, courses: list[Course]) -> Reached:
        """Counts of these courses; a course of unknown length is not short."""
        return cls(
            len(courses),
            sum(course.duration_periods is not None and course.duration_periods <= SHORT_PERIODS for course in courses),
            sum(course.mode in NEAR_MODES for course in courses),
        )

    @property
    def is_enough(self) -> bool:
        """One short course and one that can be followed at work."""
        return bool(self.short and self.near)


class CourseIndex:
    """Courses by what they lead to."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._found: dict[str, list[tuple[Course, int]]] = {}
        for course in catalogue.courses.values():
            for outcome in course.outcomes:
                self._found.setdefault(outcome.requirement_id, []).append((course, outcome.level))

    def reaching(self, requirement_id: str, *, level: int, position: Position | None = None) -> list[Course]:
        """Courses to this level or higher, open to the position."""
        found = self._found.get(requirement_id, ())
        reached = [course for course, to in found if to >= level]
        return [course for course in reached if position is None or is_open_to(course, position)]


def positions_table(catalogue: Catalogue) -> ReportTable:
    """One row a position: its tasks by kind and how many of them can be learned."""
    index = CourseIndex(catalogue)
    rows: list[tuple[Cell, ...]] = []
    for position_id, position in catalogue.positions.items():
        tasks = tasks_of(catalogue, position_id)
        own = [task for task in tasks if position_id in task.position_ids]
        kinds, weights = Counter(task.kind for task in own), Counter(task.weight for task in own)
        reached = [
            Reached.of(index.reaching(task.task_id, level=task.level.minimum, position=position)) for task in tasks
        ]
        names: tuple[Cell, ...] = (position_id, Words(position.title_vi, position.title_en), GROUPS[position.group])
        counts: tuple[Cell, ...] = (len(own), len(tasks) - len(own), *(kinds[kind] for kind in TaskKind))
        enough = share(sum(each.is_enough for each in reached), len(reached))
        standards = sum(rule.is_enabled for rule in position.standards)
        rows.append((*names, *counts, weights[TaskWeight.CORE], len(position.levels), standards, enough))
    columns = (
        Column("position_id", "Mã", "Id"),
        Column("title", "Vị trí", "Position", is_wide=True),
        Column("group", "Nhóm", "Group"),
        Column("own_tasks", "Nhiệm vụ riêng", "Own tasks"),
        Column("shared_tasks", "Nhiệm vụ chung", "Shared tasks"),
        *(Column(f"own_{kind}", KINDS[kind].vi, KINDS[kind].en) for kind in TaskKind),
        Column("core", "Cốt lõi", "Core"),
        Column("competencies", "Năng lực", "Competencies"),
        Column("standards", "Tiêu chuẩn", "Standards"),
        Column("learnable", "Nhiệm vụ học được", "Tasks covered"),
    )
    note = (
        "“Học được”: có chương trình không quá 40 tiết và một chương trình trực tuyến hoặc tại chỗ, mở cho vị trí đó.",
        "Covered: a course of at most 40 periods and one online or on the job, both open to the position.",
    )
    return table("positions", ("Theo vị trí việc làm", "By position"), note, columns, rows)


def steps_table(catalogue: Catalogue) -> ReportTable:
    """One row a step of a competency: the courses that take people there."""
    rows: list[tuple[Cell, ...]] = []
    for step in coverage(catalogue).steps:
        courses = [catalogue.courses[key] for key in (*step.course_ids, *step.higher_course_ids)]
        reached = Reached.of(courses)
        competency = catalogue.competencies[step.competency_id]
        first = ", ".join(step.course_ids[:4])
        counts: tuple[Cell, ...] = (reached.all, reached.short, reached.near, first or "–")
        name = Words(competency.name_vi, competency.name_en)
        names: tuple[Cell, ...] = (step.competency_id, name, step.level)
        rows.append((*names, YES if step.is_required else NO, *counts))
    columns = (
        Column("competency_id", "Mã", "Id"),
        Column("name", "Năng lực", "Competency"),
        Column("level", "Cấp độ", "Level"),
        Column("required", "Bắt buộc ở vị trí nào đó", "Required somewhere"),
        Column("courses", "Chương trình", "Courses"),
        Column("short", "Không quá 40 tiết", "At most 40 periods"),
        Column("near", "Trực tuyến, tại chỗ", "Online, on the job"),
        Column("examples", "Ví dụ", "Examples"),
    )
    note = (
        "Cấp độ 1 là mức khởi đầu, không cần chương trình. Cấp độ trên mức tối thiểu là phát triển thêm.",
        "Level 1 is where everyone starts. Levels above every minimum are development.",
    )
    return table("levels", ("Theo năng lực và cấp độ", "By competency and level"), note, columns, rows)


def tasks_table(catalogue: Catalogue) -> ReportTable:
    """One row a task: the courses that reach its lowest level."""
    index = CourseIndex(catalogue)
    rows: list[tuple[Cell, ...]] = []
    for task in catalogue.tasks.values():
        reached = Reached.of(index.reaching(task.task_id, level=task.level.minimum))
        meant = positions_meant(catalogue, task.position_ids)
        where = ", ".join(meant) if len(meant) <= 3 else f"{', '.join(task.position_ids)} ({len(meant)})"
        what: tuple[Cell, ...] = (task.task_id, where, Words(task.text_vi, task.text_en), KINDS[task.kind])
        level = f"{task.level.minimum}-{task.level.maximum}"
        named: tuple[Cell, ...] = (len(task.wordings), len(task.laws), len(task.systems))
        rows.append((*what, WEIGHTS[task.weight], level, *named, reached.all, reached.short, reached.near))
    columns = (
        Column("task_id", "Mã", "Id"),
        Column("positions", "Vị trí", "Positions"),
        Column("text", "Nhiệm vụ", "Task", is_wide=True),
        Column("kind", "Loại", "Kind"),
        Column("weight", "Trọng số", "Weight"),
        Column("level", "Cấp độ", "Level"),
        Column("wordings", "Cách viết khác", "Wordings"),
        Column("laws", "Văn bản", "Acts"),
        Column("systems", "Hệ thống", "Systems"),
        Column("courses", "Chương trình", "Courses"),
        Column("short", "Không quá 40 tiết", "At most 40 periods"),
        Column("near", "Trực tuyến, tại chỗ", "Online, on the job"),
    )
    note = ("Chương trình đạt cấp độ tối thiểu của nhiệm vụ.", "Courses that reach the lowest level of the task.")
    return table("tasks", ("Theo nhiệm vụ", "By task"), note, columns, rows, is_folded=True)


def covered_share(catalogue: Catalogue) -> float:
    """Share of tasks with a short course and one that can be followed at work."""
    index = CourseIndex(catalogue)
    tasks = catalogue.tasks.values()
    enough = [Reached.of(index.reaching(task.task_id, level=task.level.minimum)).is_enough for task in tasks]
    return share(sum(enough), len(enough))
