from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
import pytest

from recommender.inputs import Inputs
from tests.recommender.readers.books import Rows, at, codes
from tests.recommender.readers.conftest import PEOPLE_HEAD, PERSON

Reader = Callable[..., Inputs]
WIDE = ["Mã công chức", "Ngày đánh giá", "Hình thức"]
AFTER = ["Ngày đánh giá", "Hình thức", "Đất đai (thang 10)"]
LONG = ["Mã công chức", "Chủ đề", "Hình thức", "Điểm", "Thang điểm", "Ngày đánh giá"]


@pytest.fixture
def read_results(read_rows: Reader) -> Reader:
    """Reads result rows of the one officer CC1."""

    def read(rows: Rows | dict[str, Rows]) -> Inputs:
        return read_rows(people=[PEOPLE_HEAD, PERSON], assessments=rows)

    return read


def values(inputs: Inputs) -> list[tuple[str, str, float, float, float]]:
    """Topic, method, score, top of the scale and level, with 0 for what is not given."""
    columns = ["topic", "method", "score", "scale_max", "level"]
    return [
        tuple(row) for row in inputs.assessments[columns].fillna({"score": 0, "scale_max": 0, "level": 0}).to_numpy()
    ]


def test_unknown_columns_with_scores_are_topics(read_results: Reader) -> None:
    inputs = read_results(
        [[*WIDE, "Soạn thảo văn bản (thang 100)", "Màu xe"], ["CC1", "15/5/2026", "Sát hạch", 78, "đỏ"]]
    )
    assert values(inputs) == [("Soạn thảo văn bản", "test", 78, 100, 0)]
    assert inputs.assessments["dated_on"].tolist() == [pd.Timestamp(2026, 5, 15)]
    assert inputs.assessments["place"].tolist() == ["assessments.xlsx!Sheet1!D2"]
    assert at(inputs.problems, "column_unknown") == [("E1", "Màu xe")]


def test_a_second_heading_row_gives_scale_or_method(read_results: Reader) -> None:
    head = [*[(text, 1, 2) for text in WIDE[:2]], ("Chuyển đổi số", 2), "", "Đất đai"]
    inputs = read_results(
        [head, ["", "", "Tự đánh giá", "Cấp trên", "(Thang điểm 10)"], ["CC1", "15/5/2026", "Mức 3", "IV", "8,5"]]
    )
    assert values(inputs) == [
        ("Chuyển đổi số", "self", 0, 0, 3),
        ("Chuyển đổi số", "supervisor", 0, 0, 4),
        ("Đất đai", "supervisor", 8.5, 10, 0),
    ]
    assert "method_assumed" in codes(inputs.problems)


def test_a_topic_that_speaks_of_colleagues_is_a_topic(read_results: Reader) -> None:
    inputs = read_results([[*WIDE, "Giao tiếp với công dân, đồng nghiệp"], ["CC1", "15/5/2026", "Sát hạch", "Mức 4"]])
    assert values(inputs) == [("Giao tiếp với công dân, đồng nghiệp", "test", 0, 0, 4)]


def test_crosses_below_levels_are_levels(read_results: Reader) -> None:
    head = [*[(text, 1, 2) for text in WIDE], ("Soạn thảo", 5)]
    inputs = read_results(
        [head, [*[""] * 3, *[f"Mức {level}" for level in range(1, 6)]], ["CC1", "15/5/2026", "Cấp trên", "", "", "x"]]
    )
    assert values(inputs) == [("Soạn thảo", "supervisor", 0, 0, 3)]


def test_a_scale_column_counts_row_by_row(read_results: Reader) -> None:
    rows = [["CC1", "15/5/2026", "Sát hạch", "100", 80], ["CC1", "16/5/2026", "Sát hạch", "Thang 10", 8]]
    inputs = read_results([[*WIDE, "Thang điểm", "Đất đai"], *rows])
    assert sorted(values(inputs)) == [("Đất đai", "test", 8, 10, 0), ("Đất đai", "test", 80, 100, 0)]


@pytest.mark.parametrize(
    ("cells", "top", "code"),
    [
        (["80", "35"], 100, "scale_assumed"),
        (["8", "3,5"], 10, "scale_assumed"),
        (["4", "1"], 0, "scale_assumed_levels"),
    ],
)
def test_an_unwritten_scale_is_assumed_from_the_column_and_said(
    read_results: Reader, cells: list[str], top: float, code: str
) -> None:
    inputs = read_results(
        [[*WIDE, "Đất đai"], *[["CC1", f"{day}/5/2026", "Sát hạch", cell] for day, cell in enumerate(cells, 1)]]
    )
    assert {row[3] for row in values(inputs)} == {top}
    assert at(inputs.problems, code) == [("D1", "Đất đai")]


