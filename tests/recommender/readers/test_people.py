from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from recommender.inputs import Inputs
from tests.recommender.readers.books import at, codes
from tests.recommender.readers.conftest import PEOPLE_HEAD, PERSON
from tests.recommender.readers.files.test_legacy import typed_tcvn3

Reader = Callable[..., Inputs]
OTHER = ["CC2", "Trần Thị Hạnh", "1/1/1990", "Xã Sơn Kim 1", "II.04"]


def said(inputs: Inputs, kind: str) -> list[tuple[str, str]]:
    part = inputs.statements[inputs.statements["kind"] == kind]
    return list(zip(part["text"], part["grade"], strict=True))


def test_one_officer_is_read_whole(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, PERSON])
    assert inputs.officers[["officer_id", "unit_id", "place"]].to_numpy().tolist() == [
        ["CC1", "18196", "people.xlsx!Sheet1!A2"]
    ]
    assert inputs.personal["name"].tolist() == ["Nguyễn Văn Dũng"]
    assert inputs.personal["birth_date"].tolist() == [pd.Timestamp(1985, 3, 15)]
    assert inputs.holdings[["position_id", "share", "place"]].to_numpy().tolist() == [
        ["II.06", 1.0, "people.xlsx!Sheet1!E2"]
    ]
    assert codes(inputs.problems) == []


def test_a_person_whose_name_holds_the_words_for_an_example_is_read(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, PERSON, ["CC2", "Nguyễn Ví Dụ", *OTHER[2:]]])
    assert inputs.personal["name"].tolist() == ["Nguyễn Văn Dũng", "Nguyễn Ví Dụ"]


def test_sensitive_fields_are_only_in_personal(read_people_with: Reader) -> None:
    inputs = read_people_with({"Dân tộc": "Thái", "Tôn giáo": "Không", "Đảng viên": "x", "Giới tính": "Nam"})
    person = inputs.personal.iloc[0]
    assert (person.ethnicity, person.religion, person.party, person.sex) == ("Thái", "Không", "yes", "male")
    assert inputs.statements.empty


@pytest.mark.parametrize(
    ("columns", "kind", "expected"),
    [
        ({"Trình độ chuyên môn": "Đại học", "Chuyên ngành": "Luật"}, "degree", ("Đại học ngành Luật", "Đại học")),
        ({"LLCT": "Trung cấp"}, "political_theory", ("Trung cấp", "Trung cấp")),
        ({"LLCT": "Chưa"}, "political_theory", ("Chưa", "Chưa có")),
        ({"QLNN": "Chưa"}, "certificate",
         ("Bồi dưỡng kiến thức, kỹ năng quản lý nhà nước ngạch chuyên viên", "none")),
        ({"Tin học": "B"}, "certificate", ("Chứng chỉ tin học B", "")),
        ({"Chứng chỉ khác": "Nghiệp vụ đấu thầu"}, "certificate", ("Nghiệp vụ đấu thầu", "")),
        ({"Các lớp bồi dưỡng đã học": "Lớp A (2023, 40 tiết)"}, "training", ("Lớp A", "")),
        ({"Nhiệm vụ được phân công": "- Lập dự toán"}, "duty", ("Lập dự toán", "")),
        ({"Quá trình công tác": "2015-2019: kế toán"}, "past_post", ("kế toán", "")),
        ({"Xếp loại 2024": "HTTNV"}, "rating", ("Xếp loại chất lượng năm 2024", "HTTNV")),
    ],
)  # fmt: skip
def test_profile_columns_become_statements(
    read_people_with: Reader, columns: dict[str, object], kind: str, expected: tuple[str, str]
) -> None:
    assert said(read_people_with(columns), kind) == [expected]


