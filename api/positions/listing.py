"""The list of positions from the catalogue in force and the address: search, department, where they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.look.addresses import Address
from api.look.tables import Facet, FacetOption, Filter
from api.look.terms import term_name
from api.positions.contexts import PositionRow
from training_catalog import fold, tasks_of
from training_catalog.types import Catalogue, Position

Words = Callable[[str], str]
NO_DEPARTMENT: Final = "-"
OWN, SHIPPED = "own", "shipped"


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a list of positions is made from."""

    catalogue: Catalogue
    holders: Mapping[str, int] | None
    own_units: Mapping[str, str]
    """Position → the unit whose own description holds."""


def rows_of(known: Known, language: str) -> list[PositionRow]:
    """Every position in the order of its code."""
    return [
        PositionRow(
            position=one,
            department=term_name(known.catalogue, "departments", one.department, language=language),
            rank=term_name(known.catalogue, "ranks", one.rank, language=language),
            n_tasks=len(tasks_of(known.catalogue, key)),
            n_holders=None if known.holders is None else known.holders.get(key, 0),
            own_unit=known.own_units.get(key, ""),
        )
        for key, one in sorted(known.catalogue.positions.items())
    ]


def found_rows(rows: Sequence[PositionRow], address: Address) -> list[PositionRow]:
    """Those that the address asks for."""
    wanted = fold(address.value("q")).split()
    return [
        row for row in rows
        if _has_words(row.position, wanted) and _is_in(row, address.value("department"), address.value("origin"))
    ]  # fmt: skip


def facets_of(rows: Sequence[PositionRow], address: Address, _: Words) -> tuple[Facet, ...]:
    """Departments and origins with counts."""
    departments = Counter(row.position.department or NO_DEPARTMENT for row in rows)
    names = {row.position.department or NO_DEPARTMENT: row.department or _("Không ghi phòng") for row in rows}
    origins = Counter(OWN if row.own_unit else SHIPPED for row in rows)
    titles = {SHIPPED: _("Danh mục quốc gia"), OWN: _("Bản riêng của đơn vị")}
    return (
        Facet(label=_("Phòng, ban"), options=tuple(
            _option(address, "department", code, names[code], count)
            for code, count in sorted(departments.items(), key=lambda one: (-one[1], one[0]))
        )),
        Facet(label=_("Nguồn"), options=tuple(
            _option(address, "origin", code, titles[code], origins[code]) for code in (SHIPPED, OWN) if origins[code]
        )),
    )  # fmt: skip


def filters_of(rows: Sequence[PositionRow], address: Address, _: Words) -> tuple[Filter, ...]:
    """The filters that are on, in words."""
    names = {row.position.department or NO_DEPARTMENT: row.department or _("Không ghi phòng") for row in rows}
    titles = {SHIPPED: _("Danh mục quốc gia"), OWN: _("Bản riêng của đơn vị")}
    worded: Mapping[str, Callable[[str], str]] = {
        "q": lambda value: f"“{value}”",
        "department": lambda value: names.get(value, value),
        "origin": lambda value: titles.get(value, value),
    }
    return tuple(
        Filter(label=words(address.value(name)), off=address.without(name))
        for name, words in worded.items()
        if address.value(name)
    )


def _option(address: Address, name: str, code: str, label: str, count: int) -> FacetOption:
    is_on = address.value(name) == code
    return FacetOption(
        label=label, count=count, is_on=is_on, address=address.replaced(**{name: "" if is_on else code})
    )  # fmt: skip


def _has_words(position: Position, wanted: Sequence[str]) -> bool:
    text = fold(" ".join((position.position_id, position.title_vi, position.title_en, *position.aliases)))
    return all(word in text for word in wanted)


def _is_in(row: PositionRow, department: str, origin: str) -> bool:
    is_there = not department or (row.position.department or NO_DEPARTMENT) == department
    return is_there and (not origin or (OWN if row.own_unit else SHIPPED) == origin)
