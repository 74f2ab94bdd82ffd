"""What the pages about the program itself show."""

from __future__ import annotations

from dataclasses import dataclass

from api.look.navigation import Entry
from api.look.waiting import Waiting
from api.site.measured import Measured
from api.site.review_state import ReviewState
from recommender.store.results.judges import InForce, Judge


@dataclass(frozen=True, kw_only=True)
class HomeContext:
    """What waits, how far the review is, and what can be done."""

    name: str
    waiting: tuple[Waiting, ...]
    n_waiting: int
    review: ReviewState | None
    sections: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class NoticeContext:
    """What is processed about people, why, and what they can do; `is_first` asks to confirm having read it."""

    is_first: bool
    next: str
    contact: str
    answer_days: int
    kept_people_years: int
    """0: as long as the office archives personnel files."""
    kept_exports_days: int
    kept_workbooks_days: int
    kept_backups_days: int


@dataclass(frozen=True, kw_only=True)
class MethodContext:
    """How verdicts come about, and how often they are wrong."""

    measured: Measured
    default: Judge
    """The written rule with its own thresholds, which the figures were measured with."""
    judges: tuple[InForce, ...]
    """What judged the published runs in force; none before the first publication."""
    n_more: int
    """Judges beside these."""
    is_measured: bool
    """Whether every run in force was judged by what the figures were measured with."""
