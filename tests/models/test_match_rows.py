"""Rows of a text match keep the callers' ids and one order."""

from __future__ import annotations

from models.lexical_encoder import LexicalEncoder
from models.match_rows import match_files
from models.matcher import Mode

QUERIES = [("q2", "quản lý hộ tịch"), ("q1", "kế toán ngân sách")]
TARGETS = [("b", "hộ tịch"), ("a", "ngân sách xã"), ("c", "hộ tịch")]


def test_queries_keep_their_order_and_ranks_start_at_one() -> None:
    rows = list(match_files(QUERIES, TARGETS, top=2, encoder=LexicalEncoder()))
    assert [(row.query_id, row.rank) for row in rows] == [("q2", 1), ("q2", 2), ("q1", 1), ("q1", 2)]
    assert rows[2].target_id == "a"


def test_equal_targets_come_in_order_of_their_id() -> None:
    rows = list(match_files(QUERIES, TARGETS, top=2, encoder=None, mode=Mode.LEXICAL))
    assert [row.target_id for row in rows[:2]] == ["b", "c"]


def test_order_of_the_target_file_does_not_matter() -> None:
    first = list(match_files(QUERIES, TARGETS, top=3, encoder=LexicalEncoder()))
    assert first == list(match_files(QUERIES, TARGETS[::-1], top=3, encoder=LexicalEncoder()))


def test_no_targets_or_no_queries_give_no_rows() -> None:
    assert not list(match_files(QUERIES, [], top=3, encoder=LexicalEncoder()))
    assert not list(match_files([], TARGETS, top=3, encoder=LexicalEncoder()))