@pytest.mark.parametrize(
    ("cell", "score", "top", "level"),
    [
        ("75/100", 75, 100, 0),
        ("8,5/10", 8.5, 10, 0),
        ("80%", 80, 100, 0),
        ("3/5", 0, 0, 3),
        ("Mức 3", 0, 0, 3),
        ("IV", 0, 0, 4),
    ],
)
def test_long_results_are_read_as_written(
    read_results: Reader, cell: str, score: float, top: float, level: float
) -> None:
    inputs = read_results([LONG, ["CC1", "Đất đai", "Sát hạch", cell, "", "15/5/2026"]])
    assert values(inputs) == [("Đất đai", "test", score, top, level)]


@pytest.mark.parametrize(
    ("cell", "scale", "code"),
    [("120", "100", "score_out_of_scale"), ("Mức 6", "", "level_out_of_range"), ("Tốt", "100", "score_unreadable"),
     (date(2026, 5, 3), "100", "score_unreadable"), ("250000", "", "scale_unknown")],
)  # fmt: skip
def test_a_result_that_cannot_be_used_is_kept_out_and_said(
    read_results: Reader, cell: object, scale: str, code: str
) -> None:
    inputs = read_results([LONG, ["CC1", "Đất đai", "Sát hạch", cell, scale, "15/5/2026"]])
    assert inputs.assessments.empty
    assert [cell for cell, _ in at(inputs.problems, code)] == ["D2"]


def test_the_level_column_goes_before_the_score(read_results: Reader) -> None:
    head = ["Mã công chức", "Chủ đề", "Hình thức", "Điểm", "Mức", "Ngày đánh giá"]
    rows = [
        ["CC1", "Đất đai", "Cấp trên", "", "Mức 2", "5/2026"],
        ["CC1", "Hộ tịch", "Cấp trên", "70/100", "", "5/2026"],
    ]
    inputs = read_results([head, *rows])
    assert values(inputs) == [("Đất đai", "supervisor", 0, 0, 2), ("Hộ tịch", "supervisor", 70, 100, 0)]


def test_method_and_day_come_from_the_title(read_results: Reader) -> None:
    inputs = read_results([["KẾT QUẢ SÁT HẠCH ngày 15/6/2026"], ["Mã công chức", "Đất đai (thang 10)"], ["CC1", 7]])
    assert inputs.assessments[["method", "dated_on"]].to_numpy().tolist() == [["test", pd.Timestamp(2026, 6, 15)]]
    assert {"method_from_title", "day_from_title"} <= set(codes(inputs.problems))


def test_a_missing_method_is_assumed_and_said(read_results: Reader) -> None:
    inputs = read_results([["Mã công chức", "Ngày đánh giá", "Đất đai (thang 10)"], ["CC1", "1/5/2026", 7]])
    assert inputs.assessments["method"].tolist() == ["supervisor"]
    assert "method_assumed" in codes(inputs.problems)


def test_the_same_result_twice_counts_once(read_results: Reader) -> None:
    row = ["CC1", "Đất đai", "Sát hạch", 70, 100, "15/5/2026"]
    inputs = read_results([LONG, row, row])
    assert len(inputs.assessments) == 1
    assert "result_again" in codes(inputs.problems)


def test_totals_are_no_topics(read_results: Reader) -> None:
    inputs = read_results(
        [[*WIDE, "Đất đai (thang 10)", "Tổng điểm", "Xếp loại"], ["CC1", "1/5/2026", "Sát hạch", 7, 7, "Khá"]]
    )
    assert [row[0] for row in values(inputs)] == ["Đất đai"]


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ({"Họ và tên": "Nguyễn Văn Dũng", "Ngày sinh": "15/3/1985"}, "join_name_birth"),
        ({"Họ và tên": "NGUYỄN VĂN DŨNG", "Đơn vị": "Xã Sơn Kim 1"}, "join_name_unit"),
        ({"Họ và tên": "Nguyễn Văn Dũng"}, "join_name_unit"),
    ],
)
def test_people_without_ids_are_joined_by_name(read_results: Reader, person: dict[str, str], code: str) -> None:
    inputs = read_results(
        [[*person, "Ngày đánh giá", "Hình thức", "Đất đai (thang 10)"], [*person.values(), "1/5/2026", "Sát hạch", 7]]
    )
    assert inputs.assessments["officer_id"].tolist() == ["CC1"]
    assert code in codes(inputs.problems)