@pytest.mark.parametrize(
    ("columns", "kept", "code"),
    [
        ({"LLCT": "đang học Trung cấp"}, [], "statement_underway"),
        ({"LLCT": "Sơ cấp; đang học Trung cấp"}, [("Sơ cấp", "Sơ cấp")], "statement_underway"),
        ({"LLCT": "Chưa học Trung cấp"}, [("Chưa học Trung cấp", "Chưa có")], ""),
        ({"QLNN": "Đang học CV"}, [], "statement_underway"),
        ({"Tin học": "không biết"}, [], "statement_denied"),
        ({"Trình độ": "Đang học đại học"}, [], "statement_underway"),
        ({"Trình độ": "Chưa có bằng đại học"}, [], "statement_denied"),
        ({"Trình độ": "Cao đẳng; Đại học (chưa tốt nghiệp)", "Chuyên ngành": "Luật; Luật"},
         [("Cao đẳng ngành Luật", "Cao đẳng")], "statement_underway"),
        ({"Các lớp bồi dưỡng đã học": "chưa tham gia lớp chuyên viên"}, [], "statement_denied"),
        ({"Nhiệm vụ được phân công": "Lập dự toán\nKhông phụ trách chứng thực"}, [("Lập dự toán", "")],
         "statement_denied"),
        ({"Quá trình công tác": "Chưa từng làm địa chính"}, [], "statement_denied"),
        ({"Nhiệm vụ": "Lập dự toán, chưa làm kế toán; không phụ trách thuế"}, [("Lập dự toán", "")],
         "statement_denied"),
    ],
)  # fmt: skip
def test_what_is_denied_or_under_way_is_no_evidence_and_said(
    read_people_with: Reader, columns: dict[str, object], kept: list[tuple[str, str]], code: str
) -> None:
    inputs = read_people_with(columns)
    assert list(zip(inputs.statements["text"], inputs.statements["grade"], strict=True)) == kept
    assert [(problem.code, problem.cell) for problem in inputs.problems.itertuples()] == (
        [(code, "F2")] if code else []
    )


def test_a_denied_rank_leaves_the_lower_one_open(read_people_with: Reader) -> None:
    assert said(read_people_with({"QLNN": "Chưa qua lớp chuyên viên chính"}), "certificate") == [
        ("Bồi dưỡng kiến thức, kỹ năng quản lý nhà nước ngạch chuyên viên chính", "none")
    ]


def test_no_below_a_level_denies_that_level(read_rows: Reader) -> None:
    head = [*[(text, 1, 2) for text in PEOPLE_HEAD], ("LLCT", 2)]
    inputs = read_rows(people=[head, [*[""] * 5, "Sơ cấp", "Trung cấp"], [*PERSON, "x", "Không"]])
    assert said(inputs, "political_theory") == [("Sơ cấp", "Sơ cấp")]


@pytest.mark.parametrize(
    ("heading", "code", "known"),
    [
        ("Nhiệm vụ đc phân công", "column_assumed", "Nhiệm vụ được phân công"),
        ("Công việc được phân giao", "column_alike", "Công việc được giao"),
        ("Ngày sinh hoạt hè", "column_read_as", "Ngày sinh"),
        ("Màu áo", "column_unknown", ""),
    ],
)
def test_a_column_not_known_by_its_name_is_said(read_people_with: Reader, heading: str, code: str, known: str) -> None:
    problem = read_people_with({heading: "x"}).problems.set_index("code").loc[code]
    assert (problem.cell, problem.value) == ("F1", heading)
    assert known in problem.message_vi + problem.suggestion_vi


def test_blank_profile_cells_say_nothing(read_people_with: Reader) -> None:
    inputs = read_people_with(dict.fromkeys(["LLCT", "QLNN", "Tin học", "Chuyên ngành", "Xếp loại 2024"], ""))
    assert inputs.statements.empty


def test_a_rating_is_dated_by_its_heading(read_people_with: Reader) -> None:
    inputs = read_people_with({"Xếp loại 2024": "HTTNV"})
    assert inputs.statements["dated_on"].tolist() == [pd.Timestamp(2024, 12, 31)]


