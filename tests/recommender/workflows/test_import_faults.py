"""An import survives everything: a kill at any moment, any statement that fails. It is seen whole or not at all."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from recommender.errors import Conflict
from recommender.readers import read_inputs
from recommender.store import Store, open_store
from recommender.store.catalogue_now import shipped_catalogue
from recommender.workflows import import_workbook
from recommender.workflows.import_workbook import BeginRequest, begin_import, confirm_import, stage_import
from tests.recommender.store.conftest import AUDIT_KEY
from tests.recommender.store.contents import PEOPLE, contents, count
from tests.recommender.store.faults import FaultError, counted, failing_at
from tests.recommender.store.postgres import new_database
from tests.recommender.workflows.import_factories import (
    HR,
    NOW,
    PROVINCE,
    Line,
    communes,
    know_province,
    people_file,
    results_file,
)

Whole = dict[str, str]
KILLS, KILLED_PEOPLE = 12, 400
ALL = (*PEOPLE, "import_problem", "import_change", "staged_row")


def begun(store: Store, folder: Path, people: int) -> str:
    """An import that waits to be read, in a store that knows the province."""
    know_province(store)
    units = communes(3)
    lines = [
        Line(code=f"CB{place:05}", name=f"Nguyễn Văn {place}", unit=units[place % 3][1]) for place in range(people)
    ]
    rows = [f"CB{place:05},Soạn thảo văn bản,Sát hạch,{place % 100},100,01/03/2026" for place in range(people)]
    files = (people_file(folder, lines), results_file(folder, rows))
    return begin_import(store, HR, BeginRequest(unit_id=PROVINCE, files=files), now=NOW).import_id


def carried_out(store: Store, import_id: str, folder: Path) -> None:
    """What a worker and then HR do, going on where it was."""
    stage_import(store, import_id, folder, clock=lambda: NOW, tell=lambda *told: None)
    try:
        confirm_import(store, HR, import_id, now=NOW)
    except Conflict:
        if not count(store, "officer"):
            raise


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part a person, so that there are many statements to fail; files are read once."""
    monkeypatch.setattr(import_workbook, "ROWS_IN_PART", 1)
    read = cache(lambda files, today: read_inputs(files, shipped_catalogue(), today=today))
    monkeypatch.setattr(
        import_workbook, "read_for_import", lambda files, catalogue, *, known, today, **_: read(files, today)
    )


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.bench)])
def test_whichever_statement_fails_nothing_is_corrupt_and_the_import_goes_on(
    sqlite_store: Store, tmp_path: Path, small_parts: None, step: int
) -> None:
    """Every seventh of the first 200 statements here, every one of them in the bench."""
    import_id = begun(sqlite_store, tmp_path, people=40)
    sqlite_store.close()
    template = tmp_path / "store.db"

    def fresh(number: int) -> Store:
        path = shutil.copy(template, tmp_path / f"{number}.db")
        return open_store(f"sqlite:///{path}", audit_key=AUDIT_KEY)

    undisturbed = fresh(0)
    with counted(undisturbed) as statements:
        carried_out(undisturbed, import_id, tmp_path)
    wanted = contents(undisturbed, ALL)
    undisturbed.close()
    assert statements.statements >= 200
    for number in range(1, 201, step):
        store = fresh(number)
        with pytest.raises(FaultError), failing_at(store, number):
            carried_out(store, import_id, tmp_path)
        assert count(store, "officer") in (0, 40)
        carried_out(store, import_id, tmp_path)
        assert contents(store, ALL) == wanted, number
        store.close()
        (tmp_path / f"{number}.db").unlink()


def killed_at_random(
    template: Callable[[], str], import_id: str, folder: Path, *, kills: int, people: int
) -> tuple[int, int]:
    """Forked workers killed at random moments; (kills that hit, states seen that were not whole)."""
    chosen = random.Random(2026)
    undisturbed = open_store(template(), audit_key=AUDIT_KEY)
    began = time.perf_counter()
    carried_out(undisturbed, import_id, folder)
    seconds = time.perf_counter() - began
    wanted = contents(undisturbed, ALL)
    undisturbed.close()
    hit = half = 0
    for _ in range(kills):
        address = template()
        child = os.fork()
        if child == 0:
            _as_child(address, import_id, folder)
        time.sleep(chosen.uniform(0.02, seconds))
        os.kill(child, signal.SIGKILL)
        _, ended = os.waitpid(child, 0)
        if os.WIFSIGNALED(ended):
            hit += 1
        else:  # the machine has less other work than when the time was taken
            seconds *= 0.7
        store = open_store(address, audit_key=AUDIT_KEY)
        half += count(store, "officer") not in (0, people)
        carried_out(store, import_id, folder)
        half += contents(store, ALL) != wanted
        store.close()
    return hit, half


def _as_child(address: str, import_id: str, folder: Path) -> None:
    """The killed process: it leaves without running anything of the tests."""
    status = 1
    try:
        store = open_store(address, audit_key=AUDIT_KEY)
        carried_out(store, import_id, folder)
        status = 0
    finally:
        os._exit(status)


@pytest.fixture
def finer_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_workbook, "ROWS_IN_PART", 40)


def test_kills_at_random_moments_leave_no_half_import_on_sqlite(
    sqlite_store: Store, tmp_path: Path, finer_parts: None
) -> None:
    import_id = begun(sqlite_store, tmp_path, people=KILLED_PEOPLE)
    sqlite_store.close()
    made = iter(range(1_000))

    def template() -> str:
        return f"sqlite:///{shutil.copy(tmp_path / 'store.db', tmp_path / f'{next(made)}.db')}"

    hit, half = killed_at_random(template, import_id, tmp_path, kills=KILLS, people=KILLED_PEOPLE)
    assert hit >= KILLS // 2
    assert half == 0
    for path in tmp_path.glob("*.db"):
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()


def test_kills_at_random_moments_leave_no_half_import_on_postgresql(
    postgres_store: Store, postgres_address: str, tmp_path: Path, finer_parts: None
) -> None:
    import_id = begun(postgres_store, tmp_path, people=KILLED_PEOPLE)
    name = str(make_url(str(postgres_store.engine.url)).database)
    postgres_store.close()

    def template() -> str:
        return new_database(postgres_address, like=name)

    hit, half = killed_at_random(template, import_id, tmp_path, kills=KILLS // 2, people=KILLED_PEOPLE)
    assert hit >= 1
    assert half == 0
