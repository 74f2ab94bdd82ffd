"""Rows of a query as frozen dataclasses whose fields are named as the columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, cast, func
from sqlalchemy.sql.elements import ColumnElement

from recommender.store.metadata import Whole

View = TypeVar("View")


def view_of(kind: type[View], **given: object) -> Callable[[Row[Any]], View]:
    """What makes one view of a row; `given` are fields that are no columns."""
    names = [field.name for field in fields(kind) if field.name not in given]  # type: ignore[arg-type]

    def made(row: Row[Any]) -> View:
        values = row._mapping
        return kind(**{name: values[name] for name in names}, **given)

    return made


def all_views(connection: Connection, query: Select[Any], kind: type[View]) -> tuple[View, ...]:
    """Every row of a query as a view."""
    return tuple(map(view_of(kind), connection.execute(query)))


def one_view(connection: Connection, query: Select[Any], kind: type[View]) -> View | None:
    """The one row of a query as a view, None when there is none."""
    row = connection.execute(query).one_or_none()
    return None if row is None else view_of(kind)(row)


def whole_sum(column: ColumnElement[Any]) -> ColumnElement[int]:
    """A sum of whole numbers as a whole number: PostgreSQL would make a decimal of it."""
    return cast(func.sum(column), Whole)
