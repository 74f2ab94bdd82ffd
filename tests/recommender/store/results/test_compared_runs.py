"""Two runs compared by the store say what comparing their verdicts one by one says, on both databases."""

from __future__ import annotations

from collections import Counter

import pytest

from recommender.permissions import Role, Viewer
from recommender.store import Store
from recommender.store.results.compared_runs import (
    Compared,
    ComparedFilter,
    Why,
    changed_settings,
    count_pairs,
    count_single,
    differences,
    find_compared,
)
from recommender.store.results.runs import get_run
from recommender.types import VerdictLabel
from tests.recommender.store.factories import DEPARTMENT, LABELS, PEOPLE, officer_id, put_world, viewer

RUNS = ("RUN-1", "RUN-2")
COUNTRY = viewer(Role.PROVINCE_HR)
BELOW = {"": {one[2] for one in PEOPLE}, "01": {"00001", DEPARTMENT, "00002"}, "00001": {"00001", DEPARTMENT},
         DEPARTMENT: {DEPARTMENT}, "02": {"00003", "00004"}}  # fmt: skip


@pytest.fixture
def compared(store: Store) -> Store:
    put_world(store)
    return store


def expected(unit_id: str) -> dict[str, tuple[str, str]]:
    """Code → verdict before and after, of the people of a unit."""
    return {
        code: (LABELS[place % 3], LABELS[(place + 1) % 3])
        for place, (code, _, unit, _) in enumerate(PEOPLE) if unit in BELOW[unit_id]
    }  # fmt: skip


def listed(store: Store, who: Viewer, wanted: ComparedFilter, *, limit: int = 50) -> list[Compared]:
    rows: list[Compared] = []
    cursor = None
    with store.reading() as conn:
        while True:
            page = find_compared(conn, who, RUNS, wanted=wanted, limit=limit, cursor=cursor)
            rows += page.rows
            cursor = page.next_cursor
            if cursor is None:
                assert page.total == len(rows)
                return rows


@pytest.mark.parametrize("unit_id", list(BELOW))
def test_counts_and_rows_are_of_what_the_viewer_may_see(compared: Store, unit_id: str) -> None:
    who = viewer(Role.PROVINCE_HR, unit_id)
    with compared.reading() as conn:
        pairs = count_pairs(conn, who, RUNS)
        assert count_single(conn, who, RUNS) == ()
    assert pairs == Counter(expected(unit_id).values())
    rows = listed(compared, who, ComparedFilter())
    assert {one.code: (one.verdict_before, one.verdict) for one in rows} == expected(unit_id)


@pytest.mark.parametrize("role", [Role.INSTITUTE, Role.FAIRNESS_AUDITOR, Role.OFFICER])
def test_those_who_see_no_people_see_and_count_nobody(compared: Store, role: Role) -> None:
    who = viewer(role, "01", code="CB02" if role is Role.OFFICER else "")
    with compared.reading() as conn:
        assert count_pairs(conn, who, RUNS) == {}
        assert count_single(conn, who, RUNS) == ()
    assert listed(compared, who, ComparedFilter()) == []


@pytest.mark.parametrize("unit_id", ["01", "00001", "00003"])
def test_a_unit_narrows_the_counts_and_the_list(compared: Store, unit_id: str) -> None:
    inside = {one[0] for one in PEOPLE if one[2] in BELOW.get(unit_id, {unit_id})}
    with compared.reading() as conn:
        assert sum(count_pairs(conn, COUNTRY, RUNS, unit_id=unit_id).values()) == len(inside)
    assert {one.code for one in listed(compared, COUNTRY, ComparedFilter(unit_id=unit_id))} == inside


@pytest.mark.parametrize("limit", [1, 5, 50])
def test_pages_hold_everybody_once_by_given_name(compared: Store, limit: int) -> None:
    names = [one.name for one in listed(compared, COUNTRY, ComparedFilter(), limit=limit)]
    assert sorted(names) == sorted(one[1] for one in PEOPLE)
    assert names == [one.name for one in listed(compared, COUNTRY, ComparedFilter())]


@pytest.mark.parametrize("before", list(VerdictLabel))
@pytest.mark.parametrize("after", list(VerdictLabel))
def test_labels_open_one_cell(compared: Store, before: VerdictLabel, after: VerdictLabel) -> None:
    rows = listed(compared, COUNTRY, ComparedFilter(before=before, after=after))
    pair = (str(before), str(after))
    assert {one.code for one in rows} == {code for code, found in expected("").items() if found == pair}


def test_why_is_told_and_can_be_asked_for(compared: Store) -> None:
    rows = listed(compared, COUNTRY, ComparedFilter())
    assert {one.whys for one in rows} == {(Why.ESTIMATE,)}
    assert len(listed(compared, COUNTRY, ComparedFilter(why=Why.ESTIMATE))) == len(PEOPLE)
    assert listed(compared, COUNTRY, ComparedFilter(why=Why.STANDARD)) == []
    with compared.reading() as conn:
        assert differences(conn, RUNS, rows) == {}


def test_search_needs_no_diacritics(compared: Store) -> None:
    assert {one.code for one in listed(compared, COUNTRY, ComparedFilter(text="dang anh"))} == {"CB02"}


def test_a_run_without_the_other_has_its_people_alone(compared: Store) -> None:
    with compared.reading() as conn:
        alone = count_single(conn, COUNTRY, ("RUN-1", "NONE"))
        by_unit = Counter(unit for _, _, unit, _ in PEOPLE)
        assert {one.unit_id: (one.n_before, one.n_after) for one in alone} == {
            unit: (count, 0) for unit, count in by_unit.items()
        }
        assert [one.n_before for one in alone] == sorted(by_unit.values(), reverse=True)
        assert count_pairs(conn, COUNTRY, ("RUN-1", "NONE")) == {}


def test_runs_with_the_same_settings_differ_in_none(compared: Store) -> None:
    with compared.reading() as conn:
        before, after = (get_run(conn, COUNTRY, run_id) for run_id in RUNS)
    assert changed_settings(before, after) == ()


def test_an_erased_person_is_in_neither(compared: Store) -> None:
    gone = officer_id("CB02")
    with compared.writing() as conn:
        conn.exec_driver_sql(f"UPDATE officer SET erased_at = 1 WHERE officer_id = '{gone}'")
        conn.exec_driver_sql(f"DELETE FROM verdict WHERE officer_id = '{gone}'")
    assert "CB02" not in {one.code for one in listed(compared, COUNTRY, ComparedFilter())}
