"""Rows and columns that are hidden in a workbook are read, and said."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from recommender.inputs import Inputs
from recommender.readers import InputFiles, read_inputs
from recommender.readers.files.limits import Limits
from recommender.readers.files.sandbox import parsed_sheets
from tests.recommender.readers.books import TODAY, codes, write_book
from tests.recommender.readers.conftest import PEOPLE_HEAD
from training_catalog.types import Catalogue

PEOPLE = [[f"CC{number}", f"Nguyễn Văn {name}", "15/3/1985", "Xã Sơn Kim 1", "II.06"]
          for number, name in enumerate(("An", "Bình", "Chi", "Dũng", "Em", "Giang"))]  # fmt: skip
Read = Callable[..., Inputs]


@pytest.fixture
def read(catalogue: Catalogue, tmp_path: Path) -> Read:
    """Reads six people from rows 2 to 7 of which some rows and columns are hidden."""

    def reading(*, rows: tuple[int, ...] = (), columns: tuple[str, ...] = ()) -> Inputs:
        path = write_book(tmp_path / "people.xlsx", {"Sheet1": [PEOPLE_HEAD, *PEOPLE]})
        book = openpyxl.load_workbook(path)
        for row in rows:
            book["Sheet1"].row_dimensions[row].hidden = True
        for column in columns:
            book["Sheet1"].column_dimensions[column].hidden = True
        book.save(path)
        return read_inputs(InputFiles(people=(path,)), catalogue, today=TODAY).checked()

    return reading


def test_hidden_rows_are_read_and_named(read: Read) -> None:
    inputs = read(rows=(3, 4, 5, 7))
    assert len(inputs.officers) == len(PEOPLE)
    (said,) = inputs.problems.itertuples()
    assert (said.code, said.severity, said.cell) == ("rows_hidden", "warning", "A3")
    assert "3–5, 7 (4 hàng)" in said.message_vi
    assert "3–5, 7 (4 rows)" in said.message_en
    assert said.suggestion_vi
    assert said.suggestion_en


def test_a_hidden_row_without_a_person_is_not_named(read: Read) -> None:
    assert codes(read(rows=(1, 9)).problems) == []


def test_hidden_columns_are_read_and_named(read: Read) -> None:
    inputs = read(columns=("C", "E"))
    assert inputs.holdings["position_id"].tolist() == ["II.06"] * len(PEOPLE)
    (said,) = inputs.problems.itertuples()
    assert (said.code, said.severity) == ("columns_hidden", "note")
    assert "C “Ngày sinh”, E “Vị trí việc làm”" in said.message_vi


def test_nothing_is_said_of_a_sheet_that_hides_nothing(read: Read) -> None:
    assert codes(read().problems) == []


def test_rows_hidden_in_an_open_document_are_known(tmp_path: Path) -> None:
    cell = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row{{}}>{cell}</table:table-row>"
    rows = row.format("", "a") + row.format(' table:visibility="filter"', "b")
    rows += row.format(' table:visibility="collapse" table:number-rows-repeated="2"', "c") + row.format("", "d")
    content = (
        "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
        "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
        "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:spreadsheet>"
        f"<table:table table:name='S'>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    (sheet,) = parsed_sheets(path, limits=Limits())
    assert sheet.hidden_rows == ((1, 3),)
