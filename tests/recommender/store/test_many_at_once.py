"""Sixteen who write and sixty-four who read at once never see "database is locked"."""

from __future__ import annotations

import os
import pickle
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, update

from recommender.permissions import Role
from recommender.store import Store, open_store
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.importing.put_people import statement_row
from recommender.store.metadata import new_id
from recommender.store.people import PeopleFilter, find_people
from recommender.store.results.verdicts import VerdictFilter, find_verdicts
from recommender.store.tables.people import OFFICER, STATEMENT
from tests.recommender.store.conftest import AUDIT_KEY
from tests.recommender.store.factories import NOW, PEOPLE, officer_id, put_world, viewer

PROCESSES, WRITERS, READERS = 4, 4, 16
"""In each process: 16 who write and 64 who read in all."""
HR = viewer(Role.PROVINCE_HR)
Times = dict[str, list[float]]


def write_once(store: Store, turn: int) -> None:
    """What a workflow does: read, write two tables, audit last."""
    key = officer_id(PEOPLE[turn % len(PEOPLE)][0])
    with store.writing() as conn:
        found = find_people(conn, HR, PeopleFilter(text="an"), limit=5)
        row = statement_row({"officer_id": key, "kind": "training", "text": f"lớp {new_id(NOW)}"})
        conn.execute(insert(STATEMENT), [row])
        conn.execute(update(OFFICER).where(OFFICER.c.officer_id == key).values(version=OFFICER.c.version + 1))
        entry = AuditEntry(
            actor="U", action="add_evidence", subject_kind="officer", subject_id=found.rows[0].officer_id
        )
        append_audit(conn, store.audit_key, entry, now=NOW)


def read_once(store: Store, turn: int) -> None:
    with store.reading() as conn:
        find_people(conn, HR, PeopleFilter(text=("an", "dang", "")[turn % 3]), with_total=True)
        find_verdicts(conn, HR, "RUN-1", wanted=VerdictFilter(unit_id=("", "01", "02")[turn % 3]))


def work(url: str, seconds: float) -> dict[str, Any]:
    """One process of the server: its threads, what they took and what went wrong."""
    store = open_store(url, audit_key=AUDIT_KEY)
    until = time.monotonic() + seconds
    took: Times = {"write": [], "read": []}
    errors: list[str] = []

    def loop(kind: str) -> None:
        turn = 0
        while turn == 0 or time.monotonic() < until:
            began = time.monotonic()
            try:
                (write_once if kind == "write" else read_once)(store, turn)
            except Exception as error:
                errors.append(repr(error))
            took[kind].append(time.monotonic() - began)
            turn += 1

    kinds = ["write"] * WRITERS + ["read"] * READERS
    threads = [threading.Thread(target=loop, args=(kind,)) for kind in kinds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    return {"took": took, "errors": errors}


def in_processes(url: str, folder: Path, seconds: float) -> dict[str, Any]:
    """The work of all processes together."""
    children = []
    for number in range(PROCESSES):
        child = os.fork()
        if child == 0:
            try:
                (folder / f"{number}.bin").write_bytes(pickle.dumps(work(url, seconds)))
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    parts = [pickle.loads((folder / f"{number}.bin").read_bytes()) for number in range(PROCESSES)]
    took = {kind: sorted(one for part in parts for one in part["took"][kind]) for kind in ("write", "read")}
    return {"took": took, "errors": [error for part in parts for error in part["errors"]]}


def p99(values: list[float]) -> float:
    return values[int(0.99 * (len(values) - 1))]


@pytest.mark.parametrize("seconds", [4.0, pytest.param(60.0, marks=pytest.mark.bench)])
def test_nobody_is_told_that_the_database_is_locked(sqlite_store: Store, tmp_path: Path, seconds: float) -> None:
    put_world(sqlite_store)
    url = str(sqlite_store.engine.url)
    sqlite_store.close()
    done = in_processes(url, tmp_path, seconds)
    assert done["errors"] == []
    assert len(done["took"]["write"]) > 10
    assert len(done["took"]["read"]) > 10
    store = open_store(url, audit_key=AUDIT_KEY)
    with store.reading() as conn:
        written = conn.exec_driver_sql("SELECT count(*) FROM statement WHERE kind = 'training'").scalar_one()
        audited = conn.exec_driver_sql("SELECT count(*) FROM audit").scalar_one()
    store.close()
    assert written == audited == len(done["took"]["write"])
    print({kind: (len(values), round(p99(values), 3), round(values[-1], 3)) for kind, values in done["took"].items()})
