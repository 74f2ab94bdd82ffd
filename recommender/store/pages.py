"""Pages of a list by keyset: the rows after a cursor, the cursor of the next page and, when asked for, the total."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Row, Select, and_, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from recommender.errors import UsageError
from recommender.store.metadata import Day, Flag, Id, Instant, Key, Number, Text, Whole
from training_catalog.folding import fold

Shown = TypeVar("Shown")
MOST_ROWS = 500
MOST_SEARCHED = 200
"""Letters: a database takes no condition of a thousand words."""
KINDS: dict[type, tuple[type, ...]] = {
    Id: (str,), Text: (str,), Key: (bytes,), Number: (int, float), Whole: (int,), Flag: (bool,), Instant: (datetime,),
    Day: (date,),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Shown]):
    """Rows in order; `next_cursor` is None on the last page; `total` is None when nobody asked for it."""

    rows: tuple[Shown, ...]
    next_cursor: str | None = None
    total: int | None = None


@dataclass(frozen=True, kw_only=True)
class Order:
    """The columns a list is ordered by, all in one direction; together they are unique."""

    columns: tuple[ColumnElement[Any], ...]
    is_descending: bool = False


def read_page(
    connection: Connection,
    query: Select[Any],
    *,
    order: Order,
    made: Callable[[Row[Any]], Shown],
    limit: int,
    cursor: str | None = None,
    with_total: bool = False,
) -> Page[Shown]:
    """One page of a query without order; the order's columns need not be among what it selects."""
    if not 0 < limit <= MOST_ROWS:
        raise UsageError(f"Số dòng mỗi trang từ 1 đến {MOST_ROWS}.", f"A page has 1 to {MOST_ROWS} rows.")
    total = None
    if with_total:
        total = connection.execute(select(func.count()).select_from(query.order_by(None).subquery())).scalar_one()
    wanted = query.add_columns(*[column.label(f"key_{place}") for place, column in enumerate(order.columns)])
    if cursor:
        wanted = wanted.where(_after(order, _values(cursor, order.columns)))
    wanted = wanted.order_by(*[column.desc() if order.is_descending else column.asc() for column in order.columns])
    found = connection.execute(wanted.limit(limit + 1)).all()
    next_cursor = None
    if len(found) > limit:
        found = found[:limit]
        next_cursor = cursor_after(found[-1][-len(order.columns) :])
    return Page(rows=tuple(made(row) for row in found), next_cursor=next_cursor, total=total)


def contains_words(column: ColumnElement[str], text: str) -> list[ColumnElement[bool]]:
    """Every word of the text is part of a search key, in any order; of a page pasted by mistake the first words."""
    return [column.contains(word, autoescape=True) for word in searched_words(text)]


def searched_words(text: str) -> tuple[str, ...]:
    """The words that a text looks for, each once."""
    return tuple(dict.fromkeys(fold(text[:MOST_SEARCHED]).split()))


def _after(order: Order, values: Sequence[object]) -> ColumnElement[bool]:
    """(a, b, c) after (x, y, z), written so that both databases walk the index of a."""
    steps = []
    for place, column in enumerate(order.columns):
        beyond = column < values[place] if order.is_descending else column > values[place]
        same = [one == value for one, value in zip(order.columns[:place], values[:place], strict=True)]
        steps.append(and_(*same, beyond))
    first = order.columns[0]
    bound = first <= values[0] if order.is_descending else first >= values[0]
    return and_(bound, or_(*steps))


def cursor_after(values: Sequence[object]) -> str:
    """The cursor of the rows after one with these values of the columns that a list is ordered by."""
    plain = [_plain(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain, ensure_ascii=False).encode()).decode().rstrip("=")


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _values(cursor: str, columns: Sequence[ColumnElement[Any]]) -> list[object]:
    """The values in a cursor; UsageError unless each is of the kind of its column."""
    try:
        plain = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = [_from_plain(value) for value in plain]
    except (binascii.Error, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _bad_cursor() from error
    kinds = [KINDS.get(type(column.type), ()) for column in columns]
    if len(values) != len(kinds) or not all(map(isinstance, values, kinds)):
        raise _bad_cursor()
    return values


def _from_plain(value: Any) -> object:
    if not isinstance(value, dict):
        return value
    ((kind, written),) = value.items()
    made = {"bytes": bytes.fromhex, "instant": datetime.fromisoformat, "day": date.fromisoformat}[kind](written)
    if isinstance(made, datetime) and made.tzinfo is None:
        raise ValueError(written)
    return made


def _bad_cursor() -> UsageError:
    return UsageError("Liên kết trang tiếp theo không hợp lệ.", "The link to the next page is not valid.")
