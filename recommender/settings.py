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

    match_confidence: float = 0.5
    """A text counts as evidence for a requirement from this confidence of the match on."""

    cut_scores: tuple[float, float, float, float] = (50.0, 70.0, 85.0, 95.0)
    """Percent of the scale from which a score means level 2, 3, 4, 5; between them levels are interpolated."""

    prior_sd: float = 0.8
    """Spread of true levels around the prior mean of a requirement."""
    factor_share: float = 0.5
    """Share of that variance that an officer's requirements of one kind have in common."""
    sd_test: float = 0.45
    sd_supervisor: float = 0.65
    sd_peer: float = 0.75
    sd_self: float = 0.95
    self_leniency: float = 0.4
    """How much people rate themselves above tests, in levels; taken off before combining."""
    text_level: float = 2.5
    sd_text: float = 1.1
    """What a matching duty, post or course says about the level, and its spread: little, and it says so."""
    sd_doubt: float = 1.0
    """Deviation added, times one minus the confidence, when topic and requirement match less than surely."""
    undated_years: float = 3.0
    """Age counted for evidence without a date."""
    sd_per_year: float = 0.2
    """Growth of the standard deviation of a piece of evidence per year of age."""

    share_required: float = 0.8
    """Weighted share of requirements at or above their minimum that the competency question asks for."""
    p_meets: float = 0.75
    """Verdict `meets` from this probability on."""
    p_fails: float = 0.25
    """Verdict `does_not_meet` up to this probability."""
    coverage_required: float = 0.3
    """Least weighted share of requirements with direct evidence for a verdict on competency."""

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
        for name, value in asdict(self).items():
            if isinstance(value, float | int) and value < 0:
                raise SettingError(f"{name} không được âm.", f"{name} must not be negative.")
