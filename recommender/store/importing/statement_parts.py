"""Which part of a person's file a statement belongs to, from its kind and words: what replaces what, and how it reads.

Columns of one kind are different parts: a list without a column of IT certificates says nothing of IT certificates. A
rating belongs to its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from recommender.types import EvidenceKind
from training_catalog import fold

NONE_GRADE = "none"
MOST_SHOWN = 6
"""Statements of one part that a preview spells out."""
CERTIFICATES = (
    ("state_management", re.compile(r"\bqlnn\b|quan ly nha nuoc")),
    ("informatics", re.compile(
        r"tin hoc|\bcntt\b|cong nghe thong tin|\bic3\b|\bmos\b|\bthvp\b|ky nang so|chuyen doi so"
    )),
    ("ethnic_language", re.compile(
        r"dan toc thieu so|tieng (?:dan toc|thai|tay|nung|mong|hmong|h mong|dao|muong|khmer|kho me|cham|hoa|ba na"
        r"|bahnar|ede|e de|gia rai|jrai|co ho|xo dang|van kieu)\b"
    )),
    ("foreign_language", re.compile(
        r"ngoai ngu|\btieng\b|\banh\b|\b(?:phap|trung|nga|duc|nhat|han) (?:van|ngu|[abc][12]?)\b|\btoeic\b|\btoefl\b"
        r"|\bielts\b|\bvstep\b"
    )),
    ("defence_security", re.compile(r"\bqpan\b|\bqp an\b|quoc phong")),
)  # fmt: skip
"""Part → how its certificates are worded, as the readers of their columns word them; the first that fits."""


def part_of(row: Mapping[Any, Any]) -> tuple[str, str]:
    """Kind and part of a statement."""
    kind, text = str(row["kind"]), str(row["text"])
    if kind == EvidenceKind.RATING:
        return kind, text
    if kind != EvidenceKind.CERTIFICATE:
        return kind, ""
    plain = fold(text)
    return kind, next((part for part, words in CERTIFICATES if words.search(plain)), "")


def told(rows: Iterable[Mapping[Any, Any]]) -> str:
    """Statements of one part as the preview names them, in the order of their words."""
    texts = sorted(_told_one(row) for row in rows)
    more = len(texts) - MOST_SHOWN
    return "; ".join(texts[:MOST_SHOWN]) + (f"; … (+{more})" if more > 0 else "")


def _told_one(row: Mapping[Any, Any]) -> str:
    kind, text, grade = str(row["kind"]), str(row["text"]), str(row["grade"] or "")
    if kind == EvidenceKind.RATING:
        return f"{text}: {grade}"
    if grade == NONE_GRADE:
        return f"{text}: 0"
    days = [_day(day) for day in (row["started_on"], row["dated_on"]) if day is not None]
    written = " – ".join(day for day in days if day.rpartition("/")[2] not in text)
    return f"{text} ({written})" if written else text


def _day(day: date) -> str:
    """The year alone where only that was written."""
    return f"{day:%Y}" if (day.month, day.day) in ((12, 31), (1, 1)) else f"{day:%d/%m/%Y}"
