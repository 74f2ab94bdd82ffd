"""Evidence that waits as a page shows it: what it says, what it would change, and the field of a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from api.look import formats, words
from api.look.explained import StandardLine, standard_line
from api.look.forms import Field
from recommender.standards import NONE_GRADE
from recommender.store.people import StatementView
from recommender.store.waiting_evidence import WaitingStatement
from recommender.workflows.add_evidence import LONGEST_ANSWER

Words = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class WaitingCard:
    """A statement that waits, beside the form of its decision."""

    view: WaitingStatement
    changes: tuple[tuple[str, str, str], ...]
    """Of a correction: field, before and after in words."""
    standards: tuple[StandardLine, ...]
    answer: Field
    """Why it is not confirmed; its name ends with the statement."""


@dataclass(frozen=True, kw_only=True)
class RefusedJudgement:
    """A word on a statement that was not recorded: why, and what was typed."""

    statement_id: str
    error: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class CardTexts:
    """In whose language cards are made, and what was refused a moment ago."""

    _: Words = field(repr=False)
    language: str
    refused: RefusedJudgement | None = None


def waiting_cards(rows: Iterable[WaitingStatement], texts: CardTexts) -> tuple[WaitingCard, ...]:
    """The statements in their order."""
    return tuple(
        WaitingCard(
            view=row, changes=corrections(row.replaced, row.said, texts) if row.replaced else (),
            standards=tuple(standard_line(one, texts.language) for one in row.standards), answer=_answer(row, texts),
        )
        for row in rows
    )  # fmt: skip


def corrections(old: StatementView, new: StatementView, texts: CardTexts) -> tuple[tuple[str, str, str], ...]:
    """What a correction changes: field, before and after."""
    _, language = texts._, texts.language
    not_held = _("hồ sơ ghi là chưa có")

    def said(one: StatementView) -> tuple[tuple[str, str], ...]:
        return (
            (_("Loại minh chứng"), words.word(one.kind, "evidence", language)), (_("Nội dung"), one.text),
            (_("Chuyên ngành hoặc lĩnh vực"), one.subject),
            (_("Trình độ hoặc xếp loại"), not_held if one.grade == NONE_GRADE else one.grade),
            (_("Từ ngày"), formats.stated_day(one.started_on) if one.started_on else ""),
            (_("Ngày cấp hoặc đến ngày"), formats.stated_day(one.dated_on) if one.dated_on else ""),
            (_("Số tiết"), formats.number(one.periods, language) if one.periods is not None else ""),
        )  # fmt: skip

    pairs = zip(said(old), said(new), strict=True)
    return tuple((name, before, after or "–") for (name, before), (_name, after) in pairs if before != after)


def answer_name(statement_id: str) -> str:
    """Name of the field of the reason; several stand on one page."""
    return f"answer-{statement_id}"


def _answer(row: WaitingStatement, texts: CardTexts) -> Field:
    _, refused = texts._, texts.refused
    if refused is not None and refused.statement_id != row.said.statement_id:
        refused = None
    return Field(
        name=answer_name(row.said.statement_id), label=_("Lý do không xác nhận"), rows=2, is_required=True,
        max_length=LONGEST_ANSWER, value=refused.answer if refused else "", error=refused.error if refused else "",
        hint=_("Người gửi đọc được nguyên văn."),
    )  # fmt: skip
