"""What the endpoints about institutes' courses and classes take and answer."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from api.web.fields import FreeText, IdText, Line, Paged, Search, Strict, told_line
from api.web.shapes import Shown, example
from recommender.store.offerings import OfferingFilter
from recommender.store.tables.plans import EnrolmentStatus, OfferingStatus
from recommender.workflows.edit_courses import CourseRequest
from recommender.workflows.hold_classes import ClassRequest, TicketResult
from training_catalog.types import CourseMode, TaskKind


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


class CourseIn(Strict):
    """A course as an institute writes it."""

    model_config = example(
        name_vi="Hộ tịch số", name_en="Digital civil status", outline="Ba chuyên đề, một bài thực hành.",
        domain="professional", mode="class", duration_periods=24, positions=["II.04"], ranks=[],
        outcomes={"II.04.T01": 3}, grants=[],
    )  # fmt: skip

    name_vi: Annotated[Line, Field(min_length=5, json_schema_extra=told_line(5))]
    name_en: Search = ""
    outline: FreeText = ""
    domain: TaskKind
    mode: CourseMode
    duration_periods: int | None = Field(default=None, ge=1, le=2000)
    positions: list[IdText] = Field(default_factory=list, max_length=100)
    ranks: list[IdText] = Field(default_factory=list, max_length=50)
    outcomes: dict[IdText, Annotated[int, Field(ge=1, le=5)]] = Field(default_factory=dict, max_length=50)
    grants: list[IdText] = Field(default_factory=list, max_length=20)

    def request(self, course_id: str, *, version: int) -> CourseRequest:
        """The request as the workflow takes it."""
        return CourseRequest(
            course_id=course_id, name_vi=self.name_vi, name_en=self.name_en, outline=self.outline, domain=self.domain,
            mode=self.mode, duration_periods=self.duration_periods, positions=tuple(self.positions),
            ranks=tuple(self.ranks), outcomes=dict(self.outcomes), grants=tuple(self.grants), version=version,
        )  # fmt: skip


class NewCourseIn(CourseIn):
    """A new course with the id its institute gives it."""

    model_config = example(
        course_id="TCT-HT-2027", name_vi="Hộ tịch số", domain="professional", mode="class", duration_periods=24
    )  # fmt: skip

    course_id: Annotated[
        str, StringConstraints(min_length=3, max_length=40, pattern=r"^[0-9A-Za-z][0-9A-Za-z._:@-]+$")
    ] = Field(json_schema_extra={"not": {"const": "new"}})


class OfferingIn(Strict):
    """A class as announced."""

    model_config = example(
        course_id="PA-01", province_id="01", mode="class", seats=40, status="open", place="Hà Nội",
        starts_on="2027-01-12", ends_on="2027-01-15",
    )  # fmt: skip

    course_id: IdText
    province_id: IdText
    mode: CourseMode
    seats: int = Field(ge=0, le=10_000)
    status: OfferingStatus = OfferingStatus.PLANNED
    place: Search = ""
    starts_on: date | None = None
    ends_on: date | None = None

    def request(self, offering_id: str = "", *, version: int = 0) -> ClassRequest:
        """The request as the workflow takes it."""
        return ClassRequest(
            course_id=self.course_id, province_id=self.province_id, mode=self.mode, seats=self.seats,
            status=self.status, place=self.place, starts_on=self.starts_on, ends_on=self.ends_on,
            offering_id=offering_id, version=version,
        )  # fmt: skip


class EnrolmentIn(Strict):
    """Who is to get a seat: oneself as a wish, or a person of the unit."""

    model_config = example(officer_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3Y")

    officer_id: IdText


class EnrolmentOut(Shown):
    """The ticket of the learner."""

    model_config = example(enrolment_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W")

    enrolment_id: str


class ResultIn(Strict):
    """What became of one learner, by ticket."""

    enrolment_id: IdText
    status: Literal[EnrolmentStatus.PASSED, EnrolmentStatus.FAILED, EnrolmentStatus.ABSENT]
    result: Search = ""
    score: float | None = Field(default=None, ge=0, le=1000)
    periods: float | None = Field(default=None, ge=0, le=2000)

    def ticket(self) -> TicketResult:
        """The result as the workflow takes it."""
        return TicketResult(
            enrolment_id=self.enrolment_id, status=self.status, result=self.result, score=self.score,
            periods=self.periods,
        )  # fmt: skip


class ResultsIn(Strict):
    """Results of a class: all of them are kept, or none."""

    model_config = example(results=[{"enrolment_id": "ENR-1", "status": "passed", "score": 8.5, "periods": 24}])

    results: list[ResultIn] = Field(min_length=1, max_length=2000)


class CountOut(Shown):
    """How many."""

    model_config = example(count=38)

    count: int
