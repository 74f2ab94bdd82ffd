"""Scores and levels of result cells on a known scale; an unwritten scale is assumed from the whole group, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recommender.readers.cells.result_words import LEVELS, Scale
from recommender.readers.cells.values import Score

Floats = npt.NDArray[np.float64]
USUAL_TOPS = (10.0, 100.0)
"""Tops of scales that are assumed when no heading or cell names one and results above 5 show it is not of levels."""


@dataclass(frozen=True, kw_only=True)
class ResultValue:
    """One distinct cell on its scale: a score with bounds, or a level; `problem` = it is neither."""

    score: float = np.nan
    low: float = np.nan
    high: float = np.nan
    level: float = np.nan
    problem: str = ""


def assumed_scale(scores: Sequence[Score]) -> Scale | None:
    """The scale that bare numbers of one group are taken to be on; None when no usual scale holds them all."""
    bare = [score.value for score in scores if score.top is None and not score.is_level]
    if not bare or min(bare) < 0:
        return None
    top = max(bare)
    if top <= LEVELS.high and min(bare) >= LEVELS.low:
        return LEVELS
    return next((Scale(low=0.0, high=usual) for usual in USUAL_TOPS if top <= usual), None)


def on_scale(score: Score | None, scale: Scale | None) -> ResultValue:
    """A read score on the scale the cell itself names, else on `scale`."""
    if score is None:
        return ResultValue(problem="score_unreadable")
    if score.is_level:
        return _level(score.value)
    if score.top is not None:
        return _scored(score.value, 0.0, score.top)
    if scale is None:
        return ResultValue(problem="scale_unknown")
    return _level(score.value) if scale.is_level else _scored(score.value, scale.low, scale.high)


def _level(value: float) -> ResultValue:
    if not LEVELS.low <= value <= LEVELS.high:
        return ResultValue(problem="level_out_of_range")
    return ResultValue(level=value)


def _scored(value: float, low: float, high: float) -> ResultValue:
    if not low <= value <= high:
        return ResultValue(problem="score_out_of_scale")
    return ResultValue(score=value, low=low, high=high)