def test_a_rating_nobody_knows_is_kept_as_written_and_said(read_people_with: Reader) -> None:
    inputs = read_people_with({"Xếp loại 2024": "abc"})
    assert said(inputs, "rating") == [("Xếp loại chất lượng năm 2024", "abc")]
    assert at(inputs.problems, "rating_unknown") == [("F2", "abc")]


def test_marks_below_levels_are_read(read_rows: Reader) -> None:
    head = [*[(text, 1, 2) for text in PEOPLE_HEAD], ("LLCT", 2)]
    inputs = read_rows(people=[head, [*[""] * 5, "Sơ cấp", "Trung cấp"], [*PERSON, "", "x"]])
    assert said(inputs, "political_theory") == [("Trung cấp", "Trung cấp")]


def test_group_rows_totals_and_signatures_are_no_people(read_rows: Reader) -> None:
    head = ["STT", "Họ và tên", "Ngày sinh", "Chức danh", "Vị trí việc làm", "Trình độ"]
    inputs = read_rows(
        people=[
            ["UBND TỈNH HÀ TĨNH"],
            head,
            ["I", "UBND xã Sơn Kim 1"],
            ["1", "Văn phòng HĐND và UBND"],
            [1, "Nguyễn Văn Dũng", "15/3/1985", "Công chức", "II.03", "Đại học"],
            ["II", "Xã Sơn Kim 2"],
            [1, "Trần Thị Hạnh", "1/1/1990", "Công chức", "II.04", "Đại học"],
            ["", "Tổng cộng: 2 người"],
            ["", "", "", "Ngày 1 tháng 2 năm 2026"],
            ["", "", "", "CHỦ TỊCH"],
            ["", "", "", "Lê Văn Ký"],
        ]
    )
    assert sorted(inputs.officers["unit_id"]) == ["18196", "18199"]
    by_unit = dict(zip(inputs.officers["unit_id"], inputs.officers["department"], strict=True))
    assert by_unit == {"18196": "office", "18199": ""}
    assert {"rows_total", "rows_after_signature"} <= set(codes(inputs.problems))


def test_people_called_like_marks_of_rows_are_people(read_rows: Reader) -> None:
    names = ["Tống Văn A", "Phong Thị Bé", "Tô Văn Tổng", "Xa Văn Cộng", "Vi Dũ"]
    inputs = read_rows(people=[PEOPLE_HEAD, *[[f"C{index}", name, *PERSON[2:]] for index, name in enumerate(names)]])
    assert sorted(inputs.personal["name"]) == sorted(names)


def test_the_sheet_name_gives_the_unit(read_rows: Reader) -> None:
    rows = [
        ["Mã công chức", "Họ và tên", "Ngày sinh", "Vị trí việc làm"],
        ["CC1", "Nguyễn Văn Dũng", "15/3/1985", "II.06"],
    ]
    inputs = read_rows(people={"Xã Sơn Kim 1": rows, "Sơn Kim 2": [rows[0], ["CC2", *rows[1][1:]]]})
    assert dict(zip(inputs.officers["officer_id"], inputs.officers["unit_id"], strict=True)) == {
        "CC1": "18196", "CC2": "18199",
    }  # fmt: skip


def test_a_unit_code_without_its_zeros_is_used_and_said(read_rows: Reader) -> None:
    head = [*PEOPLE_HEAD[:3], "Mã đơn vị", "Vị trí việc làm"]
    inputs = read_rows(people=[head, [*PERSON[:3], 4, "II.06"]])
    assert inputs.officers["unit_id"].tolist() == ["00004"]
    assert at(inputs.problems, "unit_code_zeros") == [("D2", "4")]


@pytest.mark.parametrize("code", ["18196", 18196])
def test_an_exact_unit_code_in_the_column_of_names_is_its_unit(read_rows: Reader, code: object) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, [*PERSON[:3], code, "II.06"]])
    assert inputs.officers["unit_id"].tolist() == ["18196"]
    assert codes(inputs.problems) == []


