"""Counts as pages show them: a number with what it counts, verdicts of a group as a bar, a row of a heat map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from api.look import formats
from recommender.store.keys import text_key
from recommender.store.results.runs import VerdictCount

Number = TypeVar("Number", int, float)
LEAST_COMPARED: Final = 5
"""A share of fewer positions than that says little."""


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


def by_name(counts: Iterable[VerdictCount], language: str) -> tuple[VerdictCount, ...]:
    """The groups in the order of a dictionary."""
    return tuple(sorted(counts, key=lambda one: (text_key(_name(one, language)), one.key)))


def most_open_unit(counts: Sequence[VerdictCount], _: Callable[[str], str], language: str) -> str:
    """The sentence above a chart by unit."""
    return most_open(
        counts, language, whole=_("Đơn vị có tỷ lệ cần xem xét cao nhất: %(name)s (%(share)s)."),
        among=_(
            "Trong các đơn vị có từ %(least)s vị trí, đơn vị có tỷ lệ cần xem xét cao nhất: %(name)s (%(share)s)."
        ),
    )  # fmt: skip


def most_open_field(counts: Sequence[VerdictCount], _: Callable[[str], str], language: str) -> str:
    """The sentence above a chart by field."""
    return most_open(
        counts, language, whole=_("Lĩnh vực có tỷ lệ cần xem xét cao nhất: %(name)s (%(share)s)."),
        among=_(
            "Trong các lĩnh vực có từ %(least)s vị trí, lĩnh vực có tỷ lệ cần xem xét cao nhất: %(name)s (%(share)s)."
        ),
    )  # fmt: skip


def most_open(counts: Sequence[VerdictCount], language: str, *, whole: str, among: str) -> str:
    """The sentence of the group with the largest share to review, "" without any.

    Only groups large enough to speak of are compared, which `among` says; where all are smaller, all are (`whole`).
    """
    least = max(LEAST_COMPARED, sum(one.total for one in counts) // 200)
    known = [one for one in counts if one.total >= least]
    sentence = among if 0 < len(known) < len(counts) else whole
    if not counts:
        return ""
    most = max(known or counts, key=lambda one: (one.needs_review / one.total, one.key))
    share = formats.percent(most.needs_review / most.total, language, 0)
    return sentence % {"name": _name(most, language), "share": share, "least": formats.number(least, language)}


def _name(one: VerdictCount, language: str) -> str:
    return one.name_en if language == "en" else one.name_vi
