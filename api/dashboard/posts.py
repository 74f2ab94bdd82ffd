"""Units × fields against the posts given, shortage and surplus apart: those with most of either, and sums of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from api.dashboard.contexts import Posts
from api.look.addresses import Address
from api.look.counts import HeatRow
from api.look.terms import term_names
from recommender.store.totals.balance import FieldSum
from training_catalog.types import Catalogue

MOST_UNITS: Final = 40
MOST_FIELDS: Final = 10
Side = Callable[[FieldSum], float]


def posts_of(sums: Sequence[FieldSum], address: Address, catalogue: Catalogue, language: str) -> Posts | None:
    """The matrices, whose cells lead to the posts behind them; None where nothing is over or short.

    `address`: the page of all posts of the same run in the unit that is looked at.
    """
    fields = _most(sums, lambda one: one.field)
    units = _most(sums, lambda one: one.unit_id)
    if not fields:
        return None
    shown = fields[:MOST_FIELDS]

    def rows(side: Side) -> tuple[HeatRow[float], ...]:
        return _rows(sums, side, address, units=units[:MOST_UNITS], fields=shown)

    return Posts(
        short=sum(one.short for one in sums), over=sum(one.over for one in sums),
        fields=tuple(term_names(catalogue, "fields", shown, language=language).values()),
        n_fields=len(fields), n_units=len(units), short_rows=rows(lambda one: one.short),
        over_rows=rows(lambda one: one.over), url=str(address),
    )  # fmt: skip


def _most(sums: Sequence[FieldSum], key: Callable[[FieldSum], str]) -> list[str]:
    """Those with any difference, the largest first."""
    weight: dict[str, float] = defaultdict(float)
    for one in sums:
        weight[key(one)] += one.short + one.over
    return sorted((one for one in weight if weight[one] > 0), key=lambda one: (-weight[one], one))


def _rows(
    sums: Sequence[FieldSum], side: Side, address: Address, *, units: Sequence[str], fields: Sequence[str]
) -> tuple[HeatRow[float], ...]:
    """One row a unit; nothing at all when no post is on this side."""
    if not any(side(one) for one in sums):
        return ()
    names: Mapping[str, str] = {one.unit_id: one.unit_name for one in sums}
    cells: dict[tuple[str, str], float] = defaultdict(float)
    totals: dict[str, float] = defaultdict(float)
    for one in sums:
        cells[one.unit_id, one.field] += side(one)
        totals[one.unit_id] += side(one)

    def row(unit: str) -> HeatRow[float]:
        # The page of the unit that is looked at holds those below it too, so its own row leads nowhere beside them.
        is_own = unit == address.value("unit") and len(names) > 1
        there = address.replaced(unit=unit)
        return HeatRow(
            label=names[unit], url="" if is_own else str(there),
            values=tuple(round(cells[unit, field], 1) for field in fields), total=round(totals[unit], 1),
            urls=() if is_own else tuple(str(there.replaced(field=field)) for field in fields), is_own=is_own,
        )  # fmt: skip

    return tuple(row(unit) for unit in units)
