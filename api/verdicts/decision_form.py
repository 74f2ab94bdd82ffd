"""The form of a decision on one position: its fields, and what was sent as a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from api.look import words
from api.look.forms import Choice, Field
from recommender.errors import UsageError
from recommender.store.tables.decisions import FINAL_LABELS
from recommender.types import OverrideReason, VerdictLabel
from recommender.workflows.decide import LONGEST_REASON, DecideRequest

DECISION_FIELDS: Final = ("decided", "reason_code", "reason_text")


def field_name(name: str, position_id: str) -> str:
    """The name of a field in the form of a position: several forms stand on one page."""
    return f"{name}-{position_id.replace('.', '-')}"


def decision_fields(
    position_id: str, _: Callable[[str], str], language: str, *, is_proposed: bool = True
) -> tuple[Field, Field, Field]:
    """What is decided, the coded reason when it differs, and the words beside it; names end with the position.

    Where nothing is proposed, every decision gives its reason.
    """
    label = _("Lý do khi khác với đề xuất hoặc thay quyết định trước") if is_proposed else _("Lý do quyết định")
    nothing = _("Không khác đề xuất") if is_proposed else _("Chọn lý do")
    hint = _("Cần khi quyết định khác đề xuất.") if is_proposed else _("Cần khi lý do là “khác”.")
    return (
        Field(
            name=field_name("decided", position_id), label=_("Quyết định"), is_required=True,
            choices=tuple(
                Choice(value=str(label), label=words.word(str(label), "verdict", language)) for label in FINAL_LABELS
            ),
        ),
        Field(
            name=field_name("reason_code", position_id), label=label, is_conditional=is_proposed,
            is_required=not is_proposed,
            choices=(
                Choice(value="", label=nothing),
                *(Choice(value=code, label=words.word(code, "override", language)) for code in OverrideReason),
            ),
        ),
        Field(
            name=field_name("reason_text", position_id), label=_("Giải thích"), rows=3, max_length=LONGEST_REASON,
            is_conditional=True, hint=f"{hint} {_('Người được rà soát sẽ đọc được.')}",
        ),
    )  # fmt: skip


def decision_sent(run_id: str, officer_id: str, *, position_id: str, sent: dict[str, str]) -> DecideRequest:
    """What a sent form asks for; UsageError for a label or a reason that is none of ours."""
    said = {name: sent.get(field_name(name, position_id), "") for name in DECISION_FIELDS}
    try:
        decided = VerdictLabel(said["decided"])
        code = said["reason_code"]
        reason = OverrideReason(code) if code else None
    except ValueError as error:
        raise UsageError(
            "Chọn “đáp ứng” hoặc “chưa đáp ứng”.", "Choose “meets” or “does not meet”.", field="decided"
        ) from error
    return DecideRequest(
        run_id=run_id, officer_id=officer_id, position_id=position_id, decided=decided, reason_code=reason,
        reason_text=said["reason_text"], seen=sent.get("version"),
    )  # fmt: skip
