"""People of three real runs with their standing and later outcome, and how much one AUC is above another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from recommender.learning.earlier_scores import standings

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT.parent / "shared" / "data" / "scores_to_outcome"
PAGE = ROOT / "docs" / "evaluation-learning.md"
Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def people() -> pd.DataFrame:
    """run, person, mean, standing, passed."""
    outcome = pd.read_csv(FOLDER / "outcome.csv")
    found = standings(pd.read_csv(FOLDER / "scores.csv")).merge(outcome, on=["run", "person"])
    return found.assign(passed=found["passed"] == 1)


def auc_gain(truth: Flags, score: Values, rival: Values) -> tuple[float, float]:
    """AUC of `score` less that of `rival` on the same people, and its standard error (DeLong 1988)."""
    (one, one_passed, one_failed), (other, other_passed, other_failed) = (_placed(truth, s) for s in (score, rival))
    passed, failed = one_passed - other_passed, one_failed - other_failed
    variance = passed.var(ddof=1) / len(passed) + failed.var(ddof=1) / len(failed)
    return one - other, float(variance**0.5)


def _placed(truth: Flags, score: Values) -> tuple[float, Values, Values]:
    """AUC; of each who passed the share of the others below, of each other the share of them above; ties half."""
    above = np.sign(score[truth][:, None] - score[~truth][None, :]) / 2 + 0.5
    return float(above.mean()), above.mean(axis=1), above.mean(axis=0)
