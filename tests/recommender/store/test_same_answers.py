"""SQLite and PostgreSQL give the same answers in the same order to every query, with every filter and every order."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from recommender.errors import NangLucError
from recommender.permissions import Action, Role, Viewer
from recommender.store import Store
from recommender.store.importing.imports import find_imports
from recommender.store.offerings import OfferingFilter, find_offerings, find_own_courses
from recommender.store.people import PeopleFilter, find_people, get_person, unit_of_all
from recommender.store.person_data import everything_about
from recommender.store.plans import get_plan
from recommender.store.positions import all_positions
from recommender.store.results.decisions import DecisionFilter, find_decisions
from recommender.store.results.objections import ObjectionFilter, find_objections
from recommender.store.results.run_frames import inputs_digest, read_inputs_of, read_results
from recommender.store.results.runs import CountBy, count_verdicts, find_runs, latest_run
from recommender.store.results.verdict_detail import full_verdicts, recommendations_of
from recommender.store.results.verdict_facets import count_facets
from recommender.store.results.verdicts import PageAsked, VerdictFilter, VerdictOrder, find_verdicts
from recommender.store.tables.runs import RESULTS
from recommender.store.totals.balance import (
    BalanceFilter,
    balance_by_position,
    balance_by_unit,
    balance_page,
    every_balance,
)
from recommender.store.totals.demand import DemandBy, DemandFilter, demand_by_course, demand_cells, uncovered_needs
from recommender.store.totals.plan_totals import plan_totals
from recommender.store.totals.staffing import fairness_rows, find_moves
from recommender.store.units import children, find_units, path, top_units
from recommender.types import Baseline, VerdictLabel
from tests.recommender.store.factories import DEPARTMENT, PEOPLE, officer_id, put_world, viewer

Ask = Callable[[Connection, Viewer, random.Random], Any]
VIEWERS = (
    viewer(Role.PROVINCE_HR), viewer(Role.PROVINCE_HR, "01"), viewer(Role.UNIT_HR, "00003"),
    viewer(Role.DECISION_MAKER, "02"), viewer(Role.INSTITUTE), viewer(Role.INSTITUTE, "02"),
    viewer(Role.FAIRNESS_AUDITOR), viewer(Role.OFFICER, code="CB02"), Viewer(user_id="N", name="N"),
)  # fmt: skip
UNITS = ("", "VN", "01", "02", "00001", "00003", DEPARTMENT, "9")
WORDS = ("", "an", "Ánh", "dang", "đ", "nguyen an", "%", "cb0", "_", "'", "x" * 50)


def whole(chosen: random.Random, page: Callable[[str | None], Any]) -> list[Any]:
    rows, cursor = [], None
    while True:
        found = page(cursor)
        rows += found.rows
        cursor = found.next_cursor
        if cursor is None:
            return rows


def people(conn: Connection, who: Viewer, chosen: random.Random) -> Any:
    wanted = PeopleFilter(
        unit_id=chosen.choice(UNITS), text=chosen.choice(WORDS), position_id=chosen.choice(("", "A", "B")),
        field=chosen.choice(("", "office")),
    )  # fmt: skip
    limit = chosen.choice((1, 2, 5, 50))
    return whole(chosen, lambda cursor: find_people(conn, who, wanted, limit=limit, cursor=cursor, with_total=True))


def verdicts(conn: Connection, who: Viewer, chosen: random.Random) -> Any:
    wanted = VerdictFilter(
        unit_id=chosen.choice(UNITS), text=chosen.choice(WORDS), position_id=chosen.choice(("", "", "A")),
        verdict=chosen.choice((None, None, *VerdictLabel)), is_decided=chosen.choice((None, True, False)),
        review_reason=chosen.choice(("", "", "uncertain")), has_objection=chosen.choice((None, False)),
    )  # fmt: skip
    run, order, down = chosen.choice(("RUN-1", "RUN-2")), chosen.choice(list(VerdictOrder)), chosen.random() < 0.5
    limit = chosen.choice((1, 3, 50))

    def page(cursor: str | None) -> Any:
        asked = PageAsked(limit=limit, cursor=cursor, with_total=True)
        return find_verdicts(conn, who, run, wanted=wanted, order=order, is_descending=down, page=asked)

    return whole(chosen, page), count_facets(conn, who, run, wanted=wanted)


def demand(conn: Connection, who: Viewer, chosen: random.Random) -> Any:
    wanted = DemandFilter(unit_id=chosen.choice(UNITS[:-1]), domain=chosen.choice(("", "law", "digital")))
    by, run = chosen.choice(list(DemandBy)), chosen.choice(("RUN-1", "RUN-2"))
    return (
        demand_cells(conn, who, run, by=by, wanted=wanted), demand_by_course(conn, who, run, wanted=wanted),
        uncovered_needs(conn, who, run, unit_id=wanted.unit_id),
    )  # fmt: skip


def balance(conn: Connection, who: Viewer, chosen: random.Random) -> Any:
    run, against = chosen.choice(("RUN-1", "RUN-2")), chosen.choice(tuple(Baseline))
    wanted = BalanceFilter(unit_id=chosen.choice(UNITS), position_id=chosen.choice(("", "A", "B")))
    largest, limit = chosen.choice((None, against)), chosen.choice((1, 2, 50))
    return (
        whole(chosen, lambda cursor: balance_page(
            conn, who, run, wanted, largest=largest, limit=limit, cursor=cursor
        )),
        list(every_balance(conn, who, run, wanted)), balance_by_position(conn, who, run, wanted, against=against),
        balance_by_unit(conn, who, run, unit_id=wanted.unit_id, against=against),
    )  # fmt: skip


def totals(conn: Connection, who: Viewer, chosen: random.Random) -> Any:
    unit, run = chosen.choice(UNITS), chosen.choice(("RUN-1", "RUN-2"))
    return (
        [count_verdicts(conn, who, run, by=by, unit_id=unit) for by in CountBy],
        plan_totals(conn, who, run, year=2027, unit_id=unit), balance(conn, who, chosen),
        find_moves(conn, who, run, unit_id=unit), fairness_rows(conn, who, run),
    )  # fmt: skip


def one_person(conn: Connection, who: Viewer, chosen: random.Random) -> Any:
    key, run = officer_id(chosen.choice(PEOPLE)[0]), chosen.choice(("RUN-1", "RUN-2"))
    asked = chosen.choice(("person", "verdict", "plan", "courses"))
    if asked == "person":
        return get_person(conn, who, key)
    if asked == "verdict":
        return full_verdicts(conn, who, run, officer_id=key)
    if asked == "plan":
        return get_plan(conn, who, key, year=2027)
    return recommendations_of(conn, who, run, officer_id=key)


def lists(conn: Connection, who: Viewer, chosen: random.Random) -> Any:
    unit = chosen.choice(UNITS)
    return (
        find_runs(conn, who, unit_id=unit, limit=1), latest_run(conn, who, unit_id=unit, is_published=False),
        children(conn, unit), path(conn, unit), find_units(conn, chosen.choice(WORDS), below=unit),
        top_units(conn, who, Action.SEE_PEOPLE), all_positions(conn), find_decisions(conn, who, DecisionFilter()),
        find_objections(conn, who, ObjectionFilter()), find_imports(conn, who, unit_id=unit),
        find_offerings(conn, OfferingFilter()), find_own_courses(conn), unit_of_all(conn),
    )  # fmt: skip


def frames(conn: Connection, _: Viewer, chosen: random.Random) -> Any:
    unit, run = chosen.choice(UNITS), chosen.choice(("RUN-1", "RUN-2"))
    results = [read_results(conn, run, name).to_csv() for name in RESULTS]
    about = everything_about(conn, officer_id("CB02"), with_unpublished=True)
    return inputs_digest(read_inputs_of(conn, unit)), results, about


ASKS: tuple[Ask, ...] = (people, verdicts, demand, totals, one_person, lists, frames)


@pytest.fixture
def both(sqlite_store: Store, postgres_store: Store) -> tuple[Store, Store]:
    for store in (sqlite_store, postgres_store):
        put_world(store)
    return sqlite_store, postgres_store


def answer(store: Store, ask: Ask, seed: int) -> Any:
    chosen = random.Random(seed)
    who = chosen.choice(VIEWERS)
    with store.reading() as conn:
        try:
            return ask(conn, who, chosen)
        except NangLucError as refusal:
            return refusal.code


@pytest.mark.parametrize("ask", ASKS, ids=lambda ask: ask.__name__)
def test_both_databases_give_the_same_answer_in_the_same_order(both: tuple[Store, Store], ask: Ask) -> None:
    count = 10 if ask is frames else 60
    differing = [seed for seed in range(count) if answer(both[0], ask, seed) != answer(both[1], ask, seed)]
    assert differing == []
