"""Health, metrics, the description of the API, and what each kind of problem means."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import JSONResponse, Response

from api.operations.schemas import Health, ProblemKind
from api.web.access import StoreOf, Viewer, monitoring, public, signed_in
from api.web.answers import json_answer
from api.web.metrics import MEDIA_TYPE, RequestMetrics
from api.web.problems import KINDS, TYPE_PREFIX
from api.web.routers import api_router, page_router
from recommender.errors import NotFound

described = api_router("operations")
plain = page_router("operations")


@plain.get("/healthz", dependencies=[public()])
async def healthz() -> Response:
    """The process answers; nothing else is asked."""
    return json_answer(Health(status="ok"))


@plain.get("/readyz", dependencies=[public()])
def readyz(store: StoreOf) -> Response:
    """The process and its database answer."""
    with store.reading():
        return json_answer(Health(status="ok"))


@plain.get("/metrics", dependencies=[monitoring()])
def metrics(request: Request) -> Response:
    """Counts and times of requests for Prometheus."""
    measured: RequestMetrics = request.app.state.metrics
    return Response(measured.exposition(), media_type=MEDIA_TYPE)


@plain.get("/api/v1/openapi.json")
def description(request: Request, _: Annotated[Viewer, signed_in()]) -> Response:
    """The description of the API (OpenAPI 3.1)."""
    return JSONResponse(request.app.openapi())


@described.get(
    "/problems/{kind}", response_model=ProblemKind, operation_id="explain_problem", dependencies=[public()]
)  # fmt: skip
def explain_problem(kind: Annotated[str, Path(max_length=40, examples=["not_found"])]) -> Response:
    """What a kind of problem means, in both languages; the `type` of every problem leads here."""
    found = KINDS.get(kind)
    if found is None:
        raise NotFound
    told = ProblemKind(
        type=TYPE_PREFIX + kind, status=found.status, title_vi=found.title_vi, title_en=found.title_en,
        meaning_vi=found.meaning_vi, meaning_en=found.meaning_en,
    )  # fmt: skip
    return json_answer(told)


router = APIRouter(routes=[*plain.routes, *described.routes])
