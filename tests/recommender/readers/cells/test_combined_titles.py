"""Old combined titles: where each was seen, and the positions each may be today."""

from __future__ import annotations

import csv

import pytest

from recommender.readers.cells.combined_titles import FILE, combined_positions
from tests.shipped_catalogue import shipped_catalogue

with FILE.open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream))


def test_every_row_says_where_its_title_was_seen_or_that_it_was_not() -> None:
    assert {row["trust"] for row in ROWS} == {"C", "I"}
    inferred = [row for row in ROWS if row["trust"] == "I"]
    assert all("suy ra" in row["source"] for row in inferred)
    assert all("thấy dùng" in row["source"] for row in ROWS if row not in inferred)


def test_every_position_named_is_one_of_the_pack() -> None:
    named = {position for row in ROWS for position in row["positions"].split()}
    assert named <= shipped_catalogue().positions.keys()


def test_no_title_stands_twice() -> None:
    titles = [row["title"].casefold() for row in ROWS]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Công chức Tư pháp - Hộ tịch", "II.04"),
        ("CC VP-TK xã", "II.02"),
        ("công chức địa chính - nông nghiệp - xây dựng và môi trường", "II.15"),
        ("CB ĐC-XD", "II.15"),
    ],
)
def test_a_combined_title_leads_to_the_likeliest_desk_first(title: str, first: str) -> None:
    assert combined_positions(title)[0] == first


@pytest.mark.parametrize("title", ["Chuyên viên Tư pháp", "Tư pháp", "Xây dựng - môi trường", ""])
def test_the_title_of_one_desk_is_no_combined_one(title: str) -> None:
    assert combined_positions(title) == ()
