"""Rows that are near each other or far from what they claim: doubles, shared tasks, other desks, course texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from training_catalog.audience import positions_meant
from training_catalog.checks.course_texts import OutcomeRank
from training_catalog.checks.near_texts import course_text, task_lines
from training_catalog.likeness import Pair, near_pairs, nearest
from training_catalog.report.tables import Cell, Column, ReportTable, share, table
from training_catalog.types import Catalogue, Course, Task

SHOWN_TASKS, SHOWN_COURSES = 0.55, 0.5
"""Cosines from which pairs are shown to be looked at."""
MOST_SHOWN = 60
NEIGHBOURS = 3
"""A task whose so many nearest tasks are all of one other desk reads like that desk's."""
FAR_OUTCOME = 30

_PAIR_COLUMNS = (
    Column("first", "Thứ nhất", "First"),
    Column("second", "Thứ hai", "Second"),
    Column("cosine", "Giống nhau", "Likeness"),
    Column("first_text", "Nội dung thứ nhất", "First text", is_wide=True),
    Column("second_text", "Nội dung thứ hai", "Second text", is_wide=True),
)


def near_tasks_table(catalogue: Catalogue) -> ReportTable:
    """Pairs of tasks nearest by their letters."""
    tasks = list(catalogue.tasks.values())
    pairs = near_pairs([task.text_vi for task in tasks], least=SHOWN_TASKS)[:MOST_SHOWN]
    note = (
        "Theo chữ (cosin các cụm 3–4 ký tự), gần nhất trước. Từ 75 % coi là trùng; dưới mức đó để người soát: "
        "người chỉ đạo và người làm cùng một việc, hoặc một quy trình ở hai lĩnh vực.",
        "By letters (cosine of 3–4-letter n-grams), nearest first; 75 % or more counts as a double.",
    )
    title = ("Nhiệm vụ gần nhau", "Tasks near each other")
    return table("near_tasks", title, note, _PAIR_COLUMNS, task_pairs(tasks, pairs), is_folded=True)


def near_courses_table(catalogue: Catalogue) -> ReportTable:
    """Pairs of courses of one mode nearest by their letters."""
    courses = list(catalogue.courses.values())
    pairs = near_pairs([course_text(course) for course in courses], least=SHOWN_COURSES)
    same = [pair for pair in pairs if courses[pair.first].mode is courses[pair.second].mode][:MOST_SHOWN]
    note = (
        "Cùng hình thức; một lớp và bản trực tuyến của nó được phép giống nhau.",
        "Of one mode; a class and its online alternative may be alike.",
    )
    title = ("Chương trình gần nhau", "Courses near each other")
    return table("near_courses", title, note, _PAIR_COLUMNS, course_pairs(courses, same), is_folded=True)


def vectors_table(key: str, title: tuple[str, str], rows: list[tuple[Cell, ...]], *, encoder: str) -> ReportTable:
    """Pairs found by the meaning of texts, as an encoder sees it."""
    note = (f"Theo nghĩa, bộ mã hóa {encoder}.", f"By meaning, encoder {encoder}.")
    return table(key, title, note, _PAIR_COLUMNS, rows, is_folded=True)


def task_pairs(tasks: Sequence[Task], pairs: Sequence[Pair]) -> list[tuple[Cell, ...]]:
    """Rows of a table of pairs."""
    both = ((tasks[pair.first], tasks[pair.second], pair.cosine) for pair in pairs)
    return [(a.task_id, b.task_id, cosine, a.text_vi, b.text_vi) for a, b, cosine in both]


def course_pairs(courses: Sequence[Course], pairs: Sequence[Pair]) -> list[tuple[Cell, ...]]:
    """Rows of a table of pairs."""
    both = ((courses[pair.first], courses[pair.second], pair.cosine) for pair in pairs)
    return [(a.course_id, b.course_id, cosine, course_text(a), course_text(b)) for a, b, cosine in both]