def test_a_number_that_is_no_exact_unit_code_is_still_refused_in_the_column_of_names(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, [*PERSON[:3], "4", "II.06"]])
    assert inputs.officers["unit_id"].tolist() == [""]
    assert "unit_unknown" in codes(inputs.problems)


def test_a_namesake_is_settled_by_a_province_in_the_title(read_rows: Reader) -> None:
    rows = [["DANH SÁCH CÔNG CHỨC TỈNH LẠNG SƠN"], PEOPLE_HEAD, [*PERSON[:3], "Xã Tân Thành", "II.06"]]
    assert read_rows(people=rows).officers["unit_id"].tolist() == ["06445"]


def test_a_namesake_is_settled_by_most_other_rows_and_said(read_rows: Reader) -> None:
    rows = [[f"C{number}", "Trần Thị Hạnh", f"{number}/1/1990", "Xã Bằng Mạc", "II.06"] for number in range(1, 6)]
    inputs = read_rows(people=[PEOPLE_HEAD, *rows, [*PERSON[:3], "Xã Tân Thành", "II.06"]])
    assert inputs.officers.set_index("officer_id").loc["CC1", "unit_id"] == "06445"
    assert at(inputs.problems, "unit_by_majority") == [("D7", "Xã Tân Thành")]


def test_an_unsettled_namesake_lists_the_candidates(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, [*PERSON[:3], "Xã Tân Thành", "II.06"]])
    assert inputs.officers["unit_id"].tolist() == [""]
    problem = inputs.problems.iloc[0]
    assert (problem.code, problem.cell) == ("unit_ambiguous", "D2")
    assert problem.suggestion_vi.count("Xã Tân Thành") > 3


def test_a_unit_abolished_in_2025_comes_with_near_names(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, [*PERSON[:3], "Thị trấn Sơn Kim, tỉnh Hà Tĩnh", "II.06"]])
    problem = inputs.problems.iloc[0]
    assert (problem.code, problem.severity) == ("unit_unknown", "error")
    assert "Sơn Kim" in problem.suggestion_vi


def test_an_unknown_group_unit_gives_its_rows_no_other_unit(read_rows: Reader) -> None:
    head = ["STT", "Họ và tên", "Ngày sinh", "Vị trí việc làm", "Trình độ"]
    people = [[1, "Nguyễn Văn Dũng", "15/3/1985", "II.06", "ĐH"], [1, "Trần Thị Hạnh", "1/1/1990", "II.04", "ĐH"]]
    inputs = read_rows(people=[head, ["I", "Xã Sơn Kim 1"], people[0], ["II", "UBND thị trấn Cũ"], people[1]])
    names = inputs.personal.set_index("officer_id")["name"]
    units = {names[row.officer_id]: row.unit_id for row in inputs.officers.itertuples()}
    assert units == {"Nguyễn Văn Dũng": "18196", "Trần Thị Hạnh": ""}


def test_an_unknown_position_leaves_the_officer_without_holding(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, [*PERSON[:4], "Chuyên viên lạ"]])
    assert (len(inputs.officers), len(inputs.holdings)) == (1, 0)
    assert at(inputs.problems, "position_unknown") == [("E2", "Chuyên viên lạ")]


def test_a_share_column_counts(read_people_with: Reader) -> None:
    inputs = read_people_with({"Tỷ lệ": "60%; 40%"} | {"Phòng": "Phòng Kinh tế"})
    assert at(inputs.problems, "share_unreadable") == [("F2", "60%; 40%")]


def test_the_title_answers_for_a_missing_position(read_rows: Reader) -> None:
    head = [*PEOPLE_HEAD[:4], "Chức vụ"]
    inputs = read_rows(people=[head, [*PERSON[:4], "Chánh Văn phòng HĐND và UBND"]])
    assert inputs.holdings["position_id"].tolist() == ["I.01"]
    assert "position_from_title" in codes(inputs.problems)


