"""Units and titles of the shipped reference data into the store, so that people, roles and runs have their place."""

from __future__ import annotations

from datetime import datetime

from recommender.store.catalogue_now import shipped_catalogue
from recommender.store.engine import Store
from recommender.store.positions import put_positions
from recommender.store.units import put_units


def load_reference(store: Store, *, now: datetime) -> None:
    """Provinces, communes and titles of positions added or brought up to date; what an office made stays."""
    catalogue = shipped_catalogue()
    with store.writing() as conn:
        put_units(conn, catalogue.units, now=now)
        put_positions(conn, catalogue)