def shared_table(catalogue: Catalogue) -> ReportTable:
    """Tasks of several positions."""
    rows: list[tuple[Cell, ...]] = []
    for task in catalogue.tasks.values():
        meant = positions_meant(catalogue, task.position_ids)
        if len(meant) > 1:
            fields = sorted({catalogue.positions[each].field for each in meant})
            rows.append((task.task_id, ", ".join(task.position_ids), len(meant), len(fields), task.text_vi))
    columns = (
        Column("task_id", "Mã", "Id"),
        Column("written_for", "Ghi cho", "Written for"),
        Column("positions", "Số vị trí", "Positions"),
        Column("fields", "Số lĩnh vực", "Fields"),
        Column("text_vi", "Nhiệm vụ", "Task", is_wide=True),
    )
    note = (
        "Nhiệm vụ chung ghi cho cả nhóm vị trí, hoặc cho các chức danh của cùng một vị trí.",
        "Shared tasks are written for a whole group, or for the variants of one position.",
    )
    return table("shared_tasks", ("Nhiệm vụ dùng chung", "Shared tasks"), note, columns, rows, is_folded=True)


def other_desk_table(catalogue: Catalogue) -> ReportTable:
    """Own tasks whose nearest tasks all belong to one other position: perhaps in the wrong file."""
    tasks = [task for task in catalogue.tasks.values() if len(positions_meant(catalogue, task.position_ids)) == 1]
    around = nearest(["\n".join(task_lines(task)) for task in tasks], count=NEIGHBOURS)
    rows: list[tuple[Cell, ...]] = []
    for task, others in zip(tasks, around, strict=True):
        desks = Counter(tasks[other].position_ids[0] for other in others)
        desk, count = min(desks.items(), key=lambda item: (-item[1], item[0]))
        if count == NEIGHBOURS and desk != task.position_ids[0]:
            near = ", ".join(tasks[other].task_id for other in others)
            rows.append((task.task_id, desk, catalogue.positions[desk].title_vi, near, task.text_vi))
    columns = (
        Column("task_id", "Mã", "Id"),
        Column("desk", "Giống việc của", "Reads like"),
        Column("title", "Vị trí đó", "That position", is_wide=True),
        Column("near", "Nhiệm vụ gần nhất", "Nearest tasks"),
        Column("text_vi", "Nhiệm vụ", "Task", is_wide=True),
    )
    note = (
        f"{NEIGHBOURS} nhiệm vụ gần nhất theo chữ đều của cùng một vị trí khác: soát xem có ghi nhầm vị trí không.",
        f"The {NEIGHBOURS} nearest tasks by letters are all of one other position: look whether it is misplaced.",
    )
    title = ("Nhiệm vụ giống việc của vị trí khác", "Tasks that read like another desk's")
    return table("other_desk", title, note, columns, rows, is_folded=True)


def course_texts_table(catalogue: Catalogue, ranks: Sequence[OutcomeRank]) -> ReportTable:
    """The outcomes whose words find their course worst."""
    worst = sorted(ranks, key=lambda each: (-each.rank, each.course_id, each.task_id))
    rows: list[tuple[Cell, ...]] = []
    for each in worst[:MOST_SHOWN]:
        if each.rank > FAR_OUTCOME:
            course, task = catalogue.courses[each.course_id], catalogue.tasks[each.task_id]
            rows.append((each.course_id, each.task_id, each.rank, course_text(course), task.text_vi))
    columns = (
        Column("course_id", "Chương trình", "Course"),
        Column("task_id", "Kết quả ghi", "Stated outcome"),
        Column("rank", "Thứ hạng", "Rank"),
        Column("course", "Tên và đề cương", "Name and outline", is_wide=True),
        Column("task", "Nhiệm vụ", "Task", is_wide=True),
    )
    note = (
        f"Lấy lời của nhiệm vụ tìm trong {len(catalogue.courses)} chương trình: {_percent(ranks, 5)} kết quả xếp "
        f"chương trình của mình trong 5 chương trình đầu, {_percent(ranks, 10)} trong 10. Dưới đây là kết quả xa nhất.",
        f"Searching the courses with a task's words: {_percent(ranks, 5)} of outcomes find their course among the "
        f"first 5, {_percent(ranks, 10)} among 10. The farthest ones are listed.",
    )
    title = ("Chương trình so với kết quả đã ghi", "Courses against their outcomes")
    return table("course_texts", title, note, columns, rows, is_folded=True)


def first_five(ranks: Sequence[OutcomeRank]) -> float:
    """Share of outcomes whose words rank their course among the first five."""
    return share(sum(each.rank <= 5 for each in ranks), len(ranks))


def _percent(ranks: Sequence[OutcomeRank], most: int) -> str:
    return f"{100 * share(sum(each.rank <= most for each in ranks), len(ranks)):.0f} %"
