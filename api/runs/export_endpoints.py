"""Files of verdicts as JSON jobs: exactly the list that is filtered."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request
from starlette.responses import Response

from api.rendering import language_of
from api.runs.schemas import ExportIn, JobAskedOut
from api.web.access import Now, StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.fields import PathId
from api.web.idempotency import IdempotencyKey, once
from api.web.routers import PREFIX, api_router
from recommender.permissions import Action
from recommender.workflows import export_people

router = api_router("runs")


@router.post(
    "/runs/{run_id}/exports", response_model=JobAskedOut, status_code=202, operation_id="ask_for_export",
    responses={202: {"headers": {"Location": {"schema": {"type": "string"}, "description": "The job"}}}},
)  # fmt: skip
def ask_for_export(
    request: Request, viewer: Annotated[Viewer, permitted(Action.EXPORT_PEOPLE)], store: StoreOf, now: Now,
    run_id: PathId, asked: ExportIn, key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Ask a worker for a workbook or CSV of the verdicts that are filtered; fetch it at /jobs/{job_id}/file."""

    def work() -> Response:
        wanted = asked.request(run_id, language_of(request))
        job_id = export_people.ask_for_export(store, viewer, wanted, now=now)
        return json_answer(JobAskedOut(job_id=job_id), status=202, headers={"Location": f"{PREFIX}/jobs/{job_id}"})

    return once(request, store, viewer=viewer, key=key, body=asked, now=now, work=work)
