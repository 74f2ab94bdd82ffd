"""What the endpoints about staffing and fairness take and answer."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from api.web.bulk import TableFormat
from api.web.fields import IdText, Line, LongText, Paged, Strict, told_text
from api.web.shapes import Shown, example
from recommender.store.totals.balance import BalanceFilter
from recommender.workflows.publish_run import LEAST_REASON, MOST_REASON
from training_catalog.types import PositionGroup


class BalanceQuery(Paged):
    """Posts of a run (the newest published one) below a unit, of a position, a group or a field of positions."""

    run_id: IdText | None = None
    unit_id: IdText | None = None
    position_id: IdText | None = None
    group: PositionGroup | None = None
    field: IdText | None = None
    form: TableFormat = Field(default=TableFormat.JSON, alias="format", description="ndjson and csv: all rows at once")

    def filter(self) -> BalanceFilter:
        """The filter as the store takes it."""
        return BalanceFilter(
            unit_id=self.unit_id or "", position_id=self.position_id or "", group=str(self.group or ""),
            field=self.field or "",
        )  # fmt: skip


class BalanceOut(Shown):
    """Posts of a position in a unit against the three baselines; positive = surplus, null = not given."""

    model_config = example(
        unit_id="00004", unit_name="Phường Ba Đình", position_id="II.04", title_vi="Chuyên viên về lĩnh vực tư pháp",
        title_en="Justice specialist", group="specialist", field="justice", heads=3, present=2.5, suitable=2.0,
        norm=2.0, quota=3.0, plan=2.0, over_norm=0.5, over_quota=-0.5, over_plan=0.5,
    )  # fmt: skip

    unit_id: str
    unit_name: str
    position_id: str
    title_vi: str
    title_en: str
    group: str
    field: str
    heads: int
    present: float
    suitable: float
    norm: float | None
    quota: float | None
    plan: float | None
    over_norm: float | None
    over_quota: float | None
    over_plan: float | None


class MovesQuery(Paged):
    """Moves of a run (the newest published one) out of or into a unit and all below it."""

    run_id: IdText | None = None
    unit_id: IdText | None = None


class MoveOut(Shown):
    """A proposed redeployment: a proposal, never an order; nobody is moved while an objection is open."""

    model_config = example(
        officer_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3Y", name="Trần Văn Bách", kind="inside", from_unit="00004",
        from_unit_name="Phường Ba Đình", from_position="II.05", from_title_vi="Chuyên viên về đối ngoại",
        from_title_en="External relations specialist", to_unit="00004", to_unit_name="Phường Ba Đình",
        to_position="II.06", to_title_vi="Chuyên viên tiếp công dân", to_title_en="Citizen reception specialist",
        probability=0.71, standards="fits", reason_vi="Thiếu một vị trí.", reason_en="One post is open.",
        rests_on="", is_contested=False,
    )  # fmt: skip

    officer_id: str
    name: str
    kind: str
    from_unit: str
    from_unit_name: str
    from_position: str
    from_title_vi: str
    from_title_en: str
    to_unit: str
    to_unit_name: str
    to_position: str
    to_title_vi: str
    to_title_en: str
    probability: float | None
    standards: str
    reason_vi: str
    reason_en: str
    rests_on: str = Field(
        description="own, record or nothing: what the likelihood rests on where no test and nobody else has spoken"
    )
    is_contested: bool


class FairnessQuery(Strict):
    """The run (the newest published one)."""

    run_id: IdText | None = None


class FairnessOut(Shown):
    """How often one group meets the main position beside the best group; small counts are null."""

    model_config = example(
        dimension="sex", group="F", n=2051, meets=1410.0, review=420.0, fails=221.0, rate=0.69, rate_low=0.67,
        rate_high=0.71, is_reference=False, ratio=0.97, ratio_low=0.93, ratio_high=1.01, p_value=0.18,
        thin_evidence=0.11, missing_evidence=0.02, asks_reason=False, reason=None, given_by_name=None, given_at=None,
    )  # fmt: skip

    dimension: str
    group: str
    n: int
    meets: float | None
    review: float | None
    fails: float | None
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    is_reference: bool
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    p_value: float | None
    thin_evidence: float | None
    missing_evidence: float | None
    asks_reason: bool
    reason: str | None
    given_by_name: str | None
    given_at: AwareDatetime | None


class FairnessListOut(Shown):
    """All groups of all dimensions of a run."""

    run_id: str
    rows: list[FairnessOut]


class ReasonIn(Strict):
    """Why the rate of one group differs, under the caller's name."""

    model_config = example(
        run_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", dimension="sex", group="F",
        reason="Nhóm này mới tuyển năm 2026, chưa qua sát hạch chuyên môn.",
    )  # fmt: skip

    run_id: IdText
    dimension: Line
    group: Line
    reason: Annotated[
        LongText,
        Field(min_length=LEAST_REASON, max_length=MOST_REASON, json_schema_extra=told_text(LEAST_REASON)),
    ]
