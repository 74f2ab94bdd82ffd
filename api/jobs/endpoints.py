"""Jobs as JSON: list, follow, cancel, fetch the file."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from api.jobs.schemas import AdaptationAskedOut, AdaptationIn, JobOut, JobsQuery, job_out
from api.rendering import language_of
from api.web.access import Now, SettingsOf, StoreOf, Viewer, permitted, signed_in
from api.web.answers import json_answer
from api.web.downloads import FILE_TYPES, file_answer
from api.web.fields import PathId, Plain
from api.web.idempotency import IdempotencyKey, once
from api.web.lists import PageOut, page_answer, seal_of
from api.web.routers import PREFIX, api_router
from recommender.errors import NotFound
from recommender.permissions import Action
from recommender.store import jobs
from recommender.workflows import ask_for_adaptation as adaptation
from recommender.workflows.cancel_job import cancel_job as cancel

router = api_router("jobs")
SignedIn = Annotated[Viewer, signed_in()]
"""Everybody may follow the jobs he asked for; the store shows no others without `see_jobs`."""


@router.get("/jobs", response_model=PageOut[JobOut], operation_id="list_jobs")
def list_jobs(
    request: Request, viewer: SignedIn, settings: SettingsOf, store: StoreOf, query: Annotated[JobsQuery, Query()]
) -> Response:
    """Jobs that the caller asked for or may see, newest first."""
    seal = seal_of(request, settings, viewer, query)
    with store.reading() as conn:
        page = jobs.list_jobs(
            conn, viewer, status=query.status, cursor=seal.opened(query.cursor), limit=query.limit
        )  # fmt: skip
    language = language_of(request)
    return page_answer(request, page, seal=seal, into=PageOut[JobOut], shown=lambda job: job_out(job, language))


@router.get("/jobs/{job_id}", response_model=JobOut, operation_id="show_job")
def show_job(request: Request, viewer: SignedIn, store: StoreOf, job_id: PathId, _: Plain) -> Response:
    """One job."""
    with store.reading() as conn:
        job = jobs.get_job(conn, viewer, job_id)
    return json_answer(job_out(job, language_of(request)))


@router.post("/jobs/{job_id}/cancel", response_model=JobOut, operation_id="cancel_job")
def cancel_job(request: Request, viewer: SignedIn, store: StoreOf, now: Now, job_id: PathId, _: Plain) -> Response:
    """Ask to stop a job: one that waits ends at once, one that runs at its next step."""
    job = cancel(store, viewer, job_id, now=now)
    return json_answer(job_out(job, language_of(request)))


@router.post(
    "/adaptations", response_model=AdaptationAskedOut, status_code=202, operation_id="ask_for_adaptation",
    responses={202: {"headers": {"Location": {"schema": {"type": "string"}, "description": "The job"}}}},
)  # fmt: skip
def ask_for_adaptation(
    request: Request, viewer: Annotated[Viewer, permitted(Action.MANAGE_SETTINGS)], store: StoreOf, now: Now,
    asked: AdaptationIn, key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Ask a worker to adapt the text encoder to the catalogue; fetch the model folder at /jobs/{job_id}/file."""

    def work() -> Response:
        job_id = adaptation.ask_for_adaptation(store, viewer, seed=asked.seed, steps=asked.steps or 0, now=now)
        headers = {"Location": f"{PREFIX}/jobs/{job_id}"}
        return json_answer(AdaptationAskedOut(job_id=job_id), status=202, headers=headers)

    return once(request, store, viewer=viewer, key=key, body=asked, now=now, work=work)


@router.get(
    "/jobs/{job_id}/file", response_class=Response, operation_id="fetch_job_file",
    responses={200: {"description": "The file", "content": FILE_TYPES}},
)  # fmt: skip
def fetch_job_file(viewer: SignedIn, settings: SettingsOf, store: StoreOf, job_id: PathId, _: Plain) -> Response:
    """The file that a job made; only for the one who asked for it."""
    with store.reading() as conn:
        job = jobs.get_job(conn, viewer, job_id)
    if job.asked_by != viewer.user_id:
        raise NotFound
    return file_answer(settings.exports_folder, job.result_file)
