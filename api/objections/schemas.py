"""What the endpoints about objections take and answer."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field

from api.web.fields import IdText, LongText, Paged, Strict, told_text
from api.web.shapes import Shown, example
from recommender.store.results.objections import ObjectionFilter
from recommender.store.tables.decisions import ObjectionStatus
from recommender.workflows.object_to_verdict import LONGEST_TEXT, SHORTEST_TEXT


class ObjectionsQuery(Paged):
    """Objections of a status, a unit with all below it, a run or a person."""

    status: ObjectionStatus | None = None
    unit_id: IdText | None = None
    run_id: IdText | None = None
    officer_id: IdText | None = None

    def filter(self) -> ObjectionFilter:
        """The filter as the store takes it."""
        return ObjectionFilter(
            status=self.status, unit_id=self.unit_id or "", run_id=self.run_id or "", officer_id=self.officer_id or ""
        )  # fmt: skip


class ObjectionOut(Shown):
    """An objection with its deadline and its answer."""

    model_config = example(
        objection_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", run_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3X", run_label="Rà soát quý IV/2026",
        officer_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3Y", name="Trần Văn Bách", position_id="II.05",
        title_vi="Chuyên viên về đối ngoại", title_en="External relations specialist", unit_id="00004",
        unit_name="Phường Ba Đình", text="Tôi đã học lớp này năm 2025.", lodged_at="2026-11-20T02:00:00+00:00",
        due_on="2026-12-01", status="open", answer="", answered_by_name="", answered_at=None, version=1,
    )  # fmt: skip

    objection_id: str
    run_id: str
    run_label: str
    officer_id: str
    name: str
    position_id: str
    title_vi: str | None
    title_en: str | None
    unit_id: str
    unit_name: str
    text: str
    lodged_at: AwareDatetime
    due_on: date
    status: ObjectionStatus
    answer: str
    answered_by_name: str
    answered_at: AwareDatetime | None
    version: int


SaidText = Annotated[
    LongText, Field(min_length=SHORTEST_TEXT, max_length=LONGEST_TEXT, json_schema_extra=told_text(SHORTEST_TEXT))
]


class ObjectionIn(Strict):
    """What a person objects to, in own words."""

    model_config = example(
        run_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3X", position_id="II.05", text="Tôi đã học lớp này năm 2025, xin xem lại."
    )  # fmt: skip

    run_id: IdText
    position_id: IdText
    text: SaidText


class AnswerIn(Strict):
    """The answer to an objection, which the person will read."""

    model_config = example(is_accepted=True, answer="Đã bổ sung chứng chỉ; sẽ kết luận lại.")

    is_accepted: bool
    answer: SaidText
