"""Copies of a whole database while it is in use, what they hold, and a database from a copy.

SQLite is copied by its online backup; PostgreSQL by pg_dump in the snapshot that the counts are taken in.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.engine import URL, make_url

from recommender.errors import Conflict, InputError, StoreError
from recommender.store.audit import AuditHead, read_head
from recommender.store.engine import Store, open_store
from recommender.store.metadata import METADATA
from recommender.store.migrate import revisions
from recommender.store.tables.everything import FAMILIES  # noqa: F401 - all tables are on METADATA once it is loaded

SQLITE_COPY, POSTGRESQL_COPY, FILES = "database.db", "database.dump", "files"
CHUNK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a database holds."""

    revision: str
    counts: Mapping[str, int]
    """Rows of each table."""
    audit: AuditHead


def read_content(conn: Connection, *, revision: str) -> Content:
    """Row counts of every table and the head of the audit, at the moment of the connection."""
    there = set(inspect(conn).get_table_names())
    counts = {
        table.name: int(conn.execute(select(func.count()).select_from(table)).scalar_one())
        for table in sorted(METADATA.tables.values(), key=lambda one: one.name)
        if table.name in there
    }
    return Content(revision=revision, counts=counts, audit=read_head(conn))


def copy_database(store: Store, folder: Path) -> tuple[Path, Content]:
    """A copy in the folder and what it holds. Raises StoreError when the copy is not whole."""
    if store.is_sqlite:
        path = folder / SQLITE_COPY
        _copy_sqlite(_sqlite_path(store.engine.url), path)
        return path, content_of_file(path)
    path = folder / POSTGRESQL_COPY
    revision = revisions(store).current
    with store.reading() as conn:
        snapshot = str(conn.execute(text("SELECT pg_export_snapshot()")).scalar_one())
        content = read_content(conn, revision=revision)
        _run("pg_dump", store.engine.url, "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
    path.chmod(0o600)
    _run("pg_restore", None, "--list", str(path))
    return path, content


def content_of_file(path: Path) -> Content:
    """What an SQLite file holds. Raises StoreError unless SQLite finds it whole."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        problems = connection.execute("PRAGMA integrity_check").fetchall()
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    if problems != [("ok",)] or orphans:
        raise StoreError(f"Tệp cơ sở dữ liệu {path} bị hỏng.", f"The database file {path} is damaged.")
    store = open_store(f"sqlite:///{path}")
    try:
        with store.reading() as conn:
            return read_content(conn, revision=revisions(store).current)
    finally:
        store.close()


def restore_sqlite(copy: Path, url: str, *, aside: str) -> Path | None:
    """Put a copy in the place of the database; where the old one was put aside, if there was one.

    Nobody may have the old one open. The new file appears whole or not at all.
    """
    target = _sqlite_path(make_url(url))
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_name(f"{target.name}.restoring")
    _copy_sqlite(copy, draft)
    kept = None
    if target.exists():
        with closing(sqlite3.connect(target)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        kept = target.with_name(f"{target.name}.{aside}")
        target.rename(kept)
        for ending in ("-wal", "-shm"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
    draft.rename(target)
    return kept


def restore_postgresql(copy: Path, url: str) -> None:
    """Fill an empty PostgreSQL database from a copy, all or nothing. Raises Conflict when it has tables."""
    store = open_store(url)
    try:
        with store.reading() as conn:
            if inspect(conn).get_table_names():
                raise Conflict(
                    "Cơ sở dữ liệu đích không trống.", "The database to restore into is not empty.",
                    hint_vi="Tạo cơ sở dữ liệu mới (createdb) rồi phục hồi vào đó.",
                    hint_en="Make a new database (createdb) and restore into that.",
                )  # fmt: skip
    finally:
        store.close()
    name = f"--dbname={make_url(url).database}"
    _run("pg_restore", make_url(url), name, "--no-owner", "--exit-on-error", "--single-transaction", str(copy))


def copy_files(source: Path, target: Path) -> dict[str, str]:
    """Copy a folder of files that never change; the digest of each by its path in the folder.

    One that is removed meanwhile, as that of a person who is erased, is left out.
    """
    digests = {}
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                shutil.copyfile(path, copy)
            except FileNotFoundError:
                copy.unlink(missing_ok=True)
                continue
            copy.chmod(0o600)
            digests[path.relative_to(source).as_posix()] = digest_of_file(copy)
    return digests


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _sqlite_path(url: URL) -> Path:
    return Path(str(url.database))


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.exists():
        raise InputError(f"Không có tệp {source}.", f"There is no file {source}.")
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)
        # One plain file, without a log beside it that could be forgotten when it is copied on.
        writing.execute("PRAGMA journal_mode=DELETE").fetchall()
    descriptor = os.open(target, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _run(program: str, url: URL | None, *arguments: str) -> None:
    """Run a PostgreSQL program; the password goes by the environment, where other users cannot see it."""
    found = shutil.which(program)
    if found is None:
        raise StoreError(
            f"Máy này không có {program}.", f"This machine has no {program}.",
            hint_vi="Cài gói postgresql-client.", hint_en="Install the package postgresql-client.",
        )  # fmt: skip
    done = subprocess.run(
        [found, *arguments], env={**os.environ, **_pg_environment(url)}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        # The first line only: the ones after it quote rows.
        why = (done.stderr.strip().splitlines() or [""])[0]
        raise StoreError(f"{program} không thành công: {why}", f"{program} did not succeed: {why}")


def _pg_environment(url: URL | None) -> dict[str, str]:
    if url is None:
        return {}
    host = str(url.query.get("host") or url.host or "")
    known = {
        "PGHOST": host, "PGPORT": str(url.port or ""), "PGUSER": url.username or "", "PGDATABASE": url.database or "",
        "PGPASSWORD": str(url.password or ""),
    }  # fmt: skip
    return {name: value for name, value in known.items() if value}
