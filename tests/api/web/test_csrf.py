from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from api.web.csrf import CrossSiteCheck
from tests.api.web.layers import client_behind

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def client() -> TestClient:
    return client_behind(CrossSiteCheck, public_url="https://nangluc.example")


@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_a_request_that_the_browser_calls_foreign_is_refused(client: TestClient, method: str, site: str) -> None:
    answer = client.request(method, "/api/any", headers={"sec-fetch-site": site, "origin": "http://testserver"})
    assert answer.status_code == 403
    assert answer.json()["code"] == "cross_site"


@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_request_of_our_own_pages_passes(client: TestClient, method: str, site: str) -> None:
    assert client.request(method, "/any", headers={"sec-fetch-site": site}).status_code == 200


@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://testserver.evil.example", "http://testserver:81"]
)
def test_without_fetch_metadata_a_foreign_origin_is_refused(client: TestClient, method: str, origin: str) -> None:
    assert client.request(method, "/any", headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize("origin", ["http://testserver", "https://nangluc.example", "HTTPS://NANGLUC.EXAMPLE"])
def test_without_fetch_metadata_the_own_origin_passes(client: TestClient, origin: str) -> None:
    assert client.post("/any", headers={"origin": origin}).status_code == 200


def test_neither_metadata_nor_origin_is_refused(client: TestClient) -> None:
    assert client.post("/any").status_code == 403


def test_a_pure_token_request_needs_no_origin(client: TestClient) -> None:
    assert client.post("/api/any", headers={"authorization": "Bearer abc"}).status_code == 200


def test_a_token_beside_a_cookie_is_checked_like_a_browser(client: TestClient) -> None:
    headers = {"authorization": "Bearer abc", "cookie": "nangluc=1", "sec-fetch-site": "cross-site"}
    assert client.post("/api/any", headers=headers).status_code == 403


def test_reading_is_never_refused(client: TestClient) -> None:
    assert client.get("/any", headers={"sec-fetch-site": "cross-site"}).status_code == 200
