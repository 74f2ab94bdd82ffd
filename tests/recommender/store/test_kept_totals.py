"""Sums that are kept are the same as counted ones, belong to one database, and are counted anew after any change."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from recommender.permissions import Role
from recommender.store import Store, open_store
from recommender.store.kept_totals import MOST_KEPT, kept
from recommender.store.migrate import migrate
from recommender.store.person_data import erase_everything
from recommender.store.plans import put_progress
from recommender.store.results.decisions import put_decision
from recommender.store.results.run_frames import RunRecord, finish_run, start_run, write_results
from recommender.store.results.runs import CountBy, count_verdicts
from recommender.store.results.verdict_facets import count_facets
from recommender.store.results.verdicts import PageAsked, VerdictFilter, find_verdicts
from recommender.store.totals.demand import DemandBy, DemandFilter, demand_cells
from recommender.store.totals.plan_totals import plan_totals, plan_year
from recommender.store.units import hand_over
from tests.recommender.store.factories import NOW, officer_id, put_world, run_frames, viewer

COUNTRY = viewer(Role.PROVINCE_HR)


def test_the_same_question_is_counted_once_and_another_one_apart(store: Store) -> None:
    put_world(store)
    counted: list[str] = []

    def count(what: str) -> str:
        counted.append(what)
        return what

    with store.reading() as conn:
        assert [kept(conn, "RUN-1", (name,), lambda name=name: count(name)) for name in ("a", "b", "a")] == [
            "a",
            "b",
            "a",
        ]
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


def test_who_asks_while_it_is_being_counted_waits_for_the_same_answer(store: Store) -> None:
    put_world(store)
    is_counting, may_go_on = threading.Event(), threading.Event()
    counted: list[str] = []

    def slowly() -> str:
        is_counting.set()
        may_go_on.wait(timeout=30)
        counted.append("slowly")
        return "first"

    def ask(count: Callable[[], str]) -> str:
        with store.reading() as conn:
            return kept(conn, "RUN-1", ("slow",), count)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask, slowly)
        assert is_counting.wait(timeout=30)
        second = pool.submit(ask, lambda: "second")
        may_go_on.set()
        assert (first.result(timeout=30), second.result(timeout=30)) == ("first", "first")
    assert counted == ["slowly"]


def test_what_could_not_be_counted_is_counted_by_the_next_who_asks(store: Store) -> None:
    put_world(store)

    def fails() -> str:
        raise RuntimeError

    with store.reading() as conn:
        with pytest.raises(RuntimeError):
            kept(conn, "RUN-1", ("fails",), fails)
        assert kept(conn, "RUN-1", ("fails",), lambda: "counted") == "counted"


def sums_of(store: Store, run_id: str) -> tuple[int, int, dict[str, int], int]:
    """Verdicts, decided ones, facet of decisions, and how long the list of undecided ones is."""
    with store.reading() as conn:
        found = count_verdicts(conn, COUNTRY, run_id, by=CountBy.UNIT)
        facets = count_facets(conn, COUNTRY, run_id, wanted=VerdictFilter())
        undecided = find_verdicts(
            conn, COUNTRY, run_id, wanted=VerdictFilter(is_decided=False), page=PageAsked(with_total=True)
        )
    return (
        sum(one.total for one in found), sum(one.decided for one in found),
        {one.value: one.count for one in facets.is_decided}, undecided.total or 0,
    )  # fmt: skip


def test_a_decision_shows_at_once_in_what_was_counted_before(store: Store) -> None:
    put_world(store)
    assert sums_of(store, "RUN-1") == (12, 0, {"false": 12}, 12)
    with store.reading() as conn:
        row = find_verdicts(conn, COUNTRY, "RUN-1", wanted=VerdictFilter()).rows[0]
    decision = {
        "run_id": "RUN-1", "officer_id": row.officer_id, "position_id": row.position_id, "unit_id": row.unit_id,
        "proposed": row.verdict, "decided": "meets", "reason_code": "", "reason_text": "", "decided_by": "U",
        "decided_by_name": "U", "decided_at": NOW, "decided_on": NOW.date(),
    }  # fmt: skip
    with store.writing() as conn:
        put_decision(conn, decision | {"decision_id": "D1"}, over=None)
    assert sums_of(store, "RUN-1") == (12, 1, {"false": 11, "true": 1}, 11)
    with store.writing() as conn:
        put_decision(conn, decision | {"decision_id": "D2"}, over="D1")
    assert sums_of(store, "RUN-1") == (12, 1, {"false": 11, "true": 1}, 11)


def test_an_erased_person_is_in_no_sum_that_was_counted_before(store: Store) -> None:
    put_world(store)
    assert sums_of(store, "RUN-1")[0] == 12
    with store.writing() as conn:
        erase_everything(conn, officer_id("CB02"), now=NOW)
    assert sums_of(store, "RUN-1") == (11, 0, {"false": 11}, 11)


def test_a_run_is_counted_anew_when_it_has_its_results(store: Store) -> None:
    world = put_world(store)
    with store.writing() as conn:
        start_run(conn, RunRecord(
            run_id="RUN-3", unit_id="VN", label="", today=NOW.date(), settings={}, catalogue_digest="",
            catalogue_version="", encoder="", encoder_digest="", fallback="", model_version="", program="",
            job_id=None, made_by="U", made_by_name="U", started_at=NOW,
        ))  # fmt: skip
    assert sums_of(store, "RUN-3") == (0, 0, {}, 0)
    with store.writing() as conn:
        write_results(conn, "RUN-3", run_frames(), catalogue=world.catalogue)
        finish_run(conn, "RUN-3", values={"status": "finished", "finished_at": NOW, "counts": {}})
    assert sums_of(store, "RUN-3")[0] == 12
