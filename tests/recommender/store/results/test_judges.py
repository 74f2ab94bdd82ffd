"""What judged the runs in force: the newest published one of each unit, alike ones together, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, update

from recommender.settings import Settings
from recommender.store import Store
from recommender.store.results.judges import Judge, judge_of, judges_in_force
from recommender.store.tables.runs import RUN
from tests.recommender.store.factories import put_world

RULE = judge_of("", {})
NEWER = {"status": "published", "model_version": "4", "settings": {"error_level": 0.05}}


@pytest.fixture
def judged(store: Store) -> Store:
    """RUN-1 is published, RUN-2 over the same unit is newer and not published."""
    put_world(store)
    record(store, "RUN-1", model_version="", settings={})
    return store


def record(store: Store, run_id: str, **values: object) -> None:
    with store.writing() as conn:
        conn.execute(update(RUN).where(RUN.c.run_id == run_id).values(**values))


def in_force(store: Store) -> list[tuple[Judge, int]]:
    with store.reading() as conn:
        return [(one.judge, one.n_runs) for one in judges_in_force(conn)]


def test_a_run_that_is_not_published_is_not_in_force(judged: Store) -> None:
    assert in_force(judged) == [(RULE, 1)]


def test_the_newest_published_run_of_a_unit_takes_the_place_of_the_one_before(judged: Store) -> None:
    record(judged, "RUN-2", **NEWER)
    assert in_force(judged) == [(judge_of("4", {"error_level": 0.05}), 1)]


def test_runs_of_two_units_are_both_in_force_and_the_newest_day_comes_first(judged: Store) -> None:
    record(judged, "RUN-2", **NEWER, unit_id="02", today=date(2026, 12, 1))
    assert in_force(judged) == [(judge_of("4", {"error_level": 0.05}), 1), (RULE, 1)]
    record(judged, "RUN-1", today=date(2026, 12, 2))
    assert [judge for judge, _ in in_force(judged)] == [RULE, judge_of("4", {"error_level": 0.05})]


def test_runs_judged_alike_are_told_together_as_of_the_newest_day(judged: Store) -> None:
    record(judged, "RUN-1", today=date(2026, 11, 1), settings={"today": "2026-11-01"})
    other = {"today": "2026-11-20", "prior_sd": 0.5}
    record(judged, "RUN-2", status="published", unit_id="02", today=date(2026, 11, 20), settings=other)
    with judged.reading() as conn:
        assert {row.model_version for row in conn.execute(select(RUN.c.model_version))} == {""}
        (found,) = judges_in_force(conn)
    assert (found.judge, found.n_runs, found.today) == (RULE, 2, date(2026, 11, 20))


def test_a_rule_has_thresholds_and_a_model_has_an_error_level() -> None:
    used = Settings(today=date(2026, 1, 1))
    assert (RULE.p_meets, RULE.p_fails, RULE.error_level) == (used.p_meets, used.p_fails, None)
    learned = judge_of("3", {"error_level": 0.05, "p_meets": 0.8})
    assert (learned.p_meets, learned.p_fails, learned.error_level) == (None, None, 0.05)


@pytest.mark.parametrize("name", ["share_required", "coverage_required"])
@pytest.mark.parametrize("version", ["", "3"])
def test_what_both_use_is_told_of_both(name: str, version: str) -> None:
    assert getattr(judge_of(version, {name: 0.33}), name) == 0.33
