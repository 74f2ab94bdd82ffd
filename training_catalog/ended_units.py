"""Units of today that a folder's own `former_units.csv` says are no more, and the units that hold them."""

from __future__ import annotations

from datetime import date

from training_catalog.folding import fold
from training_catalog.former_units import FormerUnits, read_former_units
from training_catalog.types import Catalogue, Unit


def former_units_of(catalogue: Catalogue) -> FormerUnits:
    """The former units of the pack with those of the folders laid over it, as far as the units of today are there."""
    rows, _ = read_former_units(None, *catalogue.former_folders, units=catalogue.units)
    return FormerUnits(rows, catalogue.units)


def ended_units(catalogue: Catalogue, *, today: date) -> dict[str, tuple[Unit, ...]]:
    """For each unit that has ended: the units that hold it now, however many mergers later; several when divided.

    A unit of the catalogue has ended when a row gives its code (`former_id` or an alias) and its very name, names
    other units as its heirs, and the row's day (`until`) has come. A code that another unit bore before says nothing.
    """
    if not catalogue.former_folders:
        return {}
    heirs: dict[str, tuple[str, ...]] = {}
    for former in former_units_of(catalogue).rows.values():
        for code in (former.former_id, *former.aliases):
            unit = catalogue.units.get(code)
            is_over = former.until is None or former.until <= today
            if unit and is_over and code not in former.unit_ids and fold(unit.name) == fold(former.name):
                heirs[code] = former.unit_ids
    found = {code: _last_heirs(code, heirs) for code in heirs}
    return {
        code: tuple(catalogue.units[key] for key in keys if key in catalogue.units)
        for code, keys in sorted(found.items())
    }


def _last_heirs(code: str, heirs: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Those that have not ended themselves, in the order in which they are named."""
    found: dict[str, None] = {}
    seen, waiting = {code}, list(heirs[code])
    while waiting:
        key = waiting.pop(0)
        if key not in heirs:
            found[key] = None
        elif key not in seen:
            waiting[:0] = heirs[key]
        seen.add(key)
    return tuple(found)
