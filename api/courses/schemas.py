"""What the endpoints about institutes' courses and classes take and answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import AwareDatetime

from api.web.fields import IdText, Paged, Search
from api.web.shapes import Shown, example
from recommender.store.offerings import OfferingFilter
from recommender.store.tables.plans import OfferingStatus


class OwnCoursesQuery(Paged):
    """Courses that institutes wrote, by words of the name; `mine` leaves only the caller's own."""

    q: Search = ""
    mine: bool = False
    with_ended: bool = False


class OwnCourseOut(Shown):
    """A course that an institute wrote itself, beside those of the catalogue."""

    model_config = example(
        course_id="0WN-1", provider="Trường Chính trị tỉnh", name_vi="Hộ tịch số", name_en="Digital civil status",
        outline="", domain="professional", mode="class", language="vi", duration_periods=24, audience={},
        outcomes={"II.04.T01": 3}, grants=[], is_active=True, changed_at="2026-11-22T01:00:00+00:00", version=1,
    )  # fmt: skip

    course_id: str
    provider: str
    name_vi: str
    name_en: str
    outline: str
    domain: str
    mode: str
    language: str
    duration_periods: int | None
    audience: dict[str, Any]
    outcomes: dict[str, int]
    grants: list[str]
    is_active: bool
    changed_at: AwareDatetime
    version: int


class OfferingsQuery(Paged):
    """Classes of a course, a province or a status, from a day on; `mine` leaves only the caller's own."""

    course_id: IdText | None = None
    province_id: IdText | None = None
    status: OfferingStatus | None = None
    starts_from: date | None = None
    mine: bool = False

    def filter(self, user_id: str) -> OfferingFilter:
        """The filter as the store takes it."""
        return OfferingFilter(
            course_id=self.course_id or "", province_id=self.province_id or "", status=str(self.status or ""),
            starts_from=self.starts_from, owner_id=user_id if self.mine else "",
        )  # fmt: skip


class OfferingOut(Shown):
    """A dated run of a course; `taken` seats are those of people sent to it."""

    model_config = example(
        offering_id="0FF-1", course_id="0WN-1", course_vi="Hộ tịch số", course_en="Digital civil status",
        provider="Trường Chính trị tỉnh", province_id="01", province_name="Thành phố Hà Nội", place="",
        starts_on="2027-01-12", ends_on="2027-01-15", mode="class", seats=40, taken=12, status="open", version=1,
    )  # fmt: skip

    offering_id: str
    course_id: str
    course_vi: str
    course_en: str
    provider: str
    province_id: str
    province_name: str
    place: str
    starts_on: date | None
    ends_on: date | None
    mode: str
    seats: int
    taken: int
    status: OfferingStatus
    version: int


class TicketOut(Shown):
    """A learner as the institute knows him: a ticket without a name."""

    model_config = example(
        enrolment_id="ENR-1", status="enrolled", result="", score=None, periods=None,
        changed_at="2026-11-22T01:00:00+00:00",
    )  # fmt: skip

    enrolment_id: str
    status: str
    result: str
    score: float | None
    periods: float | None
    changed_at: AwareDatetime


class TicketsOut(Shown):
    """All tickets of a class."""

    rows: list[TicketOut]
