"""What the job endpoints take and answer."""

from __future__ import annotations

from typing import Any

from pydantic import AwareDatetime, Field

from api.web.fields import Paged, Strict
from api.web.shapes import Shown, example
from recommender.store.jobs import JobView
from recommender.store.tables.jobs import JobStatus
from recommender.workflows.ask_for_adaptation import MOST_SEED, MOST_STEPS


class JobsQuery(Paged):
    """Jobs of a status."""

    status: JobStatus | None = None


class AdaptationIn(Strict):
    """An adaptation of the text encoder; without `steps` as many as the shipped one took."""

    model_config = example(seed=0, steps=300)

    seed: int = Field(default=0, ge=0, le=MOST_SEED)
    steps: int | None = Field(default=None, ge=1, le=MOST_STEPS)


class AdaptationAskedOut(Shown):
    """The job that adapts; the one there is already when somebody asked before."""

    model_config = example(job_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3X")

    job_id: str


class JobOut(Shown):
    """A piece of long work: where it stands, and its result or why it failed."""

    model_config = example(
        job_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", kind="screen", unit_id="01", status="running", n_done=120, n_total=900,
        note="matching", asked_at="2026-11-22T08:00:00+00:00", started_at="2026-11-22T08:00:02+00:00",
        finished_at=None, is_cancel_asked=False, error=None, result={}, has_file=False,
    )  # fmt: skip

    job_id: str
    kind: str
    unit_id: str
    status: JobStatus
    n_done: int
    n_total: int
    note: str
    asked_at: AwareDatetime
    started_at: AwareDatetime | None
    finished_at: AwareDatetime | None
    is_cancel_asked: bool
    error: str | None = Field(description="Why it failed, in the language of the caller")
    result: dict[str, Any]
    has_file: bool = Field(description="Whether /jobs/{job_id}/file has a file to fetch")


def job_out(job: JobView, language: str) -> JobOut:
    """The job as its asker reads it."""
    error = job.error_vi if language == "vi" else job.error_en
    return JobOut(
        job_id=job.job_id, kind=job.kind, unit_id=job.unit_id, status=job.status, n_done=job.n_done,
        n_total=job.n_total, note=job.note, asked_at=job.asked_at, started_at=job.started_at,
        finished_at=job.finished_at, is_cancel_asked=job.is_cancel_asked, error=error or None,
        result=dict(job.result), has_file=bool(job.result_file),
    )  # fmt: skip