def test_a_broken_value_leaves_the_good_ones(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, ["CC1", "Nguyễn Văn Dũng", "31/2/1985", "Xã Sơn Kim 1", "II.06"]])
    assert len(inputs.holdings) == 1
    assert inputs.personal["birth_date"].isna().all()
    assert at(inputs.problems, "date_impossible") == [("C2", "31/2/1985")]


def test_unknown_columns_are_listed(read_people_with: Reader) -> None:
    inputs = read_people_with({"Màu xe": "đỏ", "Số điện thoại": "0912"})
    assert at(inputs.problems, "column_unknown") == [("F1", "Màu xe")]
    assert at(inputs.problems, "column_unused") == [("G1", "Số điện thoại")]


def test_names_are_tidied(read_rows: Reader) -> None:
    odd = unicodedata.normalize("NFD", "NGUYỄN") + "\u00a0VĂN  DŨNG\u200b"
    inputs = read_rows(people=[PEOPLE_HEAD, ["CC1", odd, *PERSON[2:]]])
    assert inputs.personal["name"].tolist() == ["Nguyễn Văn Dũng"]
    assert "text_tidied" in codes(inputs.problems)


def test_a_column_in_an_old_encoding_is_converted_once_and_said(read_rows: Reader) -> None:
    people = [["CC1", typed_tcvn3("nguyễn văn dũng"), *PERSON[2:]], ["CC2", typed_tcvn3("trần thị hạnh"), *OTHER[2:]]]
    inputs = read_rows(people=[PEOPLE_HEAD, *people])
    assert sorted(inputs.personal["name"]) == ["Nguyễn Văn Dũng", "Trần Thị Hạnh"]
    assert codes(inputs.problems) == ["text_converted"]


def test_people_without_ids_get_stable_ones(read_rows: Reader) -> None:
    rows = [PEOPLE_HEAD[1:], PERSON[1:], OTHER[1:]]
    first = read_rows(people=rows)
    again = read_rows(people=[rows[0], rows[2], rows[1]])
    assert first.officers["officer_id"].tolist() == again.officers["officer_id"].tolist()
    assert codes(first.problems) == ["id_made"]


def test_one_id_with_two_names_keeps_the_later_row_out(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, PERSON, ["CC1", *OTHER[1:]]])
    assert inputs.personal["name"].tolist() == ["Nguyễn Văn Dũng"]
    assert inputs.holdings["position_id"].tolist() == ["II.06"]
    assert at(inputs.problems, "id_of_two_names") == [("A3", "CC1")]


def test_one_person_in_two_units_is_a_problem(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, PERSON, [*PERSON[:3], "Xã Sơn Kim 2", "II.06"]])
    assert inputs.officers["unit_id"].tolist() == ["18196"]
    assert at(inputs.problems, "officer_in_two_units") == [("A3", "CC1")]


def test_two_rows_of_one_officer_are_two_positions(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, PERSON, [*PERSON[:4], "II.07"]])
    assert dict(zip(inputs.holdings["position_id"], inputs.holdings["share"], strict=True)) == {
        "II.06": 0.5,
        "II.07": 0.5,
    }
    assert codes(inputs.problems) == ["officer_again"]


def test_shares_of_two_rows_of_one_officer_that_make_too_much_are_said(read_rows: Reader) -> None:
    rows = [[*PERSON[:4], "II.06 (60%); II.07 (40%)"], [*PERSON[:4], "II.20"]]
    inputs = read_rows(people=[PEOPLE_HEAD, *rows])
    assert inputs.holdings["share"].round(3).tolist() == [0.3, 0.2, 0.5]
    assert codes(inputs.problems) == ["officer_again", "shares_of_rows"]
    assert at(inputs.problems, "shares_of_rows") == [("E3", "CC1")]
    message = inputs.problems["message_vi"].iloc[1]
    assert "200%" in message
    assert "II.06 30%; II.07 20%; II.20 50%" in message


