"""Can the whole country be imported, and killed at any moment of it, without a half or a doubled row?

Question: seconds to stage and to apply 136,261 people (one post, five statements and six results each: 1.8 million
rows), the longest time the store is locked for writers, and what SIGKILL at random moments leaves behind.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd
import pytest

from recommender import columns
from recommender.inputs import Inputs
from recommender.permissions import Role
from recommender.store import Store, open_store
from recommender.store.catalogue_now import shipped_catalogue
from recommender.store.importing.forget_imports import forget_imports
from recommender.store.migrate import migrate
from recommender.store.people import PeopleFilter, find_people
from recommender.store.units import put_units
from recommender.workflows import import_workbook
from recommender.workflows.import_workbook import (
    BeginRequest,
    ImportFile,
    begin_import,
    confirm_import,
    stage_import,
    undo_import_of,
)
from tests.recommender.store.contents import PEOPLE, contents, count
from tests.recommender.store.factories import NOW, viewer

pytestmark = pytest.mark.bench
COUNTRY = 136_261
STATEMENTS, RESULTS = 5, 6
PER_PERSON = {"officer": 1, "personal": 1, "holding": 1, "statement": STATEMENTS, "assessment": RESULTS}
STANDING_IN = Path(__file__)
"""A file that is there in the place of a workbook; `read_once` reads none."""
COUNTRY_KILLS = int(os.environ.get("NANGLUC_BENCH_KILLS", "100"))
HR = viewer(Role.PROVINCE_HR)
KEY = b"a key of the benchmark, 32 bytes"
FAMILIES, MIDDLES, GIVENS = ("Nguyễn", "Trần", "Lê", "Đặng"), ("Văn", "Thị", "Đức"), ("An", "Ánh", "Bưởi", "Ước", "Đào")


def country(people: int) -> Inputs:
    """Frames as the readers give them."""
    chosen = np.random.default_rng(7)
    units = [unit.unit_id for unit in shipped_catalogue().units.values() if unit.parent_id]
    codes = pd.Series([f"CB{number:06}" for number in range(people)], dtype="str")
    names = [" ".join(map(str, parts)) for parts in zip(
        chosen.choice(FAMILIES, people), chosen.choice(MIDDLES, people), chosen.choice(GIVENS, people), strict=True
    )]  # fmt: skip
    many, tests = codes.repeat(STATEMENTS).to_list(), codes.repeat(RESULTS).to_list()
    said = pd.DataFrame({"officer_id": many, "kind": "duty"})
    said["text"] = [f"nhiệm vụ số {number % 700}" for number in range(len(said))]
    said["statement_id"] = [f"S{number}" for number in range(len(said))]
    results = pd.DataFrame({"officer_id": tests, "method": "test", "score": chosen.integers(0, 100, len(tests)) * 1.0})
    results["topic"] = [f"chuyên đề {number % RESULTS}" for number in range(len(results))]
    results["assessment_id"] = [f"A{number}" for number in range(len(results))]
    results = results.assign(scale_min=0.0, scale_max=100.0, dated_on=pd.Timestamp("2026-03-01"))
    return Inputs(
        officers=columns.OFFICERS.conform(pd.DataFrame({"officer_id": codes, "unit_id": chosen.choice(units, people)})),
        personal=columns.PERSONAL.conform(pd.DataFrame({"officer_id": codes, "name": names})),
        holdings=columns.HOLDINGS.conform(pd.DataFrame({"officer_id": codes, "position_id": "II.04", "share": 1.0})),
        statements=columns.STATEMENTS.conform(said), assessments=columns.ASSESSMENTS.conform(results),
    ).checked()  # fmt: skip


def begun(path: Path) -> tuple[str, str]:
    """Address of a store in which an import waits to be read, and the import."""
    url = f"sqlite:///{path}"
    store = open_store(url, create=True, audit_key=KEY)
    migrate(store)
    with store.writing() as conn:
        put_units(conn, shipped_catalogue().units, now=NOW)
    file = ImportFile(kind="people", name="people.xlsx", bytes=1, sha256="0" * 64, stored_as=STANDING_IN.name)
    import_id = begin_import(store, HR, BeginRequest(unit_id="VN", files=(file,)), now=NOW).import_id
    store.close()
    return url, import_id


def staged(store: Store, import_id: str) -> None:
    stage_import(store, import_id, STANDING_IN.parent, clock=lambda: NOW, tell=lambda *told: None)


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Frames made once stand for the reading of the file, whose speed is measured elsewhere."""

    def prepare(people: int) -> None:
        inputs = country(people)
        monkeypatch.setattr(import_workbook, "read_for_import", lambda files, catalogue, **_: inputs)

    return prepare


class Writing:
    """Somebody who writes all the time while the import goes on, and how long the longest write waited."""

    def __init__(self, url: str) -> None:
        self.longest = 0.0
        self._store = open_store(url, audit_key=KEY)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()
        self._store.close()

    def _write(self) -> None:
        while not self._is_over.wait(0.05):
            began = time.perf_counter()
            with self._store.writing() as conn:
                conn.exec_driver_sql("DELETE FROM sign_in_attempt")
            self.longest = max(self.longest, time.perf_counter() - began)


