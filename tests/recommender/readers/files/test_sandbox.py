from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from recommender.readers.files.limits import MEGABYTE, Limits
from recommender.readers.files.refusal import FileRefused
from recommender.readers.files.sandbox import parsed_sheets
from tests.processor_time import processor_seconds
from tests.recommender.readers.books import write_book

LIMITS = Limits()
FAR = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def far_cell_book(path: Path) -> Path:
    """A workbook whose only cells are A1 and XFD1048576, as the check before would never let through."""
    write_book(path, {"A": [["x"]]})
    other = path.with_suffix(".tmp")
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for part in source.namelist():
            is_sheet = part == "xl/worksheets/sheet1.xml"
            target.writestr(part, FAR.format(far) if is_sheet else source.read(part))
    return other.rename(path)


def test_a_far_cell_ends_only_the_child(tmp_path: Path) -> None:
    start = processor_seconds()
    with pytest.raises(FileRefused) as refused:
        parsed_sheets(far_cell_book(tmp_path / "a.xlsx"), limits=LIMITS)
    assert refused.value.code in {"file_crashes", "file_many_cells"}
    assert processor_seconds() - start < 5


def test_a_child_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"A": [["x"]]})
    with pytest.raises(FileRefused) as refused:
        parsed_sheets(path, limits=Limits(wall_seconds=0.001))
    assert refused.value.code == "file_slow"


def test_a_child_without_memory_is_a_refusal(tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "a.xlsx", {"A": [[f"text {row} {column}" for column in range(50)] for row in range(2000)]}
    )
    with pytest.raises(FileRefused) as refused:
        parsed_sheets(path, limits=Limits(memory_bytes=24 * MEGABYTE))
    assert refused.value.code == "file_crashes"


def test_a_sheet_with_more_cells_than_allowed_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"A": [["x"] * 10] * 10})
    with pytest.raises(FileRefused) as refused:
        parsed_sheets(path, limits=Limits(cells=50))
    assert refused.value.code == "file_many_cells"


def test_cells_keep_their_places_kinds_and_merging(tmp_path: Path) -> None:
    rows = [[], [None, ("Tiêu đề", 2)], [None, "007", 7, 7.5, True, date(2020, 2, 3)]]
    (sheet,) = parsed_sheets(write_book(tmp_path / "a.xlsx", {"Xã A": rows}), limits=LIMITS)
    assert (sheet.name, sheet.row_count, sheet.column_count) == ("Xã A", 3, 6)
    assert [sheet.cell(2, column) for column in range(6)] == [None, "007", 7.0, 7.5, True, date(2020, 2, 3)]
    assert sheet.merged == ((1, 1, 1, 2),)


def test_equal_values_of_a_column_are_kept_once(tmp_path: Path) -> None:
    (sheet,) = parsed_sheets(write_book(tmp_path / "a.xlsx", {"A": [["x"], ["y"], ["x"]]}), limits=LIMITS)
    assert sheet.values == (["x", "y"],)
    assert np.array_equal(sheet.numbers[:, 0], [0, 1, 0])


def test_hidden_sheets_are_told_apart(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"A": [["x"]], "B": [["y"]]}, hidden=["B"])
    assert [sheet.is_hidden for sheet in parsed_sheets(path, limits=LIMITS)] == [False, True]


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_workbook_formats_read_alike(tmp_path: Path, suffix: str) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    path = write_book(tmp_path / "a.xlsx", {"Xã A": [["Họ và tên", "Điểm"], ["Trần Thị Hạnh", 7.5]]})
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    sheets = parsed_sheets(tmp_path / f"a.{suffix}", limits=LIMITS)
    assert [[sheets[0].cell(row, column) for column in (0, 1)] for row in (0, 1)] == [
        ["Họ và tên", "Điểm"], ["Trần Thị Hạnh", 7.5],
    ]  # fmt: skip
