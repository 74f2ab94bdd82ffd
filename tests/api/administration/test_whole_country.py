"""Administration with every province and commune of the country in the store: pages stay small, units can be found."""

from __future__ import annotations

import pytest

from recommender.workflows.load_reference import load_reference
from tests.api.world import World
from tests.api.world_rows import B1, NOW

MOST_BYTES = 150_000
PATHS = (
    "/admin/users", "/admin/users/new", "/admin/users/new?province=04", "/admin/users/{user}",
    "/admin/users/{user}?province=01", "/admin/units", "/admin/units?unit=01", "/admin/units?q=tan",
    "/admin/units/00004/merge", "/admin/rules/II.04/degree", "/admin/catalogue", "/admin/audit", "/positions",
)  # fmt: skip


@pytest.fixture
def country(world: World) -> World:
    """The small world among all units of the country."""
    load_reference(world.store, now=NOW)
    return world


def test_no_page_of_administration_is_heavy(country: World) -> None:
    client = country.client("administrator")
    for path in PATHS:
        answer = client.get(path.format(user=country.users["hr_a1"]))
        assert answer.status_code == 200, path
        assert len(answer.content) < MOST_BYTES, path


def test_a_commune_is_chosen_after_its_province(country: World) -> None:
    client = country.client("administrator")
    assert f'value="{B1}"' not in client.get("/admin/users/new").text
    assert f'value="{B1}"' in client.get("/admin/users/new?province=04").text
    new = {"login": "moi.xa", "name": "Người Mới", "language": "vi", "role": "unit_hr", "unit": B1, "province": "04"}
    refused = client.post("/admin/users/new", data=new | {"login": "x"})
    assert refused.status_code == 422
    assert f'value="{B1}" selected' in refused.text
    assert client.post("/admin/users/new", data=new).status_code == 200
    assert "Nhân sự đơn vị · Phường Thục Phán" in client.get("/admin/users?q=moi.xa").text


def test_an_administrator_of_a_province_chooses_among_its_communes_at_once(country: World) -> None:
    page = country.client("administrator_a").get("/admin/users/new").text
    assert 'name="province"' not in page
    assert 'value="00004"' in page
    assert f'value="{B1}"' not in page
