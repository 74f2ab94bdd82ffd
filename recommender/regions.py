"""The region of each province, for the fairness report: the six regions of national planning, by province code.

Resolution 81/2023/QH15 (national master plan) names six regions; a province made of several in 2025 is put where most
of it lay. Nothing but the report uses it.
"""

from __future__ import annotations

from collections.abc import Mapping

from training_catalog.types import Unit

REGIONS: Mapping[str, tuple[str, ...]] = {
    "northern_mountains": ("04", "08", "11", "12", "14", "15", "19", "20", "25"),
    "red_river_delta": ("01", "22", "24", "31", "33", "37"),
    "central": ("38", "40", "42", "44", "46", "48", "51", "56"),
    "highlands": ("52", "66", "68"),
    "southeast": ("75", "79", "80"),
    "mekong_delta": ("82", "86", "91", "92", "96"),
}
"""Region → codes of its provinces. Gia Lai and Lâm Đồng keep the highlands although they reach the sea since 2025."""


def regions_of(units: Mapping[str, Unit]) -> dict[str, str]:
    """Unit id → region of its province; a unit of no known province is left out."""
    of = {province: name for name, provinces in REGIONS.items() for province in provinces}
    above = {key: unit.parent_id or key for key, unit in units.items()}
    return {key: of[province] for key, province in above.items() if province in of}
