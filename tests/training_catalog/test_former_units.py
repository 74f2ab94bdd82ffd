from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.shipped_catalogue import shipped_catalogue
from training_catalog import CatalogueError, FormerUnits, load_former_units, read_former_units
from training_catalog.types import Unit

HEAD = "former_id,name,kind,aliases,parent_id,unit_ids,until,basis,source,trust"
COMMUNES = [
    "x1,Xã Hòa Lạc,commune,,24,00001,2025-07-01,NQ thử,thử,I",
    "x2,Xã Hòa Lạc,commune,,02,00009,2025-07-01,NQ thử,thử,I",
    "x3,Thị trấn Hạ Vũ,commune,TT Hạ Vũ,24,00001 | 00002,2025-07-01,NQ thử,thử,I",
]


@pytest.fixture(scope="module")
def units() -> dict[str, Unit]:
    return dict(shipped_catalogue().units)


@pytest.fixture(scope="module")
def former(units: dict[str, Unit]) -> FormerUnits:
    return load_former_units(units=units)


def today_of(former: FormerUnits, text: str) -> str | None:
    match = former.province(text)
    return match.unit.unit_id if match and match.unit else None


def test_sixty_three_provinces_became_thirty_four(former: FormerUnits, units: dict[str, Unit]) -> None:
    """Ten provinces were neither merged nor renamed and need no row; Hà Tây left the list in 2008."""
    provinces = {key for key, unit in units.items() if unit.kind == "province"}
    rows = [each for each in former.rows.values() if each.kind == "province" and each.former_id != "28"]
    targets = Counter(each.unit_ids[0] for each in rows)
    assert len(rows) == 53
    assert len(rows) + len(provinces - set(targets)) == 63
    assert set(targets) <= provinces


def test_every_merged_province_holds_a_former_one_of_its_name(former: FormerUnits, units: dict[str, Unit]) -> None:
    rows = [each for each in former.rows.values() if each.kind == "province"]
    merged = {each.unit_ids[0] for each in rows} - {"46", "01"}
    names = {(each.name, each.unit_ids[0]) for each in rows}
    assert [units[key].name for key in sorted(merged) if (units[key].name, key) not in names] == []


def test_every_row_has_a_source_and_a_day_and_provinces_and_districts_an_act(former: FormerUnits) -> None:
    assert all(each.origin.source and each.until for each in former.rows.values())
    assert all(each.basis for each in former.rows.values() if each.kind in ("province", "district"))


def test_ten_thousand_communes_of_before_lead_to_every_commune_of_today(
    former: FormerUnits, units: dict[str, Unit]
) -> None:
    kinds = Counter(each.kind for each in former.rows.values())
    assert (kinds["commune"], kinds["ward"], kinds["town"], kinds["district"]) == (7695, 1724, 616, 696)
    held = {key for each in former.rows.values() if each.kind != "province" for key in each.unit_ids}
    assert held == {key for key, unit in units.items() if unit.parent_id}


def test_a_former_commune_stays_in_the_province_its_own_province_went_to(former: FormerUnits) -> None:
    """Every heir lies in one province of today, that of the former province."""
    strays = []
    for each in former.rows.values():
        match = former.by_code(each.former_id) if each.kind != "province" else None
        if match is not None and len({unit.parent_id for unit in match.units}) != 1:
            strays.append(each.name)
    assert strays == []


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Phường Phúc Xá", ["Phường Phúc Xá, Quận Ba Đình"]),
        ("P. Phúc Xá, Q. Ba Đình, Hà Nội", ["Phường Phúc Xá, Quận Ba Đình"]),
        ("TT Đồng Văn huyện Đồng Văn tỉnh Hà Giang", ["Thị trấn Đồng Văn, Huyện Đồng Văn, Tỉnh Hà Giang"]),
        ("Xã Hòa Lạc, huyện Đức Thọ, tỉnh Hà Tĩnh", ["Xã Hòa Lạc, Huyện Đức Thọ"]),
        ("Phường Phúc Xá, tỉnh Cà Mau", []),
        ("quận Ba Đình", ["Quận Ba Đình"]),
        ("Phúc Xá", []),
    ],
)
def test_districts_and_provinces_behind_a_name_tell_namesakes_apart(
    former: FormerUnits, text: str, where: list[str]
) -> None:
    assert [former.where(match.former) for match in former.communes(text)] == where


