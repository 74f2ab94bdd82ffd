"""Reading sees one moment; writing is all or nothing; the file belongs to its owner."""

from __future__ import annotations

import stat
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, Table, insert, select, text
from sqlalchemy.exc import OperationalError

from recommender.errors import UsageError
from recommender.store import Store, new_id, open_store
from recommender.store.engine import CHECKPOINT_WRITES, refresh_statistics
from recommender.store.metadata import Day, Flag, Id, Instant, Json, Key, Number, Text, Whole, numbered_id

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
THINGS = Table(
    "thing", MetaData(), Column("id", Id, primary_key=True), Column("at", Instant), Column("day", Day),
    Column("flag", Flag), Column("number", Number), Column("whole", Whole), Column("text", Text),
    Column("json", Json), Column("key", Key), sqlite_strict=True,
)  # fmt: skip
ROW = {
    "id": "a", "at": NOW, "day": date(2026, 1, 2), "flag": True, "number": 1.5, "whole": 2**53, "text": "Đặng",
    "json": {"b": [1], "a": "ư"}, "key": b"\x00\xff",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(f"sqlite:///{tmp_path}/s.db", create=True)
    with store.writing() as conn:
        THINGS.create(conn)
    yield store
    store.close()


def test_every_kind_of_value_comes_back_as_it_went_in(store: Store) -> None:
    with store.writing() as conn:
        conn.execute(insert(THINGS).values(ROW))
    with store.reading() as conn:
        assert dict(conn.execute(select(THINGS)).one()._mapping) == ROW


def test_nan_is_kept_as_unknown_and_nul_is_left_out(store: Store) -> None:
    with store.writing() as conn:
        conn.execute(insert(THINGS).values(id="n", number=float("nan"), text="a\0b\ud800"))
        assert conn.execute(select(THINGS.c.number, THINGS.c.text)).one() == (None, "ab?")


def test_an_exception_undoes_the_whole_transaction(store: Store) -> None:
    def half_done() -> None:
        with store.writing() as conn:
            conn.execute(insert(THINGS).values(ROW))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_done()
    with store.reading() as conn:
        assert conn.execute(select(THINGS)).all() == []


def test_a_reader_sees_the_moment_it_began(store: Store) -> None:
    with store.reading() as reader:
        assert reader.execute(select(THINGS)).all() == []
        with store.writing() as writer:
            writer.execute(insert(THINGS).values(ROW))
        assert reader.execute(select(THINGS)).all() == []
    with store.reading() as reader:
        assert len(reader.execute(select(THINGS)).all()) == 1


def test_a_reader_cannot_write_even_after_a_writer_used_its_connection(store: Store) -> None:
    with store.writing() as conn:
        conn.execute(insert(THINGS).values(ROW))
    with pytest.raises(OperationalError, match="readonly"), store.reading() as conn:
        conn.execute(insert(THINGS).values(id="b"))


def test_two_who_read_and_then_write_both_succeed(store: Store) -> None:
    """With a deferred BEGIN the second would fail at once."""
    for _ in range(2):
        with store.writing() as conn:
            count = len(conn.execute(select(THINGS)).all())
            conn.execute(insert(THINGS).values(id=str(count)))
    with store.reading() as conn:
        assert len(conn.execute(select(THINGS)).all()) == 2


def test_connections_keep_foreign_keys_wal_and_patience(store: Store) -> None:
    with store.reading() as conn:
        asked = {name: conn.execute(text(f"PRAGMA {name}")).scalar_one() for name in (
            "foreign_keys", "journal_mode", "busy_timeout", "synchronous",
        )}  # fmt: skip
    assert asked == {"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 60_000, "synchronous": 1}


def test_the_file_is_its_owners_only(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/deep/er/s.db", create=True).close()
    assert stat.S_IMODE((tmp_path / "deep/er/s.db").stat().st_mode) == 0o600


@pytest.mark.parametrize("url", ["sqlite:////nowhere/x.db", "sqlite://", "mysql://h/x"])
def test_an_address_that_opens_nothing_is_refused_in_both_languages(url: str) -> None:
    with pytest.raises(UsageError) as refusal:
        open_store(url)
    assert refusal.value.message_vi
    assert refusal.value.message_en


def test_a_strict_table_refuses_text_in_a_number(store: Store) -> None:
    with pytest.raises(Exception, match="cannot store TEXT"), store.writing() as conn:
        conn.exec_driver_sql("INSERT INTO thing (id, whole) VALUES ('x', 'abc')")


def test_a_reader_waits_for_nobody_and_a_blocked_writer_gets_its_turn(store: Store) -> None:
    with store.writing() as writer:
        writer.execute(insert(THINGS).values(ROW))
        with store.reading() as reader:
            assert reader.execute(select(THINGS)).all() == []
    with store.writing() as writer:
        writer.execute(insert(THINGS).values(id="b"))


def test_ids_sort_by_time_and_never_repeat() -> None:
    made = [new_id(NOW + timedelta(milliseconds=step)) for step in range(200)]
    assert made == sorted(made)
    assert len({*made, *(new_id(NOW) for _ in range(1000))}) == 1200
    assert {len(one) for one in made} == {26}


def test_numbered_ids_of_one_owner_sort_by_number_and_differ_from_those_of_another() -> None:
    assert numbered_id(NOW, "a", 7) == numbered_id(NOW, "a", 7)
    assert numbered_id(NOW, "a", 7) != numbered_id(NOW, "b", 7)
    assert sorted(numbered_id(NOW, "a", number) for number in (31, 32, 2, 1_000_000)) == [
        numbered_id(NOW, "a", number) for number in (2, 31, 32, 1_000_000)
    ]
    assert numbered_id(NOW, "a", 7)[:9] == new_id(NOW)[:9]


def test_sqlite_finds_a_person_by_id_among_many_once_it_has_looked_at_its_tables(sqlite_store: Store) -> None:
    with sqlite_store.writing() as conn:
        conn.exec_driver_sql("CREATE TABLE many (who TEXT, kind TEXT)")
        conn.exec_driver_sql("CREATE INDEX by_kind ON many (kind)")
        conn.exec_driver_sql("CREATE INDEX by_who ON many (who)")
        conn.exec_driver_sql(
            "INSERT INTO many WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 500) "
            "SELECT 'P' || x, 'person' FROM n"
        )
    refresh_statistics(sqlite_store)
    with sqlite_store.reading() as conn:
        plan = conn.exec_driver_sql("EXPLAIN QUERY PLAN SELECT * FROM many WHERE kind = 'person' AND who = 'P7'").all()
    assert "by_who" in plan[0].detail


def test_who_waits_for_the_turn_to_write_holds_no_connection(store: Store) -> None:
    entered = threading.Event()

    def write() -> None:
        with store.writing() as conn:
            conn.execute(insert(THINGS).values(ROW))
        entered.set()

    with store.writing():
        before = store.engine.pool.checkedout()
        waiting = threading.Thread(target=write)
        waiting.start()
        assert not entered.wait(timeout=0.2)
        assert store.engine.pool.checkedout() == before
    waiting.join(timeout=30)
    assert entered.is_set()


def test_what_was_written_goes_back_into_the_file_after_some_writes(store: Store, tmp_path: Path) -> None:
    def kept_in_file() -> bool:
        return b"carried home" in (tmp_path / "s.db").read_bytes()

    with store.writing() as conn:
        conn.execute(insert(THINGS).values(ROW | {"text": "carried home"}))
    assert not kept_in_file()
    for number in range(CHECKPOINT_WRITES):
        with store.writing() as conn:
            conn.execute(insert(THINGS).values(id=str(number)))
    assert kept_in_file()
