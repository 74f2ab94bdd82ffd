"""Numbers, scores, yes/no, sexes and shares from the ways offices write them; None for what cannot be read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from recommender.readers.files.sheets import Cell, cell_text
from training_catalog import fold

YES_WORDS = frozenset({"x", "co", "yes", "y", "true", "v", "dung", "dang vien", "roi", "da", "1", "da co", "dat"})
NO_WORDS = frozenset(
    {"khong", "no", "n", "false", "chua", "chua co", "0", "khong co", "quan chung", "chua qua", "chua hoc", "none"}
)
DENIALS = ("chua qua", "chua duoc", "khong co", "chua co", "chua bd", "chua boi duong", "chua dao")
TICKS = frozenset("✓✔☑√×xX")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?|[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_OF = re.compile(r"([\d.,]+)\s*/\s*([\d.,]+)(?:\s*(?:điểm|diem|đ|d))?", re.IGNORECASE)
_LEVEL = re.compile(r"(?:muc do|muc|cap do|cap|bac|level|l)\s*(?:so\s*)?(\d(?: \d)?|i{1,3}|iv|v)")
DASHES = frozenset({"-", "–", "—", "/", "…", "...", "."})
"""Cells that say nothing, as empty cells do."""
LEVEL_SCALE = 5.0
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_HELD = re.compile(
    r"(?:da |hien )?(?:co|duoc cap|cap|hoc|qua|hoan thanh|boi duong|hoc xong|qua boi duong)"
    r"(?: (?:roi|du|day du|chung chi|chung nhan|cc|cn|ban sao|bang|ban goc|luu ho so|trong ho so))*"
)
"""Folded words of a cell that say that a thing is there, and no more."""


@dataclass(frozen=True, kw_only=True)
class Score:
    """A score as written: a value with the top of its scale when the cell says it, or a level 1-5."""

    value: float
    top: float | None = None
    is_level: bool = False


def read_number(value: Cell) -> float | None:
    """A finite number; both decimal comma and point are understood, percent signs are not."""
    if isinstance(value, (bool, date)) or value is None:
        return None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    text = re.sub(r"(?<=\d)[\s_](?=\d{3})", "", value.strip())
    if not _NUMBER.fullmatch(text):
        return None
    if text.count(".") > 1 or ("." in text and "," in text and text.rindex(",") > text.rindex(".")):
        text = text.replace(".", "")
    if text.count(",") > 1 or ("." in text and "," in text):
        text = text.replace(",", "")
    number = float(text.replace(",", "."))
    return number if math.isfinite(number) else None


def read_percent(value: Cell) -> float | None:
    """A share in 0-1 from 60%, 60 or 0,6; None when it is none of these."""
    text = cell_text(value).strip()
    number = read_number(text.rstrip("% ").strip() if text.endswith("%") else value)
    if number is None or number <= 0 or number > 100:
        return None
    return number / 100 if text.endswith("%") or number > 1 else number


def read_score(value: Cell) -> Score | None:
    """The score or level of a cell: 3,5 · 75/100 · 4/5 · 80% · Mức 3 · III; None when it is none of these."""
    if value is None or isinstance(value, bool | date):
        return None
    number = read_number(value)
    if number is not None:
        return Score(value=number)
    text = str(value).strip()
    if text.endswith("%"):
        number = read_number(text[:-1].strip())
        return None if number is None else Score(value=number, top=100.0)
    if found := _OF.fullmatch(text):
        return _score_of(read_number(found[1]), read_number(found[2]))
    folded = fold(text)
    if found := _LEVEL.fullmatch(folded):
        return Score(value=_level_number(found[1]), is_level=True)
    if folded in ROMAN and text.isupper():
        return Score(value=float(ROMAN[folded]), is_level=True)
    with_unit = re.fullmatch(r"([\d.,]+)\s*(?:điểm|diem|đ|d|points?)", text, re.IGNORECASE)
    number = read_number(with_unit[1]) if with_unit else None
    return None if number is None else Score(value=number)


def _score_of(value: float | None, top: float | None) -> Score | None:
    if value is None or top is None or top <= 0:
        return None
    return Score(value=value, is_level=True) if top == LEVEL_SCALE else Score(value=value, top=top)


def _level_number(text: str) -> float:
    """3, 3.5 from "3 5" (a decimal comma folded to a blank), or 3 from iii."""
    return float(ROMAN[text]) if text in ROMAN else float(text.replace(" ", "."))


def read_yes_no(value: Cell) -> bool | None:
    """True for x, có, 1…; False for không, chưa, 0…; None when it says neither."""
    if isinstance(value, bool):
        return value
    text = cell_text(value).strip()
    if text in TICKS:
        return True
    folded = fold(text)
    if folded in YES_WORDS:
        return True
    return False if folded in NO_WORDS or text in DASHES else None


def says_none(value: Cell) -> bool:
    """Whether a cell says in so many words that there is nothing: Chưa, Không, 0."""
    return _denies(cell_text(value))


@lru_cache(maxsize=65_536)
def _denies(text: str) -> bool:
    text = fold(text)
    return text in NO_WORDS or text.startswith(DENIALS)


def says_held(text: str) -> bool:
    """Whether a cell only says that what its column names is there: "Có (bản sao)", "đã có", "có chứng chỉ"."""
    return _HELD.fullmatch(re.sub(r"\s+", " ", _REMARK.sub(" ", fold(text))).strip(" .,;:-")) is not None


def is_tick(value: Cell) -> bool:
    """Whether a cell only marks its column: x, ✓, 1, có."""
    return read_yes_no(value) is True


def read_sex(value: Cell) -> str | None:
    """ "male" or "female"; None when the cell says neither."""
    folded = fold(cell_text(value))
    if folded in {"nam", "m", "male", "trai", "ong"}:
        return "male"
    return "female" if folded in {"nu", "f", "female", "gai", "ba", "nu gioi"} else None
