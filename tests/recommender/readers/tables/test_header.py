from __future__ import annotations

import pytest

from recommender.readers.files.sheets import Sheet, sheet_from_rows
from recommender.readers.tables.header import Header, find_header, is_numbering
from recommender.readers.tables.headings import TableKind, meaning, near_meaning

NAMED = ["STT", "Họ và tên", "Ngày sinh", "Đơn vị", "Vị trí việc làm"]
PERSON = ["1", "Trần Thị Hạnh", "1/1/1990", "Xã Tân An", "II.06"]


def sheet(*rows: list[str], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Sheet:
    made = sheet_from_rows(rows, file="a.xlsx", name="A")
    return Sheet(
        file=made.file, name=made.name, is_hidden=False, numbers=made.numbers, values=made.values, merged=merged
    )  # fmt: skip


def found(*rows: list[str], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Header:
    header = find_header(sheet(*rows, merged=merged), TableKind.PEOPLE)
    assert header is not None
    return header


def fields(header: Header) -> list[str]:
    return [entry.meaning.field if entry.meaning else "" for entry in header.columns]


@pytest.mark.parametrize("titles", range(9))
def test_a_heading_is_found_below_up_to_eight_title_rows(titles: int) -> None:
    above = [["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]] * titles
    header = found(*above, NAMED, PERSON)
    assert (header.top, header.first_row) == (titles, titles + 1)


def test_headings_without_diacritics_and_in_capitals_are_known() -> None:
    header = found(["STT", "HO VA TEN", "NGÀY SINH", "Don vi"], PERSON)
    assert fields(header) == ["number", "full_name", "birth", "unit"]


def test_english_headings_are_known() -> None:
    assert fields(found(["ID", "Full name", "Date of birth", "Unit", "Position"], PERSON)) == [
        "officer_id", "full_name", "birth", "unit", "position",
    ]  # fmt: skip


def test_a_numbering_row_is_no_data() -> None:
    assert found(NAMED, ["(1)", "(2)", "(3)", "(4)", "(5)"], PERSON).first_row == 2


def test_two_rows_with_merged_cells_are_joined() -> None:
    header = found(
        ["STT", "Họ và tên", "Giới tính", "", "Trình độ", ""],
        ["", "", "Nam", "Nữ", "Chuyên môn", "Tin học"],
        ["1", "Trần Thị Hạnh", "", "x", "Đại học", "B"],
        merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)),
    )
    assert (header.height, header.first_row) == (2, 2)
    assert fields(header) == ["number", "full_name", "sex_male", "sex_female", "degree", "informatics"]


def test_two_rows_are_joined_where_merging_is_not_known() -> None:
    header = found(["STT", "Họ và tên", "Giới tính", "", "Đơn vị"], ["", "", "Nam", "Nữ", ""], PERSON)
    assert (header.first_row, fields(header)) == (2, ["number", "full_name", "sex_male", "sex_female", "unit"])


def test_the_first_person_is_no_third_heading_row() -> None:
    header = found(
        ["STT", "Họ và tên", "Giới tính", "", "Đơn vị"],
        ["", "", "Nam", "Nữ", ""],
        ["1", "Trần Thị Hạnh", "", "x", "Xã Tân An"],
        merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4)),
    )
    assert header.first_row == 2


def test_one_heading_over_two_columns_is_family_and_given_name() -> None:
    header = found(["STT", "Họ và tên", "", "Đơn vị"], ["1", "Trần Thị", "Hạnh", "Xã Tân An"], merged=((0, 1, 0, 2),))
    assert fields(header) == ["number", "family_middle", "given_name", "unit"]


def test_birth_years_below_nam_and_nu_are_birth_days() -> None:
    header = found(
        ["STT", "Họ và tên", "Năm sinh", "", "Đơn vị"], ["", "", "Nam", "Nữ", ""], PERSON,
        merged=((0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1), (0, 4, 1, 4)),
    )  # fmt: skip
    assert fields(header) == ["number", "full_name", "birth_male", "birth_female", "unit"]


