"""A merged unit hands over its people, quotas and sub-units, and earlier runs still name it."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from recommender.errors import Conflict, NotAllowed, NotFound
from recommender.permissions import Role
from recommender.store import Store
from recommender.store.people import PeopleFilter, find_people
from recommender.store.results.verdicts import VerdictFilter, find_verdicts
from recommender.store.tables.people import QUOTA
from recommender.store.units import children, get_unit, path, put_units
from recommender.workflows.merge_units import look_at_merger, merge_units
from tests.recommender.store.factories import DEPARTMENT, NOW, viewer
from training_catalog.types import Unit

ADMIN = viewer(Role.ADMINISTRATOR)
HR = viewer(Role.PROVINCE_HR)


@pytest.fixture
def two_communes(country: Store) -> Store:
    """The small country with one more commune beside 00001."""
    third = Unit(unit_id="00009", name="Xã Mới", kind="commune", parent_id="01")
    with country.writing() as conn:
        put_units(conn, {"01": Unit(unit_id="01", name="Tỉnh Á Đông", kind="province", parent_id=None), "00009": third},
                  now=NOW)  # fmt: skip
        quota = {"unit_id": "00009", "position_id": "A", "norm": 1.0, "quota": 2.0, "place": ""}
        conn.execute(insert(QUOTA), [quota, {**quota, "position_id": "B"}])
    return country


def test_people_quotas_and_departments_go_to_the_unit_that_takes_over(two_communes: Store) -> None:
    assert merge_units(two_communes, ADMIN, "00001", into="00009", now=NOW).unit_id == "00009"
    with two_communes.reading() as conn:
        old = get_unit(conn, "00001")
        assert (old.is_active, old.replaced_by) == (False, "00009")
        assert [one.unit_id for one in path(conn, DEPARTMENT)] == ["VN", "01", "00009", DEPARTMENT]
        assert "00001" not in [one.unit_id for one in children(conn, "01")]
        assert find_people(conn, HR, PeopleFilter(unit_id="00009"), with_total=True).total == 4
        quotas = {row.position_id: (row.norm, row.quota, row.plan) for row in conn.execute(
            select(QUOTA).where(QUOTA.c.unit_id == "00009")
        )}  # fmt: skip
        assert quotas == {"A": (3.0, 5.0, None), "B": (1.0, 2.0, None)}
        named = find_verdicts(conn, HR, "RUN-1", wanted=VerdictFilter(text="CB01")).rows
        assert [row.unit_name for row in named] == ["Xã Ân Thi"]


@pytest.mark.parametrize(("old", "new"), [("00001", "00001"), ("00001", "00003"), (DEPARTMENT, "00002"), ("01", "02")])
def test_units_of_other_provinces_or_levels_are_not_merged(two_communes: Store, old: str, new: str) -> None:
    with pytest.raises(Conflict):
        merge_units(two_communes, ADMIN, old, into=new, now=NOW)


def test_only_an_administrator_of_both_units_merges_them(two_communes: Store) -> None:
    with pytest.raises(NotAllowed):
        merge_units(two_communes, HR, "00001", into="00009", now=NOW)
    with pytest.raises(NotFound):
        merge_units(two_communes, viewer(Role.ADMINISTRATOR, "00001"), "00001", into="00009", now=NOW)


def test_a_look_before_tells_what_moves_and_changes_nothing(two_communes: Store) -> None:
    seen = look_at_merger(two_communes, ADMIN, "00001", into="00009")
    moves = seen.moves
    assert (seen.old.unit_id, seen.new.unit_id) == ("00001", "00009")
    assert (moves.people, moves.quotas, moves.shared_quotas, moves.units) == (3, 1, 1, 1)
    with two_communes.reading() as conn:
        assert get_unit(conn, "00001").is_active
    with pytest.raises(Conflict):
        look_at_merger(two_communes, ADMIN, "00001", into="00003")
    with pytest.raises(NotAllowed):
        look_at_merger(two_communes, HR, "00001", into="00009")
