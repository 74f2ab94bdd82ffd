from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from recommender.documents.template_columns import TemplateKind, template_columns
from recommender.documents.templates import LISTS_SHEET, VERSION_SHEET, write_templates
from recommender.inputs import Inputs
from recommender.readers import InputFiles, read_inputs
from tests.shipped_catalogue import shipped_catalogue
from training_catalog.types import Catalogue

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped_catalogue()


@pytest.fixture(scope="module")
def paths(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return write_templates(tmp_path_factory.mktemp("templates"), catalogue)


def read(paths: tuple[Path, ...], catalogue: Catalogue) -> Inputs:
    people, assessments, quotas, decisions = ((path,) for path in paths)
    files = InputFiles(people=people, assessments=assessments, quotas=quotas, decisions=decisions)
    return read_inputs(files, catalogue, today=TODAY).checked()


def test_empty_templates_read_back_as_tables_without_rows(paths: tuple[Path, ...], catalogue: Catalogue) -> None:
    inputs = read(paths, catalogue)
    assert inputs.problems["code"].tolist() == [*["rows_example", "no_rows"] * 3, "rows_example"]
    assert inputs.officers.empty


def test_the_example_is_a_right_answer_in_every_column(
    paths: tuple[Path, ...], catalogue: Catalogue, tmp_path: Path
) -> None:
    filled = []
    for path in paths:
        book = openpyxl.load_workbook(path)
        book.worksheets[0]["A2"] = "16681" if "quotas" in path.name else "CB-00001"
        filled.append(tmp_path / path.name)
        book.save(filled[-1])
    inputs = read(tuple(filled), catalogue)
    assert inputs.problems.empty
    assert (len(inputs.officers), len(inputs.holdings), len(inputs.statements)) == (1, 2, 12)
    assert (len(inputs.assessments), len(inputs.quotas), len(inputs.decisions)) == (1, 1, 1)


@pytest.mark.parametrize("kind", list(TemplateKind))
def test_headings_are_frozen_and_lists_offered(paths: tuple[Path, ...], kind: TemplateKind) -> None:
    path = next(path for path in paths if path.name.startswith(kind))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "C2"
    assert [cell.value for cell in sheet[1]] == [column.heading for column in template_columns()[kind]]
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert len(lists) == sum(column.choice is not None for column in template_columns()[kind])


def test_columns_of_codes_and_days_are_text(paths: tuple[Path, ...]) -> None:
    sheet = openpyxl.load_workbook(paths[0]).worksheets[0]
    for letter, column in zip("ABCDEFGH", template_columns()[TemplateKind.PEOPLE], strict=False):
        assert (sheet.column_dimensions[letter].number_format == "@") == column.is_text


def test_version_and_lists_are_hidden(paths: tuple[Path, ...], catalogue: Catalogue) -> None:
    book = openpyxl.load_workbook(paths[0])
    assert {book[name].sheet_state for name in (LISTS_SHEET, VERSION_SHEET)} == {"veryHidden"}
    assert catalogue.digest in [row[1].value for row in book[VERSION_SHEET].iter_rows()]
    assert [name for name in book.sheetnames if not name.startswith("_")][1:] == ["Hướng dẫn", "Guide"]


def test_the_same_catalogue_gives_the_same_bytes(paths: tuple[Path, ...], catalogue: Catalogue, tmp_path: Path) -> None:
    again = write_templates(tmp_path, catalogue)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in paths]
