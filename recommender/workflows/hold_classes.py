"""Classes of an institute from announcement to results: saved, learners sent or wishing for a seat, results noted.

The institute knows learners by tickets. A passed class becomes evidence of the learner and a done step of the plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from recommender.errors import Conflict, NotFound, UsageError, WrongField, WrongFields
from recommender.permissions import Action, Viewer
from recommender.store import offerings, plans
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.catalogue_now import catalogue_now
from recommender.store.engine import Store, lock
from recommender.store.evidence import put_statement, said_of, set_standing
from recommender.store.importing.put_people import content_id
from recommender.store.metadata import new_id
from recommender.store.offerings import OfferingView
from recommender.store.people import unit_of_person
from recommender.store.tables.people import Standing
from recommender.store.tables.plans import EnrolmentStatus, OfferingStatus, StepStatus
from recommender.store.units import get_unit
from recommender.types import EvidenceKind
from recommender.working_days import office_day
from training_catalog.types import CourseMode

MOST_SEATS, LONGEST_PLACE, LONGEST_RESULT = 10_000, 300, 200
FINAL = (EnrolmentStatus.PASSED, EnrolmentStatus.FAILED, EnrolmentStatus.ABSENT)


@dataclass(frozen=True, kw_only=True)
class ClassRequest:
    """A class as announced; `offering_id` "" is a new one, `version` what was read."""

    course_id: str
    province_id: str
    mode: CourseMode
    seats: int
    status: OfferingStatus = OfferingStatus.PLANNED
    place: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    offering_id: str = ""
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class TicketResult:
    """What became of one learner, by ticket."""

    enrolment_id: str
    status: EnrolmentStatus
    result: str = ""
    score: float | None = None
    periods: float | None = None


def save_class(store: Store, viewer: Viewer, request: ClassRequest, *, now: datetime) -> OfferingView:
    """The class as kept. UsageError for a course there is not or bad days, NotFound, Stale."""
    viewer.require(Action.EDIT_COURSES)
    _require_sound(request)
    with store.writing() as conn:
        course = catalogue_now(conn).courses.get(request.course_id)
        if course is None:
            raise UsageError(
                "Chọn một chương trình trong danh mục.", "Choose a course of the catalogue.", field="course_id"
            )
        values = {
            "course_id": course.course_id, "course_vi": course.name_vi, "course_en": course.name_en,
            "provider": viewer.name, "province_id": get_unit(conn, request.province_id).unit_id,
            "place": request.place.strip(), "starts_on": request.starts_on, "ends_on": request.ends_on,
            "mode": str(request.mode), "seats": request.seats, "status": str(request.status), "changed_at": now,
        }  # fmt: skip
        offering_id = request.offering_id or new_id(now)
        if request.offering_id:
            _own(offerings.get_offering(conn, offering_id), viewer)
            offerings.change_offering(conn, offering_id, version=request.version, values=values)
        else:
            offerings.put_offering(conn, {"offering_id": offering_id, "owner_id": viewer.user_id, **values})
        append_audit(conn, store.audit_key, _entry(viewer, "save_class", "offering", subject_id=offering_id), now=now)
        return offerings.get_offering(conn, offering_id)


def _require_sound(request: ClassRequest) -> None:
    is_turned = bool(request.starts_on and request.ends_on and request.ends_on < request.starts_on)
    checks = (
        (not 0 <= request.seats <= MOST_SEATS, WrongField(
            name="seats", expected_vi=f"Số chỗ là số nguyên từ 0 đến {MOST_SEATS}, như 40.",
            expected_en=f"Seats are a whole number from 0 to {MOST_SEATS}, like 40.",
        )),
        (len(request.place) > LONGEST_PLACE, WrongField(
            name="place", expected_vi=f"Địa điểm dài nhiều nhất {LONGEST_PLACE} ký tự.",
            expected_en=f"The place has at most {LONGEST_PLACE} characters.",
        )),
        (is_turned, WrongField(
            name="ends_on", expected_vi="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            expected_en="The class cannot end before it starts.",
        )),
    )  # fmt: skip
    wrong = [field for is_wrong, field in checks if is_wrong]
    if wrong:
        raise WrongFields(wrong)


def enrol(store: Store, viewer: Viewer, offering_id: str, *, officer_id: str, now: datetime) -> str:
    """The ticket of a learner: a wish when the person asks, a seat when HR sends. Conflict when it is full or over."""
    is_own = viewer.acts_on_self(Action.FOLLOW_PLAN) and viewer.officer_id == officer_id
    with store.writing() as conn:
        lock(conn, f"offering {offering_id}")
        unit_id = unit_of_person(conn, viewer, Action.FOLLOW_PLAN, officer_id=officer_id)
        offered = offerings.get_offering(conn, offering_id)
        if offered.status not in (OfferingStatus.PLANNED, OfferingStatus.OPEN):
            raise Conflict("Lớp không còn nhận học viên.", "This class takes no more learners.")
        if not is_own and offered.taken >= offered.seats:
            raise Conflict("Lớp đã đủ chỗ.", "The class is full.")
        status = EnrolmentStatus.WISHED if is_own else EnrolmentStatus.ENROLLED
        known = offerings.enrolment_of(conn, offering_id, officer_id)
        ticket = known.enrolment_id if known else new_id(now)
        if known is None:
            offerings.put_enrolment(conn, {
                "enrolment_id": ticket, "offering_id": offering_id, "officer_id": officer_id, "status": str(status),
                "result": "", "changed_by": viewer.user_id, "changed_at": now,
            })  # fmt: skip
        elif known.status == EnrolmentStatus.WISHED and not is_own:
            values = {"status": str(status), "changed_by": viewer.user_id, "changed_at": now}
            offerings.change_enrolment(conn, ticket, values)
        entry = _entry(viewer, "enrol", "officer", subject_id=officer_id, unit_id=unit_id)
        append_audit(conn, store.audit_key, entry, now=now)
    return ticket


def record_results(
    store: Store, viewer: Viewer, offering_id: str, *, results: tuple[TicketResult, ...], now: datetime
) -> int:
    """How many learners have a new result. All of them or none: UsageError names tickets that are not of the class."""
    viewer.require(Action.RECORD_RESULTS)
    if any(one.status not in FINAL for one in results):
        raise UsageError("Kết quả là hoàn thành, chưa hoàn thành hoặc vắng.", "A result is passed, failed or absent.")
    if any(len(one.result) > LONGEST_RESULT for one in results):
        raise UsageError(
            f"Xếp loại dài nhiều nhất {LONGEST_RESULT} ký tự, như “Khá”.",
            f"A grade has at most {LONGEST_RESULT} characters, like “Good”.",
        )
    with store.writing() as conn:
        lock(conn, f"offering {offering_id}")
        offered = offerings.get_offering(conn, offering_id)
        _own(offered, viewer)
        learners = offerings.seated_learners(conn, offering_id)
        unknown = sorted({one.enrolment_id for one in results} - set(learners))
        if unknown:
            raise UsageError(
                f"Mã học viên không thuộc lớp: {', '.join(unknown[:5])}.",
                f"Tickets that are not of this class: {', '.join(unknown[:5])}.",
            )
        for one in results:
            values = {
                "status": str(one.status), "result": one.result.strip(), "score": one.score, "periods": one.periods,
                "changed_by": viewer.user_id, "changed_at": now,
            }  # fmt: skip
            offerings.change_enrolment(conn, one.enrolment_id, values)
            note = _note_learned if one.status is EnrolmentStatus.PASSED else _take_back
            note(conn, viewer, offered, officer_id=learners[one.enrolment_id], result=one, now=now)
        entry = _entry(viewer, "record_results", "offering", subject_id=offering_id, detail=len(results))
        append_audit(conn, store.audit_key, entry, now=now)
    return len(results)


def _note_learned(
    conn: Any, viewer: Viewer, offered: OfferingView, *, officer_id: str, result: TicketResult, now: datetime
) -> None:
    """A statement that counts in the next run, and the step of the plan as done; a second upload adds nothing."""
    ended = offered.ends_on or office_day(now)
    statement_id = content_id("S", "class", offered.offering_id, officer_id)
    there = said_of(conn, statement_id)
    if there is not None and there.standing == Standing.WITHDRAWN:
        set_standing(conn, there, Standing.COUNTS)
    if there is None:
        put_statement(conn, {
            "statement_id": statement_id, "officer_id": officer_id, "kind": str(EvidenceKind.TRAINING),
            "text": offered.course_vi, "subject": "", "grade": result.result.strip(), "started_on": offered.starts_on,
            "dated_on": ended, "periods": result.periods, "place": "", "standing": str(Standing.COUNTS),
            "import_id": None, "replaces": None, "added_by": viewer.user_id, "added_by_name": viewer.name,
            "added_at": now, "answer": "", "file_id": None,
        })  # fmt: skip
    _put_step(conn, viewer, offered, officer_id=officer_id, result=result, ended=ended, now=now)


def _take_back(
    conn: Any, viewer: Viewer, offered: OfferingView, *, officer_id: str, result: TicketResult, now: datetime
) -> None:
    """What an earlier result of this class said is withdrawn when it turns out not to be passed."""
    there = said_of(conn, content_id("S", "class", offered.offering_id, officer_id))
    if there is None or there.standing != Standing.COUNTS:
        return
    set_standing(conn, there, Standing.WITHDRAWN)
    ended = there.dated_on or offered.ends_on or office_day(now)
    step = plans.get_progress(conn, officer_id, year=ended.year, course_id=offered.course_id)
    if step is not None and step.status == StepStatus.DONE:
        _put_step(conn, viewer, offered, officer_id=officer_id, result=result, ended=ended, now=now)


def _put_step(
    conn: Any, viewer: Viewer, offered: OfferingView, *, officer_id: str, result: TicketResult, ended: date,
    now: datetime,
) -> None:  # fmt: skip
    """The step of the plan as the result leaves it: done when passed, planned again otherwise."""
    is_done = result.status is EnrolmentStatus.PASSED
    there = plans.get_progress(conn, officer_id, year=ended.year, course_id=offered.course_id)
    key = {"officer_id": officer_id, "year": ended.year, "course_id": offered.course_id}
    plans.put_progress(conn, key, version=there.version if there else 0, values={
        "status": str(StepStatus.DONE if is_done else StepStatus.PLANNED),
        "periods_done": result.periods if is_done else None, "done_on": ended if is_done else None,
        "wish": there.wish if there else "", "file_id": there.file_id if there else None,
        "changed_by": viewer.user_id, "changed_by_name": viewer.name, "changed_at": now,
    })  # fmt: skip


def _own(offered: OfferingView, viewer: Viewer) -> None:
    if offered.owner_id != viewer.user_id:
        raise NotFound


def _entry(
    viewer: Viewer, action: str, kind: str, *, subject_id: str, unit_id: str = "", detail: int = 0
) -> AuditEntry:
    return AuditEntry(
        actor=viewer.user_id, action=action, subject_kind=kind, subject_id=subject_id, unit_id=unit_id,
        detail={"count": detail} if detail else {},
    )  # fmt: skip