@pytest.mark.parametrize("people", [4_000, COUNTRY])
def test_import_speed(
    tmp_path: Path, read_once: Callable[[int], None], say: Callable[[str], None], people: int
) -> None:
    read_once(people)
    url, import_id = begun(tmp_path / "s.db")
    store = open_store(url, audit_key=KEY)
    steps: dict[str, Callable[[], object]] = {
        "stage": lambda: staged(store, import_id),
        "apply": lambda: confirm_import(store, HR, import_id, now=NOW),
        "forget": lambda: forget_imports(store),
        "first page of a search": lambda: _search(store),
        "undo": lambda: undo_import_of(store, HR, import_id, now=NOW),
    }
    say(f"import of {people}, {date.today()}, load {os.getloadavg()[0]:.1f}, {_peak():.0f} MB with the frames made")
    for name, step in steps.items():
        began = time.perf_counter()
        with Writing(url) as other:
            done = step()
        say(f"  {name}: {time.perf_counter() - began:.2f} s, another writer waited {other.longest:.2f} s at most")
        assert name != "apply" or done == {"added": people}
    say(f"  peak {_peak():.0f} MB, file {(tmp_path / 's.db').stat().st_size / 1e6:.0f} MB")
    assert count(store, "statement") == 0
    store.close()


def _search(store: Store) -> object:
    with store.reading() as conn:
        return find_people(conn, HR, PeopleFilter(text="anh dang"))


def _peak() -> float:
    """Megabytes this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.parametrize(("people", "kills"), [(600, 100), (4_000, 100)])
def test_kills(
    tmp_path: Path, read_once: Callable[[int], None], say: Callable[[str], None], people: int, kills: int
) -> None:
    read_once(people)
    _, import_id = begun(tmp_path / "template.db")
    chosen = random.Random(2026)

    began = time.perf_counter()
    carried_out(_copy(tmp_path, "whole"), import_id)
    seconds = time.perf_counter() - began
    wanted = _contents(f"sqlite:///{tmp_path}/whole.db")
    hit = half = 0
    for number in range(kills):
        address = _copy(tmp_path, f"{number}")
        child = os.fork()
        if child == 0:
            try:
                carried_out(address, import_id)
            finally:
                os._exit(0)
        time.sleep(chosen.uniform(0.02, seconds))
        os.kill(child, signal.SIGKILL)
        hit += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        store = open_store(address, audit_key=KEY)
        half += count_people(store) not in (0, people)
        store.close()
        carried_out(address, import_id)
        half += _contents(address) != wanted
        for path in tmp_path.glob(f"{number}.db*"):
            path.unlink()
    say(f"{kills} kills of an import of {people} ({seconds:.1f} s undisturbed): {hit} hit, {half} states not whole")
    assert half == 0


def test_a_country_is_whole_although_its_import_is_killed_again_and_again(
    tmp_path: Path, read_once: Callable[[int], None], say: Callable[[str], None]
) -> None:
    """Each import goes on after each kill, as the next worker would, until it is through; then the next one begins."""
    read_once(COUNTRY)
    _, import_id = begun(tmp_path / "template.db")
    began = time.perf_counter()
    carried_out(_copy(tmp_path, "whole"), import_id)
    seconds = time.perf_counter() - began
    wanted = _contents(f"sqlite:///{tmp_path}/whole.db")
    say(f"undisturbed {seconds:.0f} s, load {os.getloadavg()[0]:.1f}")
    chosen, kills, seen = random.Random(2026), 0, Counter[str]()
    while kills < COUNTRY_KILLS:
        address = _copy(tmp_path, "killed")
        while "applied" not in (status := _status(address, import_id)):
            kills += _killed(address, import_id, after=chosen.expovariate(16 / seconds))
            seen[f"{status} → {_status(address, import_id)}"] += 1
        assert _contents(address) == wanted
        say(f"{kills} kills of an import of {COUNTRY}, all whole; before → after: {dict(sorted(seen.items()))}")
        for path in tmp_path.glob("killed.db*"):
            path.unlink()


def carried_out(address: str, import_id: str) -> None:
    """What a worker and then HR do, going on where it was."""
    store = open_store(address, audit_key=KEY)
    staged(store, import_id)
    if not count_people(store):
        confirm_import(store, HR, import_id, now=NOW)
    store.close()


def _killed(address: str, import_id: str, *, after: float) -> bool:
    """Whether a process that carries the import on was killed after so many seconds; it may end before."""
    child = os.fork()
    if child == 0:
        try:
            carried_out(address, import_id)
        finally:
            os._exit(0)
    deadline = time.monotonic() + after
    while time.monotonic() < deadline:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _status(address: str, import_id: str) -> str:
    """How far the import is; everything that is seen of it must be all of it or nothing."""
    store = open_store(address, audit_key=KEY)
    with store.reading() as conn:
        status = conn.exec_driver_sql("SELECT status FROM import_batch WHERE import_id = ?", (import_id,)).scalar_one()
        counts = {name: conn.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in PER_PERSON}
    store.close()
    assert counts == {name: COUNTRY * each * (status == "applied") for name, each in PER_PERSON.items()}
    return str(status)


def count_people(store: Store) -> int:
    with store.reading() as conn:
        return int(conn.exec_driver_sql("SELECT count(*) FROM officer").scalar_one())


def _copy(folder: Path, name: str) -> str:
    return f"sqlite:///{shutil.copy(folder / 'template.db', folder / f'{name}.db')}"


def _contents(url: str) -> dict[str, str]:
    store = open_store(url, audit_key=KEY)
    found = contents(store, PEOPLE)
    store.close()
    return found
