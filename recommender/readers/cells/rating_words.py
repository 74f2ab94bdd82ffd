"""Whether a cell is a yearly rating as offices write them: "Hoàn thành tốt nhiệm vụ", "HTTNV", "Loại A", 85 points."""

from __future__ import annotations

import re
from typing import Final

from recommender.readers.cells.values import DASHES, read_number, says_none
from recommender.readers.files.sheets import Cell, cell_text
from training_catalog import fold

MOST_POINTS: Final = 100.0
_WORDS = re.compile(
    r"\b(?:hoan thanh|xuat sac|tot|kha|trung binh|yeu|kem|gioi|dat|tien tien|thi dua|"
    r"(?:khong|chua|mien|tam hoan) (?:xep|danh gia|phan loai|du dieu kien)|"
    r"completed?|fulfilled|excellent|outstanding|good|fair|average|poor|satisfactory|unsatisfactory|exceeds|meets)\b"
)
_SHORT = re.compile(
    r"(?:k|c|kh|ch)?ht(?:xs|sx|t|kht|hc)?(?:nv)?|xs|tb|ldtt|cstd(?:cs)?|(?:loai |hang |muc )?(?:[abcdtky]|\d)"
)


def is_rating(value: Cell) -> bool:
    """Whether the cell is a rating, points, or says that there is none."""
    text = fold(cell_text(value))
    number = read_number(value)
    if number is not None:
        return 0 <= number <= MOST_POINTS
    if not text or value in DASHES or says_none(value):
        return True
    is_short = any(_SHORT.fullmatch(one) for one in (text, text.replace(" ", "")))
    return is_short or _WORDS.search(text) is not None
