from __future__ import annotations

import re
from pathlib import Path

from tests.shipped_catalogue import shipped_catalogue
from tests.training_catalog.small_folders import small_catalogue
from training_catalog.counts import split_counts

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference-data.md"
ROW = re.compile(r"^\| ([a-z ]+ by [a-z ]+) \| (.+) \|$", re.MULTILINE)


def test_every_split_of_a_table_adds_up_to_its_rows(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    for name, numbers in split_counts(catalogue).items():
        assert sum(numbers.values()) == len(getattr(catalogue, name.split()[0]))


def test_the_most_frequent_comes_first(tmp_path: Path) -> None:
    for numbers in split_counts(small_catalogue(tmp_path)).values():
        assert list(numbers.values()) == sorted(numbers.values(), reverse=True)


def test_the_documentation_shows_the_counts_of_the_shipped_pack() -> None:
    shown = dict(ROW.findall(PAGE.read_text(encoding="utf-8")))
    counts = split_counts(shipped_catalogue())
    assert shown == {key: ", ".join(f"{what} {number}" for what, number in row.items()) for key, row in counts.items()}
