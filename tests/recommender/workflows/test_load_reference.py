"""Units and titles of the reference data are there after an upgrade, and an upgrade again changes nothing."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from recommender.store import Store
from recommender.store.tables.units import UNIT
from recommender.store.units import get_unit
from recommender.workflows.load_reference import load_reference
from tests.recommender.store.contents import contents
from tests.recommender.store.factories import NOW

TABLES = ("unit", "unit_closure", "position")


def test_every_commune_stands_below_its_province(sqlite_store: Store) -> None:
    load_reference(sqlite_store, now=NOW)
    with sqlite_store.reading() as conn:
        commune = get_unit(conn, "01294")
        assert get_unit(conn, commune.province_id).name
        count = conn.execute(select(func.count()).select_from(UNIT)).scalar_one()
    assert count == 1 + 34 + 3321


def test_loading_again_changes_nothing(sqlite_store: Store) -> None:
    load_reference(sqlite_store, now=NOW)
    before = contents(sqlite_store, TABLES)
    load_reference(sqlite_store, now=NOW + timedelta(days=1))
    assert contents(sqlite_store, TABLES) == before
