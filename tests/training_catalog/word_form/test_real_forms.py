"""The real job descriptions of one commune: every description, every level, every duty, counted.

The files stay outside the repository (`../shared/data/real_positions`); `tests/golden/word_form_counts.json` holds
counts and ids only. To bless new counts: look at each changed description beside the document, then run

    .venv/bin/python -m tests.training_catalog.word_form.test_real_forms

and commit the file with the reason in the message.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pytest

from tests.shipped_catalogue import shipped_catalogue
from training_catalog.types import Catalogue
from training_catalog.word_form import JobDescription, RequiredLevel, WordReading, read_job_descriptions, to_position
from training_catalog.word_form.competency_names import CompetencyNames
from training_catalog.word_form.legacy import find_office

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT.parent / "shared" / "data" / "real_positions"
GOLDEN = ROOT / "tests" / "golden" / "word_form_counts.json"
FILES = ("positions_specialists.docx", "positions_support.docx", "positions_leaders.doc")
SPECIALISTS, SUPPORT, LEADERS = FILES
Counts = Mapping[str, object]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the real job descriptions are not on this machine"),
]


@lru_cache
def reading_of(name: str) -> WordReading:
    if name.endswith(".doc") and find_office() is None:
        pytest.skip("LibreOffice is not installed")
    return read_job_descriptions(FOLDER / name)


@lru_cache
def shipped() -> Catalogue:
    return shipped_catalogue()


def ids_of(rows: list[RequiredLevel]) -> list[str]:
    """Competency ids of level rows, `?` for names outside the frame."""
    names = CompetencyNames(shipped().competencies)
    return [names.find(row.name, row.group) or "?" for row in rows]


def merged_in(found: JobDescription) -> list[str]:
    return ids_of([row for row in found.levels if row.is_merged])


def empty_in(found: JobDescription) -> list[str]:
    return ids_of([row for row in found.levels if row.level is None])


def counts_of(found: JobDescription) -> Counts:
    """What a description holds, in numbers and ids."""
    standards = found.standards
    texts = (standards.education, standards.certificates, standards.experience, standards.qualities, standards.other)
    return {
        "code": found.code,
        "goal_words": len(found.goal.split()),
        "duties": len(found.duties),
        "work_lines": sum(len(duty.work.split("\n")) for duty in found.duties if duty.work),
        "relations": len(found.relations),
        "authority": len(found.authority),
        "standards": [len(text.split()) for text in texts],
        "levels": dict(Counter(row.text or "empty" for row in found.levels)),
        "merged": merged_in(found),
        "empty": empty_in(found),
    }


def counts(name: str) -> list[Counts]:
    return [counts_of(found) for found in reading_of(name).descriptions]


@pytest.mark.parametrize("name", FILES)
def test_the_counts_are_those_blessed(name: str) -> None:
    assert counts(name) == json.loads(GOLDEN.read_text(encoding="utf-8"))[name]


def test_all_28_specialist_descriptions_are_complete() -> None:
    found = reading_of(SPECIALISTS).descriptions
    assert len(found) == 28
    assert all(each.title and each.code and each.goal and each.duties and each.standards.education for each in found)


def test_the_one_merged_level_of_it_and_languages_is_resolved_in_25_descriptions() -> None:
    merged = [ids for found in reading_of(SPECIALISTS).descriptions if (ids := merged_in(found))]
    assert len(merged) == 25
    assert all(len(each) == 1 and each[0] in ("C6", "C7") for each in merged)


def test_only_the_truly_empty_levels_have_none() -> None:
    empty = Counter(each for found in reading_of(SPECIALISTS).descriptions for each in empty_in(found))
    assert empty == {"M2": 10, "C6": 1}


def test_every_empty_level_is_a_problem_with_its_place() -> None:
    problems = reading_of(SPECIALISTS).problems
    assert Counter(problem.code for problem in problems) == {"level_empty": 11}
    assert all(problem.row and problem.message_vi and problem.message_en for problem in problems)


def test_support_descriptions_are_complete() -> None:
    assert [len(each.levels) for each in reading_of(SUPPORT).descriptions] == [10, 10, 9]
    assert reading_of(SUPPORT).problems == ()


def test_leaders_descriptions_in_the_old_format_are_complete() -> None:
    reading = reading_of(LEADERS)
    assert [len([row for row in each.levels if row.level]) for each in reading.descriptions] == [17] * 8
    assert reading.problems == ()


def test_every_level_read_of_a_known_competency_reaches_the_position() -> None:
    for found in reading_of(SPECIALISTS).descriptions:
        position, _, problems = to_position(found, shipped())
        unknown = sum(problem.code == "competency_unknown" for problem in problems)
        assert len(position.levels) == sum(row.level is not None for row in found.levels) - unknown


def test_only_the_four_food_safety_competencies_are_outside_the_frame() -> None:
    unknown = Counter(
        found.order
        for found in reading_of(SPECIALISTS).descriptions
        for problem in to_position(found, shipped()).problems
        if problem.code == "competency_unknown"
    )
    assert unknown == {16: 4}


def test_every_specialist_position_asks_for_a_university_degree_and_named_majors() -> None:
    for found in reading_of(SPECIALISTS).descriptions:
        rules = {rule.rule_id: rule for rule in to_position(found, shipped()).position.standards}
        assert rules["degree"].minimum == "university"
        assert rules["major"].accepted


def test_each_description_becomes_its_own_position() -> None:
    ids = [
        to_position(found, shipped()).position.position_id
        for name in (SPECIALISTS, SUPPORT)
        for found in reading_of(name).descriptions
    ]
    assert len(set(ids)) == len(ids)


def bless() -> None:
    """Write the counts of the files as they are read now."""
    GOLDEN.parent.mkdir(exist_ok=True)
    text = json.dumps({name: counts(name) for name in FILES}, ensure_ascii=False, indent=1)
    GOLDEN.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    bless()
