"""Worker processes killed at random moments and replaced until all jobs are over; then the effects are counted."""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.context import ForkProcess as Process

from sqlalchemy import text

from recommender.permissions import Viewer
from recommender.store import Store, jobs
from tests.recommender.workflows.counting_job import MAKE_TABLE, N_PARTS, run_worker

FORK = get_context("fork")
MORE_JOBS = 20
SOMEBODY = Viewer(user_id="u", name="U")


def start_worker(store: Store, number: int) -> Process:
    """A forked worker: it starts at once, so that kills meet it at work and not while it loads."""
    store.close()  # a connection must not be shared by two processes
    url = store.engine.url.render_as_string(hide_password=False)
    worker = FORK.Process(target=run_worker, args=(url, f"worker {number}"), name=f"worker {number}")
    worker.start()
    return worker


def enqueue_many(store: Store, n_jobs: int) -> None:
    with store.writing() as conn:
        for _ in range(n_jobs):
            jobs.enqueue(conn, "count", {}, viewer=SOMEBODY, unit_id="", now=datetime.now(UTC))


def run_and_kill(store: Store, *, n_jobs: int, n_kills: int, n_workers: int = 4, seed: int = 7) -> float:
    """Seconds until all jobs are done although a worker was killed so many times; every effect must be there once.

    When the jobs run out before the kills, since this process had to wait for the processor, there are more jobs.
    """
    with store.writing() as conn:
        conn.execute(text(MAKE_TABLE))
    enqueue_many(store, n_jobs)
    chance, begin, n_killed = random.Random(seed), time.monotonic(), 0
    workers = {f"worker {number}": start_worker(store, number) for number in range(n_workers)}
    try:
        while (n_over := count_over(store)) < n_jobs or n_killed < n_kills:
            if n_over == n_jobs:
                enqueue_many(store, MORE_JOBS)
                n_jobs += MORE_JOBS
            assert time.monotonic() - begin < 900, f"{n_over} of {n_jobs} jobs after a quarter of an hour"
            time.sleep(chance.random() / 50)
            # Kills are spread over the jobs and meet a worker in the middle of one.
            busy = [name for name in busy_workers(store) if name in workers]
            if n_killed < n_kills and busy and n_over >= n_jobs * n_killed / (n_kills + 1):
                killed = workers.pop(busy[chance.randrange(len(busy))])
                killed.kill()
                killed.join(60)
                n_killed += 1
                workers[f"worker {n_workers + n_killed}"] = start_worker(store, n_workers + n_killed)
    finally:
        for worker in workers.values():
            worker.terminate()
            worker.join(60)
    check_effects(store, n_jobs)
    return time.monotonic() - begin


def busy_workers(store: Store) -> list[str]:
    with store.reading() as conn:
        query = text("SELECT worker FROM job WHERE status = 'running' AND lease_until > :now ORDER BY worker")
        names = conn.execute(query, {"now": int(time.time() * 1e6)}).scalars().all()
    return [name for name in names if name]


def count_over(store: Store) -> int:
    with store.reading() as conn:
        return int(
            conn.execute(text("SELECT count(*) FROM job WHERE status NOT IN ('queued', 'running')")).scalar_one()
        )


def check_effects(store: Store, n_jobs: int) -> None:
    with store.reading() as conn:
        effects = Counter(conn.execute(text("SELECT job_id, part FROM effect")).all())
        states = Counter(conn.execute(text("SELECT status FROM job")).scalars())
    assert states == {"done": n_jobs}
    assert len(effects) == n_jobs * N_PARTS
    assert set(effects.values()) == {1}
