"""Yields what in a line speaks of responsibility: words, runs of words, how the line opens, and named grades."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from models.responsibility.wording import word_classes
from models.text import fold

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 3
_OPENING = 3
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_PROMOTED = re.compile(r"\blen\b.{0,80}?\bhang (i{1,3}|iv|v|1|2|3|4|5)\b")
_GRADE = re.compile(r"\bhang (i{1,3}|iv|v|1|2|3|4|5)\b")
_BELOW = re.compile(r"\bhang (?:thap hon|duoi)\b|\bcap duoi\b")
_ABOVE = re.compile(r"\bhang (?:cao hon|tren)\b|\bcap tren\b")
_TITLE_CHIEF = re.compile(r"\b(?:vien|su|si|gia) chinh\b")
_TITLE_SENIOR = re.compile(r"\b(?:vien|su|si|gia) cao cap\b")
_OWN = re.compile(r"\bhang (i{1,3}|iv|v|1|2|3|4|5) phai\b")
"""Grade that a text says it is about: "besides the duties of grade III, grade II must ..."."""
_DIRECTED = re.compile(
    r"\b(?:duoi|theo) (?:su )?(?:chi dao|huong dan|giam sat|phan cong|chi dan|y do)(?: truc tiep| chi dao| cua)*\b"
    r"|\b(?:chiu|nhan) su (?:chi dao|huong dan|giam sat)\b"
)
"""To be directed is not to direct."""
_LED_BY_OTHERS = re.compile(r"\bdo (?:\w+ ){1,8}?(?:chu tri|chu nhiem|phu trach|huong dan)$")
_NOT_HARD = re.compile(r"\b(?:khong|it) (?:qua )?phuc tap\b")
_HALF_HARD = re.compile(r"\bphuc tap (?:vua|trung binh)\b|\btrung binh phuc tap\b")
_UNDEFINED = re.compile(r"\b(?:not (?:currently |yet )?(?:defined|available|applicable)|chua (?:quy dinh|xac dinh))\b")
"""A line that says nothing is written here."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"\b(?:{_any_of(words)})\b") for name, words in sorted(word_classes().items())}


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def says_nothing(line: str) -> bool:
    """Whether a line only states that nothing is laid down."""
    return _UNDEFINED.search(fold(line)) is not None


def cues(line: str) -> list[str]:
    """Terms of a line, each once, sorted: n-grams of folded words, `^` openings, `@` classes and grades."""
    form = _form(line)
    words = form.split()
    found = {
        " ".join(words[start : start + size])
        for size in range(1, _LONGEST + 1)
        for start in range(len(words) - size + 1)
    }
    found.update("^" + " ".join(words[:size]) for size in range(1, min(_OPENING, len(words)) + 1))
    for name, pattern in _patterns().items():
        if pattern.search(form):
            found.add("@" + name)
        if pattern.match(form):
            found.add("^@" + name)
    found.update(_grades(form))
    return sorted(found)


def named_grade(terms: list[str]) -> int | None:
    """The grade (1 highest) that a line says it is about, from its terms; None when it names none."""
    for term in terms:
        if term.startswith(("@to_grade_", "@of_grade_")):
            return int(term[-1])
    return None


def _form(line: str) -> str:
    form = " ".join(_WORD.findall(fold(line)))
    for pattern, plain in (
        (_LED_BY_OTHERS, "theo chi dan"),
        (_DIRECTED, "theo chi dan"),
        (_NOT_HARD, "don gian"),
        (_HALF_HARD, "kha kho"),
    ):
        form = pattern.sub(plain, form)
    return form


def _grades(form: str) -> set[str]:
    promoted = _PROMOTED.search(form)
    if promoted is not None:
        return {f"@to_grade_{_number(promoted[1])}"}
    own = _OWN.search(form)
    if own is not None:
        return {f"@of_grade_{_number(own[1])}"}
    found = {f"@grade_{_number(grade)}" for grade in _GRADE.findall(form)}
    for name, pattern in (("below", _BELOW), ("above", _ABOVE), ("chief", _TITLE_CHIEF), ("senior", _TITLE_SENIOR)):
        if pattern.search(form):
            found.add("@" + name)
    return found


def _number(grade: str) -> int:
    return _ROMAN.get(grade) or int(grade)
