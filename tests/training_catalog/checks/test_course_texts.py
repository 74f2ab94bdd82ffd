from __future__ import annotations

from dataclasses import replace

import pytest

from tests.shipped_catalogue import shipped_catalogue
from training_catalog.checks.course_texts import FAR, course_text_problems, outcome_ranks
from training_catalog.types import Catalogue


@pytest.fixture(scope="module")
def pack() -> Catalogue:
    return shipped_catalogue()


def test_every_course_of_the_pack_is_near_one_of_its_tasks(pack: Catalogue) -> None:
    assert course_text_problems(pack) == []


def test_nine_of_ten_outcomes_rank_their_course_among_the_first_ten(pack: Catalogue) -> None:
    """Measured 2026-11-22: 1,592 outcomes, 83 % among the first five, 90 % among the first ten."""
    ranks = [each.rank for each in outcome_ranks(pack)]
    assert sum(rank <= 10 for rank in ranks) >= 0.89 * len(ranks)


def test_a_course_that_speaks_of_something_else_is_named(pack: Catalogue) -> None:
    course = pack.courses["AGR-35"]
    stranger = replace(course, name_vi="Thiết kế phần mềm trò chơi", outline="Đồ họa; âm thanh; nhân vật.")
    (problem,) = course_text_problems(replace(pack, courses={**pack.courses, "AGR-35": stranger}))
    assert (problem.code, problem.row) == ("course_text_apart", "AGR-35")
    assert "II.13.T10" in problem.message_en


def test_a_course_without_tasks_is_not_judged(pack: Catalogue) -> None:
    course = replace(pack.courses["AGR-35"], outcomes=())
    assert outcome_ranks(replace(pack, courses={"AGR-35": course})) == []


def test_far_is_more_than_a_few(pack: Catalogue) -> None:
    assert 5 < FAR < len(pack.courses) / 20