def test_the_same_shares_on_two_rows_are_no_problem_of_shares(read_rows: Reader) -> None:
    row = [*PERSON[:4], "II.06 (60%); II.07 (40%)"]
    assert codes(read_rows(people=[PEOPLE_HEAD, row, row]).problems) == ["officer_again"]


def test_one_name_and_birth_day_under_two_ids_is_said(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, PERSON, ["CC9", *PERSON[1:]]])
    assert len(inputs.officers) == 2
    assert at(inputs.problems, "officer_twice") == [("A3", "Nguyễn Văn Dũng")]


def test_ids_that_differ_by_capitals_or_spaces_only_are_said(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, PERSON, ["cc 1", *OTHER[1:]]])
    assert len(inputs.officers) == 2
    assert at(inputs.problems, "ids_alike") == [("A3", "cc1")]


@pytest.mark.parametrize(
    ("title", "code"),
    [("Chủ tịch UBND xã", "position_elected"), ("Đã nghỉ hưu", "position_left"), ("Qwerty", "position_unknown")],
)
def test_a_title_that_is_no_position_is_said_with_no_far_fetched_guess(
    read_rows: Reader, title: str, code: str
) -> None:
    problem = read_rows(people=[PEOPLE_HEAD, [*PERSON[:4], title]]).problems.set_index("code").loc[code]
    assert (problem.cell, problem.value) == ("E2", title)
    assert "II." not in problem.suggestion_vi


@pytest.mark.parametrize("heading", ["Ngày sinh", "Ngày sinh Nam", "Ngày sinh Nữ"])
def test_an_odd_age_is_said_in_every_column_of_birth_days(read_rows: Reader, heading: str) -> None:
    head = [*PEOPLE_HEAD[:2], heading, *PEOPLE_HEAD[3:]]
    inputs = read_rows(people=[head, [*PERSON[:2], "1/1/2030", *PERSON[3:]]])
    assert at(inputs.problems, "birth_odd") == [("C2", "1/1/2030")]


@pytest.mark.parametrize("day", ["31/12/1899", "0/3/1985", "1899"])
def test_a_day_that_nobody_in_service_is_born_on_is_said_without_a_suggestion(read_rows: Reader, day: str) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, [*PERSON[:2], day, *PERSON[3:]]])
    assert [cell for cell, _ in at(inputs.problems, "birth_impossible")] == ["C2"]
    assert "dd/mm/yyyy" not in inputs.problems["suggestion_vi"].iloc[0]
    assert inputs.personal["birth_date"].isna().all()


def test_a_citizen_id_with_a_lost_zero_is_not_padded(read_rows: Reader) -> None:
    inputs = read_rows(people=[["CCCD", *PEOPLE_HEAD[1:]], [42085001234, *PERSON[1:]]])
    assert inputs.officers["officer_id"].tolist() == ["42085001234"]
    assert "042085001234" in inputs.problems.iloc[0]["suggestion_vi"]


