"""People whom nothing has touched for the period of the office; whatever touches them keeps them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, update

from recommender.store import Store
from recommender.store.person_data import erase_everything
from recommender.store.tables.decisions import DECISION
from recommender.store.tables.people import OFFICER, STATEMENT
from recommender.store.tables.runs import RUN
from recommender.store.unused_people import count_unused
from tests.recommender.store.factories import NOW, PEOPLE, officer_id, put_world

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
