"""How well models predict answers they have not seen, beside the plain shares of right answers: mean log loss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.testing.item_model import ItemResponseModel
from models.testing.rasch import RaschModel
from models.testing.responses import Flags, Floats
from models.testing.two_parameter import TwoParameterModel

SHARE = 0.2
CLIP = 1e-4


@dataclass(frozen=True, kw_only=True)
class HeldOutLoss:
    """Mean negative log chance of the answers held out; smaller is better."""

    name: str
    loss: float
    n_answers: int


def held_out_losses(answers: Floats, *, seed: int) -> list[HeldOutLoss]:
    """Rasch, two-parameter and the plain baselines on the same fifth of the answers, drawn with this seed."""
    generator = np.random.default_rng(seed)
    is_held = (generator.random(answers.shape) < SHARE) & ~np.isnan(answers)
    seen = np.where(is_held, np.nan, answers)
    models: dict[str, ItemResponseModel] = {"rasch": RaschModel(), "2pl": TwoParameterModel()}
    predicted = {name: model.fit(seen).chances(seen) for name, model in models.items()}
    predicted |= {"person_share": person_shares(seen), "item_share": item_shares(seen)}
    return [
        HeldOutLoss(name=name, loss=log_loss(answers, chances, is_held), n_answers=int(is_held.sum()))
        for name, chances in predicted.items()
    ]


def person_shares(seen: Floats) -> Floats:
    """Each person's share of right answers, one right and one wrong answer added: the plain raw score."""
    share = (np.nansum(seen, axis=1) + 1) / ((~np.isnan(seen)).sum(axis=1) + 2)
    return np.broadcast_to(share[:, None], seen.shape)


def item_shares(seen: Floats) -> Floats:
    """Each item's share of right answers, one right and one wrong answer added."""
    share = (np.nansum(seen, axis=0) + 1) / ((~np.isnan(seen)).sum(axis=0) + 2)
    return np.broadcast_to(share, seen.shape)


def log_loss(answers: Floats, chances: Floats, is_held: Flags) -> float:
    """Mean negative log chance given to the answers marked."""
    given = np.clip(chances[is_held], CLIP, 1 - CLIP)
    right = answers[is_held]
    return float(-np.mean(right * np.log(given) + (1 - right) * np.log1p(-given)))
