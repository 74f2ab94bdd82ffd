"""Titles that are no post of the list of civil servants' positions: elected and Party offices, people who left."""

from __future__ import annotations

import re

from training_catalog import fold

_OFFICES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "position_left",
        re.compile(
            r"\b(?:(?:da|xin|cho) )?(?:nghi huu|thoi viec|nghi viec|bo viec|tu tran|tinh gian bien che|chuyen cong tac"
            r"|chuyen di|nghi thai san|nghi che do|buoc thoi viec|dinh chi)\b"
        ),
    ),
    (
        "position_elected",
        re.compile(
            r"^(?:pho )?(?:chu tich|bi thu|pct|ct|pbt|bt)\b|^(?:uy vien|uv) (?:ban thuong vu|thuong vu|btv|bch)\b"
            r"|^(?:pho )?truong ban (?:xay dung dang|kinh te ngan sach|van hoa xa hoi|phap che|to chuc)\b"
        ),
    ),
)


def no_post(title: str) -> str | None:
    """The code of the problem that says why a title names no position; None when it may be a post misspelt."""
    folded = fold(title)
    return next((code for code, pattern in _OFFICES if pattern.search(folded)), None)
