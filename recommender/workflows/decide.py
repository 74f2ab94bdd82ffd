"""Decisions on proposed verdicts: a named officer confirms or overrides, and both values are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from recommender.errors import Conflict, NotFound, UsageError
from recommender.permissions import Action, Viewer
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store
from recommender.store.metadata import new_id
from recommender.store.results.decisions import Decidable, decidable, put_decision
from recommender.store.tables.decisions import FINAL_LABELS
from recommender.types import OverrideReason, VerdictLabel
from recommender.working_days import office_day

MOST_AT_ONCE = 50
"""Confirming is reading: more in one step would be signing unread."""
SHORTEST_REASON = 10
LONGEST_REASON = 4000
NONE_SEEN = "none"


@dataclass(frozen=True, kw_only=True)
class DecideRequest:
    """What is decided about one person in one position of a run; the reason is asked for when it differs."""

    run_id: str
    officer_id: str
    position_id: str
    decided: VerdictLabel
    reason_code: OverrideReason | None = None
    reason_text: str = ""
    seen: str | None = None
    """The standing decision that was seen, NONE_SEEN for none; None: whatever stands is replaced."""


@dataclass(frozen=True, kw_only=True)
class ConfirmRequest:
    """Proposals to confirm as they are: (officer, position) pairs of one run, at most 50."""

    run_id: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ConfirmResult:
    """The decisions made, and the pairs left for a decision of their own: to be reviewed, or decided already."""

    decision_ids: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def decide(store: Store, viewer: Viewer, request: DecideRequest, *, now: datetime) -> str:
    """The id of the decision, which supersedes an earlier one on the same verdict.

    Raises NotAllowed without the right, Conflict about oneself or when another decision came in between, NotFound out
    of scope, UsageError for a decision that is no final label, or that differs from the proposal (or from the decision
    that stands) without its reason.
    """
    viewer.require(Action.DECIDE)
    _require_other(viewer, request.officer_id)
    pair = (request.officer_id, request.position_id)
    with store.writing() as conn:
        found = decidable(conn, viewer, Action.DECIDE, run_id=request.run_id, pairs=[pair])
        if not found:
            raise NotFound
        verdict = found[0]
        _require_seen(request, verdict)
        _require_reason(request, verdict)
        row = _row(verdict, viewer, decided=request.decided, now=now)
        row |= {"reason_code": str(request.reason_code or ""), "reason_text": request.reason_text.strip()}
        put_decision(conn, row, over=verdict.standing_id)
        append_audit(conn, store.audit_key, _entry(viewer, verdict, request.decided), now=now)
    return str(row["decision_id"])


def confirm(store: Store, viewer: Viewer, request: ConfirmRequest, *, now: datetime) -> ConfirmResult:
    """Proposals confirmed together; one to be reviewed or decided already is left, and so is one's own.

    Raises UsageError for none or more than 50, NotFound when one of them is out of scope: then nothing is written.
    """
    viewer.require(Action.DECIDE)
    pairs = tuple(dict.fromkeys(request.pairs))
    if not 0 < len(pairs) <= MOST_AT_ONCE:
        raise UsageError(
            f"Mỗi lần xác nhận từ 1 đến {MOST_AT_ONCE} đề xuất.", f"Confirm 1 to {MOST_AT_ONCE} proposals at a time."
        )
    made, left = [], []
    with store.writing() as conn:
        found = decidable(conn, viewer, Action.DECIDE, run_id=request.run_id, pairs=list(pairs))
        if len(found) != len(pairs):
            raise NotFound
        for verdict in found:
            label = VerdictLabel(verdict.verdict)
            is_own = verdict.officer_id == viewer.officer_id and viewer.officer_id != ""
            if label not in FINAL_LABELS or verdict.standing_id is not None or is_own:
                left.append((verdict.officer_id, verdict.position_id))
                continue
            row = _row(verdict, viewer, decided=label, now=now) | {"reason_code": "", "reason_text": ""}
            put_decision(conn, row, over=None)
            made.append(str(row["decision_id"]))
            append_audit(conn, store.audit_key, _entry(viewer, verdict, label), now=now)
    return ConfirmResult(decision_ids=tuple(made), left=tuple(left))


def _require_other(viewer: Viewer, officer_id: str) -> None:
    if viewer.officer_id and viewer.officer_id == officer_id:
        raise Conflict(
            "Không ai tự quyết định về mình.", "Nobody decides about himself.",
            hint_vi="Đề nghị người có thẩm quyền khác.", hint_en="Ask another decision maker.",
        )  # fmt: skip


def _require_seen(request: DecideRequest, verdict: Decidable) -> None:
    if request.seen not in {None, verdict.standing_id or NONE_SEEN}:
        raise Conflict(
            "Vị trí này vừa có quyết định khác.", "Another decision on this position came in between.",
            hint_vi="Xem quyết định đó rồi quyết định lại nếu cần.",
            hint_en="Look at that decision, then decide again if need be.",
        )  # fmt: skip


def _require_reason(request: DecideRequest, verdict: Decidable) -> None:
    if request.decided not in FINAL_LABELS:
        raise UsageError(
            "Quyết định là “đáp ứng” hoặc “chưa đáp ứng”.", "A decision is “meets” or “does not meet”.", field="decided"
        )
    if len(request.reason_text) > LONGEST_REASON:
        raise UsageError(
            f"Giải thích dài tối đa {LONGEST_REASON} ký tự.",
            f"The reason is at most {LONGEST_REASON} characters long.",
            field="reason_text",
        )
    if request.decided == verdict.verdict and verdict.standing_id is None:
        return
    if request.reason_code is None:
        raise UsageError(
            "Chọn lý do: quyết định khác với đề xuất hoặc thay quyết định trước.",
            "Choose a reason: this differs from the proposal or replaces an earlier decision.",
            field="reason_code",
        )
    must_say = verdict.verdict in FINAL_LABELS or request.reason_code is OverrideReason.OTHER
    if must_say and len(request.reason_text.strip()) < SHORTEST_REASON:
        raise UsageError(
            f"Ghi giải thích bằng lời (từ {SHORTEST_REASON} ký tự).",
            f"Say why in words (at least {SHORTEST_REASON} characters).",
            field="reason_text",
        )


def _row(verdict: Decidable, viewer: Viewer, *, decided: VerdictLabel, now: datetime) -> dict[str, object]:
    return {
        "decision_id": new_id(now), "run_id": verdict.run_id, "officer_id": verdict.officer_id,
        "position_id": verdict.position_id, "unit_id": verdict.unit_id, "proposed": verdict.verdict,
        "decided": str(decided), "decided_by": viewer.user_id, "decided_by_name": viewer.name, "decided_at": now,
        "decided_on": office_day(now), "superseded_by": None,
    }  # fmt: skip


def _entry(viewer: Viewer, verdict: Decidable, decided: VerdictLabel) -> AuditEntry:
    return AuditEntry(
        actor=viewer.user_id, action=str(Action.DECIDE), subject_kind="officer", subject_id=verdict.officer_id,
        unit_id=verdict.unit_id,
        detail={
            "run_id": verdict.run_id, "position_id": verdict.position_id, "proposed": verdict.verdict,
            "decided": str(decided),
        },
    )  # fmt: skip
