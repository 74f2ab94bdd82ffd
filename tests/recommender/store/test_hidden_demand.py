"""Nobody can work out a count of a few people: not from one table with its sums, and not from any two filters."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sqlalchemy import insert

from recommender.permissions import Role, Viewer
from recommender.small_cells import HIDDEN_BELOW
from recommender.store import Store
from recommender.store.demand import DemandBy, DemandCell, DemandFilter, demand_by_course, demand_cells
from recommender.store.hidden_demand import hidden_learners
from recommender.store.tables.runs import DEMAND
from recommender.store.units import put_units
from tests.recommender.store.factories import NOW, put_world, viewer
from training_catalog.types import Unit

INSTITUTE = viewer(Role.INSTITUTE)
COUNTS = arrays.arrays(np.int64, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.integers(0, 12))


@given(COUNTS)
def test_every_row_and_column_hides_none_or_at_least_two(counts: np.ndarray) -> None:
    hidden = hidden_learners(counts)
    small = (counts > 0) & (counts < HIDDEN_BELOW)
    assert hidden[small].all()
    for axis, length in ((1, counts.shape[1]), (0, counts.shape[0])):
        alone = hidden.sum(axis=axis) == 1
        assert not alone.any() or length == 1


@given(COUNTS)
def test_a_table_without_a_small_count_is_shown_whole(counts: np.ndarray) -> None:
    assert not hidden_learners(np.where(counts < HIDDEN_BELOW, 0, counts)).any()


def attack(known: dict[tuple[str, str], int | None], sums: dict[str, int | None]) -> dict[tuple[str, str], int]:
    """Cells that somebody finds by taking the shown cells of a row from its shown sum."""
    found = {}
    for row, total in sums.items():
        cells = [key for key in known if key[0] == row]
        blank = [key for key in cells if known[key] is None]
        if total is not None and len(blank) == 1:
            found[blank[0]] = total - sum(known[key] or 0 for key in cells)
    return found


@pytest.fixture
def busy(sqlite_store: Store) -> Store:
    """A country with many communes and a demand of every size."""
    put_world(sqlite_store)
    chosen = random.Random(11)
    units = {f"1{number:04}": Unit(unit_id=f"1{number:04}", name=f"Xã {number}", kind="commune",
                                   parent_id=("01", "02")[number % 2]) for number in range(24)}  # fmt: skip
    with sqlite_store.writing() as conn:
        put_units(conn, units, now=NOW)
        rows = [
            {
                "run_id": "RUN-1", "course_id": f"K{course}", "course_vi": f"Lớp {course}", "course_en": "x",
                "province_id": unit.parent_id, "unit_id": key, "domain": ("law", "digital")[course % 2],
                "priority": priority, "learners": chosen.choice((1, 1, 2, 3, 6, 9, 14)), "periods": 16.0,
                "classes": 0.1,
            }
            for course, (key, unit), priority in product(range(8), units.items(), ("high", "low"))
            if chosen.random() < 0.4
        ]  # fmt: skip
        conn.execute(insert(DEMAND), rows)
    return sqlite_store


def asked(store: Store, who: Viewer, by: DemandBy, **given: str) -> tuple[DemandCell, ...]:
    with store.reading() as conn:
        return demand_cells(conn, who, "RUN-1", by=by, wanted=DemandFilter(**given))


def test_no_shown_cell_is_small_and_no_sum_betrays_one(busy: Store) -> None:
    with busy.reading() as conn:
        whole = demand_by_course(conn, INSTITUTE, "RUN-1", wanted=DemandFilter())
    totals = {cell.course_id: cell.learners for cell in whole}
    provinces = asked(busy, INSTITUTE, DemandBy.PROVINCE)
    by_province = {(cell.course_id, cell.group): cell.learners for cell in provinces}
    assert any(value is not None for value in by_province.values())
    assert attack(by_province, totals) == {}
    for province in ("01", "02"):
        units = asked(busy, INSTITUTE, DemandBy.UNIT, unit_id=province)
        sums = {course: value for (course, group), value in by_province.items() if group == province}
        assert attack({(cell.course_id, cell.group): cell.learners for cell in units}, sums) == {}
        assert all(cell.learners is None or not 0 < cell.learners < HIDDEN_BELOW for cell in units)


def test_a_thousand_filters_never_show_two_answers_for_one_cell(busy: Store) -> None:
    """Two answers that differ by a few people would name them."""
    chosen = random.Random(5)
    units = ["", "01", "02", *[f"1{number:04}" for number in range(24)]]
    truth = {}
    shown: dict[tuple[str, str, str], int | None] = {}
    for _ in range(1_000):
        by = chosen.choice((DemandBy.PROVINCE, DemandBy.UNIT, DemandBy.PRIORITY))
        unit = chosen.choice(units[1:]) if by is DemandBy.UNIT else ""
        unit = chosen.choice(("", "01", "02")) if by is DemandBy.PROVINCE else unit
        cells = asked(
            busy, INSTITUTE, by, unit_id=unit, course_id=chosen.choice(("", "K1", "K2", "K7")),
            domain=chosen.choice(("", "law", "digital")),
        )  # fmt: skip
        for cell in cells:
            key = (str(by), cell.course_id, cell.group)
            assert shown.setdefault(key, cell.learners) == cell.learners
            assert cell.learners is None or not 0 < cell.learners < HIDDEN_BELOW
            truth[key] = cell.learners
    assert len(truth) > 100


def test_hr_of_a_province_sees_its_own_cells_as_they_are(busy: Store) -> None:
    cells = asked(busy, viewer(Role.PROVINCE_HR, "01"), DemandBy.UNIT)
    assert all(cell.learners for cell in cells)
    assert any((cell.learners or 0) < HIDDEN_BELOW for cell in cells)


def test_an_institute_that_is_also_hr_somewhere_sees_small_cells_hidden(busy: Store) -> None:
    both = Viewer(user_id="B", name="B", grants=(*INSTITUTE.grants, *viewer(Role.UNIT_HR, "00001").grants))
    cells = asked(busy, both, DemandBy.PROVINCE)
    assert all(cell.learners is None or cell.learners >= HIDDEN_BELOW for cell in cells)
