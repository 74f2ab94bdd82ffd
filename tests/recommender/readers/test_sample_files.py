"""The sample's workbooks with planted dirt: what is read equals the clean frames, and what is told equals the dirt."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from recommender.inputs import Inputs
from recommender.readers import InputFiles, read_inputs
from recommender.sample import Sample, make_sample, write_sample
from tests.recommender.readers.books import TODAY, codes
from training_catalog.types import Catalogue


@pytest.fixture(scope="module")
def sample(catalogue: Catalogue) -> Sample:
    return make_sample(catalogue, communes=6, seed=5)


@pytest.fixture(scope="module")
def folder(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    write_sample(sample, folder)
    return folder


@pytest.fixture(scope="module")
def read(catalogue: Catalogue, folder: Path) -> Inputs:
    files = {kind: (folder / f"{kind}.xlsx",) for kind in ("people", "assessments", "quotas", "decisions")}
    return read_inputs(InputFiles(**files), catalogue, today=TODAY).checked()


@pytest.fixture(scope="module")
def planted(folder: Path) -> pd.DataFrame:
    with (folder / "dirt.csv").open(encoding="utf-8", newline="") as stream:
        return pd.DataFrame(list(csv.DictReader(stream)))


def test_every_officer_is_read_in_their_unit(sample: Sample, read: Inputs) -> None:
    wanted = sample.inputs.officers.set_index("officer_id")["unit_id"]
    assert read.officers.set_index("officer_id")["unit_id"].to_dict() == wanted.to_dict()


def test_names_are_read_clean(sample: Sample, read: Inputs) -> None:
    wanted = sample.inputs.personal.set_index("officer_id")["name"]
    assert read.personal.set_index("officer_id")["name"].to_dict() == wanted.to_dict()


def test_positions_and_shares_are_read(sample: Sample, read: Inputs, planted: pd.DataFrame) -> None:
    dirty = set(planted["officer_id"][planted["kind"].isin(["unknown_title", "shares_left_out"])])
    frames = [frame[~frame["officer_id"].isin(dirty)] for frame in (sample.inputs.holdings, read.holdings)]
    wanted, found = (frame.set_index(["officer_id", "position_id"])["share"].round(6).to_dict() for frame in frames)
    assert found == wanted


def test_every_result_but_those_of_strangers_is_read(sample: Sample, read: Inputs, planted: pd.DataFrame) -> None:
    strangers = int((planted["kind"] == "stranger").sum())
    wanted = Counter(sample.inputs.assessments["method"])
    found = Counter(read.assessments["method"])
    assert set(found) == set(wanted)
    assert 0 <= sum(wanted.values()) - sum(found.values()) - strangers <= int((planted["kind"] == "no_answer").sum())


def test_what_is_told_is_what_was_planted(read: Inputs, planted: pd.DataFrame) -> None:
    told, dirt = Counter(codes(read.problems)), Counter(planted["kind"])
    assert told["position_unknown"] == dirt["unknown_title"]
    assert told["officer_again"] == dirt["duplicate_person"]
    assert told["join_unknown"] == dirt["stranger"]
    assert told["result_again"] == dirt["duplicate_result"]
    assert not {"score_unreadable", "scale_assumed", "unit_unknown", "posts_unreadable", "date_unreadable"} & set(told)
