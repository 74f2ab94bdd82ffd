"""Every route that changes something × every way a request of another site looks."""

from __future__ import annotations

import pytest

from tests.api.cells import cells_of, routes_of
from tests.api.world import World

FOREIGN: dict[str, dict[str, str]] = {
    "cross-site": {"sec-fetch-site": "cross-site"},
    "same-site": {"sec-fetch-site": "same-site"},
    "foreign origin": {"origin": "https://evil.example"},
    "no origin at all": {},
}


@pytest.mark.parametrize("kind", sorted(FOREIGN))
def test_no_route_changes_anything_for_another_site(shared_world: World, kind: str) -> None:
    client = shared_world.client("hr_a1", site="")
    unsafe = [
        cell
        for route in routes_of(shared_world.app)
        for cell in cells_of(route, ("hr_a1",))
        if cell.method not in {"GET", "HEAD"}
    ]
    assert unsafe
    for cell in unsafe:
        answer = client.request(cell.method, cell.url, headers=FOREIGN[kind])
        assert answer.status_code == 403, f"{cell.method} {cell.url}"


def test_a_program_with_a_token_and_no_cookie_is_not_asked_where_it_comes_from(shared_world: World) -> None:
    assert shared_world.token_client().post("/api/v1/jobs/J0B0/cancel").status_code == 404


def test_no_route_changes_anything_by_reading(shared_world: World) -> None:
    for route in routes_of(shared_world.app):
        methods = route.methods or set()
        assert methods == {"GET"} or not methods & {"GET", "HEAD"}, route.path
