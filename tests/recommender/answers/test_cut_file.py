from __future__ import annotations

from pathlib import Path

import pytest

from models.testing import CutScore, Rating
from recommender.answers import CutKind, CutRatings, read_cuts
from recommender.errors import InputError
from tests.recommender.answers.written import written

ITEMS = ("c1", "c2")


def read(folder: Path, text: str) -> CutRatings:
    return read_cuts(written(folder, text, name="diem_cat.csv"), ITEMS)


def found(ratings: CutRatings) -> list[tuple[str, str]]:
    return [(problem.code, problem.cell) for problem in ratings.problems]


def test_an_angoff_table_is_read_with_commas_and_percent(tmp_path: Path) -> None:
    ratings = read(tmp_path, "Giám khảo;Câu;Cấp độ 2;Cấp độ 3\nA;c1;0,8;95%\nA;c2;0.4;\n")
    assert ratings.kind is CutKind.ANGOFF
    assert ratings.ratings == (
        Rating(judge="A", level=2, item=0, probability=0.8),
        Rating(judge="A", level=3, item=0, probability=0.95),
        Rating(judge="A", level=2, item=1, probability=0.4),
    )
    assert ratings.problems == ()


def test_a_bookmark_table_is_read(tmp_path: Path) -> None:
    ratings = read(tmp_path, "judge,level,item\nA,2,c1\nB,3,c2\n")
    assert ratings.kind is CutKind.BOOKMARK
    assert [(row.judge, row.level, row.item) for row in ratings.ratings] == [("A", 2, 0), ("B", 3, 1)]


def test_given_cuts_come_lowest_level_first(tmp_path: Path) -> None:
    ratings = read(tmp_path, "level;theta;se\n3;1,2;0,1\n2;-0,5;\n")
    assert ratings.kind is CutKind.GIVEN
    assert ratings.given == (
        CutScore(level=2, theta=-0.5, se=0.0, n_judges=0),
        CutScore(level=3, theta=1.2, se=0.1, n_judges=0),
    )


def test_each_bad_cell_is_told_with_its_place(tmp_path: Path) -> None:
    text = "judge,item,2,3\nA,c1,1.2,cao\nA,c9,0.5,0.6\nA,c1,0.5,0.6\nB,c1,-0.1,0.6\n"
    ratings = read(tmp_path, text)
    assert found(ratings) == [
        ("cut_value_unreadable", "C2"), ("cut_value_unreadable", "D2"), ("cut_item_unknown", "B3"),
        ("cut_repeated", "A4"), ("cut_value_unreadable", "C5"),
    ]  # fmt: skip
    assert ratings.ratings == (Rating(judge="B", level=3, item=0, probability=0.6),)


def test_given_cuts_with_bad_numbers_are_told(tmp_path: Path) -> None:
    assert found(read(tmp_path, "level,theta,se\nhai,0,0\n2,x,0\n3,1,-1\n4,2,0\n4,3,0\n")) == [
        ("cut_value_unreadable", "A2"), ("cut_value_unreadable", "B3"), ("cut_value_unreadable", "C4"),
        ("cut_repeated", "A6"),
    ]  # fmt: skip


def test_headings_of_no_known_form_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="headings"):
        read(tmp_path, "a,b\n1,2\n")


def test_a_table_in_percent_is_divided_by_a_hundred_and_told(tmp_path: Path) -> None:
    ratings = read(tmp_path, "judge,item,2,3\nA,c1,79,95\nA,c2,0.5,100\n")
    assert [rating.probability for rating in ratings.ratings] == [0.79, 0.95, 0.005, 1.0]
    assert found(ratings) == [("cut_percent", "")]


@pytest.mark.parametrize("cells", ["0.7,79", "79,101"])
def test_a_table_that_is_not_in_percent_keeps_its_unreadable_cells(tmp_path: Path, cells: str) -> None:
    ratings = read(tmp_path, f"judge,item,2,3\nA,c1,{cells}\n")
    assert "cut_percent" not in dict(found(ratings))
    assert ("cut_value_unreadable", "D2") in found(ratings)
