"""Texts of different languages are told apart before their words are compared."""

from __future__ import annotations

import pytest

from models.language import is_marked_vietnamese, marked_rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tiếp nhận hồ sơ hộ tịch", True),
        ("Luật số 62/2025/QH15 về đất đai", True),
        ("Land register of the commune", False),
        ("Tran Hung Dao street", False),
        ("He visited Đà Nẵng in the spring of that year with friends", False),
        ("", False),
    ],
)
def test_marked_words_decide(text: str, expected: bool) -> None:
    assert is_marked_vietnamese(text) is expected


def test_each_text_is_judged_by_itself() -> None:
    assert marked_rows(["hộ tịch xã", "civil status", "đất đai"]).tolist() == [True, False, True]
