"""Files of jobs: fetched for days, removed with everything that no job names any more, and nothing else touched."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from recommender.permissions import Viewer
from recommender.store import Store, jobs
from recommender.store.jobs import Claim, Outcome
from recommender.store.result_files import KEPT_FOR, forget_result_files
from recommender.store.tables.jobs import JobKind, JobStatus
from tests.recommender.store.factories import NOW

OWNER = Viewer(user_id="owner", name="O")
LATER = NOW + KEPT_FOR + timedelta(hours=1)


def started(store: Store, kind: JobKind = JobKind.EXPORT) -> Claim:
    with store.writing() as conn:
        jobs.enqueue(conn, kind, {}, viewer=OWNER, unit_id="", now=NOW)
        held = jobs.claim(conn, "w", now=NOW)
    assert held is not None
    return held


def done(store: Store, folder: Path, kind: JobKind = JobKind.EXPORT) -> tuple[Claim, Path]:
    held = started(store, kind)
    path = folder / f"{held.job_id}-{held.fence}.csv"
    path.write_text("rows of people")
    with store.writing() as conn:
        jobs.finish(conn, held, Outcome(status=JobStatus.DONE, result_file=path.name), now=NOW)
    return held, path


def result_file(store: Store, held: Claim) -> str:
    with store.reading() as conn:
        return jobs.get_job(conn, OWNER, held.job_id).result_file


def test_a_file_of_people_is_kept_for_a_week(store: Store, tmp_path: Path) -> None:
    held, path = done(store, tmp_path)
    assert forget_result_files(store, tmp_path, now=NOW + KEPT_FOR) == 0
    assert path.exists()
    assert forget_result_files(store, tmp_path, now=LATER) == 1
    assert (path.exists(), result_file(store, held)) == (False, "")


def test_a_model_folder_is_kept_as_long_as_its_job(store: Store, tmp_path: Path) -> None:
    _, path = done(store, tmp_path, JobKind.ADAPT)
    assert forget_result_files(store, tmp_path, now=LATER) == 0
    with store.writing() as conn:
        jobs.sweep(conn, before=LATER)
    assert forget_result_files(store, tmp_path, now=LATER) == 1
    assert not path.exists()


def test_what_a_dead_or_slow_worker_left_is_removed_once_the_job_is_over(store: Store, tmp_path: Path) -> None:
    held, path = done(store, tmp_path)
    left = [tmp_path / f"{held.job_id}-0.csv", tmp_path / f".{held.job_id}-0.csv.part"]
    for one in left:
        one.write_text("half")
    assert forget_result_files(store, tmp_path, now=NOW) == 2
    assert (path.exists(), [one.exists() for one in left]) == (True, [False, False])


def test_the_file_of_a_job_at_work_is_left_alone(store: Store, tmp_path: Path) -> None:
    held = started(store)
    path = tmp_path / f".{held.job_id}-{held.fence}.xlsx.part"
    path.write_text("half")
    assert forget_result_files(store, tmp_path, now=LATER) == 0
    assert path.exists()


@pytest.mark.parametrize("name", ["README.md", "people.csv", "nangluc.db", "01K9ZC3T6Y8Q4M2N5P7R9S1V3W.db"])
def test_a_file_that_no_job_made_is_left_alone(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("somebody's")
    assert forget_result_files(store, tmp_path, now=LATER) == 0
    assert (tmp_path / name).exists()


def test_a_folder_that_is_not_there_holds_nothing(store: Store, tmp_path: Path) -> None:
    assert forget_result_files(store, tmp_path / "exports", now=NOW) == 0
