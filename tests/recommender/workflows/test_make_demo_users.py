"""Links of the sample are called as the pages call the roles, so that who reads one finds the other."""

from __future__ import annotations

from api.look.words import ROLES
from recommender.permissions import Role
from recommender.store import Store
from recommender.workflows.make_demo_users import DemoPlaces, make_demo_users
from tests.recommender.store.factories import NOW, officer_id, put_world


def test_each_role_has_one_link_under_its_own_name(store: Store) -> None:
    put_world(store)
    places = DemoPlaces(province_id="01", unit_id="00001", officer_id=officer_id("CB01"))
    links = make_demo_users(store, places, now=NOW)
    assert {link.role for link in links} == set(Role)
    assert {link.role: (link.name_vi, link.name_en) for link in links} == dict(ROLES)
