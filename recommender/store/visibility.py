"""Which units and people a viewer may see, as SQL conditions: every read of personal data carries one of them."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Connection, ScalarSelect, false, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from recommender.permissions import WHOLE_COUNTRY, Action, Viewer
from recommender.store.tables.units import UNIT_CLOSURE

FEW = 20
BUILT = 2_000
"""Conditions that are kept as they were built, by what they were built of."""


def seen_units(viewer: Viewer, action: Action, column: ColumnElement[str]) -> ColumnElement[bool]:
    """The unit in `column` lies in a subtree where the viewer may do this; nothing does when there is none."""
    roots = viewer.roots(action)
    if not roots:
        return false()
    if WHOLE_COUNTRY in roots:
        return true()
    return column.in_(_below(roots))


def seen_people(
    viewer: Viewer, action: Action, *, unit: ColumnElement[str], officer: ColumnElement[str], own: Action | None = None
) -> ColumnElement[bool]:
    """Like `seen_units`, or the person is the viewer, where the action `own` lets him see himself."""
    of_unit = seen_units(viewer, action, unit)
    if own is not None and viewer.acts_on_self(own):
        return or_(of_unit, officer == viewer.officer_id)
    return of_unit


def within(unit_id: str, column: ColumnElement[str]) -> ColumnElement[bool]:
    """The unit in `column` is this one or below it; everything is when no unit is named."""
    return column.in_(_below((unit_id,))) if unit_id else true()


def few_units(conn: Connection, viewer: Viewer, action: Action, *, unit_id: str = "") -> list[str]:
    """Units below this one where the viewer may do this, when they are few; else nothing.

    For a list that is walked in some other order: without it a commune's rows are looked for among the country's.
    """
    query = (
        select(UNIT_CLOSURE.c.unit_id)
        .distinct()
        .where(within(unit_id, UNIT_CLOSURE.c.unit_id), seen_units(viewer, action, UNIT_CLOSURE.c.unit_id))
    )
    if not unit_id and WHOLE_COUNTRY in viewer.roots(action):
        return []
    found = list(conn.execute(query.order_by(UNIT_CLOSURE.c.unit_id).limit(FEW + 1)).scalars())
    return found if len(found) <= FEW else []


@lru_cache(maxsize=BUILT)
def _below(roots: tuple[str, ...]) -> ScalarSelect[str]:
    below = select(UNIT_CLOSURE.c.unit_id).where(UNIT_CLOSURE.c.ancestor_id.in_(roots))
    return below.scalar_subquery()
