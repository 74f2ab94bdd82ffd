"""Dated statements from the text of one profile cell: certificates, classes, duties, posts, often several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from models.text import lines
from recommender.readers.cells.dates import WITHHELD, read_day
from recommender.readers.cells.denied_clauses import without_denials
from recommender.readers.cells.held_words import Unheld, unheld_document
from recommender.readers.cells.validity import end_of, validity
from recommender.readers.cells.values import is_tick, read_number, says_held, says_none
from recommender.types import EvidenceKind
from training_catalog import fold

NONE_GRADE = "none"
"""Grade that says the file denies the document in so many words."""
PERIODS_PER_DAY = 8
_CUTS = re.compile(r"[;\n]")
_BULLET = re.compile(r"^(?:\s*(?:[-–—+*•●▪]|\(?\d{1,2}[.)](?!\d)|[a-zđ]\))\s*)+")
_DATE = r"(?:\d{1,2}\s*[/.-]\s*)?(?:\d{1,2}\s*[/.-]\s*)?(?:19|20)\d{2}"
_WHEN = re.compile(rf"(?:\b(?:năm|tháng|ngày|từ|đến|khóa|đợt)\s+)?(?<!\d)({_DATE})(?!\d)(?!\s*/\s*(?:NĐ|QĐ|TT|QH|KH))")
_PERIODS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(tiết|tiet|ngày|ngay|buổi|buoi|giờ|periods?|days?|hours?)\b", re.IGNORECASE)
_RANGE = re.compile(
    rf"^\s*(?:từ\s+)?(?:tháng\s+|năm\s+)?({_DATE})\s*(?:[-–—]+|đến|->|tới)\s*"
    rf"(?:tháng\s+|năm\s+)?({_DATE}|(?:hiện\s+)?nay|now|present|hiện tại)\s*[:,.\-–—]?\s*",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"^\s*(?:từ\s+)?(?:tháng\s+|năm\s+)?({_DATE})\s*[:\-–—]\s*", re.IGNORECASE)
_PER = {"tiết": 1.0, "tiet": 1.0, "period": 1.0, "giờ": 1.0, "hour": 1.0, "ngày": 8.0, "ngay": 8.0, "day": 8.0,
        "buổi": 4.0, "buoi": 4.0}  # fmt: skip
_RANKS = {"cvcc": "chuyên viên cao cấp", "cvc": "chuyên viên chính", "cv": "chuyên viên", "cs": "cán sự"}
_HELD_BEFORE = re.compile(
    r"^\s*(?:(?:đã\s+)?(?:có|học|qua)(?:\s+(?:bằng|chứng chỉ|CC|lớp))?\s+)?(?:(?:ngạch|BD|chương trình)\s+)?",
    re.IGNORECASE,
)
_LANGUAGES = re.compile(r"\b(?:tieng|anh|phap|trung|nga|duc|nhat|han|toeic|toefl|ielts)\b")
_IT_WORDS = re.compile(r"tin hoc|cntt|cong nghe thong tin|ic3|mos|thvp|ky nang so|chuyen doi so")


@dataclass(frozen=True, kw_only=True)
class Said:
    """One statement as a cell says it."""

    kind: EvidenceKind
    text: str
    subject: str = ""
    grade: str = ""
    started_on: date | None = None
    dated_on: date | None = None
    periods: float | None = None
    unheld: Unheld | None = None
    """Why this is no evidence, though it was read."""


def parts(text: str) -> list[str]:
    """The entries of a cell that lists several, cut at semicolons and lines outside brackets, without bullets."""
    cuts = [-1, *_outside_brackets(text), len(text)]
    entries = (text[start + 1 : end] for start, end in pairwise(cuts))
    return [bare for entry in entries if (bare := _BULLET.sub("", entry).strip(" .;,"))]


def _outside_brackets(text: str) -> Iterator[int]:
    depth = 0
    for place, sign in enumerate(text):
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(0, depth - 1)
        elif sign == "\n" or (sign == ";" and depth == 0):
            depth = 0
            yield place


def certificate(entry: str, *, today: date) -> Said:
    """A certificate named in words, dated by the year written with it."""
    return _under(entry, entry, today=today)


def certificates(text: str, *, today: date) -> list[Said]:
    """Every certificate of a cell that lists them; "Không" says nothing about any one certificate."""
    return [certificate(entry, today=today) for entry in parts(text) if not says_none(entry)]


def state_management(text: str, *, today: date) -> list[Said]:
    """The state-management programme by the rank a cell names ("CVC"), or its denial."""
    if says_none(text):
        return [Said(kind=EvidenceKind.CERTIFICATE, text=_state_management(_denied_rank(text)), grade=NONE_GRADE)]
    if is_tick(text) or says_held(text):
        return [Said(kind=EvidenceKind.CERTIFICATE, text="Bồi dưỡng quản lý nhà nước")]
    said = []
    for entry in parts(text):
        folded = fold(entry)
        names_it = "qlnn" in folded or "quan ly nha nuoc" in folded
        said.append(_under(entry, entry if names_it else _state_management(_rank_words(entry)), today=today))
    return said


def _under(entry: str, words: str, *, today: date) -> Said:
    """An entry of a cell under a heading, in words that name the thing."""
    held = validity(entry, today=today)
    issued = when(held.bare, today=today)
    end = end_of(held, issued)
    is_over = held.is_over or (end is not None and end < today)
    unheld = unheld_document(held.bare) or (Unheld.EXPIRED if is_over else None)
    return Said(kind=EvidenceKind.CERTIFICATE, text=words, dated_on=issued, unheld=unheld)


def _state_management(rank: str) -> str:
    return f"Bồi dưỡng kiến thức, kỹ năng quản lý nhà nước ngạch {rank}"


def _denied_rank(text: str) -> str:
    """The rank whose programme a cell denies; the specialist's when it names none."""
    named = fold(_rank_words(text))
    return next((rank for rank in _RANKS.values() if fold(rank) in named), _RANKS["cv"])


