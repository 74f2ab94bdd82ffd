"""The list of verdicts from the address: filters, order, the counts beside each filter and the words of those on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from api.look import formats, words
from api.look.addresses import Address
from api.look.forms import Choice, Field
from api.look.tables import Facet, FacetOption, Filter
from recommender.errors import NotFound
from recommender.store.keys import text_key
from recommender.store.results.verdict_facets import Facet as Counted
from recommender.store.results.verdict_facets import VerdictFacets
from recommender.store.results.verdicts import VerdictFilter, VerdictOrder
from recommender.types import VerdictLabel

ORDERS: Final[Mapping[str, VerdictOrder]] = {
    "name": VerdictOrder.NAME, "unit": VerdictOrder.UNIT, "position": VerdictOrder.POSITION,
    "probability": VerdictOrder.PROBABILITY, "doubt": VerdictOrder.DOUBT,
}  # fmt: skip
YES_NO: Final[Mapping[str, bool]] = {"yes": True, "no": False}
MOST_OPTIONS: Final = 12
MOST_PRINTED: Final = 100
"""Rows of a list that is printed person by person, enough for a commune: each takes a moment to typeset."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asks for."""

    wanted: VerdictFilter
    order: VerdictOrder
    is_descending: bool


def asked(address: Address) -> Asked:
    """Filters and order of an address; NotFound when a fixed word is none of ours."""
    sort = address.value("sort") or "name"
    try:
        order = ORDERS[sort.removeprefix("-")]
        verdict = VerdictLabel(address.value("verdict")) if address.value("verdict") else None
        decided = YES_NO[address.value("decided")] if address.value("decided") else None
        contested = YES_NO[address.value("objection")] if address.value("objection") else None
    except (KeyError, ValueError) as error:
        raise NotFound from error
    wanted = VerdictFilter(
        unit_id=address.value("unit"), verdict=verdict, position_id=address.value("position"),
        field=address.value("field"), text=address.value("q")[:200], review_reason=address.value("reason"),
        failed_question=address.value("failed"), is_decided=decided, has_objection=contested,
    )  # fmt: skip
    return Asked(wanted=wanted, order=order, is_descending=sort.startswith("-"))


def facets(found: VerdictFacets, address: Address, _: Callable[[str], str], language: str) -> tuple[Facet, ...]:
    """The ways to narrow the list, each with counts and the address that turns it on or off."""

    def options(name: str, counted: tuple[Counted, ...], named: Callable[[Counted], str]) -> tuple[FacetOption, ...]:
        on = address.value(name)
        shown = sorted(counted, key=lambda one: (one.value != on, -one.count, one.value))[:MOST_OPTIONS]
        return tuple(
            FacetOption(
                label=named(one), count=one.count, is_on=one.value == on,
                address=address.replaced(**{name: "" if one.value == on else one.value}),
            )
            for one in shown if one.value
        )  # fmt: skip

    def worded(kind: str) -> Callable[[Counted], str]:
        return lambda one: words.word(one.value, kind, language)

    decided = tuple(
        Counted(value="yes" if one.value == "true" else "no", name_vi="", name_en="", count=one.count)
        for one in found.is_decided
    )
    names = {"yes": _("Đã quyết định"), "no": _("Chưa quyết định")}
    every = (
        Facet(label=_("Kết luận đề xuất"), options=options("verdict", found.verdict, worded("verdict"))),
        Facet(label=_("Quyết định"), options=options("decided", decided, lambda one: names[one.value])),
        Facet(label=_("Lý do cần xem xét"), options=options("reason", found.review_reason, worded("review_reason"))),
    )
    return tuple(facet for facet in every if facet.options)


def selects(found: VerdictFacets, address: Address, _: Callable[[str], str], language: str) -> tuple[Field, ...]:
    """Lists to choose a field and a position from: all there are, in the order of a dictionary, each with its count."""

    def choices(name: str, whole: str, counted: tuple[Counted, ...]) -> tuple[Choice, ...]:
        named = [(one.name_en if language == "en" else one.name_vi, one) for one in counted if one.value]
        known = sorted(named, key=lambda pair: (text_key(pair[0]), pair[1].value))
        there = tuple(
            Choice(value=one.value, label=f"{label} ({formats.number(one.count, language)})") for label, one in known
        )
        on = address.value(name)
        lost = () if not on or on in {one.value for one in there} else (Choice(value=on, label=on),)
        return (Choice(value="", label=whole), *there, *lost)

    return (
        Field(
            name="field", label=_("Lĩnh vực"), value=address.value("field"),
            choices=choices("field", _("Mọi lĩnh vực"), found.field),
        ),
        Field(
            name="position", label=_("Vị trí việc làm"), value=address.value("position"),
            choices=choices("position", _("Mọi vị trí"), found.position),
        ),
    )  # fmt: skip


def filters(
    address: Address, found: VerdictFacets, unit_name: str, _: Callable[[str], str], language: str
) -> tuple[Filter, ...]:
    """The filters that are on, in words."""
    place = 1 if language == "en" else 0
    fields = {one.value: (one.name_vi, one.name_en)[place] for one in found.field}
    positions = {one.value: (one.name_vi, one.name_en)[place] for one in found.position}
    decided = {"yes": _("Đã quyết định"), "no": _("Chưa quyết định")}
    contested = {"yes": _("Đang có kiến nghị"), "no": _("Không có kiến nghị")}
    named: Mapping[str, Callable[[str], str]] = {
        "unit": lambda value: unit_name or value,
        "verdict": lambda value: words.word(value, "verdict", language),
        "decided": lambda value: decided.get(value, value),
        "objection": lambda value: contested.get(value, value),
        "reason": lambda value: words.word(value, "review_reason", language),
        "failed": lambda value: words.word(value, "question", language),
        "field": lambda value: fields.get(value, value),
        "position": lambda value: positions.get(value, value),
        "q": lambda value: f"“{value}”",
    }
    return tuple(
        Filter(label=wording(address.value(name)), off=address.without(name))
        for name, wording in named.items()
        if address.value(name)
    )
