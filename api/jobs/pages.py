"""Pages of jobs: what runs, how far, what came of it; cancelled when it still can be."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from api.jobs.contexts import JobContext, JobProgressContext, JobRow, JobsContext
from api.look.tables import Column, Facet, FacetOption, Table
from api.look.words import word
from api.rendering import address_of, language_of, render, words_of
from api.web.access import Now, SettingsOf, StoreOf, permitted
from api.web.downloads import file_answer
from api.web.page_cursors import PageCursor
from api.web.routers import page_router, see_other
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store import Connection, jobs, units
from recommender.store.access import accounts
from recommender.store.jobs import JobView
from recommender.store.tables.jobs import JobStatus
from recommender.workflows import cancel_job
from recommender.workflows.ask_for_adaptation import ask_for_adaptation

router = page_router("jobs")
SeesJobs = Annotated[Viewer, permitted(Action.SEE_JOBS)]
ROWS: Final = 50
OVER: Final = frozenset({JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED})


@router.get("/admin/jobs")
def job_list(
    request: Request, viewer: SeesJobs, store: StoreOf, status: str = "", cursor: PageCursor = ""
) -> HTMLResponse:
    """Jobs of the viewer's units and the viewer's own."""
    _, language, address = words_of(request), language_of(request), address_of(request)
    wanted = JobStatus(status) if status in set(JobStatus) else None
    with store.reading() as conn:
        page = jobs.list_jobs(conn, viewer, status=wanted, cursor=cursor or None, limit=ROWS)
        rows = tuple(_row(conn, job) for job in page.rows)
    options = tuple(
        FacetOption(
            label=word(one, "job", language), address=address.replaced(status="" if one == wanted else str(one)),
            is_on=one == wanted,
        )
        for one in JobStatus
    )  # fmt: skip
    table = Table(
        caption=_("Tiến trình"), rows=rows, address=address, next_cursor=page.next_cursor or "",
        empty=_("Không có tiến trình nào."),
        columns=(
            Column(label=_("Tiến trình")), Column(label=_("Tình trạng")), Column(label=_("Đơn vị")),
            Column(label=_("Người yêu cầu")), Column(label=_("Yêu cầu lúc")), Column(label=_("Xong lúc")),
        ),
    )  # fmt: skip
    facets = (Facet(label=_("Tình trạng"), options=options),)
    can_adapt = viewer.may(Action.MANAGE_SETTINGS)
    return render(request, "jobs/list.html", JobsContext(table=table, facets=facets, can_adapt=can_adapt))


@router.post("/admin/jobs/adaptation")
def adapt(viewer: Annotated[Viewer, permitted(Action.MANAGE_SETTINGS)], store: StoreOf, now: Now) -> Response:
    """An adaptation of the text encoder asked of the worker, with the settings as shipped."""
    return see_other(f"/admin/jobs/{ask_for_adaptation(store, viewer, now=now)}")


@router.get("/admin/jobs/{job_id}")
def job_page(request: Request, viewer: SeesJobs, store: StoreOf, job_id: str, done: str = "") -> HTMLResponse:
    """One job."""
    with store.reading() as conn:
        row = _row(conn, jobs.get_job(conn, viewer, job_id))
    results = tuple(
        (name, str(value)) for name, value in sorted(row.job.result.items()) if isinstance(value, str | int)
    )
    context = JobContext(
        job=row.job, who=row.who, unit_name=row.unit_name, is_over=row.job.status in OVER,
        is_own=row.job.asked_by == viewer.user_id, results=results, done=done,
    )  # fmt: skip
    return render(request, "jobs/one.html", context)


@router.get("/admin/jobs/{job_id}/part")
def job_part(request: Request, viewer: SeesJobs, store: StoreOf, job_id: str) -> HTMLResponse:
    """How far it is: asked for again and again by the page."""
    with store.reading() as conn:
        job = jobs.get_job(conn, viewer, job_id)
    return render(request, "jobs/_progress.html", JobProgressContext(job=job, is_over=job.status in OVER))


@router.post("/admin/jobs/{job_id}/cancel")
def cancel(viewer: SeesJobs, store: StoreOf, now: Now, job_id: str) -> Response:
    """Ask to stop it."""
    cancel_job.cancel_job(store, viewer, job_id, now=now)
    return see_other(f"/admin/jobs/{job_id}?done=cancelled")


@router.get("/admin/jobs/{job_id}/file")
def job_file(viewer: SeesJobs, settings: SettingsOf, store: StoreOf, job_id: str) -> Response:
    """The file it made; only for the one who asked for it."""
    with store.reading() as conn:
        job = jobs.get_job(conn, viewer, job_id)
    if job.asked_by != viewer.user_id:
        raise NotFound
    return file_answer(settings.exports_folder, job.result_file)


def _row(conn: Connection, job: JobView) -> JobRow:
    account = accounts.get_account(conn, job.asked_by)
    names = units.unit_names(conn, [job.unit_id]) if job.unit_id else {}
    return JobRow(job=job, who=account.name if account else job.asked_by, unit_name=names.get(job.unit_id, ""))
