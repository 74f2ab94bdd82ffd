"""docs/asvs.csv names, for each requirement of OWASP ASVS 5.0 that was judged, a test that exists."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = ["id", "level", "applies", "requirement", "where", "test"]


def rows() -> list[dict[str, str]]:
    with (ROOT / "docs" / "asvs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_has_its_columns_and_each_requirement_once() -> None:
    assert list(rows()[0]) == COLUMNS
    ids = [row["id"] for row in rows()]
    assert len(set(ids)) == len(ids)
    assert {row["level"] for row in rows()} <= {"1", "2", "3"}
    assert {row["applies"] for row in rows()} <= {"yes", "partly", "no"}


def test_all_requirements_of_level_1_and_2_are_there() -> None:
    """The standard has 70 of level 1 and 183 of level 2; those of level 3 are told where the program meets them."""
    found = [tuple(map(int, row["id"].split("."))) for row in rows()]
    assert found == sorted(found)
    assert Counter(row["level"] for row in rows() if row["level"] != "3") == {"1": 70, "2": 183}
    assert {one[0] for one in found} == set(range(1, 18))


def test_every_requirement_that_applies_names_a_test_that_exists() -> None:
    lacking = []
    for row in rows():
        if row["applies"] != "yes":
            continue
        name, _, function = row["test"].partition("::")
        path = ROOT / name
        is_there = path.is_file() and (not function or re.search(rf"^def {function}\(", path.read_text(), re.M))
        if not is_there:
            lacking.append((row["id"], row["test"]))
    assert lacking == []


def test_what_applies_only_partly_or_not_says_why() -> None:
    assert all(row["where"] for row in rows())
