"""The own result as the PDF shows it, from what the page of the result shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from api.look import formats
from api.look.explained import Explained, Quote
from api.look.figures import state_of
from api.look.words import word
from api.me.contexts import MyPosition
from recommender.documents.result_pdf import PositionResult, QuoteLine, RequirementLine, ResultDocument, RuleLine
from recommender.store.people import Person
from recommender.store.results.objections import ObjectionView
from recommender.store.results.runs import RunView
from recommender.store.results.verdict_detail import EstimateView
from recommender.store.results.verdicts import VerdictRow
from recommender.types import VerdictLabel
from recommender.workflows.object_to_verdict import ANSWER_WORKING_DAYS

Words = Callable[[str], str]


def result_document(
    run: RunView, person: Person, positions: tuple[MyPosition, ...], *, _: Words, language: str, now: datetime
) -> ResultDocument:
    """The document of all positions of a person in a run."""
    source = _("%(label)s, tính đến ngày %(today)s, công bố ngày %(published)s. In ngày %(printed)s.") % {
        "label": run.label, "today": formats.day(run.today), "published": formats.day(run.published_at),
        "printed": formats.day(now),
    }  # fmt: skip
    return ResultDocument(
        positions=tuple(_position(one, _, language) for one in positions), person=person.person.name,
        unit=person.person.unit_name, source=source, answer_days=ANSWER_WORKING_DAYS, language=language,
    )  # fmt: skip


def result_in_a_sentence(positions: Sequence[MyPosition], _: Words, language: str) -> str:
    """How many positions are held, and how many of each verdict; "" without a position."""
    rows = [one.explained.full.verdict for one in positions]
    counts = Counter(str(row.decided or row.verdict) for row in rows)
    if len(rows) < 2:
        return "".join(f"{word(code, 'verdict', language)}." for code in counts)
    parts = ", ".join(
        f"{counts[code]} {word(code, 'verdict', language).lower()}" for code in map(str, VerdictLabel) if counts[code]
    )  # fmt: skip
    return _("%(n)s vị trí đang giữ: %(parts)s.") % {"n": len(rows), "parts": parts}


def _position(shown: MyPosition, _: Words, language: str) -> PositionResult:
    one = shown.explained
    row = one.full.verdict
    return PositionResult(
        title=row.title_en if language == "en" else row.title_vi,
        verdict=word(row.decided or row.verdict, "verdict", language),
        standing=_standing(row, one.rests_on, _, language),
        reasons=one.reasons, change=one.change, legal_basis=one.full.legal_basis,
        deciding=tuple(_requirement(asked, one, _, language) for asked in one.deciding),
        others=tuple(_requirement(asked, one, _, language) for asked in one.others),
        remarks=tuple(filter(None, [one.nothing_told, one.own_ratings])),
        standards=_rules(one, _, language), quotes=tuple(_quote(quote, _) for quote in one.quotes),
        objection=_objection(shown.objection, _, language),
    )  # fmt: skip


def _standing(row: VerdictRow, rests_on: str, _: Words, language: str) -> str:
    if not row.decided:
        rests = f" ({word(rests_on, 'rests', language)})" if rests_on else ""
        return _("đề xuất, chưa có quyết định") + rests
    return _("quyết định của %(who)s, ngày %(day)s") % {
        "who": row.decided_by_name or "", "day": formats.day(row.decided_at),
    }  # fmt: skip


def _requirement(asked: EstimateView, one: Explained, _: Words, language: str) -> RequirementLine:
    kinds = [word(asked.kind, "requirement_kind", language), asked.domain and word(asked.domain, "domain", language)]
    gate = [_("bắt buộc đạt")] if asked.is_gate else []
    return RequirementLine(
        name=asked.name_en if language == "en" else asked.name_vi, kind=" · ".join(filter(None, [*kinds, *gate])),
        min_level=asked.min_level, max_level=asked.max_level, level=asked.level, sd=asked.sd,
        asked=formats.level_range(asked.min_level, asked.max_level, language),
        estimate=formats.level(asked.level, asked.sd, language),
        says=word(state_of(asked.min_level, asked.level, asked.sd, asked.p_meets), "estimate", language),
        notes=one.notes[asked.requirement_id],
    )  # fmt: skip


def _rules(one: Explained, _: Words, language: str) -> tuple[RuleLine, ...]:
    return tuple(
        RuleLine(
            kind=word(rule.kind, "standard_kind", language),
            wanted=(language == "en" and rule.wanted_en) or rule.wanted, found=rule.found or _("hồ sơ chưa ghi"),
            status=word(rule.status, "standard", language),
            why=" · ".join(filter(None, [rule.why, rule.aside])), legal_basis=rule.legal_basis,
        )
        for rule in one.standards
    )  # fmt: skip


def _quote(quote: Quote, _: Words) -> QuoteLine:
    day = _("ngày %(day)s") % {"day": formats.day(quote.dated_on)} if quote.dated_on else _("không ghi ngày")
    place = _("nguồn: %(source)s") % {"source": quote.source} if quote.source else ""
    return QuoteLine(text=quote.text, about=" · ".join(filter(None, [quote.kind, day, place, quote.matched])))


def _objection(objection: ObjectionView | None, _: Words, language: str) -> str:
    if objection is None:
        return ""
    state = word(objection.status, "objection", language)
    if objection.status == "open":
        due = _("Hạn trả lời: %(day)s.") % {"day": formats.day(objection.due_on)}
        return f"{state}. {due} {objection.text}"
    if objection.answer:
        return f"{state}. {objection.answered_by_name}: {objection.answer}"
    return f"{state}."
