"""The learning curve: how well decisions and truth are foretold after so many decisions, beside plain ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import ClassifierMixin
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from models.suitability import ConformalSets, Kept, PolicyPriorClassifier, conformal_sets, covered
from models.suitability.versions import NO_CASES
from recommender.evaluate.reliability import brier, calibration_error, log_loss
from recommender.learning.planted import GROUPS
from recommender.learning.trained import bands, fitted
from recommender.settings import Settings
from recommender.suitability import FEATURES, suitability_matrix
from recommender.types import StandardStatus

LEARNED, POLICY = "learned", "policy"
SLIPS = 0.05
"""Decisions that say the opposite of the truth."""
TESTED = 0.5
"""Share of the officers that nobody decides about and everything is measured on."""
LEAST_GROUP = 300
Flags = npt.NDArray[np.bool_]
Values = npt.NDArray[np.floating]
RAW = ("p_standards", "p_enough", "p_gates", "share_met", "coverage", "share_shown", "n_direct", "n_below")
"""What the plain learners see; the policy's own probability is among them as its factors."""


@dataclass(frozen=True, kw_only=True)
class Curve:
    """`figures`: one row a repetition, number of decisions and way; `groups`: coverage by repetition and group."""

    figures: pd.DataFrame
    groups: pd.DataFrame


def learning_curve(
    cases: pd.DataFrame, *, sizes: Sequence[int], repetitions: int, settings: Settings, tell: Callable[[str], None]
) -> Curve:
    """Simulated officers decide about random holdings of half of the officers; `cases` hold the truth.

    Of n decisions half are fitted on and half calibrate the sets; the plain ways are fitted on all of them.
    """
    rows: list[dict[str, object]] = []
    groups: list[pd.DataFrame] = []
    officers = cases["officer_id"].unique()
    for repetition in range(repetitions):
        tell(f"repetition {repetition + 1}")
        rng = np.random.default_rng(repetition)
        is_tested = cases["officer_id"].isin(rng.permutation(officers)[: int(len(officers) * TESTED)]).to_numpy()
        truth = cases["is_meeting"].to_numpy(dtype=bool)
        signed = np.where(rng.random(len(cases)) < SLIPS, ~truth, truth)
        pool = rng.permutation(np.flatnonzero(~is_tested))
        asked = cases[is_tested]
        for size in sizes:
            decided = cases.iloc[pool[:size]].assign(is_meeting=signed[pool[:size]])
            found, by_group = _measured(decided, asked, truth[is_tested], signed[is_tested], settings=settings)
            rows += [{"repetition": repetition, "decisions": size, **row} for row in found]
            groups.append(by_group.assign(repetition=repetition, decisions=size))
    return Curve(figures=pd.DataFrame(rows), groups=pd.concat(groups, ignore_index=True))


def _measured(
    decided: pd.DataFrame, asked: pd.DataFrame, truth: Flags, signed: Flags, *, settings: Settings
) -> tuple[list[dict[str, object]], pd.DataFrame]:
    half = len(decided) // 2
    classifier = fitted(decided.iloc[:half]) if half else PolicyPriorClassifier(classes=(False, True))
    if not half:
        classifier.start(len(FEATURES))
    sets = _sets(classifier, decided.iloc[half:], settings=settings)
    chances, error = classifier.probability(suitability_matrix(asked)), settings.error_level
    kept, verdict = sets.kept(chances, error=error), sets.decided(chances, error=error)
    passed, refused = verdict == str(Kept.MEETS), verdict == str(Kept.DOES_NOT_MEET)
    right = covered(kept, signed)
    own = {"coverage": float(right.mean()), "coverage_truth": float(covered(kept, truth).mean())}
    says = classifier.predict_proba(suitability_matrix(asked))[:, 1]
    rows = [_row(LEARNED, says, chances, truth, signed) | own | _answers(passed, refused, truth)]
    for name, way in _plain_ways(decided).items():
        said = way(asked)
        rows.append(_row(name, said, said, truth, signed))
        if name == POLICY:
            rows[-1] |= _answers(said >= settings.p_meets, said <= settings.p_fails, truth)
    return rows, _groups(asked, right)


