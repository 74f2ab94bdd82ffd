from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.web.body_limit import BodyLimit
from tests.api.web.layers import client_behind


@pytest.fixture
def client() -> TestClient:
    return client_behind(BodyLimit, max_body_bytes=100, max_upload_bytes=1000)


def parts(total: int) -> Iterator[bytes]:
    for _ in range(total // 10):
        yield b"x" * 10


def test_a_body_within_the_limit_passes(client: TestClient) -> None:
    assert client.post("/any", content=b"x" * 100).text == "ok 100"


def test_a_declared_length_over_the_limit_is_refused(client: TestClient) -> None:
    answer = client.post("/api/any", content=b"x" * 101)
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_that_grows_over_the_limit_is_refused(client: TestClient) -> None:
    assert client.post("/api/any", content=parts(500)).status_code == 413


def test_files_of_a_signed_request_get_the_larger_limit(client: TestClient) -> None:
    assert client.post("/imports", content=b"x" * 900, headers={"cookie": "nangluc=1"}).text == "ok 900"
    assert client.post("/imports", content=b"x" * 1001, headers={"cookie": "nangluc=1"}).status_code == 413


def test_files_of_a_stranger_do_not(client: TestClient) -> None:
    assert client.post("/imports", content=b"x" * 900).status_code == 413
