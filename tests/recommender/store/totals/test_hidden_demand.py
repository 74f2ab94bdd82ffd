"""Nobody can work out a count of a few people: not from one table with its sums, and not from any two filters."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sqlalchemy import insert, update

from recommender.errors import UsageError
from recommender.permissions import Role, Viewer
from recommender.small_cells import HIDDEN_BELOW
from recommender.store import Store
from recommender.store.results.runs import find_runs
from recommender.store.tables.runs import DEMAND, PLAN, RUN
from recommender.store.totals.demand import DemandBy, DemandCell, DemandFilter, demand_by_course, demand_cells
from recommender.store.totals.hidden_demand import hidden_learners
from recommender.store.units import put_units
from tests.api.world_rows import row as row_of
from tests.recommender.store.factories import NOW, TODAY, catalogue, put_run, put_world, viewer
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


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (2, 0), (0, 2, 2)])
def test_a_table_of_nobody_hides_nothing(shape: tuple[int, ...]) -> None:
    assert hidden_learners(np.zeros(shape, dtype=np.int64)).shape == shape


@given(COUNTS)
def test_what_a_row_or_column_hides_is_five_people_or_all_it_has(counts: np.ndarray) -> None:
    """Two cells of one person beside one of nine: the sum of eleven would tell that two people stand in the two."""
    hidden = hidden_learners(counts)
    for axis in (0, 1):
        kept_back = np.where(hidden, counts, 0).sum(axis=axis)
        is_told = hidden.any(axis=axis) & (np.where(hidden, 0, counts).sum(axis=axis) > 0)
        assert (kept_back[is_told] >= HIDDEN_BELOW).all()


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


def communes() -> dict[str, Unit]:
    """Two dozen communes, every other one in each province."""
    return {f"1{number:04}": Unit(unit_id=f"1{number:04}", name=f"Xã {number}", kind="commune",
                                  parent_id=("01", "02")[number % 2]) for number in range(24)}  # fmt: skip


@pytest.fixture
def busy(sqlite_store: Store) -> Store:
    """A country with many communes and a demand of every size."""
    put_world(sqlite_store)
    chosen = random.Random(11)
    units = communes()
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


CUBES = arrays.arrays(np.int64, st.tuples(*[st.integers(1, 4)] * 3), elements=st.integers(0, 12))


@given(CUBES)
def test_every_line_of_a_cube_hides_none_or_at_least_two(counts: np.ndarray) -> None:
    hidden = hidden_learners(counts)
    assert hidden[(counts > 0) & (counts < HIDDEN_BELOW)].all()
    for axis, length in enumerate(counts.shape):
        assert not (hidden.sum(axis=axis) == 1).any() or length == 1


TERMS = ("Q1/2027", "Q2/2027", "Q3/2027")


@pytest.fixture
def planned(sqlite_store: Store) -> Store:
    """A country with many communes, their plans over three terms, and the demand that these add up to."""
    put_world(sqlite_store)
    chosen = random.Random(3)
    units = communes()
    steps = [
        {
            "run_id": "RUN-1", "officer_id": f"{key}-{number}", "unit_id": key, "course_id": f"K{course}",
            "course_vi": f"Lớp {course}", "course_en": "x", "domain": "law", "quarter": term,
            "step": place * 100 + course * 10 + number, "counted_periods": 16.0,
        }
        for course, key, (place, term) in product(range(6), units, enumerate(TERMS, 1))
        for number in range(chosen.choice((0, 0, 0, 0, 0, 0, 1, 1, 2)))
    ]  # fmt: skip
    sums = Counter((step["course_id"], step["unit_id"]) for step in steps)
    lines = [
        {
            "run_id": "RUN-1", "course_id": course, "course_vi": "x", "course_en": "x", "domain": "law",
            "priority": "high", "province_id": units[key].parent_id, "unit_id": key, "learners": count,
            "periods": 16.0 * count, "classes": 0.1,
        }
        for (course, key), count in sums.items()
    ]  # fmt: skip
    with sqlite_store.writing() as conn:
        put_units(conn, units, now=NOW)
        conn.execute(insert(PLAN), [row_of(PLAN, **step) for step in steps])
        conn.execute(insert(DEMAND), lines)
    return sqlite_store


def asked_of_them(store: Store, who: Viewer, by: DemandBy, **given: str) -> tuple[DemandCell, ...]:
    """The same of the courses that were planned here."""
    return tuple(cell for cell in asked(store, who, by, **given) if cell.course_id.startswith("K"))


def counts_of(store: Store, by: DemandBy) -> dict[tuple[str, str], int | None]:
    """Course and group → learners, as an institute sees them."""
    return {(one.course_id, one.group): one.learners for one in asked_of_them(store, INSTITUTE, by)}


def test_one_province_by_term_and_one_term_by_province_say_the_same(planned: Store) -> None:
    by_term = {
        (cell.course_id, province, cell.group): cell.learners
        for province in ("01", "02") for cell in asked_of_them(planned, INSTITUTE, DemandBy.QUARTER, unit_id=province)
    }  # fmt: skip
    by_place = {
        (cell.course_id, cell.group, term): cell.learners
        for term in TERMS for cell in asked_of_them(planned, INSTITUTE, DemandBy.PROVINCE, quarter=term)
    }  # fmt: skip
    assert by_term == by_place
    assert any(count is None for count in by_term.values())
    assert any(count is not None for count in by_term.values())


def test_no_part_of_a_province_or_a_term_is_found_from_what_is_shown_of_both(planned: Store) -> None:
    in_provinces = {
        (one.course_id, one.group): one.learners for one in asked_of_them(planned, INSTITUTE, DemandBy.PROVINCE)
    }
    in_terms = {(one.course_id, one.group): one.learners for one in asked_of_them(planned, INSTITUTE, DemandBy.QUARTER)}
    for province in ("01", "02"):
        cells = asked_of_them(planned, INSTITUTE, DemandBy.QUARTER, unit_id=province)
        assert all(cell.learners is None or not 0 < cell.learners < HIDDEN_BELOW for cell in cells)
        sums = {course: count for (course, group), count in in_provinces.items() if group == province}
        assert attack({(cell.course_id, cell.group): cell.learners for cell in cells}, sums) == {}
        assert all(cell.learners is None for cell in cells if sums[cell.course_id] is None)
    for term in TERMS:
        cells = asked_of_them(planned, INSTITUTE, DemandBy.PROVINCE, quarter=term)
        sums = {course: count for (course, group), count in in_terms.items() if group == term}
        assert attack({(cell.course_id, cell.group): cell.learners for cell in cells}, sums) == {}


def test_parts_by_province_and_term_add_up_for_who_sees_people(planned: Store) -> None:
    hr = viewer(Role.PROVINCE_HR, "")
    whole = {(one.course_id, one.group): one.learners for one in asked_of_them(planned, hr, DemandBy.PROVINCE)}
    found: Counter[tuple[str, str]] = Counter()
    for term in TERMS:
        for cell in asked_of_them(planned, hr, DemandBy.PROVINCE, quarter=term):
            found[cell.course_id, cell.group] += cell.learners or 0
    assert found == whole


def test_courses_of_one_term_are_those_of_the_cut_by_term(planned: Store) -> None:
    with planned.reading() as conn:
        shown = demand_by_course(conn, INSTITUTE, "RUN-1", wanted=DemandFilter(quarter="Q2/2027"))
    cut = {
        one.course_id: one.learners
        for one in asked_of_them(planned, INSTITUTE, DemandBy.QUARTER)
        if one.group == "Q2/2027"
    }
    assert {one.course_id: one.learners for one in shown if one.course_id.startswith("K")} == cut


def test_a_term_is_refused_where_demand_is_not_cut_by_province(planned: Store) -> None:
    with pytest.raises(UsageError):
        asked_of_them(planned, INSTITUTE, DemandBy.PRIORITY, quarter="Q1/2027")


def test_an_institute_is_refused_the_terms_of_one_commune(planned: Store) -> None:
    with pytest.raises(UsageError):
        asked_of_them(planned, INSTITUTE, DemandBy.QUARTER, unit_id="10001")


@pytest.mark.parametrize(
    ("units", "seen"),
    [
        ((("RUN-3", "01", TODAY),), {"RUN-1"}),
        ((("RUN-3", "01", TODAY + timedelta(days=1)),), {"RUN-1", "RUN-3"}),
        ((("RUN-3", "00001", TODAY + timedelta(days=1)),), {"RUN-1"}),
    ],
    ids=["a province beside the country", "a province after the country", "a commune"],
)
def test_an_institute_sees_no_review_of_a_part_beside_that_of_the_whole(
    store: Store, units: tuple[tuple[str, str, date], ...], seen: set[str]
) -> None:
    """Else the total of the part, taken from what the whole shows, would be what is hidden beside it."""
    put_world(store)
    with store.writing() as conn:
        for run_id, unit_id, today in units:
            put_run(conn, run_id, known=catalogue(), started_at=NOW, is_published=True)
            conn.execute(update(RUN).where(RUN.c.run_id == run_id).values(unit_id=unit_id, today=today))
    with store.reading() as conn:
        assert {run.run_id for run in find_runs(conn, INSTITUTE).rows} == seen
        assert {run.run_id for run in find_runs(conn, viewer(Role.PROVINCE_HR)).rows} == {"RUN-1", "RUN-2", "RUN-3"}
        for run_id in ("RUN-1", "RUN-3"):
            cells = demand_cells(conn, INSTITUTE, run_id, by=DemandBy.PROVINCE, wanted=DemandFilter())
            assert bool(cells) == (run_id in seen)
