from __future__ import annotations

import pytest

from recommender.readers.cells.unit_names import UnitNames
from training_catalog.types import Unit

UNITS = {
    unit.unit_id: unit
    for unit in (
        Unit(unit_id="40", name="Tỉnh Nghệ An", kind="province", parent_id=None),
        Unit(unit_id="42", name="Tỉnh Hà Tĩnh", kind="province", parent_id=None),
        Unit(unit_id="00004", name="Phường Ba Đình", kind="ward", parent_id="40"),
        Unit(unit_id="18196", name="Xã Sơn Kim 1", kind="commune", parent_id="42"),
        Unit(unit_id="18199", name="Xã Sơn Kim 2", kind="commune", parent_id="42"),
        Unit(unit_id="17001", name="Xã Tân Thành", kind="commune", parent_id="40"),
        Unit(unit_id="18001", name="Xã Tân Thành", kind="commune", parent_id="42"),
        Unit(unit_id="17002", name="Xã Tân Thanh", kind="commune", parent_id="40"),
        Unit(unit_id="17003", name="Xã Hòa Bình", kind="commune", parent_id="40"),
    )
}
NAMES = UnitNames(UNITS)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Xã Sơn Kim 1", ["18196"]),
        ("UBND xã Sơn Kim 1, tỉnh Hà Tĩnh", ["18196"]),
        ("UBND XÃ SƠN KIM 1", ["18196"]),
        ("xa son kim 1", ["18196"]),
        ("X. Sơn Kim 1", ["18196"]),
        ("Sơn Kim 1", ["18196"]),
        ("P. Ba Đình", ["00004"]),
        ("P.Ba Đình", ["00004"]),
        ("Phòng Văn hóa - Xã hội xã Sơn Kim 1", ["18196"]),
        ("Xã Tân Thành", ["17001", "18001"]),
        ("Xã Tân Thành, tỉnh Hà Tĩnh", ["18001"]),
        ("Xã Tân Thành - Nghệ An", ["17001"]),
        ("Xã Tân Thanh", ["17002"]),
        ("Xã Hoà Bình", ["17003"]),
        ("Thị trấn Tân Thành", []),
        ("Phòng Kinh tế", []),
    ],
)
def test_communes_are_named_in_many_ways(text: str, ids: list[str]) -> None:
    assert [unit.unit_id for unit in NAMES.commune(text).candidates] == ids


def test_a_code_without_its_zeros_is_found_and_told() -> None:
    assert NAMES.by_code("4") == (UNITS["00004"], True)
    assert NAMES.by_code("00004") == (UNITS["00004"], False)
    assert NAMES.by_code("99999") == (None, False)


def test_a_province_is_known_by_name_and_code() -> None:
    assert [NAMES.province(text) for text in ("Tỉnh Nghệ An", "nghe an", "42", "Lào")] == ["40", "40", "42", ""]


def test_titles_name_provinces_and_communes_with_their_kind() -> None:
    assert NAMES.province_inside("DANH SÁCH CÔNG CHỨC TỈNH HÀ TĨNH") == "42"
    assert NAMES.province_inside("Tỉnh Nghệ An và tỉnh Hà Tĩnh") == ""
    assert [unit.unit_id for unit in NAMES.communes_inside("Danh sách công chức xã Sơn Kim 2")] == ["18199"]


def test_the_nearest_names_stay_in_the_province() -> None:
    assert NAMES.nearest("Xã Sơn Kin", province_id="42")[0].unit_id in {"18196", "18199"}
    assert all(unit.parent_id == "40" for unit in NAMES.nearest("Xã Sơn Kin", province_id="40"))
