"""Everything a run can be told, with its default: one frozen object that is written into run.json."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from recommender.errors import SettingError


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Settings of one run. Times in years, levels on the 1-5 scale, periods are tiết of 45 minutes."""

    today: date
    """The day the review is made; freshness, law dates and plans count from here."""

    match_confidence: float = 0.1
    """A text counts for a requirement, by that much, from this probability on that it speaks of it."""

    cut_scores: tuple[float, float, float, float] = (50.0, 70.0, 85.0, 95.0)
    """Percent of the scale from which a score means level 2, 3, 4, 5; between them levels are interpolated."""

    prior_sd: float = 0.6
    """Spread of true levels around the mean of a requirement where no results show it; a run learns its own."""
    factor_share: float = 0.5
    """Share of that variance that an officer's requirements of one kind have in common; likewise."""
    factor_link: float = 0.5
    """Correlation of an officer's strength in competencies and in tasks; likewise."""
    sd_test: float = 0.45
    sd_supervisor: float = 0.65
    sd_peer: float = 0.75
    sd_self: float = 0.95
    sd_self_shared: float = 0.65
    """Part of it that all own ratings of one person have in common, however many they are: how one sees oneself."""
    self_leniency: float = 0.4
    """How much people rate themselves above tests, in levels; taken off before combining."""
    sd_text: float = 1.1
    """Spread of what a matching duty, post or course says, which is the middle of the required range: very little."""
    sd_doubt: float = 0.5
    """Deviation of what a result says when its topic is about another requirement of the same officer."""
    undated_years: float = 3.0
    """Age counted for evidence without a date."""
    sd_per_year: float = 0.2
    """Growth of the standard deviation of a piece of evidence per year of age."""

    share_required: float = 0.8
    """Weighted share of requirements at or above their minimum that the competency question asks for."""
    p_meets: float = 0.9
    """Verdict `meets` from this probability on."""
    p_fails: float = 0.35
    """Verdict `does_not_meet` up to this probability."""
    error_level: float = 0.1
    """With a learned model, a label is ruled out when at most this share of the cases that have it look like this."""
    coverage_required: float = 0.2
    """Least weighted share of requirements with results other than own ratings for a verdict on competency."""

    yearly_periods: float = 40
    """Least training in a year (Decree 171/2025/NĐ-CP: one week)."""
    most_periods: float = 80
    """Most training planned in a year, mandatory programmes apart."""
    unknown_periods: float = 16
    """Counted for a course whose length is unknown; said beside the course."""
    class_size: int = 40

    def __post_init__(self) -> None:
        if not 0 <= self.p_fails < self.p_meets <= 1:
            raise SettingError(
                "p_fails phải nhỏ hơn p_meets, đều trong 0-1.", "p_fails must be below p_meets, both in 0-1."
            )
        if not 0 < self.error_level < 0.5:
            raise SettingError("error_level phải lớn hơn 0 và nhỏ hơn 0,5.", "error_level must be above 0, below 0.5.")
        for name, value in asdict(self).items():
            if isinstance(value, float | int) and value < 0:
                raise SettingError(f"{name} không được âm.", f"{name} must not be negative.")
