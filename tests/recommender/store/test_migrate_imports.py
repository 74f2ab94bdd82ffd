"""Imports of an older program can be undone still; those that waited are to be given again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from recommender.store import Store, open_store
from recommender.store.importing.undo_import import undo_import
from recommender.store.migrate import migrate
from tests.recommender.store.contents import count
from tests.recommender.store.postgres import new_database

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
MOMENT = 1_790_000_000_000_000
OFFICER = {
    "officer_id": "P1", "province_id": "01", "code": "CB1", "unit_id": "00004", "department": "", "rank": "",
    "started_on": "2020-01-31", "name": "Lê Ân", "name_sort": "0a0b", "name_search": "le an cb1", "place": "",
    "import_id": None, "content_digest": "d", "changed_at": "2026-11-01T08:00:00+00:00", "version": 3,
    "erased_at": None,
}  # fmt: skip
HOLDING = {"officer_id": "P1", "position_id": "II.04", "share": 1.0, "place": "", "import_id": None}
QUOTA = {
    "unit_id": "00004", "position_id": "II.04", "norm": 2.0, "quota": None, "plan": 1.0, "place": "", "import_id": None
}  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def old_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        store = open_store(f"sqlite:///{tmp_path}/s.db", create=True)
    else:
        store = open_store(new_database(request.getfixturevalue("postgres_address")))
    migrate(store, to="0009")
    yield store
    store.close()


def put(store: Store, table: str, **row: Any) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    with store.writing() as conn:
        conn.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})"), row)


def put_import(store: Store, import_id: str, status: str) -> None:
    put(
        store, "import_batch", import_id=import_id, digest="0", unit_id="00004", files="[]", mapping="{}",
        status=status, staged_parts=1, counts="{}", failure_vi="", failure_en="", made_by="", made_by_name="",
        made_at=MOMENT, applied_at=MOMENT,
    )  # fmt: skip


def filled(store: Store) -> None:
    put(
        store, "unit", unit_id="00004", province_id="01", name="Xã", name_sort=b"x", name_search="xa", kind="commune",
        is_active=True, changed_at=MOMENT,
    )  # fmt: skip
    put_import(store, "APPLIED", "applied")
    put_import(store, "WAITS", "staged")
    now = {**OFFICER, "name": "Lê Ấn", "name_sort": b"\x0c", "changed_at": MOMENT, "version": 4}
    put(store, "officer", **now)
    put(store, "quota", **{**QUOTA, "norm": 9.0})
    changed = {"officer": [OFFICER], "personal": [], "holding": [HOLDING], "statement": []}
    put(store, "import_change", import_id="APPLIED", kind="person", key="P1", before=json.dumps(changed))
    key = "00004|II.04"
    put(store, "import_change", import_id="APPLIED", kind="quota", key=key, before=json.dumps({"quota": [QUOTA]}))


def test_an_import_applied_by_an_older_program_can_be_undone(old_store: Store) -> None:
    filled(old_store)
    migrate(old_store)
    with old_store.writing() as conn:
        assert undo_import(conn, "APPLIED", now=NOW) == 2
    with old_store.reading() as conn:
        person = conn.execute(text("SELECT name, name_sort, started_on, changed_at, version FROM officer")).one()
        assert conn.execute(text("SELECT position_id FROM holding")).scalar_one() == "II.04"
        assert conn.execute(text("SELECT norm FROM quota")).scalar_one() == 2
    moment = int(datetime(2026, 11, 1, 8, tzinfo=UTC).timestamp()) * 1_000_000
    assert (person.name, bytes(person.name_sort), person.started_on) == ("Lê Ân", b"\x0a\x0b", "2020-01-31")
    assert (person.changed_at, person.version) == (moment, 5)


def test_an_import_that_waited_is_to_be_given_again(old_store: Store) -> None:
    filled(old_store)
    migrate(old_store)
    with old_store.reading() as conn:
        waits = text("SELECT status, failure_en FROM import_batch WHERE import_id = 'WAITS'")
        status, why = conn.execute(waits).one()
    assert (status, why) == (
        "failed",
        "The program was upgraded before this import was confirmed. Give the files again.",
    )
    assert count(old_store, "staged_row") == 0
