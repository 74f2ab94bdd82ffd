"""A store from a database address: connections that read a steady picture, and transactions that write all or nothing.

SQLite runs in WAL mode; a writing transaction begins IMMEDIATE, because one that first reads and then writes would fail
at once when another writer was faster, whatever the busy timeout. The writers of one process queue before that: SQLite
itself lets each try again after longer and longer pauses. On PostgreSQL a reader gets one snapshot too.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url

from recommender.errors import UsageError
from recommender.store.turns import turns_at

BUSY_SECONDS = 60
"""How long a writer waits for another; the longest transaction is an import of a country."""
POOL_SIZE, MORE_CONNECTIONS = 16, 80
POOL_SECONDS = 30
CACHE_KIB = 32 * 1024
MAPPED_BYTES = 2**31
"""Of the file read in place: connections share what they read, and need no copy of it each."""
CHECKPOINT_PAGES, CHECKPOINT_WRITES = 4_000, 64
"""How many pages, or writes of a process, until what was written goes back into the file of SQLite."""
SAMPLED_ROWS = 1_000
WRITING = "nangluc_writing"
IS_QUERY_ONLY = "nangluc_query_only"
QUEUE_SECONDS = 30
"""How long a writer stands in the queue of its process before it asks SQLite anyway."""
PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=NORMAL",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    f"PRAGMA cache_size=-{CACHE_KIB}",
    "PRAGMA temp_store=MEMORY",
    f"PRAGMA mmap_size={MAPPED_BYTES}",
    f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}",
)


@dataclass(frozen=True, kw_only=True)
class Store:
    """An open database and the key that its audit is chained with."""

    engine: Engine
    audit_key: bytes = field(default=b"", repr=False)
    writes: Iterator[int] = field(default_factory=lambda: count(1), repr=False, compare=False)

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is one file of this machine."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the store and changes nothing."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a writing transaction: kept at the end, undone when an exception leaves the block."""
        with self._turn(), self.engine.connect() as connection:
            writing = connection.execution_options(**{WRITING: True})
            with writing.begin():
                yield writing
        if self.is_sqlite and next(self.writes) % CHECKPOINT_WRITES == 0:
            self._checkpoint()

    def _checkpoint(self) -> None:
        """Put what was written back into the file while others go on: inside a commit the whole queue would wait."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").close()

    def _turn(self) -> AbstractContextManager[None]:
        """The turn to write, where one file has one writer."""
        return turns_at(str(self.engine.url)).turn(QUEUE_SECONDS) if self.is_sqlite else nullcontext()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_store(url: str, *, audit_key: bytes = b"", create: bool = False) -> Store:
    """The store at `sqlite:////abs/file.db` or `postgresql+psycopg://…`.

    A missing SQLite file is made when `create`, with read and write rights for its owner only; else UsageError.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        _prepare_file(address, create=create)
        return Store(engine=_sqlite_engine(address), audit_key=audit_key)
    if address.get_backend_name() == "postgresql":
        return Store(engine=_postgresql_engine(address), audit_key=audit_key)
    raise UsageError(
        f"Không hỗ trợ cơ sở dữ liệu {address.get_backend_name()}.",
        f"The database {address.get_backend_name()} is not supported.",
        hint_vi="Dùng sqlite hoặc postgresql.", hint_en="Use sqlite or postgresql.",
    )  # fmt: skip


def lock(connection: Connection, name: str) -> None:
    """Wait for the others who lock the same name until this transaction ends; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def refresh_statistics(store: Store) -> None:
    """Let SQLite look at samples of its tables: without it a person is looked for among a country in name order.

    PostgreSQL does so by itself.
    """
    if store.is_sqlite:
        with store.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA analysis_limit={SAMPLED_ROWS}")
            connection.exec_driver_sql("ANALYZE")


def _prepare_file(address: URL, *, create: bool) -> None:
    if not address.database or address.database == ":memory:":
        raise UsageError("Cần đường dẫn tệp SQLite.", "The path of an SQLite file is needed.")
    path = Path(address.database)
    if path.exists():
        return
    if not create:
        raise UsageError(
            f"Không có cơ sở dữ liệu {path}.", f"There is no database {path}.",
            hint_vi="Tạo bằng `nangluc db upgrade`.", hint_en="Make it with `nangluc db upgrade`.",
        )  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _sqlite_engine(address: URL) -> Engine:
    engine = create_engine(
        address, pool_size=POOL_SIZE, max_overflow=MORE_CONNECTIONS, pool_timeout=POOL_SECONDS, pool_use_lifo=True,
        hide_parameters=True, connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )  # fmt: skip

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(pragma).close()
        _to_wal(connection)

    @event.listens_for(engine, "begin")
    def _began(connection: Connection) -> None:
        is_writing = connection.get_execution_options().get(WRITING, False)
        known = connection.connection.info
        if known.get(IS_QUERY_ONLY) is is_writing or IS_QUERY_ONLY not in known:
            connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if is_writing else 'ON'}")
            known[IS_QUERY_ONLY] = not is_writing
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")

    return engine


def _to_wal(connection: sqlite3.Connection) -> None:
    """WAL, asked for only once in the life of a file: turning it on needs the file alone."""
    mode = connection.execute("PRAGMA journal_mode").fetchone()
    if mode[0] != "wal":
        connection.execute("PRAGMA journal_mode=WAL").fetchone()


def _postgresql_engine(address: URL) -> Engine:
    options: dict[str, Any] = {"pool_size": POOL_SIZE, "max_overflow": MORE_CONNECTIONS, "pool_pre_ping": True}
    return create_engine(address, isolation_level="READ COMMITTED", hide_parameters=True, **options)
