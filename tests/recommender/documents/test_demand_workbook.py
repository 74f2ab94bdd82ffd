"""The workbook of demand says which periods are estimates, and hides what is hidden."""

from __future__ import annotations

import io

import openpyxl
import pytest

from recommender.documents.demand_workbook import CourseLine, DemandBook, demand_workbook


def line(code: str, *, is_estimated: bool, learners: int | None = 6) -> CourseLine:
    return CourseLine(
        code=code, name="Lớp", domain="Pháp luật", learners=learners, classes=0.2, periods=960.0,
        is_estimated=is_estimated, groups=(learners,),
    )  # fmt: skip


@pytest.mark.parametrize(("language", "word", "hidden"), [("vi", "ước tính", "ẩn"), ("en", "estimate", "hidden")])
def test_estimated_periods_are_marked_and_stated_ones_are_not(language: str, word: str, hidden: str) -> None:
    courses = (line("A", is_estimated=True), line("B", is_estimated=False, learners=None))
    book = DemandBook(title="X", groups=("Tỉnh",), courses=courses, needs=(), hides=True, language=language)
    sheet = openpyxl.load_workbook(io.BytesIO(demand_workbook(book))).worksheets[0]
    heads, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    place = heads.index("Căn cứ số tiết" if language == "vi" else "Periods from")
    assert [row[place] or "" for row in rows] == [word, ""]
    assert rows[1][3] == hidden
    assert sheet.print_title_rows == "$2:$2"
