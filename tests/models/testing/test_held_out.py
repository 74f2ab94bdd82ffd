from __future__ import annotations

from models.testing.held_out import held_out_losses
from tests.models.testing.simulated import drawn


def test_models_beat_the_plain_shares_on_planted_answers() -> None:
    test = drawn(n_people=1500, n_items=20, seed=1, slope_spread=0.5)
    loss = {row.name: row.loss for row in held_out_losses(test.answers, seed=2)}
    assert loss["2pl"] < loss["rasch"] < min(loss["person_share"], loss["item_share"])
