"""Files parsed ahead give the same sheets and the same refusals, in whatever order they end."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.readers.files.limits import Limits
from recommender.readers.files.refusal import FileRefused
from recommender.readers.files.sheets_ahead import AHEAD, SheetsAhead, raw_sheets

LIMITS = Limits()


def files(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number}.csv" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(f"Họ và tên,Tuổi\nNguyễn Văn {number},{number}\n", encoding="utf-8")
    return paths


def test_sheets_are_those_read_one_by_one(tmp_path: Path) -> None:
    paths = files(tmp_path, AHEAD + 3)
    with SheetsAhead(paths, limits=LIMITS) as ahead:
        found = [ahead.of(path)[0].row_texts(1) for path in paths]
    assert found == [raw_sheets(path, limits=LIMITS)[0].row_texts(1) for path in paths]


def test_the_same_file_given_twice_is_read_twice(tmp_path: Path) -> None:
    path = files(tmp_path, 1)[0]
    with SheetsAhead([path, path], limits=LIMITS) as ahead:
        assert [len(ahead.of(path)), len(ahead.of(path))] == [1, 1]


def test_a_refusal_comes_when_its_file_is_asked_for_and_the_others_are_read(tmp_path: Path) -> None:
    first, broken, last = files(tmp_path, 3)
    broken.write_bytes(b"PK\x03\x04 cut")
    with SheetsAhead([first, broken, last], limits=LIMITS) as ahead:
        assert len(ahead.of(first)) == 1
        with pytest.raises(FileRefused):
            ahead.of(broken)
        assert len(ahead.of(last)) == 1


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gone.csv"
    with SheetsAhead([path], limits=LIMITS) as ahead, pytest.raises(FileRefused):
        ahead.of(path)
