"""What every answer carries, whatever the route and however it ends."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from tests.api.cells import cells_of, routes_of
from tests.api.world import World

EXPECTED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
UNSAFE = re.compile(r"unsafe-|\*|data: |http:|https:")


def assert_safe(client: TestClient, method: str, url: str) -> None:
    answer = client.request(method, url)
    told = {name: answer.headers.get(name) for name in EXPECTED}
    assert told == EXPECTED, f"{method} {url}"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'"), url
    assert "frame-ancestors 'none'" in policy
    assert not UNSAFE.search(policy.replace("img-src 'self' data:;", ""))
    assert answer.headers["x-request-id"]
    if not url.startswith("/static/"):
        assert answer.headers["cache-control"] == "no-store", url
    assert "server" not in answer.headers


def test_every_route_answers_with_all_security_headers(shared_world: World) -> None:
    client = shared_world.client("hr_a1")
    urls = {
        (cell.method, cell.url)
        for route in routes_of(shared_world.app)
        for cell in cells_of(route, ("hr_a1",))
        if cell.method == "GET"
    }
    assert len(urls) > 50
    for method, url in sorted(urls):
        assert_safe(client, method, url)


@pytest.mark.parametrize(
    ("method", "url"), [("GET", "/nothing/here"), ("GET", "/api/v1/nothing"), ("TRACE", "/api/v1/me"), ("PUT", "/")]
)
def test_refusals_carry_them_too(shared_world: World, method: str, url: str) -> None:
    assert_safe(shared_world.client(), method, url)


def test_a_wrong_host_gets_them_too(shared_world: World) -> None:
    answer = shared_world.client("hr_a1").get("/api/v1/me", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_strict_transport_is_asked_for_over_https_only(shared_world: World) -> None:
    assert "strict-transport-security" not in shared_world.client().get("/healthz").headers


def test_no_other_site_is_let_in_by_cors(shared_world: World) -> None:
    headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    for method in ("GET", "OPTIONS"):
        answer = shared_world.client("hr_a1").request(method, "/api/v1/me", headers=headers)
        assert not [name for name in answer.headers if name.startswith("access-control-")]
