"""People whom nothing has touched for the period of the office; whatever touches them keeps them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, update

from recommender.errors import NotAllowed
from recommender.permissions import Role
from recommender.store import Store
from recommender.store.person_data import erase_everything
from recommender.store.tables.decisions import DECISION
from recommender.store.tables.people import OFFICER, STATEMENT
from recommender.store.tables.runs import RUN
from recommender.store.unused_people import LastUse, count_unused, find_unused, unused_among, years_on
from tests.recommender.store.factories import NOW, PEOPLE, officer_id, put_world, viewer

SINCE = NOW + timedelta(days=1)
LATER = NOW + timedelta(days=2)
WHO = officer_id("CB02")


def changed(conn: Connection) -> None:
    conn.execute(update(OFFICER).where(OFFICER.c.officer_id == WHO).values(changed_at=LATER))


def added_evidence(conn: Connection) -> None:
    conn.execute(update(STATEMENT).where(STATEMENT.c.officer_id == WHO).values(added_at=LATER))


def decided(conn: Connection) -> None:
    row = dict.fromkeys((column.name for column in DECISION.c if not column.nullable), "") | {
        "decision_id": "D1", "run_id": "RUN-1", "officer_id": WHO, "position_id": "A", "unit_id": "00001",
        "proposed": "meets", "decided": "meets", "decided_at": LATER, "decided_on": LATER.date(),
    }  # fmt: skip
    conn.execute(insert(DECISION).values(**row))


def erased(conn: Connection) -> None:
    erase_everything(conn, WHO, now=NOW)


@pytest.mark.parametrize("touch", [changed, added_evidence, decided, erased])
def test_who_was_touched_since_is_not_counted(store: Store, touch: Callable[[Connection], None]) -> None:
    put_world(store)
    with store.writing() as conn:
        assert count_unused(conn, since=SINCE) == len(PEOPLE)
        touch(conn)
        assert count_unused(conn, since=SINCE) == len(PEOPLE) - 1


def test_a_review_keeps_all_whom_it_is_about(store: Store) -> None:
    put_world(store)
    with store.writing() as conn:
        assert count_unused(conn, since=NOW - timedelta(days=1)) == 0
        conn.execute(update(RUN).where(RUN.c.run_id == "RUN-1").values(started_at=LATER))
        assert count_unused(conn, since=SINCE) == 0


def test_a_page_shows_the_unused_of_the_own_province_with_what_used_them_last(store: Store) -> None:
    put_world(store)
    hr = viewer(Role.PROVINCE_HR, "01")
    with store.writing() as conn:
        conn.execute(update(STATEMENT).where(STATEMENT.c.officer_id == WHO).values(added_at=NOW + timedelta(hours=1)))
        first = find_unused(conn, hr, since=SINCE, limit=4)
        rest = find_unused(conn, hr, since=SINCE, limit=4, cursor=first.next_cursor)
    rows = (*first.rows, *rest.rows)
    assert (first.total, len(rows), rest.next_cursor) == (7, 7, None)
    assert {one.unit_name for one in rows} == {"Xã Ân Thi", "Văn phòng", "Phường Đống Đa"}
    assert [(one.last_use, one.used_at) for one in rows if one.officer_id == WHO] == [
        (LastUse.EVIDENCE, NOW + timedelta(hours=1))
    ]
    assert {one.last_use for one in rows if one.officer_id != WHO} == {LastUse.CHANGE}


def test_of_those_chosen_only_the_unused_within_the_scope_are_found(store: Store) -> None:
    put_world(store)
    chosen = tuple(officer_id(code) for code in ("CB01", "CB02", "CB08"))
    with store.writing() as conn:
        changed(conn)
        found = unused_among(conn, viewer(Role.PROVINCE_HR, "01"), chosen, since=SINCE)
    assert [one.officer_id for one in found] == [officer_id("CB01")]


def test_only_who_may_erase_asks(sqlite_store: Store) -> None:
    with sqlite_store.reading() as conn, pytest.raises(NotAllowed):
        find_unused(conn, viewer(Role.UNIT_HR, "00001"), since=SINCE)


@pytest.mark.parametrize(("moment", "years", "then"), [
    (datetime(2024, 2, 29, 5, tzinfo=UTC), -3, datetime(2021, 2, 28, 5, tzinfo=UTC)),
    (datetime(2024, 2, 29, tzinfo=UTC), 4, datetime(2028, 2, 29, tzinfo=UTC)),
    (datetime(2026, 11, 22, tzinfo=UTC), 10, datetime(2036, 11, 22, tzinfo=UTC)),
])  # fmt: skip
def test_a_period_ends_on_the_same_day_of_a_later_year(moment: datetime, years: int, then: datetime) -> None:
    assert years_on(moment, years) == then
