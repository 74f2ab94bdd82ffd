"""Titles of positions as lists show them, brought up to date from a catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from recommender.store.keys import text_key
from recommender.store.tables.units import POSITION
from recommender.store.views import all_views
from training_catalog.types import Catalogue


@dataclass(frozen=True, kw_only=True)
class PositionView:
    """A position by its titles; the catalogue has the rest."""

    position_id: str
    title_vi: str
    title_en: str
    group_of: str
    field: str
    field_vi: str
    field_en: str
    department: str
    rank: str


def all_positions(conn: Connection) -> tuple[PositionView, ...]:
    """Every position by id."""
    return all_views(conn, select(POSITION).order_by(POSITION.c.position_id), PositionView)


def put_positions(conn: Connection, catalogue: Catalogue) -> None:
    """The titles of a catalogue in place of those of the same ids; others stay, for runs that used them."""
    fields = catalogue.vocabularies.get("fields", {})
    rows = [
        {
            "position_id": one.position_id, "title_vi": one.title_vi, "title_en": one.title_en,
            "group_of": str(one.group), "field": one.field,
            "field_vi": fields[one.field].name_vi if one.field in fields else one.field,
            "field_en": fields[one.field].name_en if one.field in fields else one.field,
            "department": one.department, "rank": one.rank, "title_sort": text_key(one.title_vi),
        }
        for one in catalogue.positions.values()
    ]  # fmt: skip
    if rows:
        conn.execute(delete(POSITION).where(POSITION.c.position_id.in_(list(catalogue.positions))))
        conn.execute(insert(POSITION), rows)
