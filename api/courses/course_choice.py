"""The courses a class may be of: those found by words of name or code, one's own before any search; never all at once.

A select of every course of the catalogue weighs more than the rest of the page together and cannot be read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from api.look.forms import Choice
from training_catalog.folding import fold
from training_catalog.types import Course

MOST_FOUND: Final = 50
LONGEST_SEARCH: Final = 200


@dataclass(frozen=True, kw_only=True)
class CourseChoice:
    """The courses to choose from, and how many the search found."""

    choices: tuple[Choice, ...]
    n_found: int
    """More than are shown where words are too common."""


def course_choice(
    courses: Mapping[str, Course], *, text: str, chosen: str, own: Collection[str], language: str
) -> CourseChoice:
    """What was chosen before comes first, then what holds every word, or one's own courses where nothing is sought."""
    names = {key: one.name_en if language == "en" and one.name_en else one.name_vi for key, one in courses.items()}
    words = fold(text[:LONGEST_SEARCH]).split()
    found = [
        key for key in sorted(courses)
        if (all(word in fold(f"{key} {courses[key].name_vi} {courses[key].name_en}") for word in words)
            if words else key in own)
    ]  # fmt: skip
    first = (chosen,) if chosen in courses else ()
    shown = dict.fromkeys((*first, *found[:MOST_FOUND]))
    return CourseChoice(
        choices=tuple(Choice(value=key, label=f"{names[key]} ({key})") for key in shown), n_found=len(found)
    )  # fmt: skip
