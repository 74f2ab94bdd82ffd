"""Which units and people a viewer may see, as SQL conditions: every read of personal data carries one of them."""

from __future__ import annotations

from sqlalchemy import ScalarSelect, false, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from recommender.permissions import WHOLE_COUNTRY, Action, Viewer
from recommender.store.tables.units import UNIT_CLOSURE


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


def _below(roots: tuple[str, ...]) -> ScalarSelect[str]:
    below = select(UNIT_CLOSURE.c.unit_id).where(UNIT_CLOSURE.c.ancestor_id.in_(roots))
    return below.scalar_subquery()
