"""P(meets) and the labels that cannot be ruled out, from features and what officers' decisions taught."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.suitability import ConformalSets, PolicyPriorClassifier, Version, load_version
from models.suitability.versions import NO_CASES
from recommender.columns import ESTIMATES
from recommender.errors import NangLucError
from recommender.settings import Settings
from recommender.types import StandardStatus

FEATURES = (
    "policy", "competency", "enough", "standards_possible", "standards_clear", "share_met", "share_shown",
)  # fmt: skip
"""Columns the classifier sees: log odds of the policy, of the competency question and of enough requirements met; then
whether standards are not unfit, whether they clearly fit, and the weighted shares met and shown by direct evidence.

Each grows with every estimate and every standard, so coefficients ≥ 0 keep the model monotone. Open standards and
gates may come to weigh less than the policy says: weight moves from `policy` to the two parts without them.
"""
SUREST = 1e-9
"""Log odds are taken no nearer to 0 and 1."""
MOST_ODDS = 7.0
ODDS_SCALE = 4.0
"""The two parts are bounded and made as wide as shares, so that one prior deviation suits all columns."""


def suitability_matrix(features: pd.DataFrame) -> npt.NDArray[np.float64]:
    """(rows, FEATURES) from the columns of `verdict_features`."""
    policy = log_odds(features["p_standards"] * features["p_competency"])
    parts = [log_odds(features[name]).clip(-MOST_ODDS, MOST_ODDS) / ODDS_SCALE for name in ("p_competency", "p_enough")]
    standards = features["standards"]
    columns = [
        policy, *parts, standards != StandardStatus.UNFIT, standards == StandardStatus.FITS,
        features["share_met"], features["share_shown"],
    ]  # fmt: skip
    return np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])


def log_odds(probability: pd.Series) -> pd.Series:
    """ln(p / (1 - p)), with p kept SUREST away from 0 and 1."""
    sure = probability.clip(SUREST, 1 - SUREST)
    return pd.Series(np.log(sure / (1 - sure)), index=probability.index)


@dataclass(frozen=True, kw_only=True)
class LearnedSuitability:
    """What stands where the written policy stands, once decisions were learned from."""

    classifier: PolicyPriorClassifier
    sets: ConformalSets
    requirement_sets: ConformalSets = NO_CASES
    error: float = 0.1

    def probability(self, features: pd.DataFrame) -> pd.Series:
        """P(meets) of each row: exactly the policy's before the first decision."""
        if self.classifier.n_decisions_ == 0:
            return features["p_standards"] * features["p_competency"]
        return pd.Series(self.classifier.probability(suitability_matrix(features)), index=features.index)

    def kept_labels(self, features: pd.DataFrame) -> pd.Series:
        """The one label that is left for each row at the error level, `meets` or `does_not_meet`, else `neither`."""
        decided = self.sets.decided(self.probability(features).to_numpy(), error=self.error)
        return pd.Series(decided, index=features.index, dtype="str")

    def kept_requirements(self, estimates: pd.DataFrame) -> pd.Series:
        """The same for each requirement of each officer, calibrated on results the estimate had not seen.

        `meets` means: a test would show the minimum; all `neither` when the version has no such results.
        """
        decided = self.requirement_sets.decided(ESTIMATES.check(estimates)["p_meets"].to_numpy(), error=self.error)
        return pd.Series(decided, index=estimates.index, dtype="str")


def open_suitability(models: Path, *, settings: Settings) -> tuple[Version, LearnedSuitability]:
    """The current version of a folder of models, ready to stand where the policy stands.

    It rules labels out at the error level that it was trained and measured at, the one in its card.
    """
    version, model = load_version(models)
    if model.features != FEATURES:
        raise NangLucError(
            f"Phiên bản {version.number} được học với các cột khác; hãy học lại bằng `nangluc train`.",
            f"Version {version.number} was learned on other columns; train again with `nangluc train`.",
        )
    judge = LearnedSuitability(
        classifier=model.classifier, sets=model.sets, requirement_sets=model.requirement_sets,
        error=float(version.manifest.settings.get("error_level", settings.error_level)),
    )  # fmt: skip
    return version, judge
