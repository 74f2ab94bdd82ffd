"""Results of a run shown to the people concerned, once every unequal rate that asks for a reason has one in writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from recommender.errors import Conflict, NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store, lock
from recommender.store.results.run_frames import publish
from recommender.store.results.runs import RunView, get_run
from recommender.store.tables.runs import RunStatus
from recommender.store.totals import staffing
from recommender.store.units import require_unit

LEAST_REASON, MOST_REASON = 20, 4_000


@dataclass(frozen=True, kw_only=True)
class ReasonRequest:
    """Why a group's rate differs, written by a named person."""

    run_id: str
    dimension: str
    group: str
    reason: str


def publish_run(store: Store, viewer: Viewer, run_id: str, *, now: datetime) -> RunView:
    """The run as published. Conflict when it has no results, is published already, or a reason is still asked for."""
    with store.writing() as conn:
        lock(conn, f"run {run_id}")
        run = get_run(conn, viewer, run_id)
        require_unit(conn, viewer, Action.PUBLISH, unit_id=run.unit_id)
        if run.status != RunStatus.FINISHED:
            raise Conflict("Đợt rà soát này không chờ công bố.", "This run does not wait to be published.")
        missing = staffing.reasons_missing(conn, run_id)
        if missing:
            named = ", ".join(f"{dimension}: {group}" for dimension, group in missing)
            raise Conflict(
                f"Cần giải trình chênh lệch giữa các nhóm trước khi công bố ({named}).",
                f"Differences between groups need a written reason before results are published ({named}).",
                hint_vi="Ghi giải trình ở trang Công bằng.", hint_en="Write the reason on the fairness page.",
            )  # fmt: skip
        publish(conn, run_id, by_name=viewer.name, now=now)
        entry = AuditEntry(
            actor=viewer.user_id, action=Action.PUBLISH, subject_kind="run", subject_id=run_id, unit_id=run.unit_id
        )
        append_audit(conn, store.audit_key, entry, now=now)
        return get_run(conn, viewer, run_id)


def give_fairness_reason(store: Store, viewer: Viewer, request: ReasonRequest, *, now: datetime) -> None:
    """Write down why the rate of one group differs; once given it stays."""
    reason = request.reason.strip()
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        raise UsageError(
            f"Giải trình cần từ {LEAST_REASON} đến {MOST_REASON} ký tự.",
            f"A reason has {LEAST_REASON} to {MOST_REASON} characters.",
            field="reason",
        )
    with store.writing() as conn:
        lock(conn, f"run {request.run_id}")
        run = get_run(conn, viewer, request.run_id)
        require_unit(conn, viewer, Action.GIVE_FAIRNESS_REASON, unit_id=run.unit_id)
        rows = {(row.dimension, row.group): row for row in staffing.fairness_rows(conn, viewer, request.run_id)}
        row = rows.get((request.dimension, request.group))
        if row is None:
            raise NotFound
        if row.reason is not None:
            raise Conflict("Nhóm này đã có giải trình.", "This group has its reason already.")
        staffing.put_reason(conn, {
            "run_id": request.run_id, "dimension": request.dimension, "group": request.group, "reason": reason,
            "given_by": viewer.user_id, "given_by_name": viewer.name, "given_at": now,
        })  # fmt: skip
        entry = AuditEntry(
            actor=viewer.user_id, action=Action.GIVE_FAIRNESS_REASON, subject_kind="run", subject_id=request.run_id,
            unit_id=run.unit_id, detail={"dimension": request.dimension, "group": request.group},
        )  # fmt: skip
        append_audit(conn, store.audit_key, entry, now=now)
