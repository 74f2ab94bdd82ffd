"""A Word file that was sent to be read is there as long as its job may still read it, and no longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.permissions import Grant, Role, Viewer
from recommender.store import Store, jobs
from recommender.store.jobs import Claim, Outcome
from recommender.store.sent_files import forget_sent_files
from recommender.store.tables.jobs import JobKind, JobStatus
from recommender.workflows.cancel_job import cancel_job
from tests.recommender.store.factories import NOW

OWNER = Viewer(user_id="owner", name="O", grants=(Grant(role=Role.ADMINISTRATOR),))


def asked(store: Store, folder: Path, kind: JobKind = JobKind.POSITIONS) -> tuple[str, Path]:
    path = folder / "0123.docx"
    path.write_bytes(b"PK")
    with store.writing() as conn:
        job_id = jobs.enqueue(conn, kind, {"stored_as": path.name}, viewer=OWNER, unit_id="", now=NOW)
    return job_id, path


def claimed(store: Store) -> Claim:
    with store.writing() as conn:
        held = jobs.claim(conn, "w", now=NOW)
    assert held is not None
    return held


def test_the_file_of_a_job_that_waits_or_runs_is_kept(store: Store, tmp_path: Path) -> None:
    _, path = asked(store, tmp_path)
    assert forget_sent_files(store, tmp_path) == 0
    claimed(store)
    assert forget_sent_files(store, tmp_path) == 0
    assert path.exists()


def test_the_file_of_a_cancelled_job_is_removed(store: Store, tmp_path: Path) -> None:
    job_id, path = asked(store, tmp_path)
    cancel_job(store, OWNER, job_id, now=NOW)
    assert forget_sent_files(store, tmp_path) == 1
    assert not path.exists()
    assert forget_sent_files(store, tmp_path) == 0


@pytest.mark.parametrize("status", [JobStatus.FAILED, JobStatus.DONE, JobStatus.CANCELLED])
def test_the_file_of_a_job_that_is_over_is_removed_however_it_ended(
    store: Store, tmp_path: Path, status: JobStatus
) -> None:
    _, path = asked(store, tmp_path)
    held = claimed(store)
    with store.writing() as conn:
        jobs.finish(conn, held, Outcome(status=status), now=NOW)
    assert forget_sent_files(store, tmp_path) == 1
    assert not path.exists()


def test_files_of_other_jobs_and_files_beside_the_folder_are_left(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()
    job_id, path = asked(store, folder, JobKind.IMPORT)
    cancel_job(store, OWNER, job_id, now=NOW)
    outside = tmp_path / "key"
    outside.write_text("secret")
    with store.writing() as conn:
        other = jobs.enqueue(conn, JobKind.POSITIONS, {"stored_as": "../key"}, viewer=OWNER, unit_id="", now=NOW)
    cancel_job(store, OWNER, other, now=NOW)
    assert forget_sent_files(store, folder) == 0
    assert path.exists()
    assert outside.exists()
