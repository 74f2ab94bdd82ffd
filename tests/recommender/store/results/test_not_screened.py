"""People without a verdict: all who were there on the day of the run, told to whom, with the cell to mend."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection, delete, insert

from recommender.permissions import Role, Viewer
from recommender.store import Store
from recommender.store.importing.put_people import officer_row
from recommender.store.metadata import first_id, new_id
from recommender.store.results.not_screened import coverage, find_not_screened
from recommender.store.results.runs import RunView, get_run
from recommender.store.tables.imports import IMPORT, IMPORT_CHANGE, IMPORT_PROBLEM
from recommender.store.tables.people import HOLDING, OFFICER
from tests.recommender.store.factories import NOW, put_world, viewer

RUN_AT = NOW - timedelta(days=30)
COUNTRY_HR = viewer(Role.PROVINCE_HR)
COMMUNE_HR = viewer(Role.UNIT_HR, "00001")
OTHER_HR = viewer(Role.UNIT_HR, "00003")
INSTITUTE = viewer(Role.INSTITUTE)
BEFORE = first_id(RUN_AT - timedelta(days=1))


@pytest.fixture(autouse=True)
def world(store: Store) -> None:
    put_world(store)


def _put(conn: Connection, officer_id: str, *, import_id: str | None = None) -> None:
    given = {
        "officer_id": officer_id, "code": officer_id[-4:], "province_id": "01", "unit_id": "00001",
        "name": "Lê Văn Tư", "place": "nhan_su.xlsx!Xã!A8",
    }  # fmt: skip
    conn.execute(insert(OFFICER), [officer_row(given, now=NOW, import_id=import_id)])


def _import(conn: Connection, *, applied_at: object) -> None:
    conn.execute(insert(IMPORT), [{
        "import_id": "IMPORT-1", "digest": "d", "unit_id": "00001", "files": [], "mapping": {}, "status": "applied",
        "staged_parts": 0, "counts": {}, "failure_vi": "", "failure_en": "", "made_by": "U", "made_by_name": "U",
        "made_at": RUN_AT - timedelta(days=2), "applied_at": applied_at,
    }])  # fmt: skip


def _run(conn: Connection, who: Viewer) -> RunView:
    return get_run(conn, who, "RUN-1")


@pytest.mark.parametrize(("who", "unit", "screened", "missing"), [
    (COUNTRY_HR, "", 12, 1), (COMMUNE_HR, "", 4, 1), (COUNTRY_HR, "02", 5, 0), (OTHER_HR, "", 3, 0),
    (INSTITUTE, "", 0, 0),
])  # fmt: skip
def test_who_has_no_verdict_is_counted_where_the_viewer_sees_totals(
    store: Store, who: Viewer, unit: str, screened: int, missing: int
) -> None:
    with store.writing() as conn:
        _put(conn, BEFORE)
        found = coverage(conn, who, _run(conn, who), unit_id=unit)
    assert (found.screened, found.missing, found.people) == (screened, missing, screened + missing)


def test_who_came_after_the_run_is_not_counted(store: Store) -> None:
    with store.writing() as conn:
        _put(conn, new_id(NOW))
        assert coverage(conn, COUNTRY_HR, _run(conn, COUNTRY_HR)).missing == 0


@pytest.mark.parametrize(("days", "missing"), [(-1, 1), (5, 0)])
def test_a_list_read_before_the_run_counts_only_if_it_was_accepted_before(
    store: Store, days: int, missing: int
) -> None:
    with store.writing() as conn:
        _import(conn, applied_at=RUN_AT + timedelta(days=days))
        _put(conn, BEFORE, import_id="IMPORT-1")
        conn.execute(insert(IMPORT_CHANGE), [
            {"import_id": "IMPORT-1", "kind": "person", "key": BEFORE, "is_new": True}
        ])  # fmt: skip
        assert coverage(conn, COUNTRY_HR, _run(conn, COUNTRY_HR)).missing == missing


def test_the_cell_that_could_not_be_read_is_named_with_the_remedy(store: Store) -> None:
    with store.writing() as conn:
        _import(conn, applied_at=RUN_AT - timedelta(days=1))
        _put(conn, BEFORE, import_id="IMPORT-1")
        problem = {"import_id": "IMPORT-1", "file": "nhan_su.xlsx", "sheet": "Xã", "value": "CV phòng KT"}
        words = {"message_en": "?", "suggestion_vi": "Ghi mã vị trí.", "suggestion_en": "Write the code."}
        told = (
            ("F8", "warning", "position_short_title", "ngắn"), ("F8", "error", "position_unknown", "Không rõ vị trí"),
            ("F9", "error", "position_left", "người khác"),
        )  # fmt: skip
        conn.execute(insert(IMPORT_PROBLEM), [
            {**problem, **words, "number": number, "cell": cell, "severity": severity, "code": code, "message_vi": said}
            for number, (cell, severity, code, said) in enumerate(told)
        ])  # fmt: skip
        found = find_not_screened(conn, COMMUNE_HR, _run(conn, COMMUNE_HR))
    (one,) = found.rows
    assert found.total == 1
    assert (one.name, one.value, one.place) == ("Lê Văn Tư", "CV phòng KT", "nhan_su.xlsx!Xã!F8")
    assert (one.message_vi, one.suggestion_vi, one.has_position) == ("Không rõ vị trí", "Ghi mã vị trí.", False)


def test_nobody_sees_names_outside_the_own_units(store: Store) -> None:
    with store.writing() as conn:
        _put(conn, BEFORE)
        for who in (OTHER_HR, INSTITUTE):
            assert find_not_screened(conn, who, _run(conn, COUNTRY_HR)).rows == ()


def test_a_position_given_since_is_told(store: Store) -> None:
    with store.writing() as conn:
        _put(conn, BEFORE)
        conn.execute(insert(HOLDING), [
            {"officer_id": BEFORE, "position_id": "A", "share": 1.0, "place": "", "import_id": None}
        ])  # fmt: skip
        (one,) = find_not_screened(conn, COMMUNE_HR, _run(conn, COMMUNE_HR)).rows
        assert one.has_position
        conn.execute(delete(HOLDING).where(HOLDING.c.officer_id == BEFORE))
