"""What the heading of a result column says: topic, method, scale and level, from one to three heading rows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recommender.readers.cells.result_words import Scale, method_alone, scale_in, without_scale
from recommender.readers.tables.header import HeadedColumn
from recommender.types import Method
from training_catalog import fold

_LEVEL_NUMBER = re.compile(r"(?:muc|cap do|muc do|bac|level)? ?([1-5])")
_PIECES = re.compile(r"\s+[-–|]\s+|\s*[:(]\s*")
_GENERAL = frozenset(
    {
        "", "bac", "cac nang luc", "cap do", "chu de", "danh gia", "diem", "diem danh gia", "diem so", "ket qua",
        "ket qua danh gia", "ket qua sat hach", "level", "muc", "muc dat", "muc do", "nang luc", "nang luc chung",
        "nang luc chuyen mon", "nang luc quan ly", "nhom nang luc", "noi dung", "noi dung danh gia",
        "score", "tieu chi",
    }
)  # fmt: skip
"""Headings over results that are no topic."""


@dataclass(frozen=True, kw_only=True)
class ResultHeading:
    """Topic of a wide column with the method and scale its heading names; `tick_level` = a cross means that level."""

    topic: str
    method: Method | None = None
    scale: Scale | None = None
    tick_level: int | None = None


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
        topic, spoken = _topic_and_method(without_scale(part))
        method = spoken or method
        if fold(topic) not in _GENERAL:
            topics.append(topic)
    return ResultHeading(topic=topics[-1] if topics else "", method=method, scale=scale, tick_level=tick_level)


def _topic_and_method(text: str) -> tuple[str, Method | None]:
    """A heading without the method it names alone, after a dash or in brackets, and that method."""
    whole = method_alone(text)
    if whole is not None:
        return "", whole
    for piece in _PIECES.split(text):
        spoken = method_alone(piece.strip(" )"))
        if spoken is not None:
            start = text.index(piece)
            rest = text[:start].rstrip(" -–|:(") or text[start + len(piece) :].lstrip(" -–|:)")
            return rest.strip(), spoken
    return text.strip(" -–:"), None
