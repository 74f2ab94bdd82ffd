"""Methods and scales named in words: "Tự đánh giá", "Thang điểm 100", "(0-10)", "Mức 1-5"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recommender.readers.cells.values import read_number
from recommender.types import Method
from training_catalog import fold

_METHOD_WORDS = (
    (Method.SELF, r"tu danh gia|tu cham|tu nhan xet|ca nhan tu|ca nhan|ban than|\bself\b"),
    (Method.PEER, r"dong nghiep|tap the|cap duoi|\bpeers?\b|danh gia cheo"),
    (
        Method.SUPERVISOR,
        r"cap tren|lanh dao|thu truong|quan ly truc tiep|quan ly|nguoi quan ly|\bsupervisor\b|\bmanager\b|chu tich|"
        r"truong phong|nguoi dung dau",
    ),
    (Method.TEST, r"sat hach|kiem tra|bai thi|\bthi\b|trac nghiem|phong van|thuc hanh|\btest\b|\bexam\b|van dap"),
)
_METHODS = tuple((method, re.compile(words)) for method, words in _METHOD_WORDS)
_FILLER = re.compile(
    r"\b(?:diem|ket qua|danh gia|cua|do|theo|hinh thuc|bai|muc|truc tiep|cham|tu|nhan xet|va|nguoi|y kien|lan \d|"
    r"dot \d|score|rating|by|assessment|nang luc)\b"
)
_LEVELS = re.compile(r"(?:muc|cap do|muc do|bac|levels?) (?:tu )?1 (?:den )?5\b")
_LEVEL_HEAD = re.compile(r"(?:muc|cap do|muc do|bac|level)(?: (?:dat|dat duoc|nang luc))?")
_SCALE = re.compile(
    r"(?:thang(?:\s*(?:điểm|đo|đánh giá))?|scale|tối đa|max|out of)\s*[:=]?\s*(?:(\d+)\s*[-–]\s*)?(\d+(?:[.,]\d+)?)|"
    r"\(\s*(\d+)\s*[-–]\s*(\d+)\s*\)|/\s*(\d+)\s*(?:điểm|đ)?\s*\)?\s*$|(%)",
    re.IGNORECASE,
)
LARGEST_TOP = 1_000
"""A larger number in a heading is a year or a count."""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Bounds of a scale; a scale of levels is 1-5."""

    low: float
    high: float
    is_level: bool = False


LEVELS = Scale(low=1.0, high=5.0, is_level=True)


def method_in(text: str) -> Method | None:
    """The one method a text speaks of; None when it speaks of none or of several."""
    folded = fold(text)
    found = [method for method, words in _METHODS if words.search(folded)]
    return found[0] if len(found) == 1 or (found and found[0] is Method.SELF) else None


def method_alone(text: str) -> Method | None:
    """The method that is all a heading speaks of ("Cấp trên đánh giá"); None when it has other words too."""
    method = method_in(text)
    if method is None:
        return None
    words = fold(text)
    for _, pattern in _METHODS:
        words = pattern.sub(" ", words)
    return method if not _FILLER.sub(" ", words).strip() else None


def scale_in(text: str) -> Scale | None:
    """The scale a text names: thang 100, (0-10), /10, %, mức 1-5; None when it names none."""
    folded = fold(text)
    if _LEVELS.search(folded) or _LEVEL_HEAD.fullmatch(folded):
        return LEVELS
    found = _SCALE.search(text)
    if found is None:
        return None
    if found[6]:
        return Scale(low=0.0, high=100.0)
    return scale_of(read_number(found[1] or found[3]) or 0.0, read_number(found[2] or found[4] or found[5]))


def scale_of(low: float, high: float | None) -> Scale | None:
    """The scale from `low` to `high`; a scale up to 5 is one of levels."""
    if high is None or not low < high <= LARGEST_TOP:
        return None
    return LEVELS if high == LEVELS.high else Scale(low=low, high=high)


def without_scale(text: str) -> str:
    """A heading without the scale it names."""
    bare = _DETAIL.sub("", text)
    return _TAIL.sub("", bare).strip()


def qualifies_results(text: str) -> bool:
    """Whether a heading cell says only how results were made or measured, never of what."""
    return method_alone(text) is not None or (scale_in(text) is not None and not fold(without_scale(text)))


_DETAIL = re.compile(
    r"\s*[-–:]?\s*\(?\s*(?:(?:thang(?:\s*(?:điểm|đo|đánh giá))?|tối đa|scale)\s*:?\s*(?:\d+\s*[-–]\s*)?\d+(?:\s*điểm)?|"
    r"(?:mức|cấp độ|bậc|levels?)\s*(?:từ\s*)?1\s*(?:[-–]|đến)\s*5)\s*\)?",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\(\s*(?:\d+\s*[-–]\s*\d+|%|/?\s*\d+\s*(?:điểm|đ)?)\s*\)|/\s*\d+\s*(?:điểm|đ)?\s*$|\s*%$")
