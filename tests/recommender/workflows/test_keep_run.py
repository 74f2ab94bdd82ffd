"""Files screened into the store: imported once, a run over their people kept, nothing doubled by a second run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recommender.errors import InputError, NotFound
from recommender.permissions import Role, Viewer
from recommender.store import Store
from recommender.store.results.run_frames import inputs_digest, read_inputs_of
from recommender.store.results.runs import find_runs
from recommender.workflows.keep_run import KeepRequest, keep_run
from recommender.workflows.load_reference import load_reference
from recommender.workflows.make_population import make_population
from tests.recommender.store.contents import contents
from tests.recommender.store.factories import NOW, viewer

HR = viewer(Role.PROVINCE_HR)
KINDS = ("people", "assessments", "quotas")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, ...]]:
    folder = tmp_path_factory.mktemp("sample")
    make_population((), communes=1, seed=3, out=folder, province=None)
    return {kind: (folder / f"{kind}.xlsx",) for kind in KINDS}


def kept(store: Store, files: dict[str, tuple[Path, ...]], folder: Path, **changed: str) -> str:
    request = KeepRequest(files=files, label="Quý IV", today=date(2026, 11, 21), encoder="lexical", **changed)  # type: ignore[arg-type]
    run = keep_run(store, HR, request, uploads=folder, clock=lambda: NOW, tell=lambda stage: None)
    assert run.counts["officers"] > 20
    return run.run_id


def test_a_second_run_over_the_same_files_imports_nothing_and_says_the_same(
    sqlite_store: Store, files: dict[str, tuple[Path, ...]], tmp_path: Path
) -> None:
    load_reference(sqlite_store, now=NOW)
    first = kept(sqlite_store, files, tmp_path)
    people = contents(sqlite_store, ("officer", "import_batch", "statement"))
    second = kept(sqlite_store, files, tmp_path)
    assert contents(sqlite_store, ("officer", "import_batch", "statement")) == people
    with sqlite_store.reading() as conn:
        runs = {run.run_id: run for run in find_runs(conn, HR).rows}
        assert {run.status for run in runs.values()} == {"finished"}
        assert runs[first].results_digest == runs[second].results_digest
        assert inputs_digest(read_inputs_of(conn, runs[first].unit_id)) == runs[first].inputs_digest
    assert len(list(tmp_path.glob("*.xlsx"))) == len(KINDS)


def test_a_unit_that_is_not_there_is_said_before_anything_is_screened(
    sqlite_store: Store, files: dict[str, tuple[Path, ...]], tmp_path: Path
) -> None:
    load_reference(sqlite_store, now=NOW)
    with pytest.raises(NotFound):
        kept(sqlite_store, files, tmp_path, unit_id="99999")
    with sqlite_store.reading() as conn:
        assert find_runs(conn, HR).rows == ()


def test_a_workbook_without_people_is_refused(sqlite_store: Store, tmp_path: Path) -> None:
    load_reference(sqlite_store, now=NOW)
    (tmp_path / "people.csv").write_text("một;hai\n1;2\n", encoding="utf-8")
    somebody = Viewer(user_id="x", name="x", grants=HR.grants)
    request = KeepRequest(files={"people": (tmp_path / "people.csv",)}, label="x", today=date(2026, 11, 21))
    with pytest.raises(InputError):
        keep_run(sqlite_store, somebody, request, uploads=tmp_path, clock=lambda: NOW, tell=lambda stage: None)
