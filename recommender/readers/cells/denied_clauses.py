"""A text without the clauses that say what somebody does not know, hold or do, and those clauses, from the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from models.text import has_vietnamese_marks
from recommender.readers.cells.denial_words import (
    ABOUT,
    ASSERTS,
    CUT,
    DENIED,
    EN_DENIED,
    FORBIDDEN,
    HARM,
    LINK,
    MARKED_NEGATION,
    NEGATION,
    OF_TOPIC,
    OTHERS,
    THEN,
    TRACE,
)
from training_catalog import fold

LONGEST_LISTED = 4
"""Words of a further thing in a list that began with a denial: "không biết tiếng Anh, tiếng Pháp"."""
LONGEST_LISTED_UNMARKED = 2
LONGEST_TOPIC = 7


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A text without its denied clauses, "" when nothing else was said, and those clauses as written."""

    text: str
    left_out: tuple[str, ...] = ()


@dataclass(kw_only=True)
class _Clause:
    """One clause with the sign or word before it."""

    sign: str
    text: str
    is_denied: bool = False

    @property
    def folded(self) -> str:
        return " ".join(re.sub(r"[^\w]+", " ", fold(self.text)).split())


@lru_cache(maxsize=65_536)
def without_denials(text: str) -> Kept:
    """What a text says of somebody without what it denies; work about what others lack, and praise, stay."""
    if TRACE.search(text) is None:
        return Kept(text=text)
    clauses = _clauses(text)
    for clause in clauses:
        clause.is_denied = _is_denied(clause)
    if not any(clause.is_denied for clause in clauses):
        return Kept(text=text)
    _mark_lists_and_topics(clauses)
    return Kept(text=_joined([clause for clause in clauses if not clause.is_denied]), left_out=_left_out(clauses))


def _clauses(text: str) -> list[_Clause]:
    clauses, at, sign = [], 0, ""
    for cut in CUT.finditer(text):
        if cut[0].lower() in ("mà", "ma") and _is_doubled(text, at, cut):
            continue
        clauses.append(_Clause(sign=sign, text=text[at : cut.start()]))
        at, sign = cut.end(), cut[0]
    clauses.append(_Clause(sign=sign, text=text[at:]))
    return [clause for clause in clauses if clause.text.strip() or clause.sign in "()\n"]


def _is_doubled(text: str, start: int, cut: re.Match[str]) -> bool:
    """Whether both sides of "mà" deny: "không việc gì mà không biết" says that everything is known."""
    behind = fold(text[cut.end() :]).split()[:1]
    return (
        bool(behind)
        and NEGATION.match(behind[0]) is not None
        and NEGATION.search(fold(text[start : cut.start()])) is not None
    )


def _is_denied(clause: _Clause) -> bool:
    folded = clause.folded
    if EN_DENIED.match(folded):
        return True
    if has_vietnamese_marks(clause.text) and not MARKED_NEGATION.search(clause.text):
        return False
    found = DENIED.match(folded)
    if found is None:
        found = OF_TOPIC.match(folded)
        if found is None or OTHERS.search(found["topic"] or found["named"]):
            return False
    behind = folded[found.end() :]
    if FORBIDDEN.match(folded):
        return False
    return not (HARM.search(folded) or NEGATION.search(behind) or THEN.search(behind))


def _mark_lists_and_topics(clauses: Sequence[_Clause]) -> None:
    """Mark what belongs to a denied clause: further things of its list, and the topic named before it."""
    for before, clause in pairwise(clauses):
        if clause.sign != "," or before.is_denied == clause.is_denied:
            continue
        words = clause.folded.split()
        longest = LONGEST_LISTED if has_vietnamese_marks(clause.text) else LONGEST_LISTED_UNMARKED
        if before.is_denied and len(words) <= longest and not ASSERTS.match(clause.folded):
            clause.is_denied = NEGATION.search(clause.folded) is None
        elif clause.is_denied and ABOUT.match(before.folded) and len(before.folded.split()) <= LONGEST_TOPIC:
            before.is_denied = True


def _joined(clauses: Sequence[_Clause]) -> str:
    """The clauses with the signs between them; links and signs that stood behind a cut one go."""
    whole = ""
    for clause in clauses:
        words = clause.text.strip()
        if not words:
            continue
        sign = clause.sign
        if whole:
            is_word = LINK.match(sign) is not None
            whole += f" {sign} " if is_word else _SPACED.get(sign, f"{sign} ")
        whole += f"{words})" if sign == "(" and whole else words
    return whole.strip(" ,;")


_SPACED = {"(": " (", ")": " ", "\n": "\n"}


def _left_out(clauses: Sequence[_Clause]) -> tuple[str, ...]:
    """The denied clauses, those of one list together."""
    found: list[str] = []
    for before, clause in zip([None, *clauses], clauses, strict=False):
        if not clause.is_denied or not clause.text.strip():
            continue
        if before is not None and before.is_denied and clause.sign == ",":
            found[-1] += f", {clause.text.strip()}"
        else:
            found.append(clause.text.strip())
    return tuple(found)