def test_sheets_beside_the_people_are_joined(read_rows: Reader) -> None:
    inputs = read_rows(
        people={
            "Danh sách": [PEOPLE_HEAD, PERSON],
            "Quá trình công tác": [
                ["Mã công chức", "Từ", "Đến", "Chức danh", "Đơn vị công tác"],
                ["CC1", "3/2010", "2/2015", "Kế toán", "UBND xã Y"],
                ["CC1", "3/2015", "nay", "Chuyên viên", "UBND xã X"],
                ["CC7", "2010", "2011", "Không ai", "Y"],
            ],
            "Đào tạo": [
                ["Mã công chức", "Tên lớp", "Năm", "Số tiết", "Văn bằng, chứng chỉ", "Chuyên ngành"],
                ["CC1", "Lớp ngân sách", "2024", "40", "", ""],
                ["CC1", "", "2010", "", "Đại học", "Kế toán"],
            ],
        }
    )
    posts = inputs.statements[inputs.statements["kind"] == "past_post"]
    assert posts["text"].tolist() == ["Kế toán, UBND xã Y", "Chuyên viên, UBND xã X"]
    assert posts["dated_on"].tolist() == [pd.Timestamp(2015, 2, 1), pd.Timestamp(2026, 11, 21)]
    training = inputs.statements[inputs.statements["kind"] == "training"].iloc[0]
    assert (training.text, training.periods, training.dated_on) == ("Lớp ngân sách", 40.0, pd.Timestamp(2024, 1, 1))
    assert said(inputs, "degree") == [("Đại học ngành Kế toán", "Đại học")]
    assert at(inputs.problems, "join_unknown") == [("A4", "CC7")]


def test_month_first_days_are_never_guessed(read_rows: Reader) -> None:
    people = [[f"C{index}", f"Người {index}", day, *PERSON[3:]] for index, day in enumerate(["03/25/1985", "4/5/1985"])]
    inputs = read_rows(people=[PEOPLE_HEAD, *people])
    assert inputs.personal["birth_date"].isna().all()
    assert codes(inputs.problems) == ["date_month_first", "date_ambiguous"]


def test_a_day_cell_and_its_text_are_the_same_day(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, PERSON, ["CC2", "Trần Thị Hạnh", date(1985, 3, 15), *PERSON[3:]]])
    assert inputs.personal["birth_date"].nunique() == 1


def test_many_columns_of_one_heading_are_said_once_with_their_number(read_rows: Callable[..., Inputs]) -> None:
    heads = [*PEOPLE_HEAD, *["Giới tính"] * 5]
    inputs = read_rows(people=[heads, [*PERSON, *["Nam"] * 5]])
    said = inputs.problems[inputs.problems["code"] == "column_twice"]
    assert said["cell"].tolist() == ["G1"]
    assert said["message_en"].iloc[0].endswith("(4 cells)")


def test_a_statement_of_a_day_to_come_counts_as_undated(read_people_with: Callable[..., Inputs]) -> None:
    inputs = read_people_with({"Các lớp bồi dưỡng": "Quản lý nhà nước (3/2028); Tầm nhìn 2030; Tin học (2024)"})
    assert at(inputs.problems, "statement_future") == [("F2", "1/3/2028")]
    assert inputs.statements["dated_on"].isna().tolist() == [True, True, False]


def shares(inputs: Inputs) -> dict[str, float]:
    return {row.position_id: round(row.share, 3) for row in inputs.holdings.itertuples()}


def test_work_in_a_post_that_cannot_be_read_is_placed_nowhere_and_said(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, [*PERSON[:4], "II.06 (60%); xyz (40%)"]])
    assert shares(inputs) == {"II.06": 0.6}
    assert codes(inputs.problems) == ["position_unknown", "position_share_unplaced"]
    said = inputs.problems.iloc[1]
    assert "40%" in said.message_vi
    assert "II.06 60%" in said.message_en


def test_work_placed_nowhere_stays_so_beside_another_row_of_the_same_person(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, [*PERSON[:4], "II.06; xyz"], [*PERSON[:4], "II.18"]])
    assert shares(inputs) == {"II.06": 0.25, "II.18": 0.5}


def test_a_share_column_leaves_work_placed_nowhere(read_rows: Reader) -> None:
    head = [*PEOPLE_HEAD, "Tỷ lệ thời gian"]
    inputs = read_rows(people=[head, [*PERSON[:4], "II.06; xyz", "70%"]])
    assert shares(inputs) == {"II.06": 0.7}


