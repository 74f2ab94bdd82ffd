"""The encoder is adapted by the worker for an administrator: told of, cancelled, fetched as one archive."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from models.adapter import load_adapter
from models.encoder import TextKind
from models.sentence_encoder import SentenceEncoder
from recommender.errors import NotAllowed, UsageError
from recommender.permissions import Grant, Role, Viewer
from recommender.store import Store, jobs
from recommender.store.access import accounts
from recommender.store.access.accounts import NewAccount
from recommender.store.job_run import Folders
from recommender.workflows import adapt_by_job, adapt_encoder
from recommender.workflows.ask_for_adaptation import MOST_STEPS, ask_for_adaptation
from recommender.workflows.cancel_job import cancel_job
from recommender.workflows.run_jobs import Worker, WorkerSettings
from tests.recommender.workflows.import_factories import NOW
from tests.recommender.workflows.test_adapt_encoder import PAIRS

Run = Callable[[], int]


@pytest.fixture
def administrator(store: Store) -> Viewer:
    grant = Grant(role=Role.ADMINISTRATOR, unit_id="")
    with store.writing() as conn:
        user_id = accounts.add_account(conn, NewAccount(login="quan.tri", name="Trần Quản"), now=NOW)
        accounts.add_grant(conn, user_id, grant, by="", now=NOW)
    return Viewer(user_id=user_id, name="Trần Quản", grants=(grant,))


@pytest.fixture
def run(store: Store, tmp_path: Path, tiny_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Carries out what waits, with a tiny encoder and three pairs of texts."""
    monkeypatch.setattr(adapt_encoder, "text_pairs", lambda _: PAIRS)
    tiny = partial(adapt_encoder.adapt_encoder, model=str(tiny_folder))
    monkeypatch.setattr(adapt_by_job, "adapt_encoder", tiny)
    folders = Folders(uploads=tmp_path, exports=tmp_path / "exports", anchors=tmp_path, backups=tmp_path)
    return Worker(store, WorkerSettings(name="w", folders=folders), clock=lambda: NOW).run_waiting


def test_the_archive_opens_around_the_encoder_it_was_made_from(
    store: Store, administrator: Viewer, run: Run, tmp_path: Path, tiny_folder: Path
) -> None:
    job_id = ask_for_adaptation(store, administrator, steps=3, now=NOW)
    assert run() == 1
    with store.reading() as conn:
        done = jobs.get_job(conn, administrator, job_id)
    assert (done.status, done.error_en, done.result["pairs"], done.result["steps"]) == ("done", "", len(PAIRS), 3)
    with zipfile.ZipFile(tmp_path / "exports" / done.result_file) as archive:
        archive.extractall(tmp_path / "taken")
    base = SentenceEncoder(tiny_folder, threads=1)
    opened = load_adapter(tmp_path / "taken" / "adapter", base)
    before, after = (one.encode(["an toan"], kind=TextKind.QUERY) for one in (base, opened))
    assert not np.allclose(before, after)


def test_the_same_seed_gives_the_same_archive(store: Store, administrator: Viewer, run: Run, tmp_path: Path) -> None:
    made = []
    for _ in range(2):
        job_id = ask_for_adaptation(store, administrator, seed=4, steps=2, now=NOW)
        run()
        made.append((tmp_path / "exports" / f"{job_id}-1.zip").read_bytes())
    assert made[0] == made[1]


def test_one_waits_at_a_time_and_a_cancelled_one_leaves_nothing(
    store: Store, administrator: Viewer, run: Run, tmp_path: Path
) -> None:
    job_id = ask_for_adaptation(store, administrator, now=NOW)
    assert ask_for_adaptation(store, administrator, seed=9, now=NOW) == job_id
    cancel_job(store, administrator, job_id, now=NOW)
    assert run() == 0
    assert not (tmp_path / "exports").exists()
    assert ask_for_adaptation(store, administrator, now=NOW) != job_id


def test_one_that_is_cancelled_while_it_learns_stops_and_leaves_nothing(
    store: Store, administrator: Viewer, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = ask_for_adaptation(store, administrator, steps=MOST_STEPS, now=NOW)

    def cancelled_meanwhile(_: object) -> object:
        cancel_job(store, administrator, job_id, now=NOW)
        return PAIRS

    monkeypatch.setattr(adapt_encoder, "text_pairs", cancelled_meanwhile)
    run()
    with store.reading() as conn:
        assert jobs.get_job(conn, administrator, job_id).status == "cancelled"
    assert not (tmp_path / "exports").exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_who_manages_the_settings_may_ask(store: Store, role: Role) -> None:
    with pytest.raises(NotAllowed):
        ask_for_adaptation(store, Viewer(user_id="u", name="U", grants=(Grant(role=role, unit_id=""),)), now=NOW)


def test_no_more_steps_than_end_in_a_day(store: Store, administrator: Viewer) -> None:
    with pytest.raises(UsageError):
        ask_for_adaptation(store, administrator, steps=MOST_STEPS + 1, now=NOW)
