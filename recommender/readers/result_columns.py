"""What the heading of a result column says: topic, method, scale and level, from one to three heading rows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recommender.readers.header import HeadedColumn
from recommender.readers.values import read_number
from recommender.types import Method
from training_catalog import fold

_METHOD_WORDS = (
    (Method.SELF, r"tu danh gia|tu cham|tu nhan xet|ca nhan tu|ca nhan|ban than|\bself\b"),
    (Method.PEER, r"dong nghiep|tap the|cap duoi|\bpeers?\b|danh gia cheo"),
    (Method.SUPERVISOR, r"cap tren|lanh dao|thu truong|quan ly truc tiep|quan ly danh gia|nguoi quan ly|\bsupervisor\b|"
                        r"\bmanager\b|chu tich|truong phong|nguoi dung dau|danh gia cua ql"),
    (Method.TEST, r"sat hach|kiem tra|bai thi|\bthi\b|trac nghiem|phong van|thuc hanh|\btest\b|\bexam\b|van dap"),
)  # fmt: skip
_METHODS = tuple((method, re.compile(words)) for method, words in _METHOD_WORDS)
_METHOD_ONLY = re.compile(r"(?:diem |ket qua |danh gia |cua |do |theo |hinh thuc |bai |muc )*")
_SCALE = re.compile(
    r"(?:thang(?:\s*(?:điểm|đo|đánh giá))?|scale|tối đa|max|out of)\s*[:=]?\s*(?:(\d+)\s*[-–]\s*)?(\d+(?:[.,]\d+)?)|"
    r"\(\s*(\d+)\s*[-–]\s*(\d+)\s*\)|/\s*(\d+)\s*(?:điểm|đ)?\s*\)?\s*$|(%)",
    re.IGNORECASE,
)
_LEVEL_HEAD = re.compile(r"(?:muc|cap do|muc do|bac|level)(?: (?:dat|dat duoc|nang luc))?(?: 1 5)?")
_LEVEL_NUMBER = re.compile(r"(?:muc|cap do|muc do|bac|level)? ?([1-5])")
_DETAIL = re.compile(r"\s*[-–:(|]?\s*(?:thang(?:\s*điểm)?\s*\d+|thang\s*\d+\s*[-–]\s*\d+)\s*\)?", re.IGNORECASE)


_GENERAL = frozenset(
    {
        "", "cac nang luc", "cap do", "chu de", "danh gia", "diem", "diem danh gia", "diem so", "ket qua",
        "ket qua danh gia", "ket qua sat hach", "muc", "muc dat", "muc do", "nang luc", "nang luc chung",
        "nang luc chuyen mon", "nang luc quan ly", "nhom nang luc", "noi dung", "noi dung danh gia",
        "score", "tieu chi",
    }
)  # fmt: skip
"""Headings over results that are no topic."""


LARGEST_TOP = 1_000
"""A larger number in a heading is a year or a count."""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Bounds of a scale; a scale of levels is 1-5."""

    low: float
    high: float
    is_level: bool = False


LEVELS = Scale(low=1.0, high=5.0, is_level=True)


@dataclass(frozen=True, kw_only=True)
class ResultHeading:
    """Topic of a wide column with the method and scale its heading names; `tick_level` = a cross means that level."""

    topic: str
    method: Method | None = None
    scale: Scale | None = None
    tick_level: int | None = None


def method_in(text: str) -> Method | None:
    """The one method a text speaks of; None when it speaks of none or of several."""
    folded = fold(text)
    found = [method for method, words in _METHODS if words.search(folded)]
    return found[0] if len(found) == 1 or (found and found[0] is Method.SELF) else None


def scale_in(text: str) -> Scale | None:
    """The scale a text names: thang 100, (0-10), /10, %, mức 1-5; None when it names none."""
    if _LEVEL_HEAD.fullmatch(fold(text)):
        return LEVELS
    found = _SCALE.search(text)
    if found is None:
        return None
    if found[6]:
        return Scale(low=0.0, high=100.0)
    high = read_number(found[2] or found[4] or found[5])
    low = read_number(found[1] or found[3]) or 0.0
    return scale_of(low, high)


def scale_of(low: float, high: float | None) -> Scale | None:
    """The scale from `low` to `high`; a scale up to 5 is one of levels."""
    if high is None or not low < high <= LARGEST_TOP:
        return None
    return LEVELS if high == LEVELS.high else Scale(low=low, high=high)


def result_heading(head: HeadedColumn) -> ResultHeading:
    """What the heading of a wide result column says; parts that only name method or scale are no topic."""
    method: Method | None = None
    scale: Scale | None = None
    tick_level: int | None = None
    topics: list[str] = []
    for part in head.parts:
        level = _LEVEL_NUMBER.fullmatch(fold(part))
        if level and topics:
            tick_level = int(level[1])
            continue
        scale = scale_in(part) or scale
        spoken = method_in(part)
        method = spoken or method
        bare = _topic_in(part, has_method=spoken is not None)
        if bare:
            topics.append(bare)
    return ResultHeading(topic=topics[-1] if topics else "", method=method, scale=scale, tick_level=tick_level)


def _topic_in(part: str, *, has_method: bool) -> str:
    """The topic of one heading row: without its scale, and without a method after a dash or in brackets."""
    bare = _DETAIL.sub("", part)
    bare = re.sub(r"\(\s*(?:\d+\s*[-–]\s*\d+|%|/?\s*\d+\s*(?:điểm|đ)?)\s*\)|/\s*\d+\s*(?:điểm|đ)?\s*$|\s*%$", "", bare)
    if has_method:
        pieces = re.split(r"\s+[-–|]\s+|\s*:\s+|\s*\(", bare)
        kept = [piece for piece in pieces if method_in(piece) is None]
        bare = " - ".join(piece.strip(" )") for piece in kept)
    if _is_general(fold(bare)):
        return ""
    return bare.strip(" -–:")


def _is_general(folded: str) -> bool:
    known = folded in _GENERAL or _METHOD_ONLY.fullmatch(f"{folded} ") is not None
    return known or _LEVEL_HEAD.fullmatch(folded) is not None
