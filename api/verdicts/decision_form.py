"""The form of a decision on one position: its fields, and what was sent as a request."""

from __future__ import annotations

from collections.abc import Callable

from api.look import words
from api.look.forms import Choice, Field
from recommender.errors import UsageError
from recommender.store.tables.decisions import FINAL_LABELS
from recommender.types import OverrideReason, VerdictLabel
from recommender.workflows.decide import LONGEST_REASON, DecideRequest


def decision_fields(position_id: str, _: Callable[[str], str], language: str) -> tuple[Field, Field, Field]:
    """What is decided, the coded reason when it differs, and the words beside it; names end with the position."""
    end = position_id.replace(".", "-")
    return (
        Field(
            name=f"decided-{end}", label=_("Quyết định"), is_required=True,
            choices=tuple(
                Choice(value=str(label), label=words.word(str(label), "verdict", language)) for label in FINAL_LABELS
            ),
        ),
        Field(
            name=f"reason_code-{end}", label=_("Lý do khi khác với đề xuất hoặc thay quyết định trước"),
            choices=(
                Choice(value="", label=_("Không khác đề xuất")),
                *(Choice(value=code, label=words.word(code, "override", language)) for code in OverrideReason),
            ),
        ),
        Field(
            name=f"reason_text-{end}", label=_("Giải thích"), rows=3, max_length=LONGEST_REASON,
            hint=_("Người được rà soát sẽ đọc được."),
        ),
    )  # fmt: skip


def decision_sent(run_id: str, officer_id: str, *, position_id: str, sent: dict[str, str]) -> DecideRequest:
    """What a sent form asks for; UsageError for a label or a reason that is none of ours."""
    end = position_id.replace(".", "-")
    try:
        decided = VerdictLabel(sent.get(f"decided-{end}", ""))
        code = sent.get(f"reason_code-{end}", "")
        reason = OverrideReason(code) if code else None
    except ValueError as error:
        raise UsageError("Chọn “đáp ứng” hoặc “chưa đáp ứng”.", "Choose “meets” or “does not meet”.") from error
    return DecideRequest(
        run_id=run_id, officer_id=officer_id, position_id=position_id, decided=decided, reason_code=reason,
        reason_text=sent.get(f"reason_text-{end}", ""), seen=sent.get("version"),
    )  # fmt: skip
