"""Answers drawn from known items and people, for tests that look whether the truth is found again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Answers with the truth behind them."""

    answers: Floats
    theta: Floats
    difficulty: Floats
    slope: Floats


def drawn(
    *, n_people: int, n_items: int, seed: int, slope_spread: float = 0.0, mean: float = 0.0, missing: float = 0.0
) -> Drawn:
    """Normal abilities; difficulties evenly spread over -2..2 with mean zero; slopes lognormal around one."""
    generator = np.random.default_rng(seed)
    theta = generator.normal(mean, 1, n_people)
    difficulty = generator.permutation(np.linspace(-2, 2, n_items))
    slope = np.exp(slope_spread * generator.normal(size=n_items))
    chance = expit(slope * (theta[:, None] - difficulty))
    answers = (generator.random(chance.shape) < chance).astype(np.float64)
    answers[generator.random(chance.shape) < missing] = np.nan
    return Drawn(answers=answers, theta=theta, difficulty=difficulty, slope=slope)
