"""Progress of a training plan: a course is being taken, done with its periods, or wished for; by the person or HR."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store
from recommender.store.people import get_file, unit_of_person
from recommender.store.plans import get_plan, put_progress
from recommender.store.tables.plans import StepStatus
from recommender.working_days import office_day

MOST_PERIODS = 2000
LONGEST_WISH = 1000
QUARTER = re.compile(r"^Q(?P<number>[1-4])/(?P<year>\d{4})$")


@dataclass(frozen=True, kw_only=True)
class StepRequest:
    """What is written about one course of one person in a year; `version` is what was read (0: nothing yet)."""

    officer_id: str
    year: int
    course_id: str
    status: StepStatus
    version: int
    periods_done: float | None = None
    done_on: date | None = None
    wish: str = ""
    file_id: str = ""


def follow_plan(store: Store, viewer: Viewer, request: StepRequest, *, now: datetime) -> None:
    """Write how far a course of the plan is.

    Raises NotAllowed or NotFound for a person the viewer may not do this for, NotFound for a course outside the plan,
    UsageError for a day in the future or periods out of bounds, Stale when somebody else wrote meanwhile.
    """
    _require_sound(request, now)
    with store.writing() as conn:
        unit_id = unit_of_person(conn, viewer, Action.FOLLOW_PLAN, officer_id=request.officer_id)
        plan = get_plan(conn, viewer, request.officer_id, year=request.year)
        step = next((step for step in plan.steps if step.course_id == request.course_id), None)
        if step is None:
            raise NotFound
        if request.file_id and get_file(conn, viewer, request.file_id).officer_id != request.officer_id:
            raise NotFound
        is_done = request.status is StepStatus.DONE
        if is_done and request.done_on is None:
            require_begun(step.quarter, now)
        periods = step.counted_periods if request.periods_done is None else request.periods_done
        key = {"officer_id": request.officer_id, "year": request.year, "course_id": request.course_id}
        values = {
            "status": str(request.status), "periods_done": periods if is_done else None,
            "done_on": (request.done_on or office_day(now)) if is_done else None, "wish": request.wish.strip(),
            "file_id": request.file_id or None, "changed_by": viewer.user_id, "changed_by_name": viewer.name,
            "changed_at": now,
        }  # fmt: skip
        put_progress(conn, key, version=request.version, values=values)
        append_audit(conn, store.audit_key, AuditEntry(
            actor=viewer.user_id, action=str(Action.FOLLOW_PLAN), subject_kind="officer",
            subject_id=request.officer_id, unit_id=unit_id,
            detail={"course_id": request.course_id, "status": str(request.status), "year": request.year},
        ), now=now)  # fmt: skip


def is_ahead(quarter: str, now: datetime) -> bool:
    """Whether a quarter, written like Q3/2027, is yet to come."""
    found = QUARTER.match(quarter)
    return found is not None and date(int(found["year"]), 3 * int(found["number"]) - 2, 1) > office_day(now)


def require_begun(quarter: str, now: datetime) -> None:
    """UsageError when a course that is planned for a later quarter is done without a day that somebody names."""
    if is_ahead(quarter, now):
        number, year = quarter[1:].split("/")
        raise UsageError(
            f"Khóa này dự kiến học vào quý {number}/{year}, chưa đến lúc đó. Nếu học xong sớm hơn, ghi ngày học xong.",
            f"This course is planned for quarter {number} of {year}, which is yet to come. If it was taken earlier, "
            "give the day it ended.",
            field="done_on",
        )  # fmt: skip


def _require_sound(request: StepRequest, now: datetime) -> None:
    if request.done_on is not None and request.done_on > office_day(now):
        raise UsageError("Ngày hoàn thành ở tương lai.", "The day of completion lies in the future.")
    if request.periods_done is not None and not 0 <= request.periods_done <= MOST_PERIODS:
        raise UsageError(f"Số tiết từ 0 đến {MOST_PERIODS}.", f"Periods are between 0 and {MOST_PERIODS}.")
    if len(request.wish) > LONGEST_WISH:
        raise UsageError(
            f"Nguyện vọng dài tối đa {LONGEST_WISH} ký tự.", f"A wish is at most {LONGEST_WISH} characters long."
        )
