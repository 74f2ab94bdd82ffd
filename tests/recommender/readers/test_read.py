from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.readers import InputFiles, read_inputs
from tests.recommender.readers.books import TODAY, codes, write_book
from tests.recommender.readers.conftest import PEOPLE_HEAD, PERSON
from training_catalog.types import Catalogue


def test_a_refused_file_does_not_stop_the_others(catalogue: Catalogue, tmp_path: Path) -> None:
    good = write_book(tmp_path / "good.xlsx", {"A": [PEOPLE_HEAD, PERSON]})
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"%PDF-1.7")
    inputs = read_inputs(InputFiles(people=(bad, good)), catalogue, today=TODAY).checked()
    assert inputs.officers["officer_id"].tolist() == ["CC1"]
    assert inputs.problems[["file", "code", "severity"]].to_numpy().tolist() == [["bad.xlsx", "file_is_pdf", "error"]]


def test_nothing_to_read_gives_empty_frames(catalogue: Catalogue) -> None:
    inputs = read_inputs(InputFiles(), catalogue, today=TODAY).checked()
    assert all(len(frame) == 0 for frame in (inputs.officers, inputs.statements, inputs.quotas, inputs.problems))


def test_a_workbook_without_a_table_is_an_error(catalogue: Catalogue, tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"A": [["Xin chào"], ["Không có bảng"]]})
    assert codes(read_inputs(InputFiles(people=(path,)), catalogue, today=TODAY).problems) == ["sheet_unknown"]


def test_hidden_sheets_are_not_read_and_said(catalogue: Catalogue, tmp_path: Path) -> None:
    sheets = {"A": [PEOPLE_HEAD, PERSON], "B": [PEOPLE_HEAD, ["CC2", *PERSON[1:]]]}
    path = write_book(tmp_path / "a.xlsx", sheets, hidden=["B"])
    inputs = read_inputs(InputFiles(people=(path,)), catalogue, today=TODAY)
    assert inputs.officers["officer_id"].tolist() == ["CC1"]
    assert codes(inputs.problems) == ["sheet_hidden"]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_reads_as_a_workbook(catalogue: Catalogue, tmp_path: Path, separator: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(separator.join(row) for row in (PEOPLE_HEAD, PERSON)), encoding=encoding)
    inputs = read_inputs(InputFiles(people=(path,)), catalogue, today=TODAY)
    assert inputs.personal["name"].tolist() == ["Nguyễn Văn Dũng"]
    assert codes(inputs.problems) == []


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_merged_headings_read_alike_in_other_formats(catalogue: Catalogue, tmp_path: Path, suffix: str) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    head = [*[(text, 1, 2) for text in PEOPLE_HEAD], ("Giới tính", 2)]
    path = write_book(tmp_path / "a.xlsx", {"A": [head, [*[""] * 5, "Nam", "Nữ"], [*PERSON, "x", ""]]})
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    inputs = read_inputs(InputFiles(people=(tmp_path / f"a.{suffix}",)), catalogue, today=TODAY)
    assert inputs.personal[["name", "sex"]].to_numpy().tolist() == [["Nguyễn Văn Dũng", "male"]]


def test_the_same_files_give_the_same_frames(catalogue: Catalogue, tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"A": [PEOPLE_HEAD, PERSON, ["CC2", *PERSON[1:]]]})
    first, second = (read_inputs(InputFiles(people=(path,)), catalogue, today=TODAY) for _ in range(2))
    for name in ("officers", "personal", "holdings", "statements", "problems"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))


ODD = ["", "x", "-", "1e400", "9" * 30, "=1+1", "Tổng", "I", "II.06;", "(60%)", "2019-", "31/2/2020", "03/25/1999"]
WORDS = ["ví dụ", "UBND xã", "III", "3/0", "nan", "Họ và tên", ";;", "1/1/0001", "Đơn vị", "(1)"]
CELLS = st.one_of(
    st.sampled_from([*ODD, *WORDS, *PERSON, *PEOPLE_HEAD]), st.text(max_size=12), st.integers(-5, 50_000).map(str)
)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=8))
def test_any_rows_below_a_heading_are_read_without_failing(
    catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([PEOPLE_HEAD, *rows])
    inputs = read_inputs(InputFiles(people=(path,)), catalogue, today=TODAY).checked()
    assert set(inputs.holdings["officer_id"]) <= set(inputs.officers["officer_id"])
    assert inputs.holdings.groupby("officer_id")["share"].sum().round(9).isin([1.0]).all()
