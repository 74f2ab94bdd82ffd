"""The first sheet: its sums are those of the frames."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.documents.results_workbook.summary_blocks import MOST_UNITS, units_block
from recommender.documents.results_workbook.view import run_view
from recommender.inputs import Inputs
from tests.recommender.documents import factories as make
from tests.recommender.documents.results_workbook.reading import Book, write


def test_the_headline_answers_the_question(book: Book) -> None:
    said = "Trong 3 vị trí đang giữ: 1 đáp ứng, 1 cần xem xét lại trước khi kết luận, 1 chưa đáp ứng."
    assert said in book.texts("Tóm tắt")


def test_scope_names_people_units_place_and_day(book: Book) -> None:
    said = "3 cán bộ, công chức · 2 đơn vị · Tỉnh A · ngày rà soát 21/11/2026"
    assert said in book.texts("Tóm tắt")


@pytest.mark.parametrize("head", ["Đơn vị", "Lĩnh vực"])
def test_verdicts_by_unit_and_field_add_up_to_the_frame(book: Book, head: str) -> None:
    *rows, total = book.table("Tóm tắt", head)
    for column, count in (("Vị trí giữ", 3), ("✓ Đáp ứng", 1), ("? Cần xem xét", 1), ("– Chưa đáp ứng", 1)):
        assert sum(float(str(row[column])) for row in rows) == total[column] == count


def test_reasons_are_counted(book: Book) -> None:
    rows = {row["Lý do"]: row["Vị trí"] for row in book.table("Tóm tắt", "Lý do")}
    assert rows["– Chưa đáp ứng: tiêu chuẩn"] == 1
    assert rows["? Cần xem xét: chưa đủ chắc chắn"] == 1
    assert rows["? Cần xem xét: còn ít kết quả đánh giá"] == 0


def test_training_counts_people_places_and_periods(book: Book) -> None:
    rows = {row["Chỉ tiêu"]: row["Số"] for row in book.table("Tóm tắt", "Chỉ tiêu")}
    assert list(rows.values())[:4] == [2, 3, 64, 1]


def test_over_and_short_are_not_set_off_against_each_other(book: Book) -> None:
    text = book.texts("Tóm tắt")
    assert "Thừa 2 và thiếu 1 cùng lúc" in text


def test_two_charts_point_at_their_tables_and_keep_their_numbers(book: Book) -> None:
    charts = book.xml(r"charts/chart\d+\.xml$")
    assert charts.count("<c:chart>") == 3
    assert "<c:v>Xã Hai</c:v>" in charts


def test_without_quotas_the_sheet_says_so(tmp_path: Path) -> None:
    rows = [{**row, "quota": float("nan"), "over_quota": float("nan")} for row in make.ROWS["balance"]]
    assert "Chưa có tệp biên chế giao" in write(tmp_path, result=make.result(balance=rows)).texts("Tóm tắt")


def test_many_units_of_one_province_are_cut_to_those_with_most_open_positions() -> None:
    units = [f"9{number:04d}" for number in range(MOST_UNITS + 5)]
    meets = [make.verdict("CC01", "A", "meets", unit_id=unit, officer_id=unit) for unit in units[:5]]
    fails = [make.verdict("CC01", "A", "does_not_meet", unit_id=unit, officer_id=unit) for unit in units[5:]]
    view = run_view(
        make.result(verdicts=[*meets, *fails]), make.inputs(), make.catalogue(), settings=make.SETTINGS, language="vi"
    )
    *rows, total = units_block(view).rows
    assert [row[0] for row in rows] == units[5:]
    assert total[1] == len(units)


def lost_unit() -> Inputs:
    """The officers with one whose unit could not be read."""
    given = make.inputs()
    return make.inputs(officers=given.officers.assign(unit_id=given.officers["unit_id"].replace("00002", "")))


def test_an_unknown_unit_is_no_unit_and_is_told(tmp_path: Path) -> None:
    verdicts = [make.verdict("CC01", "A", "meets", unit_id=""), *make.ROWS["verdicts"][1:]]
    book = write(tmp_path, result=make.result(verdicts=verdicts), inputs=lost_unit())
    said = "3 cán bộ, công chức · 1 đơn vị · Tỉnh A · ngày rà soát 21/11/2026 · 1 người chưa rõ đơn vị"
    assert said in book.texts("Tóm tắt")
    assert "(chưa rõ đơn vị)" in {row["Đơn vị"] for row in book.table("Tóm tắt", "Đơn vị")}
    assert "1 đơn vị; dòng đầu là tổng." in book.texts("Theo đơn vị")
    assert "Xã Một, Tỉnh A" not in book.texts("Kết luận")
