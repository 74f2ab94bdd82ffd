"""The one METADATA of all tables, column types that mean the same on SQLite (STRICT) and PostgreSQL, and new ids.

Text is compared byte by byte on both, so that every order is the same; instants are microseconds in a big integer,
days are ISO text, missing numbers are NULL and never NaN.
"""

from __future__ import annotations

import hashlib
import json
import math
import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import BLOB, REAL, BigInteger, Boolean, CheckConstraint, Column, Dialect, Integer, MetaData, Table
from sqlalchemy import types as sql_types
from sqlalchemy.dialects.postgresql import BYTEA, DOUBLE_PRECISION, TEXT
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA: Final = MetaData(naming_convention=NAMES)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter is mistaken for a digit."""
TIME_BITS, RANDOM_BITS = 48, 82
NUMBER_BITS: Final = 30
ID_LENGTH: Final = 26


def _plain_text(value: str | None) -> str | None:
    """Without what a database cannot hold: NUL, and halves of surrogate pairs."""
    if value is None or (value.isascii() and "\0" not in value):
        return None if value is None else str(value)
    return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


class Text(TypeDecorator[str]):
    """Text compared byte by byte."""

    impl = sql_types.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return TEXT(collation="C") if dialect.name == "postgresql" else sql_types.TEXT()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return _plain_text(value)


class Id(Text):
    """An id: text that is no sentence."""

    cache_ok = True


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, kept as microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return BigInteger() if dialect.name == "postgresql" else Integer()

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)


class Day(TypeDecorator[date]):
    """A day of the calendar, kept as YYYY-MM-DD."""

    impl = sql_types.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return TEXT(collation="C") if dialect.name == "postgresql" else sql_types.TEXT()

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()[:10]

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes or no."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Boolean() if dialect.name == "postgresql" else Integer()

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)

    def process_result_value(self, value: bool | int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Number(TypeDecorator[float]):
    """A number of double precision; NaN is kept as NULL."""

    impl = sql_types.Float
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return DOUBLE_PRECISION() if dialect.name == "postgresql" else REAL()

    def process_bind_param(self, value: float | None, dialect: Dialect) -> float | None:
        return None if value is None or math.isnan(value) else float(value)


class Whole(TypeDecorator[int]):
    """A whole number of up to 64 bits."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return BigInteger() if dialect.name == "postgresql" else Integer()

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)


class Json(TypeDecorator[Any]):
    """JSON values as canonical text: keys sorted, no spaces, Vietnamese letters as they are."""

    impl = sql_types.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return TEXT(collation="C") if dialect.name == "postgresql" else sql_types.TEXT()

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else _plain_text(canonical_json(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Key(TypeDecorator[bytes]):
    """Bytes: sort keys and digests."""

    impl = sql_types.LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return BYTEA() if dialect.name == "postgresql" else BLOB()

    def process_result_value(self, value: bytes | memoryview | None, dialect: Dialect) -> bytes | None:
        return None if value is None else bytes(value)


def table(name: str, *items: SchemaItem, is_clustered: bool = False) -> Table:
    """A table of METADATA, STRICT on SQLite; a clustered one is stored in the order of its primary key there."""
    return Table(name, METADATA, *items, sqlite_strict=True, sqlite_with_rowid=not is_clustered)


def needed(name: str, kind: type[TypeEngine[Any]] | type[TypeDecorator[Any]], *items: SchemaItem) -> Column[Any]:
    """A column that is never NULL."""
    return Column(name, kind, *items, nullable=False)


def one_of(column: str, choices: Iterable[str]) -> CheckConstraint:
    """The column holds one of these words."""
    words = ", ".join(f"'{choice}'" for choice in choices)
    return CheckConstraint(f"{column} IN ({words})", name=column)


def canonical_json(value: object) -> str:
    """The one JSON text of a value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def new_id(now: datetime, *, entropy: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """26 letters and digits that sort by time and cannot be guessed."""
    return _encoded(now, int.from_bytes(entropy(11), "big"))


def first_id(now: datetime) -> str:
    """What every id given before this moment sorts before, and none given since."""
    return _encoded(now, 0)


def numbered_id(now: datetime, owner: str, number: int) -> str:
    """An id in the same form for a thing of an owner; they sort by number, so that indexes grow at their end."""
    hashed = int.from_bytes(hashlib.sha256(owner.encode()).digest()[:7], "big")
    return _encoded(now, (hashed << NUMBER_BITS) | number)


def _encoded(now: datetime, randomness: int) -> str:
    milliseconds = (now - EPOCH) // timedelta(milliseconds=1)
    number = (milliseconds << RANDOM_BITS) | (randomness & ((1 << RANDOM_BITS) - 1))
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(5 * (ID_LENGTH - 1), -1, -5))
