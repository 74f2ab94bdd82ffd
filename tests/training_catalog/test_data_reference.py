"""The shipped reference data as files: frame, vocabularies, laws, systems and units, read without the package."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "training_catalog" / "data" / "vn"
VOCABULARY_FILES = sorted((FOLDER / "vocabularies").glob("*.csv"))
CSV_FILES = [*VOCABULARY_FILES, FOLDER / "laws.csv", FOLDER / "systems.csv", FOLDER / "units.csv"]
ALIASED_FILES = [*VOCABULARY_FILES, FOLDER / "systems.csv"]
TRUST = {"A", "B", "C", "I", "G"}
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
DATE_KEYS = ("issued_on", "effective_from", "ended_on")
DECREES_ENDING_TOGETHER = [*range(120, 123), *range(124, 141), *range(142, 149), 151]
FULL = (1, 2, 3, 4, 5)
SPECIALIST_LEVELS = {"P2": (2, 3, 4, 5), "P3": (3, 4, 5), "P4": (2, 3, 4, 5)}
LEADER_LEVELS = {"P1": (2, 3, 4, 5), "P2": (2, 3, 4, 5), "P3": (2, 3, 4, 5), "P4": (3, 4, 5), "P5": (2, 3, 4, 5)}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def items(cell: str) -> list[str]:
    return [item for item in cell.split(" | ") if item]


def folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(re.split(r"\W+|_", bare)).strip()


@pytest.fixture(scope="module")
def competencies() -> list[dict[str, Any]]:
    text = (FOLDER / "framework.yaml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = yaml.safe_load(text)["competencies"]
    return rows


@pytest.fixture(scope="module")
def laws() -> dict[str, dict[str, str]]:
    return {row["law_id"]: row for row in rows_of(FOLDER / "laws.csv")}


@pytest.fixture(scope="module")
def units() -> list[dict[str, str]]:
    return rows_of(FOLDER / "units.csv")


@pytest.mark.parametrize(
    "path",
    [*CSV_FILES, *(FOLDER / name for name in ("framework.yaml", "blueprints.yaml", "catalogue.yaml"))],
    ids=lambda path: path.name,
)
def test_text_is_nfc(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("path", CSV_FILES, ids=lambda path: path.name)
def test_cells_have_no_stray_blanks_and_ids_occur_once(path: Path) -> None:
    rows = rows_of(path)
    id_key = next(iter(rows[0]))
    assert all(cell == " ".join(cell.split()) for row in rows for cell in row.values())
    assert [row_id for row_id, count in Counter(row[id_key] for row in rows).items() if count > 1] == []


@pytest.mark.parametrize("path", [path for path in CSV_FILES if path.name != "units.csv"], ids=lambda path: path.name)
def test_every_row_names_its_source_and_trust(path: Path) -> None:
    assert all(row["source"] and row["trust"] in TRUST for row in rows_of(path))


@pytest.mark.parametrize("path", ALIASED_FILES, ids=lambda path: path.name)
def test_an_alias_belongs_to_one_row_even_without_case_and_diacritics(path: Path) -> None:
    owners: dict[str, set[str]] = {}
    for row in rows_of(path):
        is_abbreviation = path.name == "abbreviations.csv"
        names = [row["term_id"]] if is_abbreviation else [row["name_vi"], *items(row["aliases"])]
        for name in names:
            owners.setdefault(folded(name), set()).add(next(iter(row.values())))
    assert {name: sorted(ids) for name, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("path", VOCABULARY_FILES, ids=lambda path: path.name)
def test_parents_of_terms_exist(path: Path) -> None:
    rows = rows_of(path)
    ids = {row["term_id"] for row in rows}
    assert [row["term_id"] for row in rows if row["parent"] and row["parent"] not in ids] == []


def test_every_major_outside_the_groups_has_a_group_as_parent() -> None:
    rows = rows_of(FOLDER / "vocabularies" / "majors.csv")
    plain = [row for row in rows if not row["term_id"].startswith("group_")]
    assert [row["term_id"] for row in plain if not row["parent"].startswith("group_")] == []


def test_every_major_has_at_least_three_spellings_and_codes_have_seven_digits_or_five_for_a_group() -> None:
    rows = rows_of(FOLDER / "vocabularies" / "majors.csv")
    assert [row["term_id"] for row in rows if len(items(row["aliases"])) < 3] == []
    codes = [row["code"] for row in rows if row["code"]]
    assert all(re.fullmatch(r"7\d{6}|7\d{4}", code) for code in codes)
    assert len(codes) == len(set(codes))


def test_a_group_code_of_a_major_begins_the_codes_among_its_spellings() -> None:
    for row in rows_of(FOLDER / "vocabularies" / "majors.csv"):
        codes = [item for item in items(row["aliases"]) if re.fullmatch(r"7\d{6}", item)]
        if len(row["code"]) == 5:
            assert codes
            assert all(code.startswith(row["code"]) for code in codes)


def test_a_major_without_code_says_why() -> None:
    rows = rows_of(FOLDER / "vocabularies" / "majors.csv")
    plain = [row for row in rows if not row["code"] and not row["term_id"].startswith("group_")]
    told = ("so no code", "no code of its own", "no bachelor's major of this name")
    assert [row["term_id"] for row in plain if not any(words in row["source"] for words in told)] == []
    assert len(plain) <= 9


@pytest.mark.parametrize("name", ["degrees", "political_theory"])
def test_ordered_vocabularies_count_up_from_none(name: str) -> None:
    rows = rows_of(FOLDER / "vocabularies" / f"{name}.csv")
    assert rows[0]["term_id"] == "none"
    assert [int(row["order"]) for row in rows] == list(range(len(rows)))


def test_abbreviations_are_at_least_two_hundred_and_leave_out_the_ambiguous_ones() -> None:
    ids = {row["term_id"] for row in rows_of(FOLDER / "vocabularies" / "abbreviations.csv")}
    assert len(ids) >= 200
    assert ids.isdisjoint({"TT", "TP", "CV", "CT", "HĐ", "HS", "KT"})


def test_the_frame_has_the_seventeen_competencies(competencies: list[dict[str, Any]]) -> None:
    wanted = [f"{letter}{number}" for letter, count in (("C", 7), ("P", 5), ("M", 5)) for number in range(1, count + 1)]
    assert [row["id"] for row in competencies] == wanted


@pytest.mark.parametrize(("group", "exceptions"), [("specialist", SPECIALIST_LEVELS), ("leader", LEADER_LEVELS)])
def test_the_blanks_of_the_frame_stay_blank(
    competencies: list[dict[str, Any]], group: str, exceptions: dict[str, tuple[int, ...]]
) -> None:
    levels = {row["id"]: tuple(row["descriptors"][group]) for row in competencies}
    assert levels == {row["id"]: exceptions.get(row["id"], FULL) for row in competencies}


def test_descriptors_are_twenty_to_forty_five_words_in_both_languages(competencies: list[dict[str, Any]]) -> None:
    lengths = {
        f"{row['id']}.{group}.{level}.{language}": len(text.split())
        for row in competencies
        for group, descriptors in row["descriptors"].items()
        for level, texts in descriptors.items()
        for language, text in texts.items()
        if language != "examples"
    }
    assert {place: length for place, length in lengths.items() if not 20 <= length <= 45} == {}


def test_no_two_descriptors_are_the_same(competencies: list[dict[str, Any]]) -> None:
    texts = Counter(
        text
        for row in competencies
        for descriptors in row["descriptors"].values()
        for both in descriptors.values()
        for language, text in both.items()
        if language != "examples"
    )
    assert [text for text, count in texts.items() if count > 1] == []


def test_each_descriptor_has_two_short_examples_of_its_own_in_both_languages(
    competencies: list[dict[str, Any]],
) -> None:
    examples = [
        both["examples"]
        for row in competencies
        for descriptors in row["descriptors"].values()
        for both in descriptors.values()
    ]
    assert [len(pair) for pair in examples] == [2] * 160
    texts = [text for pair in examples for example in pair for text in (example["vi"], example["en"])]
    assert [text for text in texts if not 4 <= len(text.split()) <= 30] == []
    assert len(set(texts)) == len(texts)


def test_a_competency_has_six_other_names_and_no_name_is_shared(competencies: list[dict[str, Any]]) -> None:
    assert [row["id"] for row in competencies if len(set(row["aliases"])) < 6] == []
    names = Counter(
        name for row in competencies for name in {folded(row["name_vi"]), *(folded(alias) for alias in row["aliases"])}
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_law_dates_are_iso_and_in_order(laws: dict[str, dict[str, str]]) -> None:
    for law_id, row in laws.items():
        days = {key: row[key] for key in DATE_KEYS if row[key]}
        assert all(ISO_DATE.fullmatch(day) and date.fromisoformat(day) for day in days.values()), law_id
        in_order = [days[key] for key in DATE_KEYS if key in days]
        assert in_order == sorted(in_order), law_id


def test_law_ids_are_their_numbers_without_blanks(laws: dict[str, dict[str, str]]) -> None:
    assert [law_id for law_id, row in laws.items() if law_id != row["number"].replace(" ", "")] == []


def test_replaced_laws_are_listed_and_end_no_later_than_their_successor_starts(
    laws: dict[str, dict[str, str]],
) -> None:
    for law_id, row in laws.items():
        for replaced in items(row["replaces"]):
            ended = laws[replaced]["ended_on"]
            if not ended and not row["effective_from"]:
                continue  # a successor whose day of effect is not known ends nothing yet
            assert ended, f"{replaced} is replaced by {law_id} and has no end"
            latest_is_placeholder = "latest possible" in laws[replaced]["source"]
            starts = row["effective_from"]
            assert not starts or latest_is_placeholder or ended <= starts, (law_id, replaced)


def test_the_fields_of_laws_are_terms(laws: dict[str, dict[str, str]]) -> None:
    fields = {row["term_id"] for row in rows_of(FOLDER / "vocabularies" / "fields.csv")}
    assert {row["field"] for row in laws.values()} <= fields


def test_the_28_two_tier_decrees_end_on_1_march_2027(laws: dict[str, dict[str, str]]) -> None:
    assert len(DECREES_ENDING_TOGETHER) == 28
    decrees = [laws[f"{number}/2025/NĐ-CP"] for number in DECREES_ENDING_TOGETHER]
    assert {(row["effective_from"], row["ended_on"]) for row in decrees} == {("2025-07-01", "2027-03-01")}


@pytest.mark.parametrize(
    ("law_id", "key", "day"),
    [
        ("60/2014/QH13", "ended_on", "2027-03-01"),
        ("03/2026/QH16", "effective_from", "2027-03-01"),
        ("02/2016/QH14", "ended_on", "2027-01-01"),
        ("07/2026/QH16", "effective_from", "2027-01-01"),
        ("50/2014/QH13", "ended_on", "2026-07-01"),
        ("66.12/2026/NQ-CP", "ended_on", "2027-03-01"),
        ("15/2018/NĐ-CP", "ended_on", ""),
        ("46/2026/NĐ-CP", "ended_on", "2026-04-06"),
        ("62/2020/NĐ-CP", "ended_on", "2025-12-31"),
        ("361/2025/NĐ-CP", "effective_from", "2025-12-31"),
        ("283/2026/NĐ-CP", "effective_from", "2027-01-01"),
    ],
)
def test_known_turning_points_of_the_law(laws: dict[str, dict[str, str]], law_id: str, key: str, day: str) -> None:
    assert laws[law_id][key] == day


def test_systems_are_numbered_s01_to_s41() -> None:
    rows = rows_of(FOLDER / "systems.csv")
    assert [row["system_id"] for row in rows] == [f"S{number:02d}" for number in range(1, 42)]
    assert all(items(row["aliases"]) and row["owner"] and row["skill"] for row in rows)


def test_there_are_34_provinces_and_3321_communes_wards_and_special_zones(units: list[dict[str, str]]) -> None:
    kinds = Counter(row["kind"] for row in units)
    assert kinds == {"province": 34, "commune": 2621, "ward": 687, "special_zone": 13}


def test_unit_ids_are_official_codes_with_zeros(units: list[dict[str, str]]) -> None:
    wrong = [
        row["unit_id"]
        for row in units
        if not re.fullmatch(r"\d\d" if row["kind"] == "province" else r"\d{5}", row["unit_id"])
    ]
    assert wrong == []


def test_every_commune_has_a_province_and_a_name_of_its_kind(units: list[dict[str, str]]) -> None:
    provinces = {row["unit_id"] for row in units if row["kind"] == "province"}
    words = {"commune": "Xã ", "ward": "Phường ", "special_zone": "Đặc khu "}
    for row in units:
        if row["kind"] == "province":
            assert row["parent_id"] == ""
        else:
            assert row["parent_id"] in provinces
            assert row["name"].startswith(words[row["kind"]])


def test_no_two_units_of_a_province_have_the_same_name(units: list[dict[str, str]]) -> None:
    names = Counter((row["parent_id"], row["name"]) for row in units)
    assert [name for name, count in names.items() if count > 1] == []
