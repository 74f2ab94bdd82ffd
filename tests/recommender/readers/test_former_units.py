"""Files of before July 2025: names and codes of abolished communes lead to today's, with a note, never in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from recommender.inputs import Inputs
from recommender.readers import InputFiles, read_inputs
from tests.recommender.readers.books import TODAY, at, codes, write_book
from tests.recommender.readers.conftest import PEOPLE_HEAD, PERSON
from training_catalog import load_catalogue

Reader = Callable[..., Inputs]
UNIT_COLUMN = 3


def person_of(unit: str) -> list[object]:
    return [*PERSON[:UNIT_COLUMN], unit, *PERSON[UNIT_COLUMN + 1 :]]


def unit_of(inputs: Inputs) -> str:
    (unit_id,) = inputs.officers["unit_id"].tolist()
    return str(unit_id)


def test_a_former_ward_is_read_as_the_ward_that_holds_it_and_a_note_says_so(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, person_of("UBND phường Phúc Xá, quận Ba Đình")])
    assert unit_of(inputs) == "00097"
    assert len(inputs.problems) == 1
    problem = inputs.problems.iloc[0]
    assert (problem.code, problem.severity, problem.cell) == ("unit_former", "note", "D2")
    assert "Phường Phúc Xá, Quận Ba Đình" in problem.message_vi
    assert "Phường Hồng Hà" in problem.message_vi


def test_a_former_commune_typed_without_marks_is_found_too(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, person_of("phuong phuc xa")])
    assert (unit_of(inputs), codes(inputs.problems)) == ("00097", ["unit_former"])


def test_a_divided_ward_decides_nothing_and_names_its_heirs(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, person_of("Phường Mễ Trì")])
    assert unit_of(inputs) == ""
    assert len(inputs.problems) == 1
    problem = inputs.problems.iloc[0]
    assert (problem.code, problem.severity) == ("unit_former_divided", "error")
    for heir in ("Phường Yên Hòa", "Phường Từ Liêm", "Phường Đại Mỗ"):
        assert heir in problem.suggestion_vi


def test_an_abolished_district_names_the_units_it_went_to(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, person_of("UBND quận Ba Đình")])
    assert unit_of(inputs) == ""
    assert at(inputs.problems, "unit_former_divided") == [("D2", "UBND quận Ba Đình")]


def test_former_namesakes_of_several_places_stay_a_question(read_rows: Reader) -> None:
    """There were towns Vĩnh Lộc in two provinces; the district settles which one is meant."""
    open_question = read_rows(people=[PEOPLE_HEAD, person_of("Thị trấn Vĩnh Lộc")])
    settled = read_rows(people=[PEOPLE_HEAD, person_of("Thị trấn Vĩnh Lộc, huyện Chiêm Hóa")])
    assert unit_of(open_question) == ""
    assert unit_of(settled) != ""
    assert codes(settled.problems) == ["unit_former"]


def test_a_district_that_does_not_fit_is_no_reason_to_guess(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, person_of("Phường Phúc Xá, tỉnh Cà Mau")])
    assert (unit_of(inputs), codes(inputs.problems)) == ("", ["unit_unknown"])


def test_the_code_of_a_former_commune_is_read(read_rows: Reader) -> None:
    head = [*PEOPLE_HEAD[:UNIT_COLUMN], "Mã đơn vị", *PEOPLE_HEAD[UNIT_COLUMN + 1 :]]
    inputs = read_rows(people=[head, person_of("00001")])
    assert (unit_of(inputs), codes(inputs.problems)) == ("00097", ["unit_former"])


def test_a_former_province_beside_the_commune_tells_which_one_is_meant(read_rows: Reader) -> None:
    """Hà Giang is part of Tuyên Quang today; its town Đồng Văn became the commune Đồng Văn."""
    head = [*PEOPLE_HEAD, "Tỉnh"]
    inputs = read_rows(people=[head, [*person_of("Thị trấn Đồng Văn"), "Hà Giang"]])
    assert codes(inputs.problems) == ["unit_former"]
    assert unit_of(inputs) == "00721"


def test_a_title_with_a_former_province_tells_namesakes_of_today_apart(read_rows: Reader) -> None:
    rows = [["DANH SÁCH CÔNG CHỨC TỈNH BẮC GIANG"], PEOPLE_HEAD, person_of("Phường Phúc Xá")]
    inputs = read_rows(people=rows)
    assert "province_former" in codes(inputs.problems)
    assert unit_of(inputs) == ""


def test_rows_below_a_former_commune_belong_to_the_one_that_holds_it(read_rows: Reader) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Vị trí việc làm"],
        ["I", "UBND phường Phúc Xá"],
        [1, "Nguyễn Văn Dũng", "15/3/1985", "II.06"],
    ]
    inputs = read_rows(people=rows)
    assert unit_of(inputs) == "00097"
    assert "unit_former" in codes(inputs.problems)


def test_a_unit_of_today_is_never_taken_for_a_former_one(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, person_of("Phường Ba Đình")])
    assert codes(inputs.problems) == []


def read_over(tmp_path: Path, row: str, unit: str) -> Inputs:
    """One officer of the unit, with a province's own row of former units over the pack."""
    head = "former_id,name,kind,aliases,parent_id,unit_ids,until,basis,source,trust"
    (tmp_path / "former_units.csv").write_text(f"{head}\n{row},2026-10-01,NQ thử,thử,I\n", encoding="utf-8")
    people = write_book(tmp_path / "people.xlsx", {"A": [PEOPLE_HEAD, person_of(unit)]})
    return read_inputs(InputFiles(people=(people,)), load_catalogue(None, tmp_path), today=TODAY).checked()


def test_a_township_known_to_the_province_alone_is_read(tmp_path: Path) -> None:
    inputs = read_over(tmp_path, "HN-1,Thị trấn Mẫu Thử,town,,,00004", "Thị trấn Mẫu Thử")
    assert (unit_of(inputs), codes(inputs.problems)) == ("00004", ["unit_former"])


def test_people_of_a_unit_that_the_province_says_was_merged_go_to_its_heir_and_a_note_says_so(tmp_path: Path) -> None:
    inputs = read_over(tmp_path, "HN-1,Phường Giảng Võ,ward,00025,,00004", "Phường Giảng Võ")
    assert (unit_of(inputs), codes(inputs.problems)) == ("00004", ["unit_ended"])


def test_a_unit_that_the_province_says_was_divided_is_a_question(tmp_path: Path) -> None:
    inputs = read_over(tmp_path, "HN-1,Phường Giảng Võ,ward,00025,,00004 | 00008", "Phường Giảng Võ")
    assert (unit_of(inputs), codes(inputs.problems)) == ("", ["unit_former_divided"])
