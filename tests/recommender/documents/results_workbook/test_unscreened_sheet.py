"""The sheet of people without a verdict: nobody who was read is named nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.columns import OFFICERS, PERSONAL
from recommender.inputs import Inputs
from recommender.pipeline import RunResult
from tests.recommender.documents import factories as make
from tests.recommender.documents.results_workbook.reading import Book, write

TAB = "Chưa rà soát được"
REFUSED = {
    **make.ROWS["problems"][0],
    "severity": "error",
    "code": "position_unknown",
    "cell": "I15",
    "value": "II.99",
    "message_vi": "Không có vị trí “II.99”.",
    "message_en": "No position “II.99”.",
}
BIRTHDAY = {**REFUSED, "code": "date_unreadable", "cell": "C15", "value": "3/15/1987", "message_vi": "Ngày sinh lạ."}


def two_more() -> Inputs:
    """Two officers without a position: one cell was refused, the other is empty."""
    given = make.inputs()
    rows = [{str(key): value for key, value in row.items()} for row in given.officers.to_dict("records")]
    named = [{str(key): value for key, value in row.items()} for row in given.personal.to_dict("records")]
    more = [
        {"officer_id": "CC08", "unit_id": "00001", "place": "people.xlsx!DS!A15"},
        {"officer_id": "CC09", "unit_id": "00002", "place": "people.xlsx!DS!A24"},
    ]
    names = [{"officer_id": "CC08", "name": "Hoàng Văn Em"}, {"officer_id": "CC09", "name": "Lý Thị Nga"}]
    return make.inputs(
        officers=OFFICERS.frame([*rows, *more]),
        personal=PERSONAL.frame([*named, *names]),
    )


def run() -> RunResult:
    return make.result(problems=[BIRTHDAY, REFUSED])


@pytest.fixture(scope="module")
def partly(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return write(tmp_path_factory.mktemp("partly"), result=run(), inputs=two_more())


def test_who_has_no_verdict_stands_on_a_sheet_after_the_verdicts(partly: Book) -> None:
    assert list(partly.sheets)[1:3] == ["Kết luận", TAB]
    rows = partly.table(TAB, "TT")
    assert [(row["Mã"], row["Họ và tên"], row["Đơn vị"]) for row in rows] == [
        ("CC09", "Lý Thị Nga", "Xã Hai"), ("CC08", "Hoàng Văn Em", "Xã Một"),
    ]  # fmt: skip


def test_the_refused_cell_is_named_with_what_is_wrong(partly: Book) -> None:
    row = next(row for row in partly.table(TAB, "TT") if row["Mã"] == "CC08")
    assert (row["Ở đâu trong tệp"], row["Giá trị trong tệp"]) == ("people.xlsx · DS · I15", "II.99")
    assert row["Vướng gì"] == "Không có vị trí “II.99”."


def test_an_empty_cell_is_told_with_the_row(partly: Book) -> None:
    row = next(row for row in partly.table(TAB, "TT") if row["Mã"] == "CC09")
    assert row["Ở đâu trong tệp"] == "people.xlsx · DS · A24"
    assert "để trống" in str(row["Vướng gì"])


def test_other_cells_of_the_row_are_not_shown(partly: Book) -> None:
    assert "3/15/1987" not in partly.texts(TAB)


def test_the_summary_counts_them_beside_the_verdicts_and_leads_there(partly: Book) -> None:
    assert f"! Chưa rà soát được: 2 người, vì chưa đọc được vị trí việc làm. Tên và ô cần sửa ở trang “{TAB}”." in (
        partly.texts("Tóm tắt")
    )
    assert [row[0] for row in partly.sheets["Tóm tắt"]].count(TAB) == 1


def test_without_such_people_there_is_no_sheet_and_no_word(book: Book) -> None:
    assert TAB not in book.sheets
    assert TAB not in book.texts("Tóm tắt")


def test_the_sheet_is_the_same_bytes_again_and_english_in_english(tmp_path: Path) -> None:
    english = write(tmp_path, "en", result=run(), inputs=two_more())
    first = english.path.read_bytes()
    assert [row["Problem"] for row in english.table("Not reviewed", "No.")] == [
        "The cell of the position is empty or could not be read.", "No position “II.99”.",
    ]  # fmt: skip
    assert write(tmp_path, "en", result=run(), inputs=two_more()).path.read_bytes() == first
