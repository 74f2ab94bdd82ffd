from __future__ import annotations

import json

import pytest
import structlog
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.web.log_setup import configure_logs
from api.web.metrics import RequestMetrics
from api.web.request_log import RequestLog


@pytest.fixture
def client() -> TestClient:
    app = FastAPI(openapi_url=None)

    @app.get("/people/{officer_id}")
    def person(officer_id: str) -> str:
        structlog.get_logger().info("said", text=f'{officer_id}\n{{"event": "forged"}}')
        return "ok"

    app.state.metrics = RequestMetrics()
    app.add_middleware(RequestLog, metrics=app.state.metrics)
    return TestClient(app)


@pytest.fixture(autouse=True)
def _logs() -> object:
    before = structlog.get_config()
    configure_logs("info")
    yield
    structlog.configure(**before)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_tells_route_status_and_account_and_no_query(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    client.get("/people/P77?q=Nguyen")
    line = lines(capsys)[-1]
    assert (line["route"], line["status"], line["method"]) == ("/people/{officer_id}", 200, "GET")
    assert {"request_id", "user_id", "milliseconds", "timestamp", "level"} <= set(line)
    assert "P77" not in json.dumps(line)
    assert "Nguyen" not in json.dumps(line)


def test_a_value_with_a_line_break_stays_on_its_line(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    client.get("/people/x")
    assert [line["event"] for line in lines(capsys)] == ["said", "request"]


def test_measurements_know_routes_and_no_addresses(client: TestClient) -> None:
    client.get("/people/P77")
    client.get("/nothing/P78")
    text = client.app.state.metrics.exposition().decode()  # type: ignore[attr-defined]
    assert 'route="/people/{officer_id}"' in text
    assert "P77" not in text
    assert "P78" not in text
