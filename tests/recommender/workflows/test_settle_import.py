"""Small imports are applied and undone at once, large ones by a job: once, whole, and only for who still may."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from recommender.errors import Conflict
from recommender.permissions import Grant, Role, Viewer
from recommender.store import Store, jobs
from recommender.store.access import accounts
from recommender.store.access.accounts import NewAccount
from recommender.store.importing import imports
from recommender.store.job_run import Folders
from recommender.store.jobs import JobView
from recommender.store.tables.people import OFFICER
from recommender.workflows import settle_import
from recommender.workflows.cancel_job import cancel_job
from recommender.workflows.import_workbook import confirm_import
from recommender.workflows.run_jobs import Worker, WorkerSettings
from recommender.workflows.settle_import import Settled, confirm, undo
from tests.recommender.store.contents import PEOPLE, contents, count
from tests.recommender.workflows.import_factories import (
    NOW,
    PROVINCE,
    Line,
    communes,
    know_province,
    people_file,
    staged,
)

GRANT = Grant(role=Role.PROVINCE_HR, unit_id=PROVINCE)
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def hr(store: Store) -> Viewer:
    """Who asks must be an account: the worker looks at its roles of that moment."""
    know_province(store)
    with store.writing() as conn:
        user_id = accounts.add_account(conn, NewAccount(login="hr", name="Lê Thị Hòa", unit_id=PROVINCE), now=NOW)
        accounts.add_grant(conn, user_id, GRANT, by="admin", now=NOW)
    return Viewer(user_id=user_id, name="Lê Thị Hòa", grants=(GRANT,))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four lines are many."""
    monkeypatch.setattr(settle_import, "AT_ONCE_LINES", 3)


def waiting(store: Store, folder: Path, n_people: int, *, degree: str = "Đại học Luật") -> str:
    """An import that waits to be confirmed."""
    commune = communes(1)[0][1]
    lines = [Line(code=f"CB{one}", name=f"Trần Văn {one}", unit=commune, degree=degree) for one in range(n_people)]
    return staged(store, folder, people_file(folder, lines, name=f"{degree}.csv"))


def work(store: Store, folder: Path) -> int:
    """What a worker does now."""
    folders = Folders(uploads=folder, exports=folder, anchors=folder, backups=folder)
    return Worker(store, WorkerSettings(name="w", folders=folders), clock=lambda: LATER).run_waiting()


def job_of(store: Store, viewer: Viewer, settled: Settled) -> JobView:
    with store.reading() as conn:
        return jobs.get_job(conn, viewer, settled.job_id)


def status(store: Store, viewer: Viewer, import_id: str) -> str:
    with store.reading() as conn:
        return imports.get_import(conn, viewer, import_id).status


def test_a_small_import_is_applied_and_undone_within_the_request(store: Store, hr: Viewer, tmp_path: Path) -> None:
    import_id = waiting(store, tmp_path, 4)
    assert confirm(store, hr, import_id, now=NOW) == Settled(counts={"added": 4})
    assert undo(store, hr, import_id, now=LATER) == Settled(counts={"put_back": 4})
    assert (count(store, "job"), count(store, "officer")) == (1, 0)


@pytest.mark.usefixtures("large")
def test_a_large_import_is_applied_and_undone_by_the_worker_alone(store: Store, hr: Viewer, tmp_path: Path) -> None:
    import_id = waiting(store, tmp_path, 4)
    before = contents(store, PEOPLE)
    work(store, tmp_path)
    asked = confirm(store, hr, import_id, now=NOW)
    assert (asked.counts, count(store, "officer"), status(store, hr, import_id)) == ({}, 0, "staged")
    assert work(store, tmp_path) == 1
    done = job_of(store, hr, asked)
    assert (done.status, done.result) == ("done", {"import_id": import_id, "added": 4})
    assert (count(store, "officer"), status(store, hr, import_id)) == (4, "applied")
    asked = undo(store, hr, import_id, now=LATER)
    assert (count(store, "officer"), work(store, tmp_path)) == (4, 1)
    assert job_of(store, hr, asked).result == {"import_id": import_id, "put_back": 4}
    assert contents(store, PEOPLE) == before


@pytest.mark.usefixtures("large")
def test_asked_again_while_it_waits_it_is_the_same_job(store: Store, hr: Viewer, tmp_path: Path) -> None:
    import_id = waiting(store, tmp_path, 4)
    first = confirm(store, hr, import_id, now=NOW)
    assert confirm(store, hr, import_id, now=LATER) == first
    with pytest.raises(Conflict):
        undo(store, hr, import_id, now=LATER)
    work(store, tmp_path)
    with pytest.raises(Conflict):
        confirm(store, hr, import_id, now=LATER)


@pytest.mark.usefixtures("large")
def test_a_worker_that_dies_before_the_end_has_done_nothing_and_the_next_one_does_all(
    store: Store, hr: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = waiting(store, tmp_path, 4)
    work(store, tmp_path)
    asked = confirm(store, hr, import_id, now=NOW)

    def die(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(jobs, "finish", die)
        with pytest.raises(KeyboardInterrupt):
            work(store, tmp_path)
    assert (count(store, "officer"), job_of(store, hr, asked).status) == (0, "running")
    folders = Folders(uploads=tmp_path, exports=tmp_path, anchors=tmp_path, backups=tmp_path)
    late = LATER + timedelta(hours=1)
    assert Worker(store, WorkerSettings(name="v", folders=folders), clock=lambda: late).run_waiting() == 1
    assert (count(store, "officer"), job_of(store, hr, asked).n_attempts) == (4, 2)


@pytest.mark.usefixtures("large")
def test_a_job_whose_asker_may_no_longer_import_applies_nothing(store: Store, hr: Viewer, tmp_path: Path) -> None:
    import_id = waiting(store, tmp_path, 4)
    work(store, tmp_path)
    asked = confirm(store, hr, import_id, now=NOW)
    with store.writing() as conn:
        accounts.set_disabled(conn, hr.user_id, is_disabled=True)
    work(store, tmp_path)
    assert (job_of(store, hr, asked).status, count(store, "officer")) == ("failed", 0)


@pytest.mark.usefixtures("large")
def test_people_who_changed_meanwhile_have_the_files_read_again(store: Store, hr: Viewer, tmp_path: Path) -> None:
    confirm_import(store, hr, waiting(store, tmp_path, 4), now=NOW)
    import_id = waiting(store, tmp_path, 4, degree="Thạc sĩ Luật")
    work(store, tmp_path)
    asked = confirm(store, hr, import_id, now=NOW)
    with store.writing() as conn:
        conn.execute(update(OFFICER).where(OFFICER.c.code == "CB1").values(version=7))
    work(store, tmp_path)
    assert job_of(store, hr, asked).error_en.startswith("The data has changed")
    assert status(store, hr, import_id) == "staged"


@pytest.mark.usefixtures("large")
def test_a_job_that_was_cancelled_leaves_the_import_to_be_confirmed(store: Store, hr: Viewer, tmp_path: Path) -> None:
    import_id = waiting(store, tmp_path, 4)
    work(store, tmp_path)
    asked = confirm(store, hr, import_id, now=NOW)
    cancel_job(store, hr, asked.job_id, now=NOW)
    assert (work(store, tmp_path), status(store, hr, import_id), count(store, "officer")) == (0, "staged", 0)
    assert confirm(store, hr, import_id, now=LATER).job_id != asked.job_id