@pytest.mark.parametrize(
    ("text", "unit_id"),
    [
        ("Hà Giang", "08"), ("TỈNH HÀ GIANG", "08"), ("tinh Ha Giang", "08"), ("T. Yên Bái", "15"), ("Kontum", "51"),
        ("Bà Rịa – Vũng Tàu", "79"), ("BR-VT", "79"), ("Bình Dương", "79"), ("Thừa Thiên - Huế", "46"),
        ("Hà Tây", "01"), ("Quảng Nam", "48"), ("Bạc Liêu", "96"), ("Hoà Bình", "25"), ("02", "08"), ("2", "08"),
        ("10", "15"), ("89", "91"),
    ],
)  # fmt: skip
def test_a_former_name_or_code_leads_to_the_province_of_today(former: FormerUnits, text: str, unit_id: str) -> None:
    assert today_of(former, text) == unit_id


@pytest.mark.parametrize("text", ["", "Xã Hà Giang", "Nghệ An", "999", "Hà", "Lào Cai", "TP Đà Nẵng", "15"])
def test_what_is_no_former_province_is_not_guessed(former: FormerUnits, text: str) -> None:
    assert former.province(text) is None


def test_the_note_says_what_became_of_it_in_both_languages(former: FormerUnits) -> None:
    match = former.province("Hà Giang")
    assert match is not None
    assert match.note_vi == "“Tỉnh Hà Giang” là đơn vị cũ, từ 01/07/2025 thuộc Tỉnh Tuyên Quang (08) (202/2025/QH15)."
    assert "Tỉnh Tuyên Quang (08) since 2025-07-01" in match.note_en


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "former_units.csv").write_text("\n".join([HEAD, *COMMUNES]) + "\n", encoding="utf-8")
    return tmp_path


def small_units() -> dict[str, Unit]:
    rows = [("00001", "24"), ("00002", "24"), ("00009", "08"), ("24", None), ("08", None)]
    return {key: Unit(unit_id=key, name=f"Đơn vị {key}", kind="commune", parent_id=up) for key, up in rows}


def test_a_province_adds_its_former_communes_in_its_own_folder(own: Path) -> None:
    former = load_former_units(own, units=small_units())
    assert [match.former.former_id for match in former.communes("xã Hoà Lạc")] == ["x1", "x2"]
    (match,) = former.communes("X. Hòa Lạc", province_id="08")
    assert match.unit is not None
    assert match.unit.unit_id == "00009"


def test_a_divided_commune_names_its_heirs_and_decides_nothing(own: Path) -> None:
    (match,) = load_former_units(own, units=small_units()).communes("TT Hạ Vũ")
    assert match.unit is None
    assert [unit.unit_id for unit in match.units] == ["00001", "00002"]


def test_namesakes_that_differ_in_diacritics_stay_apart(own: Path) -> None:
    assert load_former_units(own, units=small_units()).communes("Xã Hoa Lạc") == ()


def test_the_own_folder_lies_over_the_pack(own: Path, units: dict[str, Unit]) -> None:
    changed = [HEAD, "02,Tỉnh Hà Giang,province,,,08,2025-07-01,Văn bản riêng,thử,I"]
    (own / "former_units.csv").write_text("\n".join(changed) + "\n", encoding="utf-8")
    match = load_former_units(None, own, units=units).province("Hà Giang")
    assert match is not None
    assert "Văn bản riêng" in match.note_vi


def test_a_unit_of_today_that_does_not_exist_is_an_error(own: Path) -> None:
    rows, problems = read_former_units(own, units={})
    assert rows
    assert {problem.code for problem in problems} == {"unknown_reference", "former_parent_unknown"}
    with pytest.raises(CatalogueError):
        load_former_units(own, units={})


def test_the_file_is_no_unknown_file_of_a_catalogue_folder(own: Path) -> None:
    from training_catalog import read_catalogue

    assert read_catalogue(own)[1] == []


def test_the_shipped_file_is_in_order_of_its_codes() -> None:
    path = Path(__file__).resolve().parents[2] / "training_catalog" / "data" / "vn" / "former_units.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    for kinds in ({"province"}, {"district"}, {"commune", "ward", "town"}):
        ids = [row["former_id"] for row in rows if row["kind"] in kinds and row["former_id"] != "28"]
        assert ids == sorted(ids)
