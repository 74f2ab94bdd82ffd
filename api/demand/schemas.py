"""What the endpoints about training demand take and answer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.web.bulk import TableFormat
from api.web.fields import IdText, Strict
from api.web.shapes import Shown, example
from recommender.store.totals.demand import DemandBy, DemandFilter
from training_catalog.types import TaskKind


class DemandQuery(Strict):
    """Demand of a run (the newest published one) cut by course and place, priority or quarter."""

    run_id: IdText | None = None
    by: DemandBy = DemandBy.PROVINCE
    unit_id: IdText | None = None
    course_id: IdText | None = None
    domain: TaskKind | None = None
    quarter: Annotated[str, Field(pattern=r"^Q[1-4]/20[0-9]{2}$", description="Only with `by=province`")] | None = None
    form: TableFormat = Field(default=TableFormat.JSON, alias="format")

    def filter(self) -> DemandFilter:
        """The filter as the store takes it."""
        return DemandFilter(
            unit_id=self.unit_id or "", course_id=self.course_id or "", domain=str(self.domain or ""),
            quarter=self.quarter or "",
        )  # fmt: skip


class UncoveredQuery(Strict):
    """Needs of a run (the newest published one) that no course closes."""

    run_id: IdText | None = None
    unit_id: IdText | None = None
    form: TableFormat = Field(default=TableFormat.JSON, alias="format")


class DemandCellOut(Shown):
    """Learners of one course in one group; null = hidden, because so few people are as good as a name."""

    model_config = example(
        course_id="PA-01", course_vi="Soạn thảo văn bản hành chính", course_en="Drafting", domain="law", group="01",
        group_name="Thành phố Hà Nội", learners=214, periods=8560.0, is_estimated=False,
    )  # fmt: skip

    course_id: str
    course_vi: str
    course_en: str
    domain: str
    group: str = Field(description="Unit, priority or quarter, as asked by `by`")
    group_name: str
    learners: int | None
    periods: float | None
    is_estimated: bool = Field(description="No source states the periods of the course; they are an estimate")


class DemandOut(Shown):
    """All cells; an institute never gets smaller ones than five people."""

    run_id: str
    rows: list[DemandCellOut]


class UncoveredOut(Shown):
    """A need that no course closes; officers null = hidden."""

    model_config = example(
        requirement_id="II.04.T07", name_vi="Chứng thực chữ ký số", name_en="Certifying digital signatures",
        domain="professional", why="no_course", officers=61,
    )  # fmt: skip

    requirement_id: str
    name_vi: str
    name_en: str
    domain: str
    why: str
    officers: int | None


class UncoveredListOut(Shown):
    """All needs that no course closes, those of most people first."""

    run_id: str
    rows: list[UncoveredOut]
