"""Yields vectors computed before, from an SQLite file keyed by encoder digest, kind of text and text digest."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from models.encoder import Encoder, FloatArray, TextKind

_LOG = logging.getLogger(__name__)
_SCHEMA_VERSION = 1
_BATCH = 20_000
_ASKED = 900
"""Keys in one question; SQLite takes 999 values before version 3.32."""
_WAIT_SECONDS = 60.0


def text_key(text: str) -> bytes:
    """16 bytes that name a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _check_of(blob: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(blob, digest_size=4).digest(), "big")


class VectorCache:
    """Vectors of any number of encoders in one file; any number of processes may read and write it.

    Vectors are kept as float16 with a checksum. A row that fails it counts as absent; a file that SQLite cannot use is
    reported in the log, set aside under another name and begun anew. When the disk refuses, the cache only forgets.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._lock = threading.Lock()

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def get(self, encoder_digest: str, kind: TextKind, keys: Sequence[bytes]) -> dict[bytes, FloatArray]:
        """The known vectors among `keys`."""
        found: dict[bytes, FloatArray] = {}
        with self._guarded() as connection:
            if connection is None:
                return {}
            space = _space(connection, encoder_digest, kind)
            if space is None:
                return {}
            for blob_key, blob, check in _read(connection, space, list(dict.fromkeys(keys))):
                if _check_of(blob) == check:
                    found[blob_key] = np.frombuffer(blob, dtype=np.float16).astype(np.float32)
        return found

    def put(self, encoder_digest: str, kind: TextKind, keys: Sequence[bytes], vectors: FloatArray) -> None:
        """Keep vectors (rows, as many as keys); a known key keeps the newer vector."""
        halves = np.ascontiguousarray(vectors, dtype=np.float16)
        blobs = [row.tobytes() for row in halves]
        with self._guarded() as connection:
            if connection is None:
                return
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT OR IGNORE INTO space (encoder, kind) VALUES (?, ?)", (encoder_digest, str(kind)))
            space = _space(connection, encoder_digest, kind)
            rows = ((space, key, blob, _check_of(blob)) for key, blob in zip(keys, blobs, strict=True))
            connection.executemany(
                "INSERT OR REPLACE INTO vector (space, key, value, checked) VALUES (?, ?, ?, ?)", rows
            )
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close this thread's connection; the next call opens it again."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    @contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection | None]:
        """A connection, or None when there is none to be had; errors inside never leave the cache."""
        connection = self._connect()
        try:
            yield connection
        except sqlite3.OperationalError as error:
            # Locked too long or a full disk: the caller computes instead.
            _LOG.warning("vector cache %s not usable now: %s", self._path, error)
            self.close()
        except sqlite3.DatabaseError as error:
            self.close()
            self._set_aside(error)

    def _connect(self) -> sqlite3.Connection | None:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            return connection
        for attempt in range(2):
            try:
                connection = _open(self._path)
            except sqlite3.OperationalError as error:
                _LOG.warning("vector cache %s cannot be opened: %s", self._path, error)
                return None
            except sqlite3.DatabaseError as error:
                if attempt:
                    return None
                self._set_aside(error)
            else:
                self._local.connection = connection
                return connection
        return None

    def _set_aside(self, error: sqlite3.DatabaseError) -> None:
        with self._lock:
            number = 0
            while (aside := self._path.with_name(f"{self._path.name}.damaged-{number}")).exists():
                number += 1
            _LOG.warning("vector cache %s is damaged (%s); moved to %s and begun anew", self._path, error, aside.name)
            for suffix in ("-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
            try:
                self._path.rename(aside)
            except FileNotFoundError:
                _LOG.info("vector cache %s was moved by another process", self._path)


def _open(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise sqlite3.OperationalError(str(error)) from error
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _SCHEMA_VERSION):
            raise sqlite3.DatabaseError(f"schema version {version}")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS space (id INTEGER PRIMARY KEY, encoder TEXT, kind TEXT, UNIQUE (encoder, kind))"
        )
        connection.execute(
            "CREATE TABLE IF NOT EXISTS vector (space INTEGER, key BLOB, value BLOB NOT NULL, checked INTEGER NOT NULL,"
            " PRIMARY KEY (space, key)) WITHOUT ROWID"
        )
        connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _space(connection: sqlite3.Connection, encoder_digest: str, kind: TextKind) -> int | None:
    row = connection.execute(
        "SELECT id FROM space WHERE encoder = ? AND kind = ?", (encoder_digest, str(kind))
    ).fetchone()
    return None if row is None else int(row[0])


def _read(connection: sqlite3.Connection, space: int, keys: list[bytes]) -> Iterator[tuple[bytes, bytes, int]]:
    ordered = sorted(keys)  # neighbours in the file are read together
    for start in range(0, len(ordered), _ASKED):
        some = ordered[start : start + _ASKED]
        marks = ",".join("?" * len(some))
        yield from connection.execute(
            f"SELECT key, value, checked FROM vector WHERE space = ? AND key IN ({marks})",  # noqa: S608 - only marks
            (space, *some),
        )


class CachedEncoder:
    """An `Encoder` that asks the cache first and computes only what it does not know."""

    def __init__(self, encoder: Encoder, cache: VectorCache) -> None:
        self._encoder = encoder
        self._cache = cache
        self._dimension: int | None = None
        self._recent: tuple[TextKind, dict[bytes, FloatArray]] = (TextKind.QUERY, {})

    @property
    def name(self) -> str:
        """Of the encoder inside."""
        return self._encoder.name

    @property
    def digest(self) -> str:
        """Of the encoder inside."""
        return self._encoder.digest

    @property
    def dimension(self) -> int:
        """Of the encoder inside; learned from the first vector so that a warm cache loads no network."""
        if self._dimension is None:
            self._dimension = self._encoder.dimension
        return self._dimension

    def encode(self, texts: Sequence[str], *, kind: TextKind) -> FloatArray:
        """Unit vectors, float32 (texts, dimension), rounded to float16 whether they were known or not."""
        keys = [text_key(text) for text in texts]
        known = self._known(keys, kind) if keys else {}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        for chunk in _chunks(list(missing.items()), _BATCH // 4):
            fresh = self._encoder.encode([text for _, text in chunk], kind=kind).astype(np.float16).astype(np.float32)
            self._cache.put(self.digest, kind, [key for key, _ in chunk], fresh)
            known.update(zip((key for key, _ in chunk), fresh, strict=True))
        if self._dimension is None and known:
            self._dimension = len(next(iter(known.values())))
        self._recent = (kind, known if len(known) <= _BATCH else {})
        out = np.zeros((len(keys), self.dimension), dtype=np.float32)
        for row, key in enumerate(keys):
            out[row] = known[key]
        return out

    def _known(self, keys: list[bytes], kind: TextKind) -> dict[bytes, FloatArray]:
        """Vectors of the last call (rankers ask for one block of texts one after another), else from the file."""
        of_kind, recent = self._recent
        known = {key: recent[key] for key in keys if key in recent} if of_kind is kind else {}
        others = [key for key in keys if key not in known]
        return {**known, **self._cache.get(self.digest, kind, others)} if others else known


def _chunks(items: list[tuple[bytes, str]], size: int) -> Iterable[list[tuple[bytes, str]]]:
    return (items[start : start + size] for start in range(0, len(items), size))
