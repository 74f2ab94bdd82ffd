"""Sums that are kept are the same as counted ones, belong to one database, and are counted anew after a merger."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from recommender.permissions import Role
from recommender.store import Store, open_store
from recommender.store.demand import DemandBy, DemandFilter, demand_cells
from recommender.store.kept_totals import MOST_KEPT, kept
from recommender.store.migrate import migrate
from recommender.store.plan_totals import plan_totals, plan_year
from recommender.store.plans import put_progress
from recommender.store.units import hand_over
from tests.recommender.store.factories import NOW, officer_id, put_world, viewer

COUNTRY = viewer(Role.PROVINCE_HR)


def test_the_same_question_is_counted_once_and_another_one_apart(store: Store) -> None:
    put_world(store)
    counted: list[str] = []

    def count(what: str) -> str:
        counted.append(what)
        return what

    with store.reading() as conn:
        assert [kept(conn, "RUN-1", (name,), lambda name=name: count(name)) for name in ("a", "b", "a")] == ["a", "b", "a"]
    assert counted == ["a", "b"]


def test_the_oldest_sums_make_room(store: Store) -> None:
    put_world(store)
    with store.reading() as conn:
        for number in range(MOST_KEPT + 1):
            kept(conn, "RUN-1", ("question", number), lambda: "first")
        assert kept(conn, "RUN-1", ("question", 0), lambda: "again") == "again"
        assert kept(conn, "RUN-1", ("question", MOST_KEPT), lambda: "again") == "first"


def test_another_database_keeps_its_own_sums(store: Store, tmp_path: Path) -> None:
    put_world(store)
    with store.reading() as conn:
        assert demand_cells(conn, COUNTRY, "RUN-1", by=DemandBy.PROVINCE, wanted=DemandFilter())
    other = open_store(f"sqlite:///{tmp_path}/other.db", create=True)
    migrate(other)
    with other.reading() as conn:
        assert demand_cells(conn, COUNTRY, "RUN-1", by=DemandBy.PROVINCE, wanted=DemandFilter()) == ()
    other.close()


def test_each_scope_has_its_own_sums(store: Store) -> None:
    put_world(store)
    seen = []
    for unit in ("", "01", "02"):
        with store.reading() as conn:
            found = plan_totals(conn, viewer(Role.PROVINCE_HR, unit), "RUN-1", year=2027)
        seen.append([one.unit_id for one in found])
    assert seen == [["01", "02"], ["01"], ["02"]]


def test_sums_of_units_are_counted_anew_after_a_merger(store: Store) -> None:
    put_world(store)
    with store.reading() as conn:
        before = [one.unit_id for one in plan_totals(conn, COUNTRY, "RUN-1", year=2027, unit_id="01")]
    with store.writing() as conn:
        hand_over(conn, "00001", to="00002", now=NOW + timedelta(days=1))
    with store.reading() as conn:
        after = plan_totals(conn, COUNTRY, "RUN-1", year=2027, unit_id="01")
    assert "00001" in before
    assert sum(one.people for one in after) == 4


@pytest.mark.parametrize(("month", "year"), [(1, 2026), (6, 2026), (7, 2027), (11, 2027)])
def test_a_plan_lies_mostly_in_the_four_quarters_after_its_day(month: int, year: int) -> None:
    assert plan_year(date(2026, month, 15)) == year


def test_training_besides_the_plan_counts_for_the_least_but_is_no_step_of_it(store: Store) -> None:
    put_world(store)
    who = officer_id("CB02")
    said = {"status": "done", "periods_done": 45.0, "done_on": date(2027, 2, 1), "wish": "", "file_id": None}
    said |= {"changed_by": "U", "changed_by_name": "U", "changed_at": NOW}
    with store.writing() as conn:
        put_progress(conn, {"officer_id": who, "year": 2027, "course_id": "ELSEWHERE"}, version=0, values=said)
    with store.reading() as conn:
        (here,) = (one for one in plan_totals(conn, COUNTRY, "RUN-1", year=2027) if one.unit_id == "01")
        other = plan_totals(conn, COUNTRY, "RUN-1", year=2026)
    assert (here.people_with_least, here.periods_done, here.steps_done) == (1, 45.0, 0)
    assert all(one.people_with_least == 0 for one in other)