@pytest.mark.parametrize(
    "person",
    [
        {"Mã công chức": "CC9", "Họ và tên": "Nguyễn Văn Dũng"},
        {"Họ và tên": "Nguyễn Văn Dung"},
        {"Họ và tên": "Nguyễn Văn Dũng", "Ngày sinh": "1/1/1990"},
        {"Họ và tên": "Nguyễn Văn Dũng", "Đơn vị": "Xã Sơn Kim 2"},
    ],
)
def test_results_of_nobody_known_are_kept_out(read_results: Reader, person: dict[str, str]) -> None:
    inputs = read_results(
        [[*person, "Ngày đánh giá", "Hình thức", "Đất đai (thang 10)"], [*person.values(), "1/5/2026", "Sát hạch", 7]]
    )
    assert inputs.assessments.empty
    assert "join_unknown" in codes(inputs.problems)


def test_namesakes_are_not_guessed(read_rows: Reader) -> None:
    people = [PEOPLE_HEAD, PERSON, ["CC2", PERSON[1], "1/1/1990", *PERSON[3:]]]
    rows = [["Họ và tên", "Ngày đánh giá", "Hình thức", "Đất đai (thang 10)"], [PERSON[1], "1/5/2026", "Sát hạch", 7]]
    inputs = read_rows(people=people, assessments=rows)
    assert inputs.assessments.empty
    assert at(inputs.problems, "join_ambiguous") == [("A2", PERSON[1])]


def test_an_id_with_lost_zeros_is_joined_and_said(read_rows: Reader) -> None:
    inputs = read_rows(
        people=[PEOPLE_HEAD, ["0007", *PERSON[1:]]],
        assessments=[[*WIDE, "Đất đai (thang 10)"], [7, "1/5/2026", "Sát hạch", 7]],
    )
    assert inputs.assessments["officer_id"].tolist() == ["0007"]
    assert "join_id_zeros" in codes(inputs.problems)


def test_scores_and_levels_are_never_both_given(read_results: Reader) -> None:
    inputs = read_results([[*WIDE, "A (thang 10)", "B"], ["CC1", "1/5/2026", "Sát hạch", 7, "Mức 2"]])
    assert (np.isnan(inputs.assessments["score"]) != np.isnan(inputs.assessments["level"])).all()


UNITED = ["Mã công chức", "Họ và tên", "Đơn vị", "Ngày đánh giá", "Hình thức", "Đất đai (thang 10)"]


@pytest.mark.parametrize(
    ("unit", "code"), [("Xã Tân Thành", "unit_ambiguous_unneeded"), ("Xã Không Có", "unit_unknown_unneeded")]
)
def test_a_unit_not_found_is_a_note_where_the_code_finds_the_person(read_results: Reader, unit: str, code: str) -> None:
    inputs = read_results([UNITED, ["CC1", "", unit, "15/5/2026", "Sát hạch", 7]])
    assert len(inputs.assessments) == 1
    assert [(row.code, row.severity, row.cell) for row in inputs.problems.itertuples()] == [(code, "note", "C2")]


def test_a_unit_not_found_stays_an_error_where_nobody_is_found(read_results: Reader) -> None:
    inputs = read_results([UNITED, ["", "Trần Thị Lạ", "Xã Tân Thành", "15/5/2026", "Sát hạch", 7]])
    assert inputs.assessments.empty
    assert at(inputs.problems, "unit_ambiguous") == [("C2", "Xã Tân Thành")]
    assert set(inputs.problems["severity"]) == {"error"}


def test_of_namesakes_the_unit_with_people_is_meant(read_rows: Reader) -> None:
    person = [*PERSON[:3], "Xã Tân Thành, tỉnh Lạng Sơn", "II.06"]
    inputs = read_rows(
        people=[PEOPLE_HEAD, person],
        assessments=[UNITED, ["", PERSON[1], "Xã Tân Thành", "15/5/2026", "Sát hạch", 7]],
    )
    assert inputs.assessments["officer_id"].tolist() == ["CC1"]
    assert at(inputs.problems, "unit_by_people") == [("C2", "Xã Tân Thành")]


NAMED = ["Mã công chức", "Họ và tên", "Chủ đề", "Mức", "Ngày đánh giá", "Hình thức"]


def test_a_row_that_names_another_person_than_its_id_is_said_with_both_names(read_results: Reader) -> None:
    inputs = read_results(
        [
            NAMED,
            ["CC1", "Trần Thị Lan", "Tin học", 3, "1/3/2026", "Sát hạch"],
            ["CC1", "NGUYEN VAN DUNG", "Soạn thảo", 3, "1/3/2026", "Sát hạch"],
            ["CC1", "Dũng (CT)", "Tổng hợp", 3, "1/3/2026", "Sát hạch"],
        ]
    )
    assert len(inputs.assessments) == 3
    assert at(inputs.problems, "name_of_another") == [("B2", "Trần Thị Lan")]
    said = inputs.problems.set_index("code").loc["name_of_another", "message_vi"]
    assert "CC1" in said
    assert "Nguyễn Văn Dũng" in said