def test_an_earlier_post_in_the_position_cell_joins_the_work_history_where_the_list_tells_one(
    read_rows: Reader,
) -> None:
    head = [*PEOPLE_HEAD, "Quá trình công tác"]
    inputs = read_rows(people=[head, [*PERSON[:4], "Văn thư (2015-2020) → II.06", "2010-2015: thủ quỹ"]])
    assert shares(inputs) == {"II.06": 1.0}
    assert said(inputs, "past_post") == [("thủ quỹ", ""), ("Văn thư", "")]
    assert "position_past_to_career" in codes(inputs.problems)


def test_an_earlier_post_is_no_work_history_of_a_list_that_tells_none(read_rows: Reader) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, [*PERSON[:4], "Văn thư → II.06"]])
    assert inputs.statements.empty
    assert codes(inputs.problems) == ["position_of_other_time"]


@pytest.mark.parametrize("cell", ["Có (bản sao)", "đã có", "Có chứng chỉ", "Đã học", "x"])
def test_a_cell_that_only_says_there_is_one_names_what_its_column_names(read_people_with: Reader, cell: str) -> None:
    inputs = read_people_with({"QLNN": cell, "Tin học": cell})
    assert said(inputs, "certificate") == [("Bồi dưỡng quản lý nhà nước", ""), ("Chứng chỉ tin học", "")]


def test_levels_ticked_in_columns_of_their_own_are_joined_with_the_major(read_rows: Reader) -> None:
    top = [*((head, 1, 2) for head in PEOPLE_HEAD), ("Chuyên môn", 3), "", "", ("Chuyên ngành", 1, 2)]
    low = [*[None] * len(PEOPLE_HEAD), "ThS", "ĐH", "CĐ"]
    inputs = read_rows(people=[top, low, [*PERSON, "", "x", "", "Thống kê"], [*OTHER, "x", "", "", "Luật"]])
    assert said(inputs, "degree") == [("ĐH ngành Thống kê", "ĐH"), ("ThS ngành Luật", "ThS")]
    assert set(inputs.statements["subject"]) == {"Thống kê", "Luật"}


def test_a_column_certificate_under_informatics_is_one_of_informatics(read_rows: Reader) -> None:
    top = [*((head, 1, 2) for head in PEOPLE_HEAD), ("Tin học", 2)]
    low = [*[None] * len(PEOPLE_HEAD), "ĐH trở lên", "Chứng chỉ"]
    inputs = read_rows(people=[top, low, [*PERSON, "", "x"]])
    assert said(inputs, "certificate") == [("Chứng chỉ Tin học", "")]


@pytest.mark.parametrize(
    "remark", ["* Danh sách không gồm cán bộ chủ chốt", "(*) Tính đến 31/10", "Ghi chú: còn thiếu hai người"]
)
def test_a_remark_under_the_list_is_no_person(read_rows: Reader, remark: str) -> None:
    inputs = read_rows(people=[PEOPLE_HEAD, PERSON, OTHER, ["", remark]])
    assert inputs.officers["officer_id"].tolist() == ["CC1", "CC2"]
    assert at(inputs.problems, "row_remark") == [("A4", remark)]


@pytest.mark.parametrize(
    "remark", ["Nghỉ hưu từ 01/12/2026", "Nghỉ thai sản", "Biệt phái đến Sở Nội vụ", "Tập sự 12 tháng từ 1/8/2026"]
)
def test_a_remark_on_the_standing_of_a_person_is_told_as_not_used(read_people_with: Reader, remark: str) -> None:
    inputs = read_people_with({"Ghi chú": remark})
    assert at(inputs.problems, "remark_of_status") == [("F2", remark)]
    assert len(inputs.holdings) == 1


@pytest.mark.parametrize("remark", ["Bổ sung hồ sơ", "Chuyên viên hưởng lương bậc 3", "Đã nộp bằng"])
def test_other_remarks_are_left_alone(read_people_with: Reader, remark: str) -> None:
    assert codes(read_people_with({"Ghi chú": remark}).problems) == []
