"""Sums of surplus and shortage are those of the rows, cut by position, by field and by unit, inside the scope only."""

from __future__ import annotations

import math

import pytest

from recommender import columns
from recommender.permissions import Role
from recommender.store import Store
from recommender.store.frames import write_frame
from recommender.store.tables.runs import BALANCE
from recommender.store.totals.balance import (
    BalanceFilter,
    BalanceRow,
    balance_by_position,
    balance_by_unit,
    balance_page,
    every_balance,
)
from recommender.types import Baseline
from tests.recommender.store.factories import DEPARTMENT, put_world, viewer

COUNTRY = viewer(Role.PROVINCE_HR)
PROVINCE = viewer(Role.PROVINCE_HR, "01")
COMMUNE = viewer(Role.UNIT_HR, "00003")
UNITS = ("00001", "00002", "00003", DEPARTMENT)
POSITIONS = ("P1", "P2", "P3", "P4", "P5")
EVERYTHING = BalanceFilter()


@pytest.fixture
def full(store: Store) -> Store:
    """The small world with posts of five more positions in each unit: over, short, even, unknown."""
    put_world(store)
    rows = [
        {
            "unit_id": unit, "position_id": position, "group": "specialist" if number % 2 else "leader",
            "field": f"f{number % 3}", "heads": 1, "present": 1.0, "suitable": 0.0, "norm": None, "quota": 1.0,
            "plan": None, "over_norm": None, "over_quota": (None, 2.0, -1.5, 0.0, -3.0)[(number + shift) % 5],
            "over_plan": 1.0,
        }
        for shift, unit in enumerate(UNITS) for number, position in enumerate(POSITIONS)
    ]  # fmt: skip
    with store.writing() as conn:
        write_frame(
            conn, columns.BALANCE, BALANCE, frame=columns.BALANCE.frame(rows), owner={"run_id": "RUN-1"}, extra=None
        )
    return store


def rows_of(store: Store, wanted: BalanceFilter = EVERYTHING) -> list[BalanceRow]:
    with store.reading() as conn:
        return list(every_balance(conn, COUNTRY, "RUN-1", wanted))


def parts(rows: list[BalanceRow]) -> tuple[float, float]:
    known = [row.over_quota for row in rows if row.over_quota is not None]
    return sum(max(one, 0.0) for one in known), -sum(min(one, 0.0) for one in known)


def test_sums_by_position_are_those_of_its_rows(full: Store) -> None:
    with full.reading() as conn:
        sums = balance_by_position(conn, COUNTRY, "RUN-1", EVERYTHING, against=Baseline.QUOTA)
    rows = rows_of(full)
    assert sum(one.n for one in sums) == len(rows)
    for one in sums:
        mine = [row for row in rows if row.position_id == one.position_id]
        assert math.isclose(one.over, parts(mine)[0])
        assert math.isclose(one.short, parts(mine)[1])


def test_a_baseline_nobody_gave_is_neither_over_nor_short(full: Store) -> None:
    with full.reading() as conn:
        wanted = BalanceFilter(position_id="P1")
        (one,) = balance_by_position(conn, COUNTRY, "RUN-1", wanted, against=Baseline.NORM)
    assert (one.over, one.short, one.n) == (0.0, 0.0, len(UNITS))


def test_rows_that_differ_most_come_first_and_pages_join_without_gap(full: Store) -> None:
    found: list[BalanceRow] = []
    cursor = None
    with full.reading() as conn:
        while True:
            page = balance_page(conn, COUNTRY, "RUN-1", EVERYTHING, largest=Baseline.QUOTA, limit=3, cursor=cursor)
            found += page.rows
            cursor = page.next_cursor
            if cursor is None:
                break
    distances = [abs(row.over_quota or 0.0) for row in found]
    assert distances == sorted(distances, reverse=True)
    assert {(row.unit_id, row.position_id) for row in found} == {
        (row.unit_id, row.position_id) for row in rows_of(full)
    }
    assert len(found) == len(rows_of(full))


def test_units_below_add_up_to_the_whole(full: Store) -> None:
    for top in ("", "01", "00001"):
        with full.reading() as conn:
            sums = balance_by_unit(conn, COUNTRY, "RUN-1", unit_id=top, against=Baseline.QUOTA)
        over, short = parts(rows_of(full, BalanceFilter(unit_id=top)))
        assert math.isclose(sum(one.over for one in sums), over)
        assert math.isclose(sum(one.short for one in sums), short)


def test_a_unit_with_posts_of_its_own_and_units_below_shows_both(full: Store) -> None:
    with full.reading() as conn:
        sums = balance_by_unit(conn, COUNTRY, "RUN-1", unit_id="00001", against=Baseline.QUOTA)
    assert {one.unit_id for one in sums} == {"00001", DEPARTMENT}


@pytest.mark.parametrize(
    "wanted", [BalanceFilter(group="leader"), BalanceFilter(field="f1"), BalanceFilter(unit_id="01", position_id="P2")]
)
def test_each_filter_leaves_what_it_names(full: Store, wanted: BalanceFilter) -> None:
    rows = rows_of(full, wanted)
    assert rows
    assert all(wanted.group in ("", row.group) for row in rows)
    assert all(wanted.field in ("", row.field) for row in rows)
    assert all(wanted.position_id in ("", row.position_id) for row in rows)
    with full.reading() as conn:
        sums = balance_by_position(conn, COUNTRY, "RUN-1", wanted, against=Baseline.PLAN)
    assert sum(one.n for one in sums) == len(rows)


def test_sums_end_at_the_scope_of_the_viewer(full: Store) -> None:
    with full.reading() as conn:
        for who in (PROVINCE, COMMUNE, viewer(Role.INSTITUTE)):
            seen = list(every_balance(conn, who, "RUN-1", EVERYTHING))
            by_position = balance_by_position(conn, who, "RUN-1", EVERYTHING, against=Baseline.QUOTA)
            over, short = parts(seen)
            assert math.isclose(sum(one.over for one in by_position), over)
            assert math.isclose(sum(one.short for one in by_position), short)
            by_unit = balance_by_unit(conn, who, "RUN-1", against=Baseline.QUOTA)
            assert math.isclose(sum(one.over for one in by_unit), over)
        assert list(every_balance(conn, viewer(Role.INSTITUTE), "RUN-1", EVERYTHING)) == []
        assert {row.unit_id for row in every_balance(conn, COMMUNE, "RUN-1", EVERYTHING)} == {"00003"}
