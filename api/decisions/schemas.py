"""What the endpoints about decisions take and answer."""

from __future__ import annotations

from datetime import date

from pydantic import AwareDatetime

from api.web.fields import IdText, Paged
from api.web.shapes import Shown, example
from recommender.store.decisions import DecisionFilter


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
