"""Jobs: one worker at a time, effects once although workers are killed, cancelling, refusals, tries; both databases."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from recommender.errors import Conflict, InputError, NotFound
from recommender.permissions import Action, Grant, Role, Viewer
from recommender.store import Store, jobs
from recommender.store.access import sessions
from recommender.store.access.sessions import Device
from recommender.store.job_run import Folders, JobRun, JobStopped, LeaseLost
from recommender.store.jobs import MOST_ATTEMPTS, JobView
from recommender.store.tables.accounts import USER_SESSION
from recommender.store.tables.jobs import JobStatus
from recommender.workflows.cancel_job import cancel_job
from recommender.workflows.run_jobs import HANDLERS, Worker, WorkerSettings
from tests.recommender.workflows.account_factories import make_account
from tests.recommender.workflows.killing_workers import run_and_kill

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
OWNER = Viewer(user_id="owner", name="O")
STRANGER = Viewer(user_id="stranger", name="S", grants=(Grant(role=Role.UNIT_HR, unit_id="01"),))
HERE = Path()
FOLDERS = Folders(uploads=HERE, exports=HERE, anchors=HERE, backups=HERE)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def worker(store: Store, clock: Clock, handler: Callable[[JobRun], None], name: str = "w") -> Worker:
    return Worker(store, WorkerSettings(name=name, folders=FOLDERS, handlers={"x": handler}), clock=clock)


def enqueue(store: Store, *, viewer: Viewer = OWNER, unit_id: str = "79", kind: str = "x") -> str:
    with store.writing() as conn:
        return jobs.enqueue(conn, kind, {"rows": 3}, viewer=viewer, unit_id=unit_id, now=NOW)


def job(store: Store, job_id: str, viewer: Viewer = OWNER) -> JobView:
    with store.reading() as conn:
        return jobs.get_job(conn, viewer, job_id)


def test_a_job_runs_once_and_is_done(store: Store, clock: Clock) -> None:
    seen = []
    job_id = enqueue(store)
    working = worker(store, clock, lambda run: seen.append(run.payload["rows"]))
    assert (working.run_one(), working.run_one()) == (True, False)
    assert (seen, job(store, job_id).status) == ([3], JobStatus.DONE)


def test_the_oldest_job_is_first(store: Store, clock: Clock) -> None:
    seen: list[str] = []
    made = [enqueue(store) for _ in range(3)]
    assert worker(store, clock, lambda run: seen.append(run.job_id)).run_waiting() == 3
    assert seen == sorted(made)


def test_four_workers_killed_again_and_again_leave_each_effect_once(store: Store) -> None:
    run_and_kill(store, n_jobs=60, n_kills=6)


def test_a_worker_that_lost_its_lease_changes_nothing_any_more(store: Store, clock: Clock) -> None:
    job_id, lost = enqueue(store), []
    with store.writing() as conn:
        conn.execute(text("CREATE TABLE effect (who TEXT)"))

    def write(run: JobRun, who: str) -> None:
        with run.store.writing() as conn:
            conn.execute(text("INSERT INTO effect VALUES (:who)"), {"who": who})

    def slow(run: JobRun) -> None:
        clock.move(minutes=5)  # the lease ran out; another worker takes the job and finishes it
        worker(store, clock, lambda other: write(other, "second"), "other").run_one()
        with pytest.raises(LeaseLost):
            write(run, "first")
        with pytest.raises(LeaseLost):
            run.progress(1, 1)
        lost.append(run.job_id)

    worker(store, clock, slow).run_one()
    with store.reading() as conn:
        assert conn.execute(text("SELECT who FROM effect")).scalars().all() == ["second"]
    assert (lost, job(store, job_id).status, job(store, job_id).n_attempts) == ([job_id], JobStatus.DONE, 2)


def test_while_another_worker_has_the_job_the_one_that_lost_it_changes_nothing(store: Store, clock: Clock) -> None:
    """The job runs, as it did for the first: only the fence tells the two apart."""
    job_id = enqueue(store)
    with store.writing() as conn:
        conn.execute(text("CREATE TABLE effect (who TEXT)"))
        first = jobs.claim(conn, "first", now=clock.now)
    clock.move(minutes=5)
    with store.writing() as conn:
        second = jobs.claim(conn, "second", now=clock.now)
    assert first is not None
    assert second is not None
    late = JobRun(store, first, clock=clock, folders=FOLDERS, is_stopping=lambda: False)
    with pytest.raises(LeaseLost), late.store.writing() as conn:
        conn.execute(text("INSERT INTO effect VALUES ('first')"))
    with pytest.raises(LeaseLost), store.writing() as conn:
        late.finish(conn, result={"by": "first"})
    with store.writing() as conn:
        jobs.tell(conn, first, n_done=9, n_total=9, note="first")
        assert not jobs.finish(conn, first, jobs.Outcome(status=JobStatus.FAILED), now=clock.now)
        assert not jobs.put_back(conn, first, not_before=clock.now, note="first")
        assert not jobs.hold(conn, first, now=clock.now)
        assert jobs.hold(conn, second, now=clock.now)
    with store.reading() as conn:
        assert conn.execute(text("SELECT who FROM effect")).all() == []
    now = job(store, job_id)
    assert (now.status, now.note, now.n_done) == (JobStatus.RUNNING, "", 0)


def test_a_long_computation_keeps_its_lease_by_the_heartbeat(store: Store, clock: Clock) -> None:
    enqueue(store)
    held = []

    def compute(run: JobRun) -> None:
        clock.move(seconds=50)
        deadline = datetime.now(UTC) + timedelta(seconds=20)
        while datetime.now(UTC) < deadline and not held:
            with store.reading() as conn:
                lease = conn.execute(text("SELECT lease_until FROM job")).scalar_one()
            if lease > (clock.now + timedelta(seconds=0.2)).timestamp() * 1e6:
                held.append(lease)

    settings = WorkerSettings(name="w", folders=FOLDERS, handlers={"x": compute}, lease=timedelta(seconds=0.3))
    Worker(store, settings, clock=clock).run_one()
    assert held


def test_a_clock_that_is_set_back_keeps_no_job_waiting(store: Store, clock: Clock) -> None:
    waits = enqueue(store)
    clock.move(hours=-6)
    assert worker(store, clock, lambda run: None).run_one()
    assert job(store, waits).status == JobStatus.DONE


def test_the_job_of_a_dead_worker_is_taken_although_the_clock_was_set_back(store: Store, clock: Clock) -> None:
    dead = enqueue(store)
    with store.writing() as conn:
        jobs.claim(conn, "dead", now=clock())
    clock.move(hours=-6)
    assert worker(store, clock, lambda run: None).run_one()
    assert (job(store, dead).status, job(store, dead).n_attempts) == (JobStatus.DONE, 2)


def test_a_small_step_back_of_the_clock_takes_no_job_from_its_worker(store: Store, clock: Clock) -> None:
    enqueue(store)
    with store.writing() as conn:
        held = jobs.claim(conn, "at work", now=clock())
    clock.move(seconds=-90)
    assert not worker(store, clock, lambda run: None).run_one()
    with store.writing() as conn:
        assert held is not None
        assert jobs.hold(conn, held, now=clock())


def test_a_clock_set_far_forward_lets_nobody_write_twice(store: Store, clock: Clock) -> None:
    job_id, effects = enqueue(store), []

    def slow(run: JobRun) -> None:
        if run.held.attempt == 1:
            clock.move(days=1)
            worker(store, clock, slow, "other").run_one()
        with run.store.writing():
            effects.append(run.held.attempt)

    worker(store, clock, slow).run_one()
    clock.move(days=-1)
    assert not worker(store, clock, slow).run_one()
    assert (effects, job(store, job_id).status) == ([2], JobStatus.DONE)


def test_a_step_that_took_effect_is_not_taken_again(store: Store, clock: Clock) -> None:
    job_id, taken = enqueue(store), []

    def fails_after_the_effect(run: JobRun) -> None:
        with run.store.writing() as conn:
            if run.take_step(conn, "effect"):
                taken.append(run.held.attempt)
        if run.held.attempt == 1:
            raise OSError

    working = worker(store, clock, fails_after_the_effect)
    working.run_one()
    clock.move(minutes=1)
    working.run_one()
    assert (taken, job(store, job_id).status) == ([1], JobStatus.DONE)


def test_a_job_can_end_in_the_transaction_of_its_effect(store: Store, clock: Clock) -> None:
    job_id = enqueue(store)

    def ends_itself(run: JobRun) -> None:
        with run.store.writing() as conn:
            run.finish(conn, result={"rows": 3}, result_file="a.csv")

    worker(store, clock, ends_itself).run_one()
    done = job(store, job_id)
    assert (done.status, done.result, done.result_file) == (JobStatus.DONE, {"rows": 3}, "a.csv")


def test_a_refusal_is_told_in_both_languages_and_not_tried_again(store: Store, clock: Clock) -> None:
    def refuses(run: JobRun) -> None:
        raise InputError("Tệp hỏng.", "The file is broken.")

    job_id = enqueue(store)
    working = worker(store, clock, refuses)
    working.run_one()
    clock.move(hours=1)
    assert not working.run_one()
    failed = job(store, job_id)
    assert (failed.status, failed.error_code) == (JobStatus.FAILED, "input")
    assert (failed.error_vi, failed.error_en) == ("Tệp hỏng.", "The file is broken.")


def test_a_bug_is_tried_again_later_and_then_given_up_without_its_message(store: Store, clock: Clock) -> None:
    tries: list[int] = []

    def breaks(run: JobRun) -> None:
        tries.append(run.held.attempt)
        raise KeyError("Nguyễn Văn An")

    job_id = enqueue(store)
    working = worker(store, clock, breaks)
    for _ in range(2 * MOST_ATTEMPTS):
        working.run_one()
        clock.move(minutes=10)
    failed = job(store, job_id)
    assert tries == list(range(1, MOST_ATTEMPTS + 1))
    assert failed.status is JobStatus.FAILED
    assert "Nguyễn" not in failed.error_vi + failed.error_en


def test_a_job_that_kills_its_worker_each_time_is_given_up(store: Store, clock: Clock) -> None:
    job_id = enqueue(store)
    for _ in range(MOST_ATTEMPTS):
        with store.writing() as conn:
            assert jobs.claim(conn, "dies", now=clock()) is not None
        clock.move(minutes=5)
    with store.writing() as conn:
        assert jobs.claim(conn, "next", now=clock()) is None
    assert (job(store, job_id).status, job(store, job_id).error_code) == (JobStatus.FAILED, "worn_out")


def test_a_waiting_job_is_cancelled_at_once(store: Store, clock: Clock) -> None:
    job_id = enqueue(store)
    assert cancel_job(store, OWNER, job_id, now=NOW).status is JobStatus.CANCELLED
    assert not worker(store, clock, lambda run: None).run_one()


def test_a_running_job_is_cancelled_at_its_next_step(store: Store, clock: Clock) -> None:
    job_id = enqueue(store)

    def is_cancelled_midway(run: JobRun) -> None:
        cancel_job(store, OWNER, run.job_id, now=NOW)
        run.progress(1, 2)
        pytest.fail("progress let a cancelled job go on")

    worker(store, clock, is_cancelled_midway).run_one()
    assert job(store, job_id).status is JobStatus.CANCELLED


def test_a_job_that_is_over_cannot_be_cancelled(store: Store, clock: Clock) -> None:
    job_id = enqueue(store)
    worker(store, clock, lambda run: None).run_one()
    with pytest.raises(Conflict):
        cancel_job(store, OWNER, job_id, now=NOW)


def test_a_worker_that_shuts_down_puts_its_job_back_without_counting_the_try(store: Store, clock: Clock) -> None:
    job_id = enqueue(store)

    def is_shut_down(run: JobRun) -> None:
        working.stop_asked.set()
        with pytest.raises(JobStopped):
            run.progress(1, 2)
        raise JobStopped

    working = worker(store, clock, is_shut_down)
    working.run_one()
    waiting = job(store, job_id)
    assert (waiting.status, waiting.n_attempts) == (JobStatus.QUEUED, 0)


def test_progress_is_shown(store: Store, clock: Clock) -> None:
    job_id, seen = enqueue(store), []

    def tells(run: JobRun) -> None:
        run.progress(1, 4, "sheet 1")
        seen.append(job(store, job_id))

    worker(store, clock, tells).run_one()
    assert [(one.n_done, one.n_total, one.note) for one in seen] == [(1, 4, "sheet 1")]


def test_a_job_acts_with_the_roles_of_today(store: Store, clock: Clock) -> None:
    user_id = make_account(store, "binh", Grant(role=Role.UNIT_HR, unit_id="79"))
    enqueue(store, viewer=Viewer(user_id=user_id, name="Bình"))
    seen = []
    worker(store, clock, lambda run: seen.append(run.viewer.may(Action.SCREEN))).run_one()
    assert seen == [True]


def test_the_job_of_an_account_that_is_shut_out_may_do_nothing(store: Store, clock: Clock) -> None:
    enqueue(store, viewer=Viewer(user_id="gone", name="G", grants=(Grant(role=Role.UNIT_HR),)))
    seen = []
    worker(store, clock, lambda run: seen.append([action for action in Action if run.viewer.may(action)])).run_one()
    assert seen == [[]]


def test_people_see_their_own_jobs_and_those_of_their_units_only(store: Store) -> None:
    job_id = enqueue(store)
    admin = Viewer(user_id="a", name="A", grants=(Grant(role=Role.ADMINISTRATOR),))
    for viewer in (OWNER, admin):
        with store.reading() as conn:
            assert [one.job_id for one in jobs.list_jobs(conn, viewer).rows] == [job_id]
    with store.reading() as conn:
        assert jobs.list_jobs(conn, STRANGER).rows == ()
    with pytest.raises(NotFound):
        job(store, job_id, STRANGER)
    with pytest.raises(NotFound):
        cancel_job(store, STRANGER, job_id, now=NOW)


def test_an_unknown_kind_fails(store: Store, clock: Clock) -> None:
    job_id = enqueue(store, kind="y")
    worker(store, clock, lambda run: None).run_one()
    assert job(store, job_id).status is JobStatus.FAILED


def test_chores_are_done_once_an_hour(sqlite_store: Store, clock: Clock) -> None:
    done: list[datetime] = []
    settings = WorkerSettings(name="w", folders=FOLDERS, chores=(lambda store, now: done.append(now),))
    working = Worker(sqlite_store, settings, clock=clock)
    for minutes in (0, 59, 1):
        clock.move(minutes=minutes)
        working._do_chores()
    assert done == [NOW, NOW + timedelta(hours=1)]


def test_a_worker_that_runs_once_carries_out_what_waits_and_cleans_up(
    store: Store, clock: Clock, tmp_path: Path
) -> None:  # fmt: skip
    """A timer that starts `worker --once` is the only worker of some machines: what the loop does, it does too."""
    job_id, user_id = enqueue(store), make_account(store)
    with store.writing() as conn:
        secret = sessions.create(conn, user_id, device=Device(), now=NOW)
    folders = Folders(
        uploads=tmp_path / "uploads", exports=tmp_path / "exports", anchors=tmp_path, backups=tmp_path / "backups"
    )
    lost = (folders.uploads / f"{'a' * 32}.xlsx", folders.exports / f"{'0' * 26}.csv")
    for path in lost:
        path.parent.mkdir()
        path.write_text("rows of people")
        os.utime(path, (0.0, 0.0))
    done: list[datetime] = []
    settings = WorkerSettings(
        name="w", folders=folders, handlers={"x": lambda run: None}, chores=(lambda store, now: done.append(now),)
    )
    clock.move(hours=13)
    assert Worker(store, settings, clock=clock).run_once() == 1
    assert job(store, job_id).status is JobStatus.DONE
    assert [path.exists() for path in lost] == [False, False]
    with store.reading() as conn:
        assert conn.execute(select(func.count()).select_from(USER_SESSION)).scalar_one() == 0, secret
    assert done == [clock.now]


def test_a_worker_that_is_told_to_stop_leaves_the_clean_up_to_the_next(sqlite_store: Store, clock: Clock) -> None:
    done: list[datetime] = []
    settings = WorkerSettings(name="w", folders=FOLDERS, chores=(lambda store, now: done.append(now),))
    working = Worker(sqlite_store, settings, clock=clock)
    working.stop_asked.set()
    assert working.run_once() == 0
    assert done == []


def test_every_handler_is_named_as_module_and_function() -> None:
    assert all(":" in name and name.startswith("recommender.workflows.") for name in HANDLERS.values())
