"""Which field a column heading means in each kind of table, from `data/headings.csv`."""

from __future__ import annotations

import csv
import math
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from training_catalog import accented, fold

FILE = Path(__file__).parents[1] / "data" / "headings.csv"
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
RECENT = 1 << 15
"""Headings whose meaning is remembered: the same rows are asked about for each kind of table and height."""
_LIST = re.compile(r"[,;/+]|\b(?:và|hoặc|and|or)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_MAY_HIDE = re.compile(r"[(\[0-9]")
_SHORTENED = re.compile(r"\bTr?\.\s?độ\b", re.IGNORECASE)
NEAR_ENOUGH, NEAR_WORTH_ASKING = 90.0, 75.0
"""Likeness of folded headings, in percent, from which one is taken for the other, and from which we ask."""
SHORTEST_NEAR = 7
"""Letters below which two headings are like each other by chance (Năm, Tên, Tỉnh)."""
CONTAINED_SHARE = 0.5
"""Part of a heading's words that a known heading inside it must cover to count."""


class TableKind(StrEnum):
    """What the rows of a table are."""

    PEOPLE = "people"
    """One row an officer."""
    CAREERS = "careers"
    """One row a post an officer had (sheet beside the people)."""
    STUDIES = "studies"
    """One row a degree, certificate or class of an officer (sheet beside the people)."""
    ASSESSMENTS = "assessments"
    """One row a result, or one row an officer and one column a topic."""
    QUOTAS = "quotas"
    """One row a unit and position."""
    DECISIONS = "decisions"
    """One row a signed decision."""
    RESULTS = "results"
    """One row a learner of a class."""


NEEDED: dict[TableKind, tuple[frozenset[str], ...]] = {
    TableKind.PEOPLE: (
        frozenset({"full_name", "given_name"}),
        frozenset({"unit", "unit_id", "position", "title", "birth", "degree", "department", "birth_male"}),
    ),
    TableKind.CAREERS: (frozenset({"officer_id", "full_name"}), frozenset({"post"}), frozenset({"from", "period"})),
    TableKind.STUDIES: (frozenset({"officer_id", "full_name"}), frozenset({"course", "degree", "school"})),
    TableKind.ASSESSMENTS: (frozenset({"officer_id", "citizen_id", "full_name", "given_name"}),),
    TableKind.QUOTAS: (frozenset({"position"}), frozenset({"norm", "quota", "plan"})),
    TableKind.DECISIONS: (frozenset({"officer_id", "full_name"}), frozenset({"label"})),
    TableKind.RESULTS: (frozenset({"learner"}), frozenset({"outcome"})),
}
"""For each kind: of every set, at least one field must be among the columns."""


OF_ONE_CERTIFICATE = frozenset(
    {"informatics", "foreign_language", "english", "ethnic_language", "state_management", "defence_security"}
)
"""Fields of one kind of certificate, in which a lower heading "Chứng chỉ" says no more."""


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a heading means: its field, the year it names, and the option it ticks ("Sơ cấp" under "LLCT")."""

    field: str
    year: int | None = None
    option: str = ""
    assumed: str = ""
    """The known heading that this one was taken for, as it is written nearly like it."""


class HeadingIndex:
    """Field of a heading: by its exact spelling first (Năm is not Nam), then without diacritics."""

    def __init__(self) -> None:
        self._spelled: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        self._written: dict[str, str] = {}
        self._starts: set[str] = set()

    def add(self, heading: str, field: str) -> None:
        """Know one more heading; an earlier field of the same heading stays."""
        self._spelled.setdefault(accented(heading), field)
        folded = fold(heading)
        self._folded.setdefault(folded, field)
        self._written.setdefault(folded, heading.strip())
        self._starts.add(folded.split(" ")[0])

    def field(self, heading: str) -> str | None:
        """The field of a heading, or None."""
        key = fold(heading)
        if not key or key not in self._folded:
            return None
        return self._spelled.get(accented(heading)) or self._folded[key]

    def near(self, heading: str, least: float) -> tuple[str, str] | None:
        """The known heading written most like this one and its field; None when none is so like it."""
        folded = fold(heading)
        if len(folded) < SHORTEST_NEAR:
            return None
        found = process.extractOne(folded, self._folded.keys(), scorer=fuzz.ratio, score_cutoff=least)
        return (self._written[found[0]], self._folded[found[0]]) if found else None

    def may_start(self, heading: str) -> bool:
        """Whether some known heading begins with the same word: most cells of data rows are told apart by that."""
        return _first_word(heading) in self._starts

    def knows(self, folded: str) -> bool:
        """Whether a heading is known by these folded words."""
        return folded in self._folded


@lru_cache(maxsize=RECENT)
def _first_word(text: str) -> str:
    found = _WORD.search(text)
    return fold(found[0]) if found else ""


@lru_cache(maxsize=1)
def heading_indexes() -> dict[TableKind, HeadingIndex]:
    """The known headings of each kind of table."""
    found = {kind: HeadingIndex() for kind in TableKind}
    with FILE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for alias in row["aliases"].split("|"):
                found[TableKind(row["kind"])].add(alias, row["field"])
    return found


@lru_cache(maxsize=RECENT)
def meaning(parts: tuple[str, ...], kind: TableKind) -> Meaning | None:
    """What a heading in one to three rows means; None when it means nothing known.

    The lowest row is asked first ("Tên" under "Họ và tên"), then all rows joined, then the upper ones: an upper row
    that is known makes the lower one an option of it.
    """
    index = heading_indexes()[kind]
    year = next((int(found[0]) for part in parts for found in YEAR.finditer(part)), None)
    plain = [_plain(part) for part in parts if part]
    if not any(index.may_start(text) for text in (*plain[:1], *plain[-1:])):
        return None
    whole, lower = index.field(" ".join(plain)), index.field(plain[-1])
    upper = index.field(" ".join(plain[:-1]))
    if whole:
        return Meaning(field=whole, year=year)
    if lower == "certificates" and upper in OF_ONE_CERTIFICATE:
        return Meaning(field=str(upper), year=year, option=f"Chứng chỉ {plain[-2]}")
    if lower:
        return Meaning(field=lower, year=year)
    if upper:
        return Meaning(field=upper, year=year, option=parts[-1])
    listed = _listed(plain[-1], index)
    if listed is None and kind is TableKind.PEOPLE:
        return _contained(plain[-1], index, year)
    return Meaning(field=listed, year=year) if listed else None


@lru_cache(maxsize=RECENT)
def near_meaning(parts: tuple[str, ...], kind: TableKind) -> Meaning | None:
    """What a heading means that is nearly written like a known one ("Chuyên nghành" for "Chuyên ngành")."""
    found = heading_indexes()[kind].near(_plain(parts[-1]), NEAR_ENOUGH)
    known = meaning(parts, kind)
    if found and found[1] == "certificates" and known and known.field in OF_ONE_CERTIFICATE:
        return None
    return Meaning(field=found[1], assumed=found[0]) if found else None


def alike_heading(parts: tuple[str, ...], kind: TableKind) -> str:
    """A known heading to ask about for one that is not understood, "" when none is like it."""
    found = heading_indexes()[kind].near(_plain(parts[-1]), NEAR_WORTH_ASKING)
    return found[0] if found and found[1] != "unused" else ""


@lru_cache(maxsize=RECENT)
def _plain(text: str) -> str:
    text = _SHORTENED.sub("Trình độ", text)
    if _MAY_HIDE.search(text) is None:
        return text.strip() or text
    return YEAR.sub(" ", _BRACKETS.sub(" ", text)).strip() or text


def _listed(heading: str, index: HeadingIndex) -> str | None:
    """The field of a heading that lists known ones ("Chức vụ, vị trí việc làm"); of title and position the latter."""
    fields = {index.field(part) for part in _LIST.split(heading) if part.strip()}
    if len(fields) == 1 or fields == {"title", "position"}:
        return max(fields, key=lambda field: (field == "position", field or ""))
    return None


def _contained(heading: str, index: HeadingIndex, year: int | None) -> Meaning | None:
    """What the longest known heading of two words or more at the start of a longer one means."""
    words = heading.split()
    folded = [fold(word) for word in words]
    shortest = max(2, math.ceil(CONTAINED_SHARE * len(words)))
    for length in range(len(words) - 1, shortest - 1, -1):
        known = " ".join(words[:length])
        if index.knows(" ".join(filter(None, folded[:length]))) and (field := index.field(known)):
            return Meaning(field=field, year=year, assumed=known)
    return None


def has_needed(fields: set[str], kind: TableKind) -> bool:
    """Whether the fields found are enough for a table of this kind."""
    return all(fields & wanted for wanted in NEEDED[kind])
