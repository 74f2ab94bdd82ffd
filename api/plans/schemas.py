"""What the endpoints about training plans take and answer."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from api.web.fields import FreeText, IdText, Strict
from api.web.shapes import Shown, example
from recommender.store.tables.plans import StepStatus


class PlanQuery(Strict):
    """The year, and the run whose plan is asked for (the newest one that the caller may see)."""

    year: int = Field(default=2026, ge=2020, le=2100)
    run_id: IdText | None = None


class StepOut(Shown):
    """A course of the plan with how far it is; `step` 0 was taken besides the plan."""

    model_config = example(
        course_id="PA-01", step=1, course_vi="Soạn thảo văn bản hành chính", course_en="Drafting", domain="law",
        mode="class", provider="Trường Chính trị", periods=40.0, counted_periods=40.0, quarter="2027-Q1",
        is_mandatory=False, priority=0.5, closes="C3", reason_vi="Cần 2–3, ước lượng 1,6.",
        reason_en="Needs 2–3, estimated 1.6.", status="planned", periods_done=None, done_on=None, wish="",
        file_id=None, version=0,
    )  # fmt: skip

    course_id: str
    step: int
    course_vi: str
    course_en: str
    domain: str
    mode: str
    provider: str
    periods: float | None
    counted_periods: float | None
    quarter: str
    is_mandatory: bool
    priority: float | None
    closes: str
    reason_vi: str
    reason_en: str
    status: StepStatus
    periods_done: float | None
    done_on: date | None
    wish: str
    file_id: str | None
    version: int


class PlanOut(Shown):
    """The plan of one person in a year, with periods against the yearly minimum."""

    officer_id: str
    run_id: str
    year: int
    steps: list[StepOut]
    periods_planned: float
    periods_done: float
    periods_least: float


class TotalsQuery(Strict):
    """The year, and the unit below which to count."""

    year: int = Field(default=2026, ge=2020, le=2100)
    unit_id: IdText | None = None


class PlanTotalOut(Shown):
    """Plans of the people of a unit and below."""

    model_config = example(
        unit_id="00004", name="Phường Ba Đình", people=42, steps=118, steps_done=37, periods_planned=1890.0,
        periods_done=640.0, people_with_least=11,
    )  # fmt: skip

    unit_id: str
    name: str
    people: int
    steps: int
    steps_done: int
    periods_planned: float
    periods_done: float
    people_with_least: int


class PlanTotalsOut(Shown):
    """Totals of all units directly below one."""

    rows: list[PlanTotalOut]


class StepQuery(Strict):
    """The year of the plan."""

    year: int = Field(default=2026, ge=2020, le=2100)


class StepIn(Strict):
    """How far one course of the plan is."""

    model_config = example(
        status="done", periods_done=40, done_on="2026-10-02", wish="Xin học trực tuyến.", file_id=None
    )  # fmt: skip

    status: StepStatus
    periods_done: float | None = Field(default=None, ge=0, le=2000)
    done_on: date | None = Field(default=None, description="Not after today")
    wish: Annotated[FreeText, Field(max_length=1000)] = ""
    file_id: IdText | None = None
