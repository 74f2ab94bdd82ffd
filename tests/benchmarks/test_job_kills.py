"""Whether a thousand jobs of four parts take effect once each although fifty workers are killed in mid-job.

Question: does a lease with a fence hold on both databases? Size: 1,000 jobs, 4 workers, 50 SIGKILLs.
Last numbers (2026-11-22, 2 cores): every effect once on both; SQLite 137 s under a load of 10, PostgreSQL 70 s under
a load of 2 to 6.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from recommender.store import Store, open_store
from recommender.store.migrate import migrate
from tests.recommender.store.postgres import cluster, new_database
from tests.recommender.workflows.killing_workers import run_and_kill

pytestmark = pytest.mark.bench
N_JOBS, N_KILLS = 1000, 50


@contextmanager
def migrated(url: str) -> Iterator[Store]:
    store = open_store(url, audit_key=b"k" * 32, create=True)
    migrate(store)
    yield store
    store.close()


def test_on_sqlite(tmp_path: Path) -> None:
    with migrated(f"sqlite:///{tmp_path}/jobs.db") as store:
        seconds = run_and_kill(store, n_jobs=N_JOBS, n_kills=N_KILLS)
    print(f"\nSQLite: {N_JOBS} jobs, {N_KILLS} kills, {seconds:.0f} s")


def test_on_postgresql() -> None:
    with cluster() as address, migrated(new_database(address)) as store:
        seconds = run_and_kill(store, n_jobs=N_JOBS, n_kills=N_KILLS)
    print(f"\nPostgreSQL: {N_JOBS} jobs, {N_KILLS} kills, {seconds:.0f} s")
