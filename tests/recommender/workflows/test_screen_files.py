"""The main job on files: the same files give the same bytes, and sensitive fields move none that decides anything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from recommender.sample import Sample, SampleFiles, make_sample, write_sample
from recommender.sample.draws import texts
from recommender.workflows.screen_files import Request, screen_files
from tests.shipped_catalogue import shipped_catalogue

TODAY = date(2026, 11, 21)
DECIDED = ("verdicts.csv", "estimates.csv", "standards.csv", "gaps.csv", "recommendations.csv", "plans.csv")


@pytest.fixture(scope="module")
def sample() -> Sample:
    """Two communes of one province."""
    return make_sample(shipped_catalogue(), communes=2, seed=11)


def screened(written: SampleFiles, out: Path) -> Path:
    files: Mapping[str, tuple[Path, ...]] = {
        "people": written.people, "assessments": written.assessments, "quotas": written.quotas,
        "decisions": written.decisions,
    }  # fmt: skip
    screen_files(Request(files=files, out=out, today=TODAY, encoder="lexical"), tell=lambda _: None)
    return out


@pytest.fixture(scope="module")
def first(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of a first run."""
    folder = tmp_path_factory.mktemp("first")
    return screened(write_sample(sample, folder / "input"), folder / "results")


@pytest.fixture(scope="module")
def second(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of a second run on the same sample, written anew."""
    folder = tmp_path_factory.mktemp("second")
    return screened(write_sample(sample, folder / "input"), folder / "results")


def test_two_runs_on_the_same_files_give_the_same_bytes(first: Path, second: Path) -> None:
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in second.iterdir())
    assert "results.xlsx" in names
    for name in names:
        if name != "run.json":
            assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_two_run_records_differ_in_times_only(first: Path, second: Path) -> None:
    records = [json.loads((folder / "run.json").read_text(encoding="utf-8")) for folder in (first, second)]
    for record in records:
        assert record.pop("times")
    assert records[0] == records[1]


def test_name_sex_ethnicity_religion_and_age_change_no_byte_of_what_is_decided(
    sample: Sample, first: Path, tmp_path: Path
) -> None:
    people = sample.people
    other = replace(
        people,
        name=texts([f"Nguyễn Văn Khác {number}" for number in range(len(people))]),
        is_female=~people.is_female,
        ethnicity=texts(["Mông"] * len(people)),
        religion=texts(["Công giáo"] * len(people)),
        is_party=~people.is_party,
        born=np.asarray(people.born - 9 * 365),
    )
    second = screened(write_sample(replace(sample, people=other), tmp_path / "input"), tmp_path / "results")
    for name in DECIDED:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
