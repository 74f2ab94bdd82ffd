"""A store whose n-th SQL statement fails, as a full disk or a lost connection would make it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from recommender.store import Store

MARK = "this statement was made to fail"


class FaultError(Exception):
    """What the n-th statement raises."""


@dataclass
class Counted:
    """How many statements were begun."""

    statements: int = 0


@contextmanager
def counted(store: Store) -> Iterator[Counted]:
    """Count the statements inside the block."""
    count = Counted()

    def begun(*_: Any) -> None:
        count.statements += 1

    event.listen(store.engine, "before_cursor_execute", begun)
    try:
        yield count
    finally:
        event.remove(store.engine, "before_cursor_execute", begun)


@contextmanager
def failing_at(store: Store, number: int) -> Iterator[None]:
    """Statement `number` of the block (from 1) fails."""
    count = Counted()

    def begun(*_: Any) -> None:
        count.statements += 1
        if count.statements == number:
            raise FaultError(MARK)

    event.listen(store.engine, "before_cursor_execute", begun)
    try:
        yield
    finally:
        event.remove(store.engine, "before_cursor_execute", begun)