def _rank_words(entry: str) -> str:
    bare = _HELD_BEFORE.sub("", entry, count=1)
    return re.sub(r"\b(?:CVCC|CVC|CV|CS)\b", lambda found: _RANKS[found[0].lower()], bare, flags=re.IGNORECASE)


def informatics(text: str, *, today: date) -> list[Said]:
    """IT certificates; a bare band such as "B" gets the words that make it one."""
    return _named(text, "Chứng chỉ tin học", _IT_WORDS, today=today)


def foreign_language(text: str, *, language: str, today: date) -> list[Said]:
    """Language certificates; `language` is what the heading says, "Ngoại ngữ" when it names none."""
    return _named(
        text, language, re.compile(r"\b(?:tieng|anh|phap|trung|nga|duc|nhat|han|toeic|toefl|ielts)\b"), today=today
    )


def ethnic_language(text: str, *, today: date) -> list[Said]:
    """Certificates of a minority language."""
    return _named(text, "Tiếng dân tộc thiểu số", re.compile("tieng"), today=today)


def defence_security(text: str, *, today: date) -> list[Said]:
    """Defence and security programmes by target group."""
    return _named(text, "Bồi dưỡng kiến thức quốc phòng và an ninh", re.compile("qpan|qp an|quoc phong"), today=today)


def _named(text: str, name: str, naming: re.Pattern[str], *, today: date) -> list[Said]:
    """Entries of a cell under a heading: as written when they name the thing, otherwise with its name before them."""
    if says_none(text):
        return [Said(kind=EvidenceKind.CERTIFICATE, text=name, grade=NONE_GRADE)]
    if is_tick(text) or says_held(text):
        return [Said(kind=EvidenceKind.CERTIFICATE, text=name)]
    said = []
    for entry in parts(text):
        said.append(_under(entry, entry if naming.search(fold(entry)) else f"{name} {entry}", today=today))
    return said


