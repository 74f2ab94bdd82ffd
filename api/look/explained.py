"""A verdict as pages explain it: reasons, the requirements that weigh most, formal standards and quoted evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from api.look import formats, words
from api.look.probability_steps import Step, probability_steps
from api.look.requirement_notes import USUAL_LENIENCY, about_own_ratings, is_open, notes, nothing_told, rests_on
from recommender.documents.labels import Pair
from recommender.explain.words import STANDARD_REASONS
from recommender.store.people import Person
from recommender.store.results.verdict_detail import EstimateView, FullVerdict, StandardView
from recommender.types import StandardStatus

SENTENCE_END = re.compile(r"\. (?![^“”]*”)(?![^()]*\))")
"""Not inside a quotation or brackets: names there have points of their own (“TP. Hồ Chí Minh”)."""
MOST_DECIDING = 6
MOST_QUOTES = 6
AFTER_APPOINTMENT: Pair = (
    "bổ sung sau khi bổ nhiệm, chưa xét vào kết luận", "due after appointment: no say in the conclusion yet",
)  # fmt: skip
NOT_ASKED: Pair = ("không xét vào kết luận của đợt này", "not asked for in this review")


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A statement or result that an estimate rests on."""

    text: str
    kind: str
    dated_on: date | None
    source: str
    matched: str
    place: str
    """Where the statement stands among one's evidence; "" for a result."""


@dataclass(frozen=True, kw_only=True)
class StandardLine:
    """One formal standard with why it is met or not, in words."""

    kind: str
    status: str
    why: str
    aside: str
    """Why it has no say in the verdict; "" where it has."""
    found: str
    wanted: str
    wanted_en: str
    legal_basis: str


@dataclass(frozen=True, kw_only=True)
class Explained:
    """One verdict with what explains it, in the reader's language."""

    full: FullVerdict
    reasons: tuple[str, ...]
    change: str
    deciding: tuple[EstimateView, ...]
    """The requirements that weigh on the verdict most, worst first."""
    others: tuple[EstimateView, ...]
    notes: Mapping[str, tuple[str, ...]]
    """Requirement → what to mind about its estimate."""
    nothing_told: str
    """Said once where no requirement at all can be told apart; "" otherwise."""
    own_ratings: str
    """Said once where an own rating counts: what is taken off it; "" otherwise."""
    rests_on: str
    """What the probability rests on where neither a test nor anybody else has spoken; "" otherwise."""
    is_by_standards: bool
    """A formal standard speaks against the verdict `meets`: it is shown before the requirements."""
    standards: tuple[StandardLine, ...]
    quotes: tuple[Quote, ...]
    steps: tuple[Step, ...]
    """How the probability comes about."""


def explained(
    full: FullVerdict, person: Person, *, _: Callable[[str], str], language: str,
    settings: Mapping[str, object] | None = None,
) -> Explained:  # fmt: skip
    """A verdict with reasons, the requirements that weigh most, standards and quotes; `settings`: those of its run."""
    said = (settings or {}).get("self_leniency")
    leniency = float(said) if isinstance(said, int | float) else USUAL_LENIENCY
    weighty = sorted(full.estimates, key=_pressing)
    deciding = tuple(weighty[:MOST_DECIDING])
    chosen = {one.requirement_id for one in deciding}
    english = language == "en"
    row = full.verdict
    is_all_open = bool(full.estimates) and all(map(is_open, full.estimates))
    return Explained(
        full=full,
        reasons=sentences(row.reason_en if english else row.reason_vi),
        change=full.change_en if english else full.change_vi,
        deciding=deciding,
        others=tuple(one for one in full.estimates if one.requirement_id not in chosen),
        notes={
            one.requirement_id: notes(one, _, language, says_open=not is_all_open, leniency=leniency)
            for one in full.estimates
        },
        nothing_told=nothing_told(_) if is_all_open else "",
        own_ratings=about_own_ratings(full.estimates, _, language, leniency=leniency),
        rests_on=rests_on(full),
        is_by_standards=row.standards != StandardStatus.FITS,
        standards=tuple(standard_line(one, language) for one in sorted(full.standards, key=_urgent)),
        quotes=tuple(_quotes(deciding, person, _, language)),
        steps=probability_steps(full, _),
    )


def _urgent(one: StandardView) -> tuple[bool, int, str]:
    return not one.decides, ["unfit", "consider", "fits"].index(one.status), one.rule_id


def standard_line(one: StandardView, language: str) -> StandardLine:
    """A formal standard with its reason in words."""
    pair = STANDARD_REASONS.get(one.reason)
    why = one.reason if pair is None else pair[1 if language == "en" else 0]
    aside = "" if one.decides else (AFTER_APPOINTMENT if one.after_appointment else NOT_ASKED)[language == "en"]
    return StandardLine(
        kind=one.kind, status=one.status, why=why, aside=aside, found=one.found, wanted=one.wanted,
        wanted_en=one.wanted_en, legal_basis=one.legal_basis,
    )  # fmt: skip


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a reason, one line each."""
    parts = [part.strip() for part in SENTENCE_END.split(text)]
    return tuple(part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in parts if part)


def _pressing(one: EstimateView) -> tuple[bool, float, str]:
    """Gates first, then by weight times the chance of being below the minimum."""
    chance = 0.0 if one.p_meets is None else 1.0 - one.p_meets
    return (not one.is_gate, -one.weight * chance, one.requirement_id)


def _quotes(
    deciding: Iterable[EstimateView], person: Person, _: Callable[[str], str], language: str
) -> Iterable[Quote]:
    seen: set[str] = set()
    kinds = {one.statement_id: one.kind for one in person.statements}
    methods = {one.assessment_id: one.method for one in person.assessments}
    for one in deciding:
        if not one.quote or one.quote in seen or len(seen) >= MOST_QUOTES:
            continue
        seen.add(one.quote)
        name = one.name_en if language == "en" else one.name_vi
        matched = _("đối sánh với: %(name)s") % {"name": name}
        if one.match_confidence is not None:
            matched += _(" (độ tin cậy %(share)s)") % {"share": formats.percent(one.match_confidence, language)}
        kind, method = kinds.get(one.evidence_id, ""), methods.get(one.evidence_id, "")
        named = words.word(kind, "evidence", language) if kind else words.word(method, "method", language)
        yield Quote(
            text=one.quote, kind=named if kind or method else "", dated_on=one.quote_on,
            source=one.quote_place, matched=matched, place=one.evidence_id if kind else "",
        )  # fmt: skip
