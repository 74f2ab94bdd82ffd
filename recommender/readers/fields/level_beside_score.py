"""Rows of results whose level and score disagree: which of the two was used is told."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from recommender.evidence import result_levels
from recommender.readers.fields.result_values import ResultValue
from recommender.readers.files.sheets import EMPTY, address, cell_text
from recommender.readers.problem_log import SheetLog
from recommender.readers.tables.picked import Picked
from recommender.settings import Settings

Floats = npt.NDArray[np.float64]
MOST_APART: Final = 0.5
"""In levels: a level stands for half a level to either side."""
_SLACK: Final = 1e-6


def say_disagreement(
    levels: Floats, score: Picked, numbers: npt.NDArray[np.int_], values: list[ResultValue], *,
    settings: Settings, spot: SheetLog,
) -> None:  # fmt: skip
    """Warn of scores that by the cut scores are another level than the one written beside them, which is used."""
    if not values:
        return
    fields = {"score": "score", "scale_min": "low", "scale_max": "high", "level": "level"}
    read = pd.DataFrame({name: [getattr(value, own) for value in values] for name, own in fields.items()})
    by_score = np.append(result_levels(read, settings=settings).to_numpy(), np.nan)[numbers]
    told: dict[tuple[str, float, float], list[str]] = {}
    for at in np.nonzero((numbers != EMPTY) & (np.abs(by_score - levels) > MOST_APART + _SLACK))[0]:
        text = cell_text(score.values[score.numbers[at]])
        cell = address(int(score.rows[at]), score.head.column)
        told.setdefault((text, float(levels[at]), float(by_score[at])), []).append(cell)
    for (text, level, other), cells in told.items():
        words = {"level": f"{level:g}", "other": f"{other:.0f}", "heading": score.head.heading}
        spot.add_all("score_level_differ", cells, value=text, **words)
