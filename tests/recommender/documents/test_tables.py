"""Result frames as Parquet and CSV."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from recommender.columns import ESTIMATES
from recommender.documents.tables import write_tables, write_whole
from tests.recommender.documents import factories as make

PAYLOADS = (
    "=1+1", "=cmd|' /C calc'!A0", "+84 912", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1+1", "＋1", "－1", "＠x",
    '=HYPERLINK("http://x","y")', "  @x",
)  # fmt: skip
RISKY = re.compile(r"^(\s*[=+\-@＝＋－＠]|[\t\r])")


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_frame_is_written_under_its_name_in_both_formats(tmp_path: Path) -> None:
    result = make.result()
    written = write_tables(result.frames(), tmp_path)
    assert [path.name for path in written] == [
        f"{name}{suffix}" for name in result.frames() for suffix in (".parquet", ".csv")
    ]
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in written}


def test_parquet_gives_back_columns_and_values(tmp_path: Path) -> None:
    frame = make.result().estimates
    write_tables({"estimates": frame}, tmp_path)
    back = ESTIMATES.conform(pd.read_parquet(tmp_path / "estimates.parquet"), sort=False)
    pd.testing.assert_frame_equal(back, frame)


def test_days_are_dates_in_both_formats(tmp_path: Path) -> None:
    write_tables({"estimates": make.result().estimates}, tmp_path)
    stored = pq.read_table(tmp_path / "estimates.parquet").column("quote_on").to_pylist()
    assert stored == [date(2026, 11, 21)] * 3
    head, *rows = cells(tmp_path / "estimates.csv")
    assert {row[head.index("quote_on")] for row in rows} == {"2026-11-21"}


def test_csv_begins_with_the_byte_order_mark_and_keeps_vietnamese(tmp_path: Path) -> None:
    write_tables({"uncovered": make.result().uncovered}, tmp_path)
    assert (tmp_path / "uncovered.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "Đăng ký khai sinh" in (tmp_path / "uncovered.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_that_would_run_as_a_formula_is_quoted_in_csv_and_whole_in_parquet(tmp_path: Path, payload: str) -> None:
    write_tables({"problems": make.result().problems.assign(value=payload)}, tmp_path)
    head, row = cells(tmp_path / "problems.csv")
    assert row[head.index("value")] == "'" + payload
    assert pd.read_parquet(tmp_path / "problems.parquet")["value"].tolist() == [payload]


@pytest.mark.parametrize("number", ["-5", "+1,5", "-0.25", "12"])
def test_text_that_is_a_plain_number_stays(tmp_path: Path, number: str) -> None:
    write_tables({"problems": make.result().problems.assign(value=number)}, tmp_path)
    head, row = cells(tmp_path / "problems.csv")
    assert row[head.index("value")] == number


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    write_tables({"balance": make.result().balance}, tmp_path)
    head, *rows = cells(tmp_path / "balance.csv")
    assert [float(row[head.index("over_quota")]) for row in rows] == [-1.0, 1.0, 1.0]
    assert {row[head.index("norm")] for row in rows} == {""}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=some.lists(some.text(some.characters(exclude_categories=("Cs",), exclude_characters="\0")), min_size=1))
def test_no_cell_of_a_csv_begins_like_a_formula(tmp_path: Path, texts: list[str]) -> None:
    write_tables({"t": pd.DataFrame({"text": pd.Series(texts, dtype="str")})}, tmp_path)
    _, *rows = cells(tmp_path / "t.csv")
    numbers = re.compile(r"^\s*[+\-]?\d+([.,]\d+)?\s*$")
    assert not [row for row in rows if row and RISKY.match(row[0]) and not numbers.match(row[0])]


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        write_tables(make.result().frames(), folder)
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes()


def test_frames_without_rows_are_written_with_their_columns(tmp_path: Path) -> None:
    write_tables(make.empty_result().frames(), tmp_path)
    assert list(pd.read_parquet(tmp_path / "plans.parquet").columns) == list(make.result().plans.columns)
    assert len(cells(tmp_path / "plans.csv")) == 1


def test_a_file_that_fails_half_way_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    path = make.file(tmp_path, "a.csv", b"old")

    def fail(beside: Path) -> None:
        beside.write_bytes(b"half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_whole(path, fail)
    assert [entry.read_bytes() for entry in tmp_path.iterdir()] == [b"old"]
