"""The condition that a row's unit lies in the subtrees where a viewer may act, for rows of the system itself."""

from __future__ import annotations

from sqlalchemy import ColumnElement, column, false, select, table, true

from recommender.permissions import WHOLE_COUNTRY, Action, Viewer

UNIT_CLOSURE = table("unit_closure", column("ancestor_id"), column("unit_id"))


def in_scope(unit_id: ColumnElement[str], viewer: Viewer, action: Action) -> ColumnElement[bool]:
    """Whether the column `unit_id` is inside the scope; a row of no unit ("") only for the whole country."""
    roots = viewer.roots(action)
    if not roots:
        return false()
    if roots == (WHOLE_COUNTRY,):
        return true()
    below = select(UNIT_CLOSURE.c.unit_id).where(UNIT_CLOSURE.c.ancestor_id.in_(roots))
    return unit_id.in_(below)
