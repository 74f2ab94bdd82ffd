from __future__ import annotations

from fastapi import FastAPI
from starlette.testclient import TestClient

from api.web.faults import Faults
from api.web.metrics import RequestMetrics
from api.web.request_log import RequestLog


def test_an_unexpected_error_is_answered_without_its_details() -> None:
    app = FastAPI(openapi_url=None)

    @app.get("/api/break")
    def broken() -> None:
        raise RuntimeError("secret of the house")

    app.add_middleware(Faults)
    app.add_middleware(RequestLog, metrics=RequestMetrics())
    answer = TestClient(app).get("/api/break", headers={"accept-language": "en"})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json()["request_id"]
