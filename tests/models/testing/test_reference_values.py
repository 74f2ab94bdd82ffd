"""Agreement with published programs on real answers kept outside the repository."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.testing.held_out import held_out_losses
from models.testing.rasch import RaschModel
from models.testing.two_parameter import TwoParameterModel

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "item_responses"
SETS = ("lsat6", "lsat7", "ability_icar16")
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not FOLDER.is_dir(), reason="real answers are absent")]


def answers(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{name}.csv", index_col=0)


@pytest.mark.parametrize("name", SETS)
def test_rasch_difficulties_and_errors_are_the_reference_ones(name: str) -> None:
    reference = pd.read_csv(FOLDER / f"ref_rasch_{name}.csv")
    model = RaschModel().fit(answers(name))
    assert np.abs(model.difficulty_ - reference["difficulty_cml"]).max() < 1e-4
    assert np.abs(model.standard_error_ - reference["se"]).max() < 1e-4


@pytest.mark.parametrize("name", SETS)
def test_rasch_abilities_are_the_reference_ones_for_every_raw_score(name: str) -> None:
    table = answers(name).dropna()
    reference = pd.read_csv(FOLDER / f"ref_raw_to_theta_{name}.csv").set_index("raw")["theta"]
    model = RaschModel().fit(answers(name))
    every = np.tril(np.ones((table.shape[1] + 1, table.shape[1])), -1)
    found = model.abilities(pd.DataFrame(every, columns=table.columns))
    assert np.abs(found.theta - reference.to_numpy()).max() < 1e-4


def test_two_parameter_items_are_the_published_ones_of_lsat7() -> None:
    """Slopes and log likelihood as several programs report them for this much used set."""
    model = TwoParameterModel().fit(answers("lsat7"))
    np.testing.assert_allclose(model.discrimination_, [0.988, 1.081, 1.708, 0.765, 0.736], atol=0.003)
    assert model.log_likelihood_ == pytest.approx(-2658.805, abs=0.001)


@pytest.mark.parametrize("name", SETS)
def test_models_predict_answers_better_than_the_raw_share(name: str) -> None:
    loss = {row.name: row.loss for row in held_out_losses(answers(name).to_numpy(dtype=float), seed=1)}
    assert max(loss["rasch"], loss["2pl"]) < loss["person_share"]
