"""Training writes a version that screenings use, refuses a worse model with exit code 1, and can be rolled back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from api.cli import cli
from models.suitability import load_version
from recommender import Inputs, screen
from recommender.columns import DECISIONS
from recommender.errors import NangLucError
from recommender.suitability import open_suitability
from recommender.workflows import train_suitability as workflow
from tests.recommender import factories as make

PEOPLE = {f"o{number}": 5.0 + 0.6 * number for number in range(150)}
CATALOGUE = make.catalogue(courses=[make.course("K1", {"C3": 3})])


def decided(limit: float, *, is_turned: bool = False) -> pd.DataFrame:
    """Decisions about everybody: who has the score meets; turned round for those the model is fitted on."""
    officers = pd.Series(list(PEOPLE))
    part = workflow.labelled(
        pd.DataFrame({"officer_id": officers, "position_id": "A"}),
        DECISIONS.frame([{"officer_id": who, "position_id": "A", "label": "meets"} for who in PEOPLE]),
    ).set_index("officer_id")["part"]
    rows = []
    for who, score in PEOPLE.items():
        meets = (score >= limit) != (is_turned and part[who] == "fit")
        label = "meets" if meets else "does_not_meet"
        rows.append({"officer_id": who, "position_id": "A", "label": label, "decided_on": pd.Timestamp("2026-06-01")})
    return DECISIONS.frame(rows)


@pytest.fixture
def inputs(monkeypatch: pytest.MonkeyPatch) -> Inputs:
    """Everything but reading files and matching texts is real."""
    given = make.inputs(PEOPLE, decisions=decided(50))
    monkeypatch.setattr(workflow, "catalogue_with_positions", lambda *_: (CATALOGUE, ()))
    monkeypatch.setattr(workflow, "read_inputs", lambda *_, **__: given)
    monkeypatch.setattr(workflow.TextMatcher, "of", lambda *_: make.EqualWords())
    return given


def train(models: Path) -> workflow.Learned:
    request = workflow.Request(files={}, models=models, today=date(2026, 11, 21), encoder="lexical")
    return workflow.train_suitability(request, tell=lambda _: None)


def test_a_version_is_written_with_cards_and_metrics(inputs: Inputs, tmp_path: Path) -> None:
    learned = train(tmp_path / "models")
    version, model = load_version(tmp_path / "models")
    assert learned.version.number == version.number == 1
    assert {"card.vi.md", "card.en.md", "model.skops"} <= set(version.manifest.files)
    assert version.manifest.metrics["decisions_held_back"] == learned.metrics["decisions_held_back"] > 10
    assert model.classifier.n_decisions_ == learned.metrics["decisions_fit"]
    assert len(model.requirement_sets.meets) > 0


def test_a_screening_with_the_version_says_its_probabilities(inputs: Inputs, tmp_path: Path) -> None:
    train(tmp_path)
    judge = open_suitability(tmp_path, settings=make.SETTINGS)[1]
    plain, learned = (
        screen(inputs, CATALOGUE, matcher=make.EqualWords(), settings=make.SETTINGS, suitability=given).verdicts
        for given in (None, judge)
    )
    assert not (plain["probability"] == learned["probability"]).all()
    assert set(learned["verdict"]) > {"needs_review"}
    assert learned["probability"].corr(plain["probability"], method="spearman") > 0.95


def test_a_worse_model_is_refused_and_nothing_is_written(
    inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned = make.inputs(PEOPLE, decisions=decided(50, is_turned=True))
    monkeypatch.setattr(workflow, "read_inputs", lambda *_, **__: turned)
    with pytest.raises(NangLucError, match="No model is shipped") as refused:
        train(tmp_path / "models")
    assert refused.value.exit_code == 1
    assert not (tmp_path / "models").exists()


def test_too_few_decisions_are_refused_with_what_became_of_them(
    inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = decided(50).head(3).assign(label=["meets", "needs_review", "meets"])
    monkeypatch.setattr(workflow, "read_inputs", lambda *_, **__: make.inputs(PEOPLE, decisions=known))
    with pytest.raises(NangLucError) as refused:
        train(tmp_path / "models")
    assert "để học" in refused.value.text("vi")
    assert "Quyết định dùng được: 2. Không dùng: 1 chỉ ghi cần xem xét." in refused.value.text("vi")
    assert "fit" not in refused.value.text("vi")


def test_what_became_of_the_decisions_is_told_and_stands_in_the_card(inputs: Inputs, tmp_path: Path) -> None:
    learned = train(tmp_path / "models")
    assert f"Decisions used: {len(PEOPLE)}." in learned.text("en")
    assert learned.as_record()["decisions"] == {"used": len(PEOPLE), "signers": 0, "left_out": {}}
    assert f"Quyết định dùng được: {len(PEOPLE)}." in (learned.version.folder / "card.vi.md").read_text("utf-8")


@pytest.mark.parametrize("error", [0.02, 0.3])
def test_the_error_level_of_the_training_is_that_of_the_verdicts(inputs: Inputs, tmp_path: Path, error: float) -> None:
    request = workflow.Request(files={}, models=tmp_path, today=date(2026, 11, 21), encoder="lexical", error=error)
    workflow.train_suitability(request, tell=lambda _: None)
    assert open_suitability(tmp_path, settings=make.SETTINGS)[1].error == error


def test_versions_are_listed_and_rolled_back_by_command(inputs: Inputs, tmp_path: Path) -> None:
    train(tmp_path)
    train(tmp_path)
    run = CliRunner()
    listed = json.loads(run.invoke(cli, ["models", "list", "--models", str(tmp_path)]).output)
    assert [(row["version"], row["is_current"]) for row in listed] == [(1, False), (2, True)]
    done = run.invoke(cli, ["models", "rollback", "--models", str(tmp_path)])
    assert (done.exit_code, json.loads(done.output)["version"]) == (0, 1)
    assert load_version(tmp_path)[0].number == 1


def test_the_same_decisions_learn_the_same_model(inputs: Inputs, tmp_path: Path) -> None:
    versions = [train(tmp_path / name).version for name in ("a", "b")]
    assert versions[0].manifest.metrics == versions[1].manifest.metrics
    arrays = [
        {name: digest for name, digest in v.manifest.files.items() if name.endswith((".npy", ".md"))} for v in versions
    ]
    assert arrays[0] == arrays[1]
