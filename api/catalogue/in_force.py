"""The catalogue that holds where the caller works, or in a unit below that is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.errors import NotFound
from recommender.permissions import Viewer
from recommender.store import Connection
from recommender.store.catalogue_now import catalogue_now, own_in_force, shipped_catalogue
from recommender.store.engine import Store
from recommender.store.units import is_within
from training_catalog.types import Catalogue


@dataclass(frozen=True, kw_only=True)
class InForce:
    """A catalogue with how much of it this store has added to the shipped pack or changed."""

    unit_id: str
    """"" = the whole country."""
    catalogue: Catalogue
    own: dict[str, int]


def catalogue_of(store: Store, viewer: Viewer, unit_id: str | None) -> Catalogue:
    """What runs over the unit are made with; NotFound for a unit outside the caller's."""
    with store.reading() as conn:
        return catalogue_now(conn, _place(conn, viewer, unit_id))


def in_force(store: Store, viewer: Viewer, unit_id: str | None) -> InForce:
    """The same with counts of what is the offices' and the institutes' own."""
    with store.reading() as conn:
        place = _place(conn, viewer, unit_id)
        catalogue, positions = catalogue_now(conn, place), {one.position_id for one in own_in_force(conn, place)}
    shipped = shipped_catalogue()
    own = {
        "positions": len(positions),
        "switched_rules": sum(
            rule != before
            for key, position in catalogue.positions.items() if key in shipped.positions and key not in positions
            for rule, before in zip(position.standards, shipped.positions[key].standards, strict=True)
        ),
        "courses": len(catalogue.courses.keys() - shipped.courses.keys()),
    }  # fmt: skip
    return InForce(unit_id=place, catalogue=catalogue, own=own)


def _place(conn: Connection, viewer: Viewer, unit_id: str | None) -> str:
    """The unit asked for, when it lies in one of the caller's; the first of the caller's own without a wish."""
    roots = sorted({grant.unit_id for grant in viewer.grants}) or [""]
    if unit_id is None:
        return roots[0]
    if not any(is_within(conn, unit_id, root) for root in roots):
        raise NotFound
    return unit_id
