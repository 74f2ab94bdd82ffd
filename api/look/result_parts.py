"""A verdict as documents of results show it, from what pages explain of it."""

from __future__ import annotations

from collections.abc import Callable

from api.look import formats
from api.look.explained import Explained, Quote
from api.look.figures import state_of
from api.look.words import word
from recommender.documents.result_pdf import PositionResult, QuoteLine, RequirementLine, RuleLine
from recommender.store.results.objections import ObjectionView
from recommender.store.results.verdict_detail import EstimateView
from recommender.store.results.verdicts import VerdictRow


def position_result(
    one: Explained, objection: ObjectionView | None, _: Callable[[str], str], language: str
) -> PositionResult:
    """The verdict on one position with what explains it."""
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
        objection=_objection(objection, _, language),
    )  # fmt: skip


def _standing(row: VerdictRow, rests_on: str, _: Callable[[str], str], language: str) -> str:
    if not row.decided:
        rests = f"; {word(rests_on, 'rests', language)}" if rests_on else ""
        return _("đề xuất, chưa có quyết định") + rests
    return _("quyết định của %(who)s, ngày %(day)s") % {
        "who": row.decided_by_name or "", "day": formats.day(row.decided_at),
    }  # fmt: skip


def _requirement(asked: EstimateView, one: Explained, _: Callable[[str], str], language: str) -> RequirementLine:
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


def _rules(one: Explained, _: Callable[[str], str], language: str) -> tuple[RuleLine, ...]:
    return tuple(
        RuleLine(
            kind=word(rule.kind, "standard_kind", language),
            wanted=(language == "en" and rule.wanted_en) or rule.wanted, found=rule.found or _("hồ sơ chưa ghi"),
            status=word(rule.status, "standard", language),
            why=" · ".join(filter(None, [rule.why, rule.aside])), legal_basis=rule.legal_basis,
        )
        for rule in one.standards
    )  # fmt: skip


def _quote(quote: Quote, _: Callable[[str], str]) -> QuoteLine:
    day = _("không ghi ngày")
    if quote.dated_on:
        dated = _("năm %(day)s") if formats.is_year_alone(quote.dated_on) else _("ngày %(day)s")
        day = dated % {"day": formats.stated_day(quote.dated_on)}
    place = _("nguồn: %(source)s") % {"source": quote.source} if quote.source else ""
    return QuoteLine(text=quote.text, about=" · ".join(filter(None, [quote.kind, day, place, quote.matched])))


def _objection(objection: ObjectionView | None, _: Callable[[str], str], language: str) -> str:
    if objection is None:
        return ""
    state = word(objection.status, "objection", language)
    if objection.status == "open":
        due = _("Hạn trả lời: %(day)s.") % {"day": formats.day(objection.due_on)}
        return f"{state}. {due} {objection.text}"
    if objection.answer:
        return f"{state}. {objection.answered_by_name}: {objection.answer}"
    return f"{state}."
