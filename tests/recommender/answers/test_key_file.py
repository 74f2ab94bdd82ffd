from __future__ import annotations

from pathlib import Path

from recommender.answers import read_key
from tests.recommender.answers.written import written


def test_key_is_read_in_capitals(tmp_path: Path) -> None:
    assert read_key(written(tmp_path, "item;key\nc1;a\nc2;D\nc3;2\n")) == ({"c1": "A", "c2": "D", "c3": "2"}, ())


def test_bad_and_contradicting_keys_are_told(tmp_path: Path) -> None:
    key, problems = read_key(written(tmp_path, "item,key\nc1,A\nc1,B\nc2,AB\nc3,\nc1,a\n"))
    assert key == {"c1": "A"}
    assert [(problem.code, problem.cell) for problem in problems] == [
        ("key_repeated", "B3"), ("key_unreadable", "B4"), ("key_unreadable", "B5"),
    ]  # fmt: skip


def test_item_and_key_are_found_by_their_headings(tmp_path: Path) -> None:
    assert read_key(written(tmp_path, "STT,Đáp án,Câu\n1,A,c1\n2,B,c2\n")) == ({"c1": "A", "c2": "B"}, ())
