"""How one verdict is answered in full: requirements, standards, gaps, quotes, decisions, objections, earlier runs."""

from __future__ import annotations

from datetime import date

from pydantic import AwareDatetime, Field

from api.runs.schemas import VerdictOut
from api.web.shapes import Shown


class EstimateOut(Shown):
    """The level on one requirement with its uncertainty, and the quote it rests on most."""

    requirement_id: str
    kind: str
    domain: str
    name_vi: str
    name_en: str
    weight: float
    is_gate: bool
    min_level: int
    max_level: int
    level: float | None
    sd: float | None = Field(description="Standard deviation of the level")
    p_meets: float | None = Field(description="Probability that the level is at least the minimum")
    basis: str
    n_direct: int
    n_text: int
    test: float | None
    supervisor: float | None
    peer: float | None
    self: float | None = Field(description="As given; a run takes its setting `self_leniency` off before it counts")
    conflict: str = Field(description="The two sources that disagree most, higher>lower; empty where none do")
    kept: str = Field(description="The label a learned model leaves, `neither` where both may be; empty without one")
    evidence_id: str
    quote: str
    quote_on: date | None
    quote_place: str
    match_confidence: float | None


class StandardOut(Shown):
    """One formal standard: fits, to be considered or unfit, with its legal basis."""

    rule_id: str
    kind: str
    status: str
    reason: str
    found: str
    wanted: str
    wanted_en: str
    after_appointment: bool
    decides: bool
    legal_basis: str
    evidence_id: str


class GapOut(Shown):
    """A shortfall or a wish for development."""

    requirement_id: str
    kind: str
    domain: str
    name_vi: str
    name_en: str
    required: float | None
    level: float | None
    shortfall: float | None
    p_gap: float | None
    priority: float | None


class DecisionOnItOut(Shown):
    """A decision on this verdict."""

    decision_id: str
    proposed: str
    decided: str
    reason_code: str
    reason_text: str
    decided_by_name: str
    decided_at: AwareDatetime
    decided_on: date
    superseded_by: str | None


class ObjectionToItOut(Shown):
    """An objection to this verdict."""

    objection_id: str
    text: str
    lodged_at: AwareDatetime
    due_on: date
    status: str
    answer: str
    answered_by_name: str
    answered_at: AwareDatetime | None


class EarlierVerdictOut(Shown):
    """What another run said of the same person and position."""

    run_id: str
    label: str
    today: date
    status: str
    verdict: str
    probability: float | None
    decided: str | None


class FullVerdictOut(Shown):
    """A verdict with everything that explains it and everything people said to it."""

    verdict: VerdictOut
    change_vi: str = Field(description="The smallest change that would change the proposal")
    change_en: str
    legal_basis: str
    estimates: list[EstimateOut]
    standards: list[StandardOut]
    gaps: list[GapOut]
    decisions: list[DecisionOnItOut]
    objections: list[ObjectionToItOut]
    earlier: list[EarlierVerdictOut]


class FullVerdictsOut(Shown):
    """All positions of one person in one run, the main one first."""

    rows: list[FullVerdictOut]


class RecommendationOut(Shown):
    """A course that closes something, as ranked before the plan was made."""

    course_id: str
    rank: int
    value: float | None
    is_mandatory: bool
    closes: str
    basis: str


class RecommendationsOut(Shown):
    """Courses ranked for one person in one run."""

    rows: list[RecommendationOut]
