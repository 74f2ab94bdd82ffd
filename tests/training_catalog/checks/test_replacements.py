"""Acts and what took their place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.training_catalog.small_folders import small_catalogue
from training_catalog.checks.replacements import replacement_problems
from training_catalog.types import Catalogue, Law

TODAY = date(2026, 11, 22)
OLD = "123/2015/NĐ-CP"
NEW = "1/2026/NĐ-CP"
Days = dict[str, Any]


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """A task names OLD; NEW replaces it from 1 July 2026."""
    catalogue = small_catalogue(tmp_path)
    old = replace(catalogue.laws[OLD], ended_on=date(2026, 7, 1))
    days: Days = {"issued_on": date(2026, 6, 1), "effective_from": date(2026, 7, 1), "ended_on": None}
    new = replace(old, law_id=NEW, number=NEW, replaces=(OLD,), **days)
    return replace(catalogue, laws={OLD: old, NEW: new})


def codes(catalogue: Catalogue, *, today: date = TODAY, old: Days | None = None, **new: Any) -> list[str]:
    """What is said when the days of OLD and NEW are these."""
    laws: dict[str, Law] = {
        OLD: replace(catalogue.laws[OLD], **(old or {})),
        NEW: replace(catalogue.laws[NEW], **new),
    }
    return [problem.code for problem in replacement_problems(replace(catalogue, laws=laws), today=today)]


def test_an_act_closed_on_the_day_its_successor_begins_is_in_order(catalogue: Catalogue) -> None:
    assert codes(catalogue) == []


def test_an_act_left_open_though_replaced_is_told_and_so_is_the_task_that_names_it(catalogue: Catalogue) -> None:
    assert codes(catalogue, old={"ended_on": None}) == ["replaced_still_open", "law_replaced"]


def test_a_replacement_to_come_leaves_the_act_open(catalogue: Catalogue) -> None:
    assert codes(catalogue, old={"ended_on": None}, today=date(2026, 6, 30)) == []


def test_a_replacement_of_unknown_effect_closes_nothing(catalogue: Catalogue) -> None:
    assert codes(catalogue, old={"ended_on": None}, effective_from=None) == []


def test_an_end_other_than_the_day_of_the_successor_is_told(catalogue: Catalogue) -> None:
    assert codes(catalogue, old={"ended_on": date(2026, 10, 31)}) == ["replaced_ends_apart"]


def test_an_end_to_come_though_the_successor_is_in_force_is_told_with_its_uses(catalogue: Catalogue) -> None:
    assert codes(catalogue, old={"ended_on": date(2027, 1, 1)}) == ["replaced_ends_apart", "law_replaced"]


def test_an_act_cannot_replace_a_later_one(catalogue: Catalogue) -> None:
    days: Days = {"issued_on": date(2014, 1, 1), "effective_from": date(2014, 7, 1)}
    assert "replaced_by_earlier" in codes(catalogue, **days)


def test_an_act_cannot_take_effect_before_it_was_issued(catalogue: Catalogue) -> None:
    assert codes(catalogue, issued_on=date(2026, 7, 2)) == ["effect_before_issue"]
