"""Evidence that waits: the oldest first, within the viewer's units, never the viewer's own, found by its index."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, insert, update

from recommender.permissions import Role, Viewer
from recommender.store import Store
from recommender.store.importing.put_people import statement_row
from recommender.store.tables.people import OFFICER, STATEMENT
from recommender.store.tables.runs import STANDARD
from recommender.store.waiting_evidence import WaitingFilter, WaitingStatement, find_waiting
from tests.recommender.store.factories import DEPARTMENT, NOW, TODAY, officer_id, put_world, viewer

ALL = WaitingFilter()


@pytest.fixture
def waiting(store: Store) -> Store:
    """Three statements that wait, of two communes and of another province."""
    put_world(store)
    for statement_id, code in (("S2", "CB05"), ("S1", "CB01"), ("S3", "CB08")):
        put_waiting(store, statement_id, code)
    return store


def put_waiting(store: Store, statement_id: str, code: str, **given: Any) -> None:
    row = {
        **statement_row({
            "statement_id": statement_id, "officer_id": officer_id(code), "kind": "certificate", "text": "Lớp hộ tịch",
            "subject": "", "grade": "", "started_on": None, "dated_on": TODAY, "periods": 40.0, "place": "",
        }, import_id=None),
        "statement_id": statement_id, "standing": "waits", "added_by": "U", "added_by_name": "Người gửi",
        "added_at": NOW, **given,
    }  # fmt: skip
    with store.writing() as conn:
        conn.execute(insert(STATEMENT).values(**row))


def found(store: Store, who: Viewer, wanted: WaitingFilter = ALL) -> list[WaitingStatement]:
    """Page by page, one row each."""
    rows: list[WaitingStatement] = []
    cursor = None
    with store.reading() as conn:
        while True:
            page = find_waiting(conn, who, wanted, limit=1, cursor=cursor, with_total=True)
            rows += page.rows
            cursor = page.next_cursor
            if cursor is None:
                assert page.total == len(rows)
                return rows


@pytest.mark.parametrize(("unit_id", "expected"), [
    ("", ["S1", "S2", "S3"]), ("01", ["S1", "S2"]), ("00001", ["S1"]), (DEPARTMENT, []), ("02", ["S3"]),
])  # fmt: skip
def test_what_waits_is_of_the_viewers_units_the_oldest_first(waiting: Store, unit_id: str, expected: list[str]) -> None:
    assert [one.said.statement_id for one in found(waiting, viewer(Role.UNIT_HR, unit_id))] == expected


def test_a_filter_narrows_by_unit_person_and_words(waiting: Store) -> None:
    who = viewer(Role.PROVINCE_HR)
    for wanted, expected in (
        (WaitingFilter(unit_id="01"), ["S1", "S2"]), (WaitingFilter(officer_id=officer_id("CB05")), ["S2"]),
        (WaitingFilter(text="hoang anh"), ["S3"]), (WaitingFilter(unit_id="02", text="hoang"), ["S3"]),
    ):  # fmt: skip
        assert [one.said.statement_id for one in found(waiting, who, wanted)] == expected


def test_the_viewers_own_is_not_for_the_viewer_to_confirm(waiting: Store) -> None:
    who = viewer(Role.UNIT_HR, "00001", code="CB01")
    assert found(waiting, who) == []
    assert [one.said.statement_id for one in found(waiting, who, WaitingFilter(is_for_viewer=False))] == ["S1"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.INSTITUTE, Role.ADMINISTRATOR])
def test_others_find_nothing(waiting: Store, role: Role) -> None:
    assert found(waiting, viewer(role, code="CB01")) == []


def test_only_what_waits_of_people_that_are_there(waiting: Store) -> None:
    with waiting.writing() as conn:
        conn.execute(update(STATEMENT).where(STATEMENT.c.statement_id == "S1").values(standing="counts"))
        conn.execute(update(OFFICER).where(OFFICER.c.officer_id == officer_id("CB05")).values(erased_at=NOW))
    assert found(waiting, viewer(Role.PROVINCE_HR, "01")) == []
    assert "S1" not in [one.said.statement_id for one in found(waiting, viewer(Role.PROVINCE_HR))]


def test_a_correction_comes_with_what_it_corrects_of_the_same_person_only(waiting: Store) -> None:
    put_waiting(waiting, "OLD", "CB01", standing="counts", text="Lớp cũ")
    put_waiting(waiting, "S4", "CB01", replaces="OLD")
    put_waiting(waiting, "S5", "CB05", replaces="OLD")
    by_id = {one.said.statement_id: one for one in found(waiting, viewer(Role.PROVINCE_HR))}
    replaced = by_id["S4"].replaced
    assert replaced is not None
    assert replaced.text == "Lớp cũ"
    assert by_id["S5"].replaced is None


def test_open_standards_of_its_kind_stand_beside_it(waiting: Store) -> None:
    with waiting.writing() as conn:
        for rule_id, kind, status in (
            ("R1", "certificate", "unfit"), ("R2", "certificate", "fits"), ("R3", "degree", "consider"),
        ):  # fmt: skip
            conn.execute(insert(STANDARD).values(
                run_id="RUN-1", officer_id=officer_id("CB01"), position_id="A", rule_id=rule_id, kind=kind,
                status=status, reason="", found="", wanted="QLNN", wanted_en="", after_appointment=False, decides=True,
                legal_basis="", evidence_id="",
            ))  # fmt: skip
    (one,) = found(waiting, viewer(Role.UNIT_HR, "00001"))
    rules = [rule.rule_id for rule in one.standards]
    assert "R1" in rules
    assert not {"R2", "R3"} & set(rules)


@pytest.mark.parametrize(
    ("unit_id", "index"),
    [("", "ix_statement_waits"), ("01", "ix_statement_officer"), ("00001", "ix_statement_officer")],
)
def test_sqlite_begins_with_the_few_that_wait_or_with_the_people_of_few_units(
    sqlite_store: Store, unit_id: str, index: str
) -> None:
    put_world(sqlite_store)
    asked: list[tuple[str, Any]] = []

    def note(conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> None:
        asked.append((statement, parameters))

    event.listen(sqlite_store.engine, "before_cursor_execute", note)
    found(sqlite_store, viewer(Role.UNIT_HR, unit_id))
    event.remove(sqlite_store.engine, "before_cursor_execute", note)
    wanted = [(statement, parameters) for statement, parameters in asked if "'waits'" in statement]
    assert len(wanted) == 2
    with sqlite_store.reading() as conn:
        for statement, parameters in wanted:
            plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            assert index in plan[0][3]
