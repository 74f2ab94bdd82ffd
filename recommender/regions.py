"""The region of each province, for the fairness report: the six regions of national planning, by province code.

The six are those of Government Resolution 306/NQ-CP of 5 October 2025, which adjusts the national master plan to the 34
provinces: the North Central region stands alone, the south of the central coast goes with the highlands. Nothing but
the report uses it.
"""

from __future__ import annotations

from collections.abc import Mapping

from training_catalog.types import Unit

REGIONS: Mapping[str, tuple[str, ...]] = {
    "northern_mountains": ("04", "08", "11", "12", "14", "15", "19", "20", "25"),
    "red_river_delta": ("01", "22", "24", "31", "33", "37"),
    "north_central": ("38", "40", "42", "44", "46"),
    "south_central_highlands": ("48", "51", "52", "56", "66", "68"),
    "southeast": ("75", "79", "80"),
    "mekong_delta": ("82", "86", "91", "92", "96"),
}
"""Region → codes of its provinces."""


def regions_of(units: Mapping[str, Unit]) -> dict[str, str]:
    """Unit id → region of its province; a unit of no known province is left out."""
    of = {province: name for name, provinces in REGIONS.items() for province in provinces}
    above = {key: unit.parent_id or key for key, unit in units.items()}
    return {key: of[province] for key, province in above.items() if province in of}
