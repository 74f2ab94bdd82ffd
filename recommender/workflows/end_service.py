"""A person noted as no longer serving, with day and reason, or taken back; history stays, and the audit keeps both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from recommender.errors import Conflict, UsageError
from recommender.permissions import Action, Viewer
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store, lock
from recommender.store.people import unit_of_person
from recommender.store.service_ends import put_service_end, take_back_service_end
from recommender.store.tables.service_ends import EndReason
from recommender.working_days import office_day

MOST_NOTE = 300
EARLIEST = date(1950, 1, 1)


@dataclass(frozen=True, kw_only=True)
class EndRequest:
    """Who, the last day of service, a word of `EndReason`, and the document or what else is to be known."""

    officer_id: str
    ended_on: date
    reason: str
    note: str = ""


def end_service(store: Store, viewer: Viewer, request: EndRequest, *, now: datetime) -> None:
    """Note it: the person is not reviewed and not counted any more. NotFound outside the viewer's units.

    A day to come is refused: until then the person serves.
    """
    _check(request, now=now)
    with store.writing() as conn:
        lock(conn, "people")
        unit_id = unit_of_person(conn, viewer, Action.IMPORT, officer_id=request.officer_id)
        note = request.note.strip()
        put_service_end(conn, {
            "officer_id": request.officer_id, "ended_on": request.ended_on, "reason": request.reason, "note": note,
            "told_by": viewer.user_id, "told_by_name": viewer.name, "told_at": now,
        })  # fmt: skip
        append_audit(conn, store.audit_key, AuditEntry(
            actor=viewer.user_id, action="end_service", subject_kind="officer", subject_id=request.officer_id,
            unit_id=unit_id,
            detail={"ended_on": request.ended_on.isoformat(), "reason": request.reason, "note": note},
        ), now=now)  # fmt: skip


def resume_service(store: Store, viewer: Viewer, officer_id: str, *, now: datetime) -> None:
    """Take the note back: the person counts again. Conflict when there is none."""
    with store.writing() as conn:
        lock(conn, "people")
        unit_id = unit_of_person(conn, viewer, Action.IMPORT, officer_id=officer_id)
        if not take_back_service_end(conn, officer_id):
            raise Conflict("Người này đang công tác.", "This person is in service.")
        append_audit(conn, store.audit_key, AuditEntry(
            actor=viewer.user_id, action="resume_service", subject_kind="officer", subject_id=officer_id,
            unit_id=unit_id,
        ), now=now)  # fmt: skip


def _check(request: EndRequest, *, now: datetime) -> None:
    if request.reason not in set(EndReason):
        raise UsageError("Chọn lý do không còn công tác.", "Choose why the person no longer serves.", field="reason")
    if not EARLIEST <= request.ended_on <= office_day(now):
        raise UsageError(
            "Ngày cuối cùng công tác không được sau hôm nay.", "The last day of service is not after today.",
            field="ended_on",
        )  # fmt: skip
    if len(request.note) > MOST_NOTE:
        raise UsageError(
            f"Ghi chú tối đa {MOST_NOTE} ký tự.", f"A note has at most {MOST_NOTE} characters.", field="note"
        )
