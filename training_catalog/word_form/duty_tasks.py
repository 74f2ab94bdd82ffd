"""Tasks of a position, from the duties of its job description; what every position has in common is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from training_catalog.folding import fold
from training_catalog.types import Catalogue, CompetencyGroup, LevelRange, Origin, Task, TaskKind, TaskWeight
from training_catalog.word_form.competency_names import group_of
from training_catalog.word_form.shapes import Duty, JobDescription
from training_catalog.word_form.wording import items

DUTY_COMPETENCY = "P5"
"""Carrying out professional work."""
COMMON_AREAS = re.compile(
    r"\bhoi hop\b|\bcac cuoc hop\b|^hop\b|ke hoach cong tac .*\bca nhan$|^thuc hien (?:cac )?nhiem vu khac"
    r"|^dam nhiem cong viec cua (?:1|mot) vi tri"
)
COMMON_WORK = re.compile(
    r"hoat dong chuyen mon nghiep vu theo nhiem vu duoc phan cong(?: cu the)?$"
    r"|^phoi hop voi .* lien quan den (?:nganh |linh vuc )*nhiem vu duoc phan cong$"
    r"|\bnhiem vu (?:quyen han )?khac .*\bgiao\b|phoi hop thuc hien cac cong viec lien quan theo phan cong$"
    r"|^(?:duoc )?tham du .*\bhop\b"
)
KINDS: tuple[tuple[TaskKind, re.Pattern[str]], ...] = (
    (
        TaskKind.DIGITAL,
        re.compile(
            r"chuyen doi so|cong nghe thong tin|\bcntt\b|\bso hoa\b|phan mem|chinh quyen (?:so|dien tu)|chu ky so"
            r"|an toan thong tin|tai lieu dien tu|dich vu cong truc tuyen|co so du lieu"
        ),
    ),
    (
        TaskKind.LAW,
        re.compile(
            r"pho bien(?: tuyen truyen)?(?: va)? giao duc phap luat|thi hanh phap luat|xu ly vi pham hanh chinh"
            r"|tro giup phap ly|kiem tra van ban quy pham phap luat"
        ),
    ),
    (
        TaskKind.ADMINISTRATION,
        re.compile(r"thu tuc hanh chinh|cai cach hanh chinh|\btthc\b|\bvan thu\b|\bluu tru\b|mot cua|van ban di den"),
    ),
)
MAIN_DUTY = re.compile(r"\b(?:nhiem vu|cong viec) (?:chinh|chu yeu|trong tam|cot loi)\b")
"""Words by which a form says that a duty is a main one."""
SHORT_LINE_WORDS = 6
"""A shorter line under a line ending with a colon is read together with it."""
TASK_NUMBER = re.compile(r"\.T(\d+)$")


def duty_tasks(
    description: JobDescription, *, position_id: str, catalogue: Catalogue, level: LevelRange, origin: Origin
) -> tuple[Task, ...]:
    """One task a line of concrete work, in order.

    Numbers go on after those the catalogue uses for the position: courses name tasks by id, so an id keeps its work.
    """
    start = last_number(position_id, catalogue) + 1
    lines: dict[str, tuple[str, TaskWeight]] = {}
    for duty in description.duties:
        weight = TaskWeight.CORE if MAIN_DUTY.search(fold(duty.area)) else TaskWeight.REGULAR
        for line in concrete_work(duty):
            lines.setdefault(fold(line), (line, weight))
    return tuple(
        Task(
            task_id=f"{position_id}.T{number:02d}",
            position_ids=(position_id,),
            kind=kind_of(line),
            weight=weight,
            level=level,
            text_vi=line,
            text_en="",
            wordings=(),
            laws=(),
            systems=(),
            origin=origin,
        )
        for number, (line, weight) in enumerate(lines.values(), start)
    )


def level_of_duties(description: JobDescription, levels: Mapping[str, LevelRange]) -> LevelRange | None:
    """The range of P5; without it the one range that all professional rows of the form share; else None."""
    if DUTY_COMPETENCY in levels:
        return levels[DUTY_COMPETENCY]
    rows = [row.level for row in description.levels if group_of(row.group) is CompetencyGroup.PROFESSIONAL]
    return rows[0] if rows and all(row == rows[0] for row in rows) else None


def concrete_work(duty: Duty) -> Iterator[str]:
    """The lines of work that belong to this position: not meetings, own plans, other tasks and empty formulas."""
    return (line for line, is_common in lines_of_work(duty) if not is_common)


def lines_of_work(duty: Duty) -> Iterator[tuple[str, bool]]:
    """Every line of work of a duty, and whether it is work of every position; without lines, the area itself."""
    is_common_area = COMMON_AREAS.search(fold(duty.area)) is not None
    introduction, is_opened = "", False
    for line in items(duty.work) or items(duty.area):
        if line.endswith(":"):
            if introduction and not is_opened:
                yield introduction.rstrip(" :"), is_common_area
            introduction, is_opened = line, False
            continue
        is_opened = True
        is_short = bool(introduction) and len(line.split()) < SHORT_LINE_WORDS
        is_common = is_common_area or COMMON_WORK.search(fold(line)) is not None
        yield f"{introduction} {line}" if is_short and not is_common else line, is_common
    if introduction and not is_opened:
        yield introduction.rstrip(" :"), is_common_area


def kind_of(text: str) -> TaskKind:
    """Professional, unless clear words say digital, law or administration."""
    folded = fold(text)
    return next((kind for kind, pattern in KINDS if pattern.search(folded)), TaskKind.PROFESSIONAL)


def last_number(position_id: str, catalogue: Catalogue) -> int:
    """The highest task number the catalogue uses for the position, 0 when it has none."""
    own = (task_id for task_id in catalogue.tasks if task_id.startswith(f"{position_id}.T"))
    return max((int(match.group(1)) for task_id in own if (match := TASK_NUMBER.search(task_id))), default=0)
