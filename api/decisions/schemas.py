"""What the endpoints about decisions take and answer."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from api.web.fields import FreeText, IdText, Paged, Strict
from api.web.shapes import Shown, example
from recommender.store.results.decisions import DecisionFilter
from recommender.types import OverrideReason, VerdictLabel
from recommender.workflows.decide import ConfirmRequest, DecideRequest


class DecisionsQuery(Paged):
    """Decisions of a run, a unit with all below it, or a person; confirmed or overridden."""

    run_id: IdText | None = None
    unit_id: IdText | None = None
    officer_id: IdText | None = None
    is_override: bool | None = None
    with_superseded: bool = False

    def filter(self) -> DecisionFilter:
        """The filter as the store takes it."""
        return DecisionFilter(
            run_id=self.run_id or "", unit_id=self.unit_id or "", officer_id=self.officer_id or "",
            is_override=self.is_override, with_superseded=self.with_superseded,
        )  # fmt: skip


class DecisionOut(Shown):
    """A decision with the proposal it answers; `superseded_by` names the one that stands in its place."""

    model_config = example(
        decision_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", run_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3X",
        officer_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3Y", name="Trần Văn Bách", position_id="II.05",
        title_vi="Chuyên viên về đối ngoại", title_en="External relations specialist", unit_id="00004",
        unit_name="Phường Ba Đình", proposed="needs_review", decided="meets", reason_code="new_evidence",
        reason_text="", decided_by_name="Đỗ Ký", decided_at="2026-11-22T02:00:00+00:00", decided_on="2026-11-22",
        superseded_by=None,
    )  # fmt: skip

    decision_id: str
    run_id: str
    officer_id: str
    name: str
    position_id: str
    title_vi: str | None
    title_en: str | None
    unit_id: str
    unit_name: str
    proposed: str
    decided: str
    reason_code: str
    reason_text: str
    decided_by_name: str
    decided_at: AwareDatetime
    decided_on: date
    superseded_by: str | None


class DecisionIn(Strict):
    """What is decided about one person in one position of a run; the reason is asked for when it differs."""

    model_config = example(
        run_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3X", officer_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3Y", position_id="II.05",
        decided="meets", reason_code="evidence_seen", reason_text="Đã xem chứng chỉ bản gốc ngày 20/11.",
    )  # fmt: skip

    run_id: IdText
    officer_id: IdText
    position_id: IdText
    decided: Literal[VerdictLabel.MEETS, VerdictLabel.DOES_NOT_MEET]
    reason_code: OverrideReason | None = Field(
        default=None, description="Needed when the decision differs from the proposal, or replaces an earlier one"
    )
    reason_text: Annotated[FreeText, Field(max_length=4000)] = Field(
        default="", description="Of at least 10 letters when a proposal is overruled, or the reason is `other`"
    )

    def request(self) -> DecideRequest:
        """The request as the workflow takes it."""
        return DecideRequest(
            run_id=self.run_id, officer_id=self.officer_id, position_id=self.position_id, decided=self.decided,
            reason_code=self.reason_code, reason_text=self.reason_text,
        )  # fmt: skip


class PairIn(Strict):
    """A person in a position."""

    officer_id: IdText
    position_id: IdText


class ConfirmIn(Strict):
    """Proposals of one run to confirm as they are, at most 50 at a time."""

    model_config = example(
        run_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3X",
        pairs=[{"officer_id": "01K9ZC3T6Y8Q4M2N5P7R9S1V3Y", "position_id": "II.05"}],
    )  # fmt: skip

    run_id: IdText
    pairs: list[PairIn] = Field(min_length=1, max_length=50)

    def request(self) -> ConfirmRequest:
        """The request as the workflow takes it."""
        return ConfirmRequest(
            run_id=self.run_id, pairs=tuple((pair.officer_id, pair.position_id) for pair in self.pairs)
        )  # fmt: skip


class PairOut(Shown):
    """A person in a position."""

    officer_id: str
    position_id: str


class ConfirmOut(Shown):
    """The decisions made, and the pairs left for a decision of their own."""

    model_config = example(decision_ids=["01K9ZC3T6Y8Q4M2N5P7R9S1V3W"], left=[])

    decision_ids: list[str]
    left: list[PairOut]
