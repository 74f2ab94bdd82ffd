"""Required levels by competency id, from the competency names as a form writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from training_catalog.folding import fold
from training_catalog.types import CatalogueProblem, Competency, CompetencyGroup, LevelRange, PositionGroup
from training_catalog.word_form.problems import form_problem
from training_catalog.word_form.shapes import JobDescription, RequiredLevel

BRACKETS = re.compile(r"\([^)]*\)?")
FILLERS = re.compile(r"\b(?:kha nang|nang luc|ky nang|chu tri|tham gia|viec|cac|ve|van ban)\b")
GROUPS = (
    ("chuyen mon", CompetencyGroup.PROFESSIONAL),
    ("quan ly", CompetencyGroup.MANAGEMENT),
    ("chung", CompetencyGroup.COMMON),
)


class CompetencyNames:
    """Finds competencies by name or alias, inside the group that the form names when it does."""

    def __init__(self, competencies: Mapping[str, Competency]) -> None:
        self._competencies = dict(competencies)
        self._ids: dict[str, list[str]] = {}
        for competency_id, competency in competencies.items():
            for name in (competency.name_vi, *competency.aliases):
                ids = self._ids.setdefault(name_key(name), [])
                if competency_id not in ids:
                    ids.append(competency_id)

    def find(self, name: str, group: str = "") -> str | None:
        """The id of the competency; None when no name fits or two do."""
        ids = self._ids.get(name_key(name), [])
        wanted = group_of(group)
        ids = [each for each in ids if wanted is None or self._competencies[each].group is wanted]
        return ids[0] if len(ids) == 1 else None


def name_key(name: str) -> str:
    """The folded name without brackets and the words that come and go: `Khả năng tham mưu xây dựng các văn bản (…)`."""
    folded = fold(BRACKETS.sub(" ", name))
    return " ".join(FILLERS.sub(" ", folded).split()) or folded


def group_of(text: str) -> CompetencyGroup | None:
    """The group of the frame that a cell such as `Nhóm năng lực chuyên môn` names."""
    folded = fold(text).replace("nhom nang luc", "")
    return next((group for word, group in GROUPS if word in folded), None)


def required_levels(
    description: JobDescription, competencies: Mapping[str, Competency], position_group: PositionGroup
) -> tuple[dict[str, LevelRange], list[CatalogueProblem]]:
    """Levels in the order of the frame. Empty and unreadable cells give no level: the reader reported them."""
    names = CompetencyNames(competencies)
    found: dict[str, LevelRange] = {}
    seen: set[str] = set()
    problems: list[CatalogueProblem] = []
    for row in description.levels:
        competency_id = names.find(row.name, row.group) if row.name else None
        if competency_id is None:
            if row.name:
                problems.append(form_problem(description, "competency_unknown", row.name, row.place))
            continue
        seen.add(competency_id)
        problems += keep_level(description, row, competency_id, found)
    absent = [competency for key, competency in competencies.items() if key not in seen]
    if description.levels and absent and position_group is not PositionGroup.SUPPORT:
        detail = "; ".join(f"{each.competency_id} {each.name_vi}" for each in absent)
        problems.append(form_problem(description, "competency_absent", detail, description.levels[0].place))
    return {key: found[key] for key in competencies if key in found}, problems


def keep_level(
    description: JobDescription, row: RequiredLevel, competency_id: str, found: dict[str, LevelRange]
) -> list[CatalogueProblem]:
    """Put the row's level into `found`; a second, different level of the same competency is a problem."""
    if row.level is None:
        return []
    kept = found.setdefault(competency_id, row.level)
    if kept == row.level:
        return []
    return [form_problem(description, "competency_twice", row.name, row.place)]
