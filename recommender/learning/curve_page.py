"""The learning curve as Markdown tables, from the figures of one or more ways officers decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from recommender.learning.curve import LEARNED, LEAST_GROUP, POLICY, Curve

WAYS = {
    LEARNED: "**learned model**",
    POLICY: "written policy",
    "majority": "majority: the base rate",
    "standards_alone": "formal standards only",
    "gradient_boosting": "gradient boosting, uncalibrated",
    "logistic": "plain logistic regression",
}
LOWEST_SHOWN = 5
ANSWERS = ("review", "passed_right", "refused_right", "passed_unseen", "refused_wrongly")


def curve_figures(curves: Mapping[str, Curve], *, facts: str) -> str:
    """The generated part: facts, then for each way of deciding (its heading → its curve) every table."""
    parts = [facts]
    for heading, curve in curves.items():
        parts += [f"### {heading}", _losses(curve.figures), _sets(curve), _groups(curve)]
    return "\n\n".join(parts)


def _losses(figures: pd.DataFrame) -> str:
    measures = ("log_loss", "log_loss_truth", "brier", "ece", "ece_truth")
    heads = ("decisions", "way", "log loss, decisions", "log loss, truth", "Brier, decisions", "ECE, decisions")
    rows = []
    for size in sorted(figures["decisions"].unique()):
        for way, name in WAYS.items():
            here = figures[(figures["decisions"] == size) & (figures["way"] == way)]
            if len(here):
                rows.append([_count(size), name, *(_number(here[measure].mean()) for measure in measures)])
    return _table((*heads, "ECE, truth"), rows)


def _sets(curve: Curve) -> str:
    heads = (
        "decisions", "coverage, decisions (least – most)", "coverage, truth", f"least group of {LEAST_GROUP}+",
        "sent to review", "“meets” right", "“does not meet” right", "truly not meeting, passed",
        "truly meeting, refused", "log loss above the policy's",
    )  # fmt: skip
    learned = curve.figures[curve.figures["way"] == LEARNED]
    policy = curve.figures[curve.figures["way"] == POLICY].set_index(["repetition", "decisions"])
    rows = []
    for size, here in learned.groupby("decisions"):
        rival = policy.loc[list(zip(here["repetition"], here["decisions"], strict=True))]
        measures = ("log_loss", "log_loss_truth")
        worse = [int((here[name].to_numpy() > rival[name].to_numpy() + 1e-12).sum()) for name in measures]
        mean, least, most = (_number(float(value)) for value in here["coverage"].agg(["mean", "min", "max"]))
        rows.append([
            _count(int(str(size))), f"{mean} ({least} – {most})", _number(here["coverage_truth"].mean()),
            _number(_least(curve.groups, int(str(size)))), *(_number(here[name].mean()) for name in ANSWERS),
            f"decisions {worse[0]}, truth {worse[1]} of {len(here)}",
        ])  # fmt: skip
    answers = [_number(policy[name].mean()) for name in ANSWERS]
    rows.append(["thresholds of the written policy", "–", "–", "–", *answers, "–"])
    return _table(heads, rows)


def group_means(groups: pd.DataFrame, size: int) -> pd.DataFrame:
    """dimension, group, coverage, cases: means over repetitions of groups of LEAST_GROUP or more, lowest first."""
    here = groups[groups["decisions"] == size].groupby(["dimension", "group"], as_index=False)[["coverage", "cases"]]
    means = here.mean()
    return means[means["cases"] >= LEAST_GROUP].sort_values(["coverage", "dimension", "group"], ignore_index=True)


def _least(groups: pd.DataFrame, size: int) -> float:
    return float(group_means(groups, size)["coverage"].min())


def _groups(curve: Curve) -> str:
    most = int(curve.groups["decisions"].max())
    means = group_means(curve.groups, most)
    rows = [
        [row["dimension"], row["group"] or "–", _count(round(row["cases"])), _number(row["coverage"])]
        for row in means.head(LOWEST_SHOWN).to_dict("records")
    ]
    title = f"Lowest coverage of {len(means)} groups of {LEAST_GROUP}+ after {_count(most)} decisions:"
    return title + "\n\n" + _table(("dimension", "group", "cases", "coverage"), rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (heads, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(heads), *lines[1:]])


def _number(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"


def _count(value: int) -> str:
    return f"{value:,}"
