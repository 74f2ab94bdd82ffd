"""Objections: the person concerned objects to the own published verdict, withdraws it, or gets an answer in time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from recommender.errors import Conflict, NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store
from recommender.store.metadata import new_id
from recommender.store.results.objections import (
    ObjectionFilter,
    ObjectionView,
    find_objections,
    get_objection,
    put_objection,
    settle_objection,
)
from recommender.store.results.runs import get_run
from recommender.store.results.verdicts import VerdictFilter, find_verdicts
from recommender.store.tables.decisions import ObjectionStatus
from recommender.store.units import require_unit
from recommender.working_days import after_working_days, office_day

ANSWER_WORKING_DAYS = 7
SHORTEST_TEXT = 10
LONGEST_TEXT = 4000


@dataclass(frozen=True, kw_only=True)
class ObjectRequest:
    """What a person objects to, in own words."""

    run_id: str
    position_id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AnswerRequest:
    """The answer to an objection; `version` is what the answerer read."""

    objection_id: str
    is_accepted: bool
    answer: str
    version: int


def object_to_verdict(
    store: Store, viewer: Viewer, request: ObjectRequest, *, now: datetime,
    working_days: int = ANSWER_WORKING_DAYS, holidays: Collection[date] = (),
) -> str:  # fmt: skip
    """The id of the objection, to be answered within so many working days.

    Raises NotAllowed without an own file, NotFound for a verdict that is not one's own or not published, Conflict while
    an objection to the same verdict is open.
    """
    viewer.require_self(Action.OBJECT, viewer.officer_id)
    text = _said(request.text, "Nội dung kiến nghị", "The objection", field="text")
    with store.writing() as conn:
        if not get_run(conn, viewer, request.run_id).is_published:
            raise NotFound
        wanted = VerdictFilter(officer_id=viewer.officer_id, position_id=request.position_id)
        found = find_verdicts(conn, viewer, request.run_id, wanted=wanted).rows
        if not found:
            raise NotFound
        if found[0].has_objection:
            raise Conflict("Kiến nghị trước đang được giải quyết.", "An earlier objection is still open.")
        row = {
            "objection_id": new_id(now), "run_id": request.run_id, "officer_id": viewer.officer_id,
            "position_id": request.position_id, "unit_id": found[0].unit_id, "text": text, "lodged_at": now,
            "due_on": after_working_days(office_day(now), working_days, holidays=holidays),
            "status": str(ObjectionStatus.OPEN), "answer": "", "answered_by_name": "", "version": 1,
        }  # fmt: skip
        put_objection(conn, row)
        objection_id = str(row["objection_id"])
        append_audit(conn, store.audit_key, _entry(
            viewer, "object", objection_id, unit_id=found[0].unit_id, officer_id=viewer.officer_id
        ), now=now)  # fmt: skip
    return objection_id


def withdraw_objection(store: Store, viewer: Viewer, objection_id: str, *, now: datetime) -> None:
    """The own objection taken back; Conflict when it has been answered."""
    viewer.require_self(Action.OBJECT, viewer.officer_id)
    with store.writing() as conn:
        objection = _open(get_objection(conn, viewer, objection_id))
        if objection.officer_id != viewer.officer_id:
            raise NotFound
        settle_objection(
            conn, objection_id, version=objection.version, values={"status": str(ObjectionStatus.WITHDRAWN)}
        )  # fmt: skip
        append_audit(conn, store.audit_key, _about(viewer, "withdraw_objection", objection), now=now)


def answer_objection(store: Store, viewer: Viewer, request: AnswerRequest, *, now: datetime) -> None:
    """An objection accepted or rejected with words the person will read; accepting asks for a new decision.

    Raises NotAllowed, NotFound out of scope, Conflict about oneself or when it is answered, Stale when it changed.
    """
    viewer.require(Action.ANSWER_OBJECTION)
    answer = _said(request.answer, "Trả lời", "The answer", field="answer")
    with store.writing() as conn:
        objection = _open(get_objection(conn, viewer, request.objection_id))
        require_unit(conn, viewer, Action.ANSWER_OBJECTION, unit_id=objection.unit_id)
        if viewer.officer_id and viewer.officer_id == objection.officer_id:
            raise Conflict("Không ai tự trả lời kiến nghị của mình.", "Nobody answers an objection of his own.")
        status = ObjectionStatus.ACCEPTED if request.is_accepted else ObjectionStatus.REJECTED
        values = {
            "status": str(status), "answer": answer, "answered_by": viewer.user_id, "answered_by_name": viewer.name,
            "answered_at": now,
        }  # fmt: skip
        settle_objection(conn, request.objection_id, version=request.version, values=values)
        append_audit(conn, store.audit_key, _about(viewer, "answer_objection", objection, str(status)), now=now)


def open_objections(store: Store, viewer: Viewer) -> int:
    """How many objections wait for an answer in what the viewer may see."""
    with store.reading() as conn:
        wanted = ObjectionFilter(status=ObjectionStatus.OPEN)
        return find_objections(conn, viewer, wanted, limit=1, with_total=True).total or 0


def _said(text: str, name_vi: str, name_en: str, *, field: str) -> str:
    said = text.strip()
    if not SHORTEST_TEXT <= len(said) <= LONGEST_TEXT:
        raise UsageError(
            f"{name_vi} dài từ {SHORTEST_TEXT} đến {LONGEST_TEXT} ký tự.",
            f"{name_en} is {SHORTEST_TEXT} to {LONGEST_TEXT} characters long.",
            field=field,
        )
    return said


def _open(objection: ObjectionView) -> ObjectionView:
    if objection.status != ObjectionStatus.OPEN:
        raise Conflict("Kiến nghị đã được giải quyết hoặc đã rút.", "The objection is answered or withdrawn.")
    return objection


def _about(viewer: Viewer, action: str, objection: ObjectionView, status: str = "") -> AuditEntry:
    return _entry(
        viewer, action, objection.objection_id, unit_id=objection.unit_id, officer_id=objection.officer_id,
        status=status,
    )  # fmt: skip


def _entry(
    viewer: Viewer, action: str, objection_id: str, *, unit_id: str, officer_id: str, status: str = ""
) -> AuditEntry:
    detail = {"objection_id": objection_id} | ({"status": status} if status else {})
    return AuditEntry(
        actor=viewer.user_id, action=action, subject_kind="officer", subject_id=officer_id, unit_id=unit_id,
        detail=detail,
    )  # fmt: skip
