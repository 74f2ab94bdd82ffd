"""How much do earlier scores tell at all? Unconstrained learners with every score, fitted in the run itself.

Each learner sees every score of an assessment as a normal score, whether it is there, and how late it was handed in,
and is fitted by ten-fold cross-validation inside one run: an upper bound for ways that must learn on other runs, where
assessments are others. A gain of 0.01 in AUC over the plain mean was wanted across runs.
Measured 2026-11-22 (2 cores): the best learner gains 0.005 (95 %: -0.005 to 0.015), mean of three runs; the standing,
learned on other runs, 0.006.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm
from sklearn.base import ClassifierMixin, clone
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from recommender.evaluate import replaced
from tests.benchmarks.earlier_people import FOLDER, PAGE, Values, auc_gain, people

FOLDS, REPEATS = 10, 3
pytestmark = [
    pytest.mark.bench,
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the real scores are not here"),
]


def learners() -> dict[str, ClassifierMixin]:
    return {
        "logistic, C 0.01": make_pipeline(StandardScaler(), LogisticRegression(C=0.01)),
        "logistic, C 0.1": make_pipeline(StandardScaler(), LogisticRegression(C=0.1)),
        "extra trees": ExtraTreesClassifier(150, min_samples_leaf=5, random_state=0),
        "gradient boosting": HistGradientBoostingClassifier(
            max_iter=60, learning_rate=0.05, max_leaf_nodes=6, min_samples_leaf=15, random_state=0
        ),
    }


def everything(scores: pd.DataFrame, asked: pd.DataFrame) -> Values:
    """One row a person asked: normal scores, whether there, weeks late, mean and standing."""
    seen = scores[scores["score"].notna()]
    same = seen.groupby("assessment")
    normal = norm.ppf((same["score"].rank() - 0.5) / same["score"].transform("size"))
    late = ((seen["day"] - same["day"].transform("median")) / 7).clip(-5, 10)
    wide = seen.assign(normal=normal, late=late).pivot_table(
        index="person", columns="assessment", values=["normal", "late"]
    )
    table = wide.reindex(asked["person"])
    return np.column_stack([table.fillna(0.0), table["normal"].isna(), asked[["mean", "standing"]]])


def said(model: ClassifierMixin, table: Values, passed: np.ndarray, *, seed: int) -> Values:
    """P(passed) of each person by models that did not see them."""
    chances = np.empty(len(table))
    for known, asked in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(table, passed):
        chances[asked] = clone(model).fit(table[known], passed[known]).predict_proba(table[asked])[:, 1]
    return chances


def test_no_learner_with_every_score_tells_clearly_more(say: Callable[[str], None]) -> None:
    frame, scores = people(), pd.read_csv(FOLDER / "scores.csv")
    rows = []
    for run, asked in frame.groupby("run"):
        table, passed = everything(scores[scores["run"] == run], asked), asked["passed"].to_numpy()
        for name, model in learners().items():
            gains = [
                auc_gain(passed, said(model, table, passed, seed=seed), asked["mean"].to_numpy())
                for seed in range(REPEATS)
            ]
            gain, error = np.mean(gains, axis=0)
            rows.append({"learner": name, "run": run, "gain": gain, "error": error})
    found = pd.DataFrame(rows)
    body = page(found)
    PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), "earlier-scores-ceiling", body), encoding="utf-8")
    say(body)
    assert found.groupby("learner")["gain"].mean().max() < 0.02


def page(found: pd.DataFrame) -> str:
    runs = sorted(found["run"].unique())
    lines = []
    for name in learners():
        here = found[found["learner"] == name].set_index("run").loc[runs]
        gain, error = here["gain"].mean(), float((here["error"] ** 2).sum() ** 0.5 / len(here))
        cells = [f"{value:+.3f}" for value in here["gain"]]
        cells.append(f"{gain:+.3f} ({gain - 1.96 * error:+.3f} – {gain + 1.96 * error:+.3f})")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    most = found.groupby("run")["gain"].max()
    return "\n".join([
        "#### How much the scores could tell at all", "",
        "Command: `pytest -m bench tests/benchmarks/test_earlier_scores_ceiling.py`. Gain of the AUC over the plain "
        "mean by learners under no constraint that see every score, every gap and every delay, fitted inside the run "
        f"they are tested on ({FOLDS} folds, means of {REPEATS} draws). A way that must learn on other runs has less "
        "to go by.", "",
        f"| learner | {' | '.join(runs)} | mean (95 %) |", "|---" * (len(runs) + 2) + "|", *lines, "",
        f"Taking in each run whichever of them did best there, which nobody can know before: {most.mean():+.3f}.",
    ])  # fmt: skip
