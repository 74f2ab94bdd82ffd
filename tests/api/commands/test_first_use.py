"""A server set up as docs/running.md says, without the demo: units are there, files become a run, roles find a unit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.workflows.make_population import make_population
from tests.api.commands.running import nangluc


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after `db upgrade`, beside the workbooks of one commune."""
    place = tmp_path_factory.mktemp("first")
    make_population((), communes=1, seed=3, out=place, province=None)
    made = nangluc(place / "data", "db", "upgrade")
    assert made.returncode == 0, made.stderr
    return place / "data"


def test_files_become_a_run_in_the_store_that_a_commune_office_can_be_given_a_role_over(folder: Path) -> None:
    files = folder.parent
    made = nangluc(
        folder, "--json", "screen", "--people", str(files / "people.xlsx"), "--assessments",
        str(files / "assessments.xlsx"), "--encoder", "lexical", "--today", "2026-11-21", "--out", str(files / "out"),
        "--run", "Quý IV",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    record = json.loads(made.stdout)
    assert record["run"]["counts"]["officers"] == record["n_officers"]
    assert (files / "out" / "results.xlsx").exists()
    added = nangluc(
        folder, "user", "add", "noivu", "--name", "Nội vụ", "--role", "unit_hr", "--unit", record["run"]["unit_id"]
    )
    assert added.returncode == 0, added.stderr


def test_a_run_of_the_store_takes_its_positions_from_the_store(folder: Path) -> None:
    files = folder.parent
    refused = nangluc(
        folder, "screen", "--people", str(files / "people.xlsx"), "--catalogue", str(files), "--out",
        str(files / "out2"), "--run", "x",
    )  # fmt: skip
    assert refused.returncode == 2
    assert not (files / "out2").exists()


def test_a_quiet_screening_says_nothing_and_writes_its_files(folder: Path) -> None:
    files = folder.parent
    made = nangluc(
        folder, "--quiet", "screen", "--people", str(files / "people.xlsx"), "--encoder", "lexical", "--today",
        "21/11/2026", "--out", str(files / "quiet"),
    )  # fmt: skip
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")
    assert (files / "quiet" / "results.xlsx").exists()


def test_results_that_are_written_over_are_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "results.xlsx").touch()
    (tmp_path / "people.xlsx").touch()
    refused = nangluc(folder, "screen", "--people", str(tmp_path / "people.xlsx"), "--out", str(tmp_path))
    assert f"Writing over the results in {tmp_path}." in refused.stderr.splitlines()