def political_theory(text: str, *, today: date) -> list[Said]:
    """The level of political theory as written; "Chưa" and "Không" say that there is none."""
    entries = parts(text)
    if says_none(text) or (entries and all(unheld_document(entry) is Unheld.DENIED for entry in entries)):
        return [Said(kind=EvidenceKind.POLITICAL_THEORY, text=text, grade="Chưa có")]
    return [
        Said(
            kind=EvidenceKind.POLITICAL_THEORY, text=entry, grade=entry, dated_on=when(entry, today=today),
            unheld=unheld_document(entry),
        )
        for entry in entries
    ]  # fmt: skip


def trainings(text: str, *, today: date) -> list[Said]:
    """Classes attended: name without the brackets, year or month, and length in periods (tiết)."""
    return [_training(entry, today) for entry in parts(text) if not says_none(entry)]


@lru_cache(maxsize=65_536)
def _training(entry: str, today: date) -> Said:
    name = _without_details(entry) or entry
    return Said(
        kind=EvidenceKind.TRAINING, text=name, dated_on=when(entry, today=today), periods=periods_in(entry),
        unheld=unheld_document(entry),
    )  # fmt: skip


def _without_details(entry: str) -> str:
    """The name of a class: brackets that hold a year or length go, as does such a detail at the end."""
    name = re.sub(r"\([^()]*\)", lambda found: "" if re.search(r"\d", found[0]) else found[0], entry)
    name = _PERIODS.sub("", name)
    name = re.sub(rf"[\s,\-–:]*(?:(?:năm|tháng|ngày)\s+)?{_DATE}\s*$", "", name.strip(" ,.-–:"))
    return re.sub(r"\s+", " ", name).strip(" ,.-–:")


def periods_in(text: str) -> float | None:
    """Length in periods named in a text: 40 tiết, 5 ngày (8 periods a day), 3 buổi (4 periods)."""
    found = _PERIODS.search(text)
    if found is None:
        return None
    number = read_number(found[1])
    return None if number is None else number * _PER[found[2].lower().rstrip("s")]


def duties(text: str) -> list[Said]:
    """The duties of a cell, one a line or sentence, and what it says is not done."""
    entries = [line.strip(" .;") for line in lines(text)]
    return [said for entry in entries if entry for said in _work(Said(kind=EvidenceKind.DUTY, text=entry))]


def _work(said: Said) -> Iterator[Said]:
    """The work without its denied clauses, when something is left, and each of those clauses as no evidence."""
    kept = without_denials(said.text)
    if kept.text:
        yield replace(said, text=kept.text)
    for clause in kept.left_out:
        yield Said(kind=said.kind, text=clause, unheld=Unheld.DENIED)


def career(text: str, *, today: date) -> list[Said]:
    """Past posts of a cell: "2015-2019: cán bộ địa chính xã X; 2019-nay: …"."""
    said: list[Said] = []
    for entry in parts(text):
        found = _RANGE.match(entry)
        if found:
            start = _day(found[1], today=today)
            end = today if re.match(r"\D", found[2]) else _day(found[2], today=today)
            said += _post(entry[found.end() :] or entry, start, end)
        elif found := _SINCE.match(entry):
            said += _post(entry[found.end() :] or entry, _day(found[1], today=today), None)
        else:
            said += _post(entry, None, when(entry, today=today))
    return said


def _post(text: str, start: date | None, end: date | None) -> Iterator[Said]:
    return _work(Said(kind=EvidenceKind.PAST_POST, text=text.strip(" .;,"), started_on=start, dated_on=end))


def when(text: str, *, today: date) -> date | None:
    """The last day, month or year written in a text that is not after today, else a day or month to come.

    A year to come alone is none: it belongs to the name of what was studied ("tầm nhìn 2030").
    """
    read = [(day, found[1]) for found in _WHEN.finditer(text) if (day := _day(found[1], today=today)) is not None]
    past = [day for day, _ in read if day <= today]
    to_come = [day for day, written in read if not written.strip().isdigit()]
    return next(reversed(past or to_come), None)


def _day(text: str, *, today: date) -> date | None:
    read = read_day(re.sub(r"\s+", "", text), today=today)
    return None if read.note in WITHHELD else read.day
