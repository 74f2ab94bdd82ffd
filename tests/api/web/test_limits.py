from __future__ import annotations

import time

from starlette.testclient import TestClient

from api.web.limits import RequestLimits, Windows
from tests.api.web.layers import client_behind


def client(per_minute: int = 3, per_minute_address: int = 5) -> TestClient:
    return client_behind(
        RequestLimits, per_minute=per_minute, per_minute_address=per_minute_address, seconds=time.time
    )  # fmt: skip


def test_the_request_over_the_limit_is_refused_with_the_time_to_wait() -> None:
    caller = client()
    statuses = [caller.get("/api/any", headers={"authorization": "Bearer a"}).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    answer = caller.get("/api/any", headers={"authorization": "Bearer a", "accept-language": "en"})
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert answer.json()["title"] == "Too many requests"


def test_every_answer_tells_what_is_left() -> None:
    answer = client().get("/any")
    assert answer.headers["ratelimit-policy"] == '"default";q=3;w=60'
    assert answer.headers["ratelimit"].startswith('"default";r=2;t=')


def test_another_credential_has_its_own_limit() -> None:
    caller = client()
    for _ in range(4):
        caller.get("/any", headers={"authorization": "Bearer a"})
    assert caller.get("/any", headers={"authorization": "Bearer b"}).status_code == 200


def test_changing_credentials_does_not_get_round_the_limit_of_the_address() -> None:
    caller = client()
    statuses = [caller.get("/any", headers={"authorization": f"Bearer {n}"}).status_code for n in range(7)]
    assert statuses == [200] * 5 + [429] * 2


def test_a_window_closes_after_a_minute_and_what_is_closed_is_forgotten() -> None:
    now = [1_000.0]
    windows = Windows(lambda: now[0])
    assert [windows.hit("a"), windows.hit("a"), windows.hit("b")] == [1, 2, 1]
    now[0] += 59.5
    assert windows.stands("a") == (2, 1)
    now[0] += 0.5
    assert windows.stands("a") == (0, 60)
    assert windows.hit("a") == 1
    assert windows.stands("b") == (0, 60)


def test_a_clock_that_was_set_back_opens_a_new_window() -> None:
    now = [1_000.0]
    windows = Windows(lambda: now[0])
    windows.hit("a")
    now[0] -= 3_600
    assert windows.hit("a") == 1
    assert windows.stands("a") == (1, 60)
