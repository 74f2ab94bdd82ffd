"""Level of each person with its standard deviation and P(level ≥ minimum), from abilities and cut scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.stats import norm

from models.testing.ability import Abilities
from models.testing.cut_scores import CutScore
from models.testing.responses import Floats

SMALLEST_SD = 1e-9


@dataclass(frozen=True, kw_only=True)
class Levels:
    """One entry a person; NaN where there is no ability."""

    level: Floats
    """The level in whose range the ability lies."""
    sd: Floats
    """Standard deviation of the level, over what is not known of ability and cuts."""
    mean: Floats
    """The level expected, between levels where ability and cuts leave it open."""
    p_meets: Floats
    """Chance that the level is the wanted minimum or higher."""


def level_chances(abilities: Abilities, cuts: Sequence[CutScore]) -> Floats:
    """P(level ≥ level of each cut): people × cuts, never rising from one cut to the next.

    Errors of ability and cut are independent and normal, so each is ``Φ((theta − cut) / sqrt(se² + se_cut²))``.
    """
    places, errors = np.array([cut.theta for cut in cuts]), np.array([cut.se for cut in cuts])
    spread = np.sqrt(abilities.se[:, None] ** 2 + errors**2)
    chances: Floats = norm.cdf((abilities.theta[:, None] - places) / np.maximum(spread, SMALLEST_SD))
    return np.minimum.accumulate(chances, axis=1)


def levels_of(abilities: Abilities, cuts: Sequence[CutScore], *, minimum: int) -> Levels:
    """Everybody's level. Cuts come lowest level first; below the first one lies the level before it."""
    if not cuts or any(after.level <= before.level for before, after in pairwise(cuts)):
        raise ValueError("cuts must be given lowest level first, one a level")
    steps = np.array([cut.level for cut in cuts], dtype=np.float64)
    lowest = steps[0] - 1
    sizes = np.diff(np.append(lowest, steps))
    chances = level_chances(abilities, cuts)
    reached = (abilities.theta[:, None] >= np.maximum.accumulate([cut.theta for cut in cuts])).astype(np.float64)
    mean = lowest + chances @ sizes
    squares = lowest**2 + chances @ np.diff(np.append(lowest, steps) ** 2)
    sd = np.sqrt(np.maximum(squares - mean**2, 0))
    p_meets = np.ones(len(mean)) if minimum <= lowest else np.zeros(len(mean))
    deciding = [place for place, level in enumerate(steps) if level >= minimum]
    if deciding and minimum > lowest:
        p_meets = chances[:, deciding[0]]
    is_known = ~np.isnan(abilities.theta)
    return Levels(
        level=np.where(is_known, lowest + reached @ sizes, np.nan),
        sd=np.where(is_known, sd, np.nan),
        mean=np.where(is_known, mean, np.nan),
        p_meets=np.where(is_known, p_meets, np.nan),
    )
