"""The files of a sample: same bytes, dirt where dirt.csv says, layouts as offices have them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from recommender.readers import InputFiles, read_inputs
from recommender.sample import Dirt, Sample, SampleFiles, make_sample, workbooks, write_sample
from recommender.sample.people_book import FACTS
from recommender.sample.population import TODAY
from training_catalog.types import Catalogue

NAMES = ("people.xlsx", "assessments.xlsx", "quotas.xlsx", "decisions.xlsx")
ANSWERS = ("truth.csv", "truth_levels.csv", "truth_standards.csv", "dirt.csv")


@pytest.fixture(scope="module")
def books(folder: Path) -> dict[str, openpyxl.Workbook]:
    return {name: openpyxl.load_workbook(folder / name) for name in NAMES}


@pytest.fixture(scope="module")
def dirt(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "dirt.csv", dtype="str", keep_default_na=False)


@pytest.fixture(scope="module")
def sixty(shipped: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> tuple[Sample, pd.DataFrame]:
    sample = make_sample(shipped, communes=60, seed=6)
    files = write_sample(sample, tmp_path_factory.mktemp("sixty"))
    return sample, pd.read_csv(files.dirt, dtype="str", keep_default_na=False)


def _texts(book: openpyxl.Workbook) -> Iterator[tuple[str, str, str]]:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    yield sheet.title, cell.coordinate, cell.value


def test_all_files_are_written(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted([*NAMES, *ANSWERS])


def test_the_same_seed_gives_the_same_bytes(shipped: Catalogue, folder: Path, tmp_path: Path) -> None:
    write_sample(make_sample(shipped, communes=12, seed=3), tmp_path)
    for name in (*NAMES, *ANSWERS):
        assert (folder / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_every_officer_stands_once_in_the_staff_lists_beside_planted_duplicates(
    small: Sample, books: dict[str, openpyxl.Workbook], dirt: pd.DataFrame
) -> None:
    codes = [value for _, _, value in _texts(books["people.xlsx"]) if value.startswith("CB")]
    twice = dirt.query("kind == 'duplicate_person'")["officer_id"].tolist()
    assert sorted(codes) == sorted([*small.inputs.officers["officer_id"], *twice])


def test_planted_dirt_stands_in_the_cell_named(books: dict[str, openpyxl.Workbook], dirt: pd.DataFrame) -> None:
    in_names = ("nfd", "upper_name", "double_space", "no_break_space")
    held = dirt[~dirt["kind"].isin(["duplicate_person", "duplicate_result", "no_answer", *in_names])]
    assert len(held) > 500
    for row in held.itertuples():
        assert str(books[row.file][row.sheet][row.cell].value) == row.planted, row
    for row in dirt[dirt["kind"].isin(in_names)].itertuples():
        cell = books[row.file][row.sheet][row.cell]
        name = str(cell.value) if str(cell.value) == row.planted else f"{cell.value} {cell.offset(0, 1).value}"
        assert name == row.planted, row


def test_rows_planted_without_an_answer_have_neither_score_nor_level(
    books: dict[str, openpyxl.Workbook], dirt: pd.DataFrame
) -> None:
    empty = dirt.query("kind == 'no_answer'")
    assert len(empty) > 0
    for row in empty.itertuples():
        cell = books[row.file][row.sheet][row.cell]
        assert cell.value is None
        assert cell.offset(0, 2).value is None


def test_text_is_composed_unless_planted_otherwise(books: dict[str, openpyxl.Workbook], dirt: pd.DataFrame) -> None:
    planted = {(row.sheet, row.cell[1:]) for row in dirt.query("kind == 'nfd'").itertuples()}
    loose = [
        (sheet, cell)
        for name in NAMES
        for sheet, cell, value in _texts(books[name])
        if not unicodedata.is_normalized("NFC", value) and (sheet, cell[1:]) not in planted
    ]
    assert loose == []


@pytest.mark.parametrize(
    ("kind", "base"),
    [("double_space", 0.03), ("upper_name", 0.03), ("month_year", 0.05), ("nfd", 0.01)],
)
def test_names_and_births_carry_dirt_at_the_documented_rate(
    sixty: tuple[Sample, pd.DataFrame], kind: str, base: float
) -> None:
    sample, rows = sixty
    share = ((rows["kind"] == kind) & rows["file"].str.startswith("people")).sum() / len(sample.people)
    assert base * 0.6 <= share <= base * 1.4


def test_clean_workbooks_have_no_dirt(shipped: Catalogue, tmp_path: Path) -> None:
    files = write_sample(make_sample(shipped, communes=2, seed=8), tmp_path, dirt=Dirt.none())
    assert files.dirt.read_text(encoding="utf-8").count("\n") == 1


def test_staff_lists_come_in_three_layouts(books: dict[str, openpyxl.Workbook]) -> None:
    rows = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in books["people.xlsx"]}
    joined = ["\n".join("|".join(str(value) for value in row if value) for row in table) for table in rows.values()]
    assert any("Họ đệm|Tên" in text for text in joined)
    assert any("(1)|(2)|(3)" in text for text in joined)
    assert any("1. UBND " in text and "Mã đơn vị" in text for text in joined)
    assert all("Tổng" in text for text in joined)


def test_headings_of_facts_are_all_written(books: dict[str, openpyxl.Workbook]) -> None:
    for sheet in books["people.xlsx"]:
        values = {cell for row in sheet.iter_rows(max_row=9, values_only=True) for cell in row}
        assert {heading for _, heading, _ in FACTS} <= values, sheet.title


def test_campaigns_are_wide_and_results_on_tasks_are_long(books: dict[str, openpyxl.Workbook], small: Sample) -> None:
    titles = books["assessments.xlsx"].sheetnames
    assert sum(title.startswith("Đợt") for title in titles) == 7
    long = books["assessments.xlsx"]["Kết quả theo nội dung"]
    codes = [row[1] for row in long.iter_rows(min_row=4, values_only=True) if row[1]]
    assert len(codes) >= int((small.results.campaign < 0).sum())


def test_a_large_sample_has_a_set_of_workbooks_for_each_province(
    small: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_COMMUNES", 5)
    files: SampleFiles = write_sample(small, tmp_path)
    provinces = sorted(set(small.communes.province_id))
    assert [path.name for path in files.people] == [f"people-{key}.xlsx" for key in provinces]
    listed = [value for path in files.people for _, _, value in _texts(openpyxl.load_workbook(path))]
    assert {value for value in listed if value.startswith("CB")} == set(small.inputs.officers["officer_id"])


def test_the_readers_load_the_sample_with_its_dirt(shipped: Catalogue, small: Sample, written: SampleFiles) -> None:
    files = InputFiles(
        people=written.people,
        assessments=written.assessments,
        quotas=written.quotas,
        decisions=written.decisions,
    )
    read = read_inputs(files, shipped, today=TODAY)
    planted, found = small.inputs, read.checked()
    for name, least in (("officers", 0.98), ("holdings", 0.97), ("assessments", 0.85), ("quotas", 0.99)):
        assert len(getattr(found, name)) >= least * len(getattr(planted, name)), name
    both = planted.officers.merge(found.officers, on="officer_id")
    assert (both["unit_id_x"] == both["unit_id_y"]).all()
    assert 0 < len(found.problems) < 2000
