"""What each kind of viewer may read, on both databases: a list, one thing, and nothing outside the scope."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pandas as pd
import pytest
from sqlalchemy import Connection, delete, insert, select

from recommender.errors import NotFound, UsageError
from recommender.permissions import Action, Role, Viewer
from recommender.store import Store
from recommender.store.importing.imports import find_imports
from recommender.store.offerings import OfferingFilter, find_offerings, find_own_courses
from recommender.store.people import PeopleFilter, find_people, get_person, get_personal
from recommender.store.plans import get_plan
from recommender.store.positions import all_positions
from recommender.store.results.decisions import DecisionFilter, find_decisions
from recommender.store.results.objections import ObjectionFilter, find_objections
from recommender.store.results.run_frames import inputs_digest, read_inputs_of, read_results
from recommender.store.results.runs import (
    CountBy,
    count_verdicts,
    find_runs,
    get_run,
    latest_run,
    newer_runs,
    run_in_force,
)
from recommender.store.results.verdict_detail import full_verdicts, recommendations_of
from recommender.store.results.verdict_facets import count_facets
from recommender.store.results.verdicts import (
    PageAsked,
    VerdictFilter,
    VerdictOrder,
    earlier_verdicts,
    find_verdicts,
)
from recommender.store.tables.runs import RESULTS, RUN
from recommender.store.totals.balance import BalanceFilter, balance_page
from recommender.store.totals.demand import DemandBy, DemandFilter, demand_by_course, demand_cells, uncovered_needs
from recommender.store.totals.plan_totals import plan_totals
from recommender.store.totals.staffing import fairness_rows, find_moves, reasons_missing
from recommender.store.units import children, find_units, get_unit, path, require_unit, top_units
from recommender.types import VerdictLabel
from tests.recommender.store.factories import PEOPLE, officer_id, run_frames, viewer

COUNTRY_HR = viewer(Role.PROVINCE_HR)
PROVINCE_HR = viewer(Role.PROVINCE_HR, "01")
COMMUNE_HR = viewer(Role.UNIT_HR, "00001")
OTHER_HR = viewer(Role.UNIT_HR, "00003")
SELF = viewer(Role.OFFICER, code="CB02")
INSTITUTE = viewer(Role.INSTITUTE, "01")
AUDITOR = viewer(Role.FAIRNESS_AUDITOR)
NOBODY = Viewer(user_id="U", name="x")
BY_NAME = ["Nguyễn Thị An", "Nguyễn Văn An", "Đặng Thị Ánh", "Hoàng Văn Ánh", "Trần Ân", "Lê Thị Bưởi", "Võ Thị Đào",
           "Phạm Đức", "Y Blik Niê", "Đinh Ôn", "Bùi Ơn", "Ngô Thị Ước"]  # fmt: skip


@pytest.fixture
def store(small_country: Store) -> Store:
    return small_country


def names(rows: tuple[object, ...]) -> list[str]:
    return [row.name for row in rows]  # type: ignore[attr-defined]


def test_people_are_ordered_by_given_name_then_family_then_middle(store: Store) -> None:
    with store.reading() as conn:
        assert names(find_people(conn, COUNTRY_HR, PeopleFilter()).rows) == BY_NAME


def test_pages_of_people_join_to_the_whole_list(store: Store) -> None:
    seen: list[str] = []
    cursor = None
    with store.reading() as conn:
        for _ in range(10):
            page = find_people(conn, COUNTRY_HR, PeopleFilter(), limit=5, cursor=cursor, with_total=True)
            seen += names(page.rows)
            assert page.total == 12
            cursor = page.next_cursor
            if cursor is None:
                break
    assert seen == BY_NAME


@pytest.mark.parametrize(
    ("who", "count"), [(COUNTRY_HR, 12), (PROVINCE_HR, 7), (COMMUNE_HR, 4), (OTHER_HR, 3), (SELF, 0), (INSTITUTE, 0),
                       (AUDITOR, 0), (NOBODY, 0)],
)  # fmt: skip
def test_a_list_of_people_ends_at_the_scope(store: Store, who: Viewer, count: int) -> None:
    with store.reading() as conn:
        assert find_people(conn, who, PeopleFilter(), with_total=True).total == count


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (PeopleFilter(text="anh"), {"Đặng Thị Ánh", "Hoàng Văn Ánh"}),
        (PeopleFilter(text="dang ANH"), {"Đặng Thị Ánh"}),
        (PeopleFilter(text="cb07"), {"Nguyễn Thị An"}),
        (PeopleFilter(text="%"), set(BY_NAME)),
        (PeopleFilter(text="an_"), {"Nguyễn Văn An", "Nguyễn Thị An", "Đặng Thị Ánh", "Hoàng Văn Ánh", "Trần Ân"}),
        (PeopleFilter(unit_id="00001", position_id="B"), {"Trần Ân"}),
        (PeopleFilter(unit_id="00003", field="office"), {"Hoàng Văn Ánh", "Y Blik Niê", "Đinh Ôn"}),
    ],
)  # fmt: skip
def test_people_are_found_without_diacritics_by_unit_and_by_post(
    store: Store, wanted: PeopleFilter, found: set[str]
) -> None:
    with store.reading() as conn:
        assert set(names(find_people(conn, COUNTRY_HR, wanted).rows)) - {"Lê Thị Bưởi"} == found - {"Lê Thị Bưởi"}


def test_a_person_is_shown_with_all_that_a_run_reads(store: Store) -> None:
    with store.reading() as conn:
        found = get_person(conn, COMMUNE_HR, officer_id("CB02"))
        assert get_personal(conn, SELF, officer_id("CB02")).sex == "nữ"
    assert (found.person.name, [held.position_id for held in found.person.holdings]) == ("Đặng Thị Ánh", ["A"])
    assert [one.kind for one in found.statements] == ["duty", "degree"]
    assert [one.method for one in found.assessments] == ["test", "supervisor"]


@pytest.mark.parametrize("who", [OTHER_HR, INSTITUTE, AUDITOR, NOBODY, viewer(Role.OFFICER, code="CB01")])
@pytest.mark.parametrize("read", [get_person, get_personal])
def test_another_persons_file_is_not_found(store: Store, who: Viewer, read: Callable[..., object]) -> None:
    with store.reading() as conn, pytest.raises(NotFound):
        read(conn, who, officer_id("CB02"))


def test_units_know_their_children_path_and_top(store: Store) -> None:
    with store.reading() as conn:
        assert [one.unit_id for one in children(conn, "")] == ["01", "02"]
        assert [one.unit_id for one in children(conn, "02")] == ["00004", "00003"]
        assert [one.unit_id for one in path(conn, "00001-VP")] == ["VN", "01", "00001", "00001-VP"]
        assert [one.unit_id for one in find_units(conn, "dong")] == ["00002", "01"]
        assert [one.unit_id for one in top_units(conn, COMMUNE_HR, Action.SEE_PEOPLE)] == ["00001"]
        assert get_unit(conn, "").kind == "country"
        with pytest.raises(NotFound):
            require_unit(conn, COMMUNE_HR, Action.SEE_PEOPLE, unit_id="00002")


@pytest.mark.parametrize(
    ("who", "runs"),
    [(COUNTRY_HR, ["RUN-2", "RUN-1"]), (COMMUNE_HR, ["RUN-2", "RUN-1"]), (SELF, ["RUN-1"]), (INSTITUTE, ["RUN-1"]),
     (NOBODY, [])],
)  # fmt: skip
def test_only_hr_and_leaders_see_a_run_before_it_is_published(store: Store, who: Viewer, runs: list[str]) -> None:
    with store.reading() as conn:
        assert [run.run_id for run in find_runs(conn, who).rows] == runs
        newest = latest_run(conn, who)
        assert (newest.run_id if newest else None) == (runs[-1] if runs else None)


@pytest.mark.parametrize(("status", "who", "unit", "in_force"), [
    ("published", COUNTRY_HR, "", "RUN-1"), ("published", COUNTRY_HR, "00001", "RUN-C"),
    ("published", COMMUNE_HR, "", "RUN-C"), ("finished", COMMUNE_HR, "", "RUN-1"),
    ("finished", COUNTRY_HR, "00001", "RUN-1"), ("published", INSTITUTE, "", "RUN-1"),
])  # fmt: skip
def test_only_a_published_run_over_the_whole_takes_the_place_of_the_one_in_force(
    store: Store, status: str, who: Viewer, unit: str, in_force: str
) -> None:
    with store.writing() as conn:
        _put_commune_run(conn, status=status)
        found = run_in_force(conn, who, unit_id=unit)
        assert found is not None
        assert found.run_id == in_force
        conn.execute(delete(RUN).where(RUN.c.run_id == "RUN-C"))


def test_runs_that_are_newer_than_the_one_in_force_are_offered(store: Store) -> None:
    with store.writing() as conn:
        _put_commune_run(conn, status="published")
        found = run_in_force(conn, COUNTRY_HR)
        assert found is not None
        assert [run.run_id for run in newer_runs(conn, COUNTRY_HR, found)] == ["RUN-C", "RUN-2"]
        conn.execute(delete(RUN).where(RUN.c.run_id == "RUN-C"))


def _put_commune_run(conn: Connection, *, status: str) -> None:
    """A run of one commune, newer than all others."""
    whole = conn.execute(select(RUN).where(RUN.c.run_id == "RUN-1")).mappings().one()
    later = whole["started_at"] + timedelta(days=400)
    conn.execute(insert(RUN), {**whole, "run_id": "RUN-C", "unit_id": "00001", "started_at": later, "status": status})


def test_counts_of_verdicts_add_up_by_unit_field_and_position(store: Store) -> None:
    with store.reading() as conn:
        by_unit = count_verdicts(conn, COUNTRY_HR, "RUN-1", by=CountBy.UNIT)
        assert [(one.key, one.total, one.meets, one.needs_review, one.does_not_meet) for one in by_unit] == [
            ("01", 7, 3, 2, 2), ("02", 5, 1, 2, 2)
        ]  # fmt: skip
        for by in CountBy:
            assert sum(one.total for one in count_verdicts(conn, COUNTRY_HR, "RUN-1", by=by)) == 12
        below = count_verdicts(conn, COMMUNE_HR, "RUN-1", by=CountBy.UNIT, unit_id="01")
        assert [(one.key, one.total) for one in below] == [("00001", 4)]
        assert count_verdicts(conn, INSTITUTE, "RUN-1", by=CountBy.UNIT) == ()


@pytest.mark.parametrize("order", list(VerdictOrder))
@pytest.mark.parametrize("is_descending", [False, True])
def test_every_order_of_verdicts_pages_to_the_same_list(store: Store, order: VerdictOrder, is_descending: bool) -> None:
    with store.reading() as conn:

        def read(limit: int, cursor: str | None):  # type: ignore[no-untyped-def]
            return find_verdicts(
                conn, COUNTRY_HR, "RUN-1", wanted=VerdictFilter(), order=order, is_descending=is_descending,
                page=PageAsked(limit=limit, cursor=cursor),
            )  # fmt: skip

        whole = [row.officer_id for row in read(100, None).rows]
        pages: list[str] = []
        cursor = None
        while True:
            page = read(5, cursor)
            pages += [row.officer_id for row in page.rows]
            cursor = page.next_cursor
            if cursor is None:
                break
    assert pages == whole
    assert sorted(whole) == sorted(officer_id(code) for code, *_ in PEOPLE)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (VerdictFilter(verdict=VerdictLabel.MEETS), 4), (VerdictFilter(unit_id="01"), 7), (VerdictFilter(text="an"), 5),
        (VerdictFilter(review_reason="uncertain"), 4), (VerdictFilter(review_reason="thin"), 0),
        (VerdictFilter(failed_question="competency"), 4), (VerdictFilter(position_id="B"), 4),
        (VerdictFilter(field="office"), 12), (VerdictFilter(is_decided=False), 12), (VerdictFilter(is_decided=True), 0),
        (VerdictFilter(has_objection=True), 0), (VerdictFilter(decided=VerdictLabel.MEETS), 0),
    ],
)  # fmt: skip
def test_every_filter_of_verdicts_keeps_what_it_says(store: Store, wanted: VerdictFilter, count: int) -> None:
    with store.reading() as conn:
        page = find_verdicts(conn, COUNTRY_HR, "RUN-1", wanted=wanted, page=PageAsked(with_total=True))
    assert page.total == len(page.rows) == count


def test_facets_count_what_the_list_would_show(store: Store) -> None:
    wanted = VerdictFilter(unit_id="01", verdict=VerdictLabel.MEETS)
    with store.reading() as conn:
        facets = count_facets(conn, COUNTRY_HR, "RUN-1", wanted=wanted)
    assert {one.value: one.count for one in facets.verdict} == {"meets": 3, "needs_review": 2, "does_not_meet": 2}
    assert {one.value: one.count for one in facets.is_decided} == {"false": 3}
    assert sum(one.count for one in facets.position) == 3
    assert facets.position[0].name_vi == "vị trí A"
    assert facets.review_reason == ()


def test_a_person_sees_the_own_verdict_of_a_published_run_only(store: Store) -> None:
    with store.reading() as conn:
        assert [row.name for row in find_verdicts(conn, SELF, "RUN-1", wanted=VerdictFilter()).rows] == ["Đặng Thị Ánh"]
        assert find_verdicts(conn, SELF, "RUN-2", wanted=VerdictFilter()).rows == ()
        (full,) = full_verdicts(conn, SELF, "RUN-1", officer_id=officer_id("CB02"))
        with pytest.raises(NotFound):
            full_verdicts(conn, SELF, "RUN-1", officer_id=officer_id("CB01"))
        with pytest.raises(NotFound):
            full_verdicts(conn, OTHER_HR, "RUN-1", officer_id=officer_id("CB02"))
    assert [one.requirement_id for one in full.estimates] == ["C3", "C6"]
    assert full.estimates[0].quote_on is not None
    assert [one.status for one in full.standards] == ["fits"]
    assert [one.requirement_id for one in full.gaps] == ["C6"]
    assert full.change_en == "A test result is needed."
    assert full.earlier == ()


def test_earlier_runs_of_a_person_are_shown_to_hr(store: Store) -> None:
    with store.reading() as conn:
        (full,) = full_verdicts(conn, COMMUNE_HR, "RUN-2", officer_id=officer_id("CB02"))
        assert [(one.run_id, one.verdict) for one in full.earlier] == [("RUN-1", "needs_review")]
        assert len(earlier_verdicts(conn, COMMUNE_HR, officer_id("CB02"))) == 2
        assert len(recommendations_of(conn, COMMUNE_HR, "RUN-2", officer_id=officer_id("CB02"))) == 3


def test_a_plan_is_shown_with_its_hours(store: Store) -> None:
    with store.reading() as conn:
        plan = get_plan(conn, SELF, officer_id("CB02"), year=2027)
        assert (len(plan.steps), plan.periods_planned, plan.periods_done) == (2, 32.0, 0.0)
        totals = plan_totals(conn, COUNTRY_HR, "RUN-1", year=2027)
        assert [(one.unit_id, one.people, one.steps) for one in totals] == [("01", 4, 8), ("02", 4, 8)]
        with pytest.raises(NotFound):
            get_plan(conn, OTHER_HR, officer_id("CB02"), year=2027)


def test_an_institute_sees_no_cell_of_a_few_people(store: Store) -> None:
    with store.reading() as conn:
        for by in (DemandBy.PROVINCE, DemandBy.PRIORITY, DemandBy.QUARTER):
            cells = demand_cells(conn, INSTITUTE, "RUN-1", by=by, wanted=DemandFilter())
            assert cells
            assert {cell.learners for cell in cells} == {None}
        cells = demand_cells(conn, INSTITUTE, "RUN-1", by=DemandBy.UNIT, wanted=DemandFilter(unit_id="01"))
        assert {cell.learners for cell in cells} == {None}
        assert [one.learners for one in demand_by_course(conn, INSTITUTE, "RUN-1", wanted=DemandFilter())] == [None] * 2
        assert [one.officers for one in uncovered_needs(conn, INSTITUTE, "RUN-1")] == [None]
        assert demand_cells(conn, INSTITUTE, "RUN-2", by=DemandBy.PROVINCE, wanted=DemandFilter()) == ()
        with pytest.raises(UsageError):
            demand_cells(conn, INSTITUTE, "RUN-1", by=DemandBy.PRIORITY, wanted=DemandFilter(unit_id="00001"))


def test_hr_sees_demand_as_it_is(store: Store) -> None:
    with store.reading() as conn:
        cells = demand_cells(conn, PROVINCE_HR, "RUN-1", by=DemandBy.UNIT, wanted=DemandFilter())
        assert sum(cell.learners or 0 for cell in cells) == 8
        assert {cell.group_name for cell in cells} == {"Xã Ân Thi", "Phường Đống Đa"}
        by_course = demand_by_course(conn, PROVINCE_HR, "RUN-1", wanted=DemandFilter())
        assert [(one.course_id, one.learners) for one in by_course] == [("C1", 4), ("C2", 4)]


def test_balance_moves_and_fairness_end_at_the_scope(store: Store) -> None:
    with store.reading() as conn:
        everywhere = balance_page(conn, COUNTRY_HR, "RUN-1", BalanceFilter()).rows
        assert [(one.unit_id, one.over_quota) for one in everywhere] == [("00001", -1.0), ("00003", 1.0)]
        assert [one.unit_id for one in balance_page(conn, OTHER_HR, "RUN-1", BalanceFilter()).rows] == ["00003"]
        (move,) = find_moves(conn, COMMUNE_HR, "RUN-1").rows
        assert (move.name, move.to_unit_name, move.is_contested) == ("Đặng Thị Ánh", "Phường Đống Đa", False)
        assert move.rests_on == "", "somebody else has assessed the person"
        assert find_moves(conn, OTHER_HR, "RUN-1").rows == ()
        assert find_moves(conn, INSTITUTE, "RUN-1").rows == ()
        assert [one.group for one in fairness_rows(conn, AUDITOR, "RUN-2")] == ["nam", "nữ"]
        assert fairness_rows(conn, COMMUNE_HR, "RUN-2") == ()
        assert reasons_missing(conn, "RUN-2") == (("sex", "nữ"),)
        assert reasons_missing(conn, "RUN-1") == ()


def test_frames_of_a_run_come_back_as_they_were_written(store: Store) -> None:
    written = run_frames()
    with store.reading() as conn:
        for name, (spec, _) in RESULTS.items():
            read = read_results(conn, "RUN-1", name)
            pd.testing.assert_frame_equal(read, spec.conform(written[name], sort=bool(spec.key)))


def test_inputs_of_a_run_are_the_people_below_its_unit(store: Store) -> None:
    with store.reading() as conn:
        inputs = read_inputs_of(conn, "01")
        again = read_inputs_of(conn, "01")
        whole = read_inputs_of(conn, "VN")
    assert len(inputs.officers) == 7
    assert len(inputs.statements) == len(inputs.assessments) == 14
    assert len(inputs.quotas) == 1
    assert len(whole.officers) == len(PEOPLE)
    assert inputs_digest(inputs) == inputs_digest(again) != inputs_digest(whole)


def test_what_is_empty_is_an_empty_page(store: Store) -> None:
    with store.reading() as conn:
        assert find_decisions(conn, COUNTRY_HR, DecisionFilter()).rows == ()
        assert find_objections(conn, COUNTRY_HR, ObjectionFilter()).rows == ()
        assert find_imports(conn, COUNTRY_HR).rows == ()
        assert find_offerings(conn, OfferingFilter()).rows == ()
        assert find_own_courses(conn) == ()
        assert [one.position_id for one in all_positions(conn)] == ["A", "B"]
        assert get_run(conn, SELF, "RUN-1").is_published


@pytest.mark.parametrize("cursor", ["x", "WzFd", "bnVsbA", "eyJhIjogMX0", "WyJhIiwgImIiLCAiYyJd", "W10", "ư"])
def test_a_made_up_cursor_is_refused_not_a_crash(store: Store, cursor: str) -> None:
    with store.reading() as conn, pytest.raises(UsageError):
        find_people(conn, COUNTRY_HR, PeopleFilter(), cursor=cursor)