def test_a_level_below_a_known_heading_is_an_option_of_it() -> None:
    header = found(
        ["Họ và tên", "Đơn vị", "LLCT", ""], ["", "", "Sơ cấp", "Trung cấp"], ["Trần Thị Hạnh", "Xã A", "", "x"],
        merged=((0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1)),
    )  # fmt: skip
    options = [entry.meaning.option for entry in header.columns if entry.meaning]
    assert options == ["", "", "Sơ cấp", "Trung cấp"]


def test_the_year_of_a_rating_is_kept() -> None:
    header = found([*NAMED, "Xếp loại chất lượng năm 2024"], [*PERSON, "HTTNV"])
    last = header.columns[-1].meaning
    assert last is not None
    assert (last.field, last.year) == ("rating", 2024)


def test_a_sheet_without_known_headings_has_no_table() -> None:
    assert find_header(sheet(["a", "b"], ["1", "2"]), TableKind.PEOPLE) is None


@pytest.mark.parametrize(
    "row", [["(1)", "(2)", "(3)"], ["1", "2", "3", "4"], ["A", "B", "1", "2"], ["1", "2", "3=1+2"]]
)
def test_numbering_rows(row: list[str]) -> None:
    assert is_numbering(row)


@pytest.mark.parametrize("row", [["1", "Trần Thị Hạnh", "2"], ["5", "3", "4"], ["1", "2"], ["1", "1", "1", "1"]])
def test_data_rows_are_no_numbering(row: list[str]) -> None:
    assert not is_numbering(row)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Chức vụ, vị trí việc làm", "position"),
        ("Vị trí việc làm/chức danh", "position"),
        ("Chức vụ và chức danh", "title"),
        ("Màu xe, vị trí việc làm", None),
    ],
)
def test_a_heading_that_lists_known_ones_means_what_they_share(heading: str, field: str | None) -> None:
    found = meaning((heading,), TableKind.PEOPLE)
    assert (found.field if found else None) == field


@pytest.mark.parametrize(
    ("heading", "field", "known"),
    [
        ("Nhiệm vụ đc phân công", "duties", "Nhiệm vụ được phân công"),
        ("Chuyên nghành đào tạo", "major", "Chuyên ngành đào tạo"),
        ("Quá trình côngtác", "career", "Quá trình công tác"),
    ],
)
def test_a_heading_written_nearly_like_a_known_one_is_taken_for_it(heading: str, field: str, known: str) -> None:
    taken = found([*NAMED, heading], [*PERSON, "x"]).columns[-1].meaning
    assert taken is not None
    assert (taken.field, taken.assumed) == (field, known)


def test_a_misspelt_heading_below_a_known_one_is_no_option_of_it() -> None:
    header = found(
        [*NAMED, "Trình độ đào tạo", ""],
        [*[""] * 5, "Trình độ", "Chuyên nghành đào tạo"],
        [*PERSON, "Đại học", "Luật"],
        merged=(*((0, column, 1, column) for column in range(5)), (0, 5, 0, 6)),
    )
    assert fields(header)[5:] == ["degree", "major"]


def test_a_field_that_has_its_column_is_given_to_no_other() -> None:
    assert fields(found([*NAMED, "Chuyên ngành", "Chuyên nghành đào tạo"], [*PERSON, "Luật", "x"]))[5:] == ["major", ""]


def test_topics_of_results_are_taken_for_nothing_else() -> None:
    header = find_header(sheet(["Mã công chức", "Họ và tên", "Ngày đánhgiá"], ["C1", "A", "3"]), TableKind.ASSESSMENTS)
    assert header is not None
    assert header.columns[-1].meaning is None


@pytest.mark.parametrize("heading", ["LLCT – Sơ cấp", "Tình trạng hồ sơ", "Tổ dân phố"])
def test_other_headings_stay_what_they_are(heading: str) -> None:
    assert near_meaning((heading,), TableKind.PEOPLE) is None


def test_a_shortened_word_for_level_is_read() -> None:
    assert fields(found([*NAMED, "T.độ CM", "T.độ NN"], [*PERSON, "ĐH", "B1"]))[5:] == ["degree", "foreign_language"]
