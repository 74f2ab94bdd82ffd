"""Regions: every province of the shipped pack has exactly one."""

from __future__ import annotations

from recommender.regions import REGIONS, regions_of
from tests.shipped_catalogue import shipped_catalogue


def test_every_province_has_one_region() -> None:
    listed = [province for provinces in REGIONS.values() for province in provinces]
    units = shipped_catalogue().units
    provinces = sorted(key for key, unit in units.items() if unit.kind == "province")
    assert sorted(listed) == provinces


def test_a_commune_is_in_the_region_of_its_province() -> None:
    units = shipped_catalogue().units
    found = regions_of(units)
    assert set(found) == set(units)
    assert all(found[key] == found[unit.parent_id] for key, unit in units.items() if unit.parent_id)


def test_regions_hold_as_many_provinces_as_the_plan_says() -> None:
    """Resolution 306/NQ-CP of 5 October 2025: 9, 6, 5, 6, 3 and 5 provinces."""
    assert [len(provinces) for provinces in REGIONS.values()] == [9, 6, 5, 6, 3, 5]


def test_the_coast_from_da_nang_on_goes_with_the_highlands() -> None:
    units = shipped_catalogue().units
    names = {
        units[key].name.removeprefix("Tỉnh ").removeprefix("Thành phố ") for key in REGIONS["south_central_highlands"]
    }
    assert names == {"Đà Nẵng", "Quảng Ngãi", "Gia Lai", "Đắk Lắk", "Khánh Hòa", "Lâm Đồng"}