def test_a_name_that_differs_by_its_accents_only_is_said_when_both_have_accents(read_results: Reader) -> None:
    rows = [NAMED, ["CC1", "Nguyễn Văn Dụng", "Tin học", 3, "1/3/2026", "Sát hạch"]]
    assert at(read_results(rows).problems, "name_of_another") == [("B2", "Nguyễn Văn Dụng")]


def test_a_result_of_a_day_to_come_counts_as_undated(read_results: Reader) -> None:
    inputs = read_results([NAMED, ["CC1", "Nguyễn Văn Dũng", "Tin học", 3, "1/3/2027", "Sát hạch"]])
    assert inputs.assessments["dated_on"].isna().all()
    assert at(inputs.problems, "result_future") == [("D2", "1/3/2027")]


def test_a_method_nobody_knows_is_said_with_how_it_was_taken(read_results: Reader) -> None:
    rows = [NAMED, ["CC1", "Nguyễn Văn Dũng", "Tin học", 3, "1/3/2026", "Bốc thăm"]]
    inputs = read_results(rows)
    assert inputs.assessments["method"].tolist() == ["supervisor"]
    assert at(inputs.problems, "method_unknown") == [("F2", "Bốc thăm")]
    assert "method_assumed" not in codes(inputs.problems)


def test_a_method_nobody_knows_is_taken_from_the_title(read_results: Reader) -> None:
    rows = [["KẾT QUẢ SÁT HẠCH"], NAMED, ["CC1", "Nguyễn Văn Dũng", "Tin học", 3, "1/3/2026", "Bốc thăm"]]
    inputs = read_results(rows)
    assert inputs.assessments["method"].tolist() == ["test"]
    assert at(inputs.problems, "method_unknown_title") == [("F3", "Bốc thăm")]


def test_a_level_outside_its_scale_is_named_once_as_written(read_results: Reader) -> None:
    inputs = read_results([NAMED, ["CC1", "Nguyễn Văn Dũng", "Tin học", "Mức 7", "1/3/2026", "Sát hạch"]])
    said = inputs.problems.set_index("code").loc["level_out_of_range"]
    assert (said["message_vi"], said["cell"]) == ("“Mức 7” nằm ngoài mức 1–5.", "D2")


def test_a_result_without_topic_is_kept_out_and_said(read_results: Reader) -> None:
    lost = ["CC1", "", "Sát hạch", 8, 10, "15/5/2026"]
    kept = ["CC1", "Đất đai", "Sát hạch", 7, 10, "15/5/2026"]
    inputs = read_results([LONG, lost, kept, ["CC1", "", "Sát hạch", "", 10, "15/5/2026"]])
    assert values(inputs) == [("Đất đai", "test", 7, 10, 0)]
    assert at(inputs.problems, "result_without_topic") == [("B2", "8")]


def test_a_level_without_topic_is_quoted_as_written(read_results: Reader) -> None:
    inputs = read_results([BOTH, ["CC1", "", "Cấp trên", "", "", "Mức 3", "15/5/2026"]])
    assert inputs.assessments.empty
    assert at(inputs.problems, "result_without_topic") == [("B2", "Mức 3")]


BOTH = ["Mã công chức", "Chủ đề", "Hình thức", "Điểm", "Thang điểm", "Mức", "Ngày đánh giá"]


def test_a_level_that_its_score_denies_is_used_and_said(read_results: Reader) -> None:
    inputs = read_results([BOTH, ["CC1", "Đất đai", "Sát hạch", 8, 10, "Mức 2", "15/5/2026"]])
    assert values(inputs) == [("Đất đai", "test", 0, 0, 2)]
    assert at(inputs.problems, "score_level_differ") == [("D2", "8")]
    assert "mức 2" in inputs.problems.set_index("code").loc["score_level_differ", "message_vi"]


@pytest.mark.parametrize(
    ("score", "top", "level"), [(7, 10, 3), (84, 100, "Mức 3"), (69, 100, 2), (50, 100, 2), ("", 10, 2), (8, 10, "-")]
)
def test_a_level_that_its_score_supports_is_not_questioned(
    read_results: Reader, score: object, top: int, level: object
) -> None:
    inputs = read_results([BOTH, ["CC1", "Đất đai", "Sát hạch", score, top, level, "15/5/2026"]])
    assert len(inputs.assessments) == 1
    assert "score_level_differ" not in codes(inputs.problems)


@pytest.mark.parametrize("heading", ["Số hiệu CBCC", "Mã số CBCC", "Số hiệu cán bộ"])
def test_an_id_heading_of_the_list_of_people_is_one_of_results_too(read_results: Reader, heading: str) -> None:
    inputs = read_results([[heading, *LONG[1:]], ["CC1", "Đất đai", "Sát hạch", 7, 10, "15/5/2026"]])
    assert inputs.assessments["officer_id"].tolist() == ["CC1"]
    assert "column_unknown" not in codes(inputs.problems)
