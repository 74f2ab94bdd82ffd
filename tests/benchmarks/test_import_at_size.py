"""Can the whole country be imported, and killed at any moment of it, without a half or a doubled row?

Question: seconds to stage and to apply 136,261 people (one post, five statements and six results each: 1.8 million
rows), the longest time the store is locked for writers, and what SIGKILL at random moments leaves behind.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recommender import columns
from recommender.inputs import Inputs
from recommender.permissions import Role
from recommender.store import Store, open_store
from recommender.store.catalogue_now import shipped_catalogue
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
    file = ImportFile(kind="people", name="people.xlsx", bytes=1, sha256="0" * 64, stored_as="people.xlsx")
    import_id = begin_import(store, HR, BeginRequest(unit_id="VN", files=(file,)), now=NOW).import_id
    store.close()
    return url, import_id


def staged(store: Store, import_id: str) -> None:
    stage_import(store, import_id, Path("/nowhere"), clock=lambda: NOW, tell=lambda *told: None)


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Frames made once stand for the reading of the file, whose speed is measured elsewhere."""

    def prepare(people: int) -> None:
        inputs = country(people)
        monkeypatch.setattr(import_workbook, "read_for_import", lambda files, catalogue, *, known, today: inputs)

    return prepare


@pytest.mark.parametrize("people", [4_000, COUNTRY])
def test_import_speed(
    tmp_path: Path, read_once: Callable[[int], None], say: Callable[[str], None], people: int
) -> None:
    read_once(people)
    url, import_id = begun(tmp_path / "s.db")
    store = open_store(url, audit_key=KEY)
    times = [time.perf_counter()]
    staged(store, import_id)
    times.append(time.perf_counter())
    assert confirm_import(store, HR, import_id, now=NOW) == {"added": people}
    times.append(time.perf_counter())
    with store.reading() as conn:
        find_people(conn, HR, PeopleFilter(text="anh dang"))
    times.append(time.perf_counter())
    undo_import_of(store, HR, import_id, now=NOW)
    times.append(time.perf_counter())
    assert count(store, "statement") == 0
    names = ("stage", "apply", "first page of a search", "undo")
    spans = {name: round(end - start, 2) for name, start, end in zip(names, times, times[1:], strict=False)}
    say(f"import of {people}: {spans}, {(tmp_path / 's.db').stat().st_size / 1e6:.0f} MB, {date.today()}")
    store.close()


@pytest.mark.parametrize(("people", "kills"), [(600, 100), (4_000, 100), (COUNTRY, 100)])
def test_kills(
    tmp_path: Path, read_once: Callable[[int], None], say: Callable[[str], None], people: int, kills: int
) -> None:
    read_once(people)
    _, import_id = begun(tmp_path / "template.db")
    chosen = random.Random(2026)

    def carried_out(address: str) -> None:
        store = open_store(address, audit_key=KEY)
        staged(store, import_id)
        if not count_people(store):
            confirm_import(store, HR, import_id, now=NOW)
        store.close()

    began = time.perf_counter()
    carried_out(_copy(tmp_path, "whole"))
    seconds = time.perf_counter() - began
    wanted = _contents(f"sqlite:///{tmp_path}/whole.db")
    hit = half = 0
    for number in range(kills):
        address = _copy(tmp_path, f"{number}")
        child = os.fork()
        if child == 0:
            try:
                carried_out(address)
            finally:
                os._exit(0)
        time.sleep(chosen.uniform(0.02, seconds))
        os.kill(child, signal.SIGKILL)
        hit += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        store = open_store(address, audit_key=KEY)
        half += count_people(store) not in (0, people)
        store.close()
        carried_out(address)
        half += _contents(address) != wanted
        for path in tmp_path.glob(f"{number}.db*"):
            path.unlink()
    say(f"{kills} kills of an import of {people} ({seconds:.1f} s undisturbed): {hit} hit, {half} states not whole")
    assert half == 0


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