def _sets(classifier: PolicyPriorClassifier, cases: pd.DataFrame, *, settings: Settings) -> ConformalSets:
    if cases.empty:
        return NO_CASES
    truth = cases["is_meeting"].to_numpy(dtype=bool)
    return conformal_sets(classifier.probability(suitability_matrix(cases)), truth, edges=bands(settings))


def _answers(passed: Flags, refused: Flags, truth: Flags) -> dict[str, object]:
    """How answers agree with the truth: share left to review, right ones of each answer, wrong ones of each truth."""
    return {
        "review": float(1 - (passed | refused).mean()),
        "passed_right": _share(truth, passed), "refused_right": _share(~truth, refused),
        "passed_unseen": _share(passed, ~truth), "refused_wrongly": _share(refused, truth),
    }  # fmt: skip


def _share(what: Flags, among: Flags) -> float:
    return float(what[among].mean()) if among.any() else float("nan")


def _row(name: str, says: Values, so: Values, truth: Flags, signed: Flags) -> dict[str, object]:
    """`says`: P(the decision says meets); `so`: P(meets); they differ only for the learned model."""
    said, is_so = pd.Series(says), pd.Series(so)
    return {
        "way": name,
        "log_loss": log_loss(said, pd.Series(signed)), "log_loss_truth": log_loss(is_so, pd.Series(truth)),
        "brier": brier(said, pd.Series(signed)),
        "ece": calibration_error(said, pd.Series(signed)), "ece_truth": calibration_error(is_so, pd.Series(truth)),
    }  # fmt: skip


def _plain_ways(decided: pd.DataFrame) -> dict[str, Callable[[pd.DataFrame], Values]]:
    """Ways of foretelling, by name; learners only where both labels were signed."""
    label = decided["is_meeting"].astype("bool")
    usual = float((label.sum() + 0.5) / (len(label) + 1))
    status = {str(key): _rate(label[decided["standards"] == key], usual) for key in StandardStatus}
    ways: dict[str, Callable[[pd.DataFrame], Values]] = {
        POLICY: lambda cases: (cases["p_standards"] * cases["p_competency"]).to_numpy(),
        "majority": lambda cases: np.full(len(cases), usual, dtype=np.float64),
        "standards_alone": lambda cases: cases["standards"].map(status).to_numpy(dtype=np.float64),
    }
    if label.nunique() == 2:
        for name, model in _learners().items():
            model.fit(_raw(decided), label.to_numpy())
            ways[name] = partial(_said_by, model)
    return ways


def _said_by(model: ClassifierMixin, cases: pd.DataFrame) -> Values:
    return np.asarray(model.predict_proba(_raw(cases))[:, 1])


def _raw(cases: pd.DataFrame) -> Values:
    return cases[list(RAW)].to_numpy(dtype=np.float64)


def _rate(label: pd.Series, usual: float) -> float:
    """Share that meets, drawn to the usual one as if that were one decision."""
    return float((label.sum() + usual) / (len(label) + 1))


def _learners() -> dict[str, ClassifierMixin]:
    return {
        "gradient_boosting": HistGradientBoostingClassifier(random_state=0),
        "logistic": make_pipeline(StandardScaler(), LogisticRegression()),
    }


def _groups(asked: pd.DataFrame, right: Flags) -> pd.DataFrame:
    parts = []
    for dimension in GROUPS:
        grouped = pd.Series(right).groupby(asked[dimension].to_numpy())
        parts.append(pd.DataFrame({"coverage": grouped.mean(), "cases": grouped.size()}).rename_axis("group"))
        parts[-1]["dimension"] = dimension
    frame: pd.DataFrame = pd.concat(parts).reset_index()
    return frame
