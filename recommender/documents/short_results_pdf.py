"""Results of several people as one tagged PDF (PDF/UA-1), one or two pages a person, with room for the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from types import MappingProxyType

from recommender.documents.labels import VERDICTS, Pair, place_of
from recommender.documents.result_pdf import NOTE, WORDS, PositionResult
from recommender.documents.typeset import typeset
from recommender.types import VerdictLabel

OWN_WORDS: Mapping[str, Pair] = MappingProxyType({
    "decision": ("Quyết định:", "Decision:"),
    "meets": VERDICTS[VerdictLabel.MEETS],
    "does_not_meet": VERDICTS[VerdictLabel.DOES_NOT_MEET],
    "because": ("Lý do, nếu khác đề xuất:", "Reason, if it differs from the proposal:"),
    "signed": ("Người quyết định, ngày:", "Decided by, on:"),
})  # fmt: skip
LEFT_OUT: Pair = (
    "Còn {n} yêu cầu khác, xem trên trang của người này.", "{n} more requirements: see the page of this person.",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ShortResult:
    """The result of one person."""

    name: str
    about: str
    """Unit, department and code."""
    positions: tuple[PositionResult, ...]
    open_positions: frozenset[str]
    """Titles of the positions that wait for a decision: room for it is left."""


@dataclass(frozen=True, kw_only=True)
class ShortResults:
    """Whose results of which run they are; texts in the language of the document."""

    title: str
    author: str
    source: str
    """Which run, until which day, which filters and when printed."""
    people: tuple[ShortResult, ...]
    language: str


def short_results_pdf(document: ShortResults, *, now: datetime) -> bytes:
    """The results as a PDF; the same results at the same moment give the same bytes."""
    place = place_of(document.language)
    content = {
        "language": document.language, "author": document.author, "title": document.title, "source": document.source,
        "note": NOTE[place], "word": {key: pair[place] for key, pair in {**WORDS, **OWN_WORDS}.items()},
        "people": [_person(one, place) for one in document.people],
    }  # fmt: skip
    return typeset("short_results.typ", content, now=now)


def _person(person: ShortResult, place: int) -> dict[str, object]:
    return {
        "name": person.name, "about": person.about,
        "positions": [_position(one, person, place) for one in person.positions],
    }  # fmt: skip


def _position(one: PositionResult, person: ShortResult, place: int) -> dict[str, object]:
    """What the page shows of a position: without the requirements that weigh less, and without the quotes."""
    shown = asdict(one)
    n_others = len(shown.pop("others"))
    shown.pop("quotes")
    return shown | {
        "left_out": LEFT_OUT[place].format(n=n_others) if n_others else "",
        "is_open": one.title in person.open_positions,
    }  # fmt: skip
