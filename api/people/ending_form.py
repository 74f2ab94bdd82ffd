"""The fields of the note that a person no longer serves."""

from __future__ import annotations

from collections.abc import Mapping

from api.look import words
from api.look.forms import Choice, Field, filled
from api.people.evidence_cards import CardTexts
from recommender.store.tables.service_ends import EndReason
from recommender.workflows.end_service import MOST_NOTE


def ending_fields(
    texts: CardTexts, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[Field, Field, Field]:  # fmt: skip
    """Last day, reason and note, with what was typed and what is wrong in it."""
    _ = texts._
    choices = tuple(Choice(value=str(one), label=words.word(one, "end_reason", texts.language)) for one in EndReason)
    day, reason, note = filled((
        Field(
            name="ended_on", label=_("Ngày cuối cùng công tác"), hint=_("Ngày/tháng/năm, không sau hôm nay."),
            is_required=True, inputmode="numeric", width="short", max_length=10,
        ),
        Field(name="reason", label=_("Lý do không còn công tác"), choices=choices, is_required=True, width="medium"),
        Field(
            name="note", label=_("Số quyết định hoặc ghi chú"), max_length=MOST_NOTE, width="medium"
        ),
    ), typed, wrong)  # fmt: skip
    return day, reason, note
