"""Counts as pages show them: a number with what it counts, verdicts of a group as a bar, a row of a heat map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from recommender.store.results.runs import VerdictCount

Number = TypeVar("Number", int, float)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number with what it counts."""

    label: str
    value: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Mix:
    """Verdicts of a group, as a bar."""

    label: str
    meets: int
    needs_review: int
    does_not_meet: int
    url: str


@dataclass(frozen=True, kw_only=True)
class HeatRow(Generic[Number]):
    """A row of a heat map; None = hidden, or none."""

    label: str
    url: str
    values: tuple[Number | None, ...]
    urls: tuple[str, ...] = ()
    """Where each cell leads, or nothing."""
    total: Number | None = None
    """Of all columns there are, shown or not."""
    is_own: bool = False
    """The unit that is looked at itself, without those below it."""


def mixes(counts: Iterable[VerdictCount], people: str, *, by: str, language: str) -> tuple[Mix, ...]:
    """One bar a group; it leads to the list at `people` filtered by the group, or nowhere when that is ""."""
    return tuple(
        Mix(
            label=one.name_en if language == "en" else one.name_vi, meets=one.meets, needs_review=one.needs_review,
            does_not_meet=one.does_not_meet, url=f"{people}?{by}={one.key}" if people else "",
        )
        for one in counts
    )  # fmt: skip
