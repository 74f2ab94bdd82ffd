from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.testing import RaschModel
from recommender.answers import AnswerSheet, TotalSheet
from recommender.answers.usable_cuts import cuts_of_answers, cuts_of_totals
from tests.models.testing.simulated import drawn
from tests.recommender.answers.written import written

ITEMS = tuple(f"c{item}" for item in range(10))


def answer_sheet() -> AnswerSheet:
    answers = drawn(n_people=200, n_items=len(ITEMS), seed=1).answers
    ids = tuple(f"p{person}" for person in range(len(answers)))
    return AnswerSheet(file="R.csv", ids=ids, items=ITEMS, answers=answers, choices=None, key=(), problems=())


def of_answers(folder: Path, text: str) -> tuple[list[int], list[str]]:
    sheet = answer_sheet()
    cuts, problems = cuts_of_answers(written(folder, text, name="C.csv"), sheet, RaschModel().fit(sheet.answers))
    return [cut.level for cut in cuts], [problem.code for problem in problems]


def of_totals(folder: Path, text: str, *, highest: float | None = None) -> tuple[list[int], list[str]]:
    scores = np.array([2.0, 5, 7, 9.5, np.nan])
    sheet = TotalSheet(file="T.csv", ids=tuple("abcde"), scores=scores, problems=())
    cuts, problems = cuts_of_totals(written(folder, text, name="C.csv"), sheet, highest=highest)
    return [cut.level for cut in cuts], [problem.code for problem in problems]


def test_cuts_on_the_scale_of_abilities_are_used(tmp_path: Path) -> None:
    assert of_answers(tmp_path, "level,theta\n2,-2\n3,0\n4,2\n") == ([2, 3, 4], [])


def test_cuts_in_points_are_no_abilities(tmp_path: Path) -> None:
    assert of_answers(tmp_path, "cấp độ,điểm cắt\n2,0\n3,70\n4,85\n") == ([], ["cut_off_scale", "cut_off_scale"])


def test_a_level_without_a_cut_between_two_others_gives_no_levels(tmp_path: Path) -> None:
    assert of_answers(tmp_path, "level,theta\n2,-1\n5,1\n") == ([], ["cut_level_missing", "cut_level_missing"])


def test_a_level_that_is_lost_with_its_row_gives_no_levels(tmp_path: Path) -> None:
    levels, problems = of_answers(tmp_path, "judge,level,item\na,2,c1\na,3,c99\na,4,c3\n")
    assert levels == []
    assert "cut_item_unknown" in problems
    assert "cut_level_missing" in problems


def test_cuts_that_judges_place_may_lie_beyond_what_scores_tell(tmp_path: Path) -> None:
    rows = "".join(f"{judge},{item},0.999\n" for judge in "ab" for item in ITEMS)
    assert of_answers(tmp_path, f"judge,item,2\n{rows}") == ([2], [])


def test_cuts_of_totals_lie_among_the_scores_or_below_the_highest(tmp_path: Path) -> None:
    assert of_totals(tmp_path, "level,cut\n2,5\n3,12\n") == ([2, 3], [])
    assert of_totals(tmp_path, "level,cut\n2,50\n3,70\n") == ([], ["cut_off_scale", "cut_off_scale"])
    assert of_totals(tmp_path, "level,cut\n2,50\n3,70\n", highest=100) == ([2, 3], [])
    assert of_totals(tmp_path, "level,cut\n2,5\n3,12\n", highest=10) == ([], ["cut_off_scale"])


def test_a_cut_off_the_scale_says_which_scale_it_is(tmp_path: Path) -> None:
    sheet = TotalSheet(file="T.csv", ids=("a", "b"), scores=np.array([0.5, 9.5]), problems=())
    path = written(tmp_path, "level,cut\n2,50\n", name="C.csv")
    (problem,) = cuts_of_totals(path, sheet, highest=None)[1]
    assert "50" in problem.message_vi
    assert "(0,5 đến 9,5)" in problem.message_vi
    assert "(0.5 to 9.5)" in problem.message_en
    assert "--highest" in problem.suggestion_vi


@pytest.mark.parametrize("text", ["level,theta\n2,x\n", "level,theta\nx,1\n"])
def test_no_usable_cut_is_told(tmp_path: Path, text: str) -> None:
    levels, problems = of_answers(tmp_path, text)
    assert levels == []
    assert "cut_none" in problems
