"""A model learned from labelled cases, and how it does on the part held back, beside the policy and the majority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.suitability import (
    ConformalSets,
    GroupCoverage,
    Kept,
    PolicyPriorClassifier,
    SuitabilityModel,
    conformal_sets,
    covered,
    group_coverage,
)
from models.suitability.versions import NO_CASES
from recommender.errors import InputError
from recommender.evaluate.reliability import brier, calibration_error, log_loss
from recommender.learning.decision_use import DecisionUse
from recommender.learning.labelled import Part
from recommender.learning.measured import GROUPS
from recommender.learning.prior_width import chosen_width, widened
from recommender.settings import Settings
from recommender.suitability import FEATURES, suitability_matrix
from recommender.verdict import WrittenPolicy

LEAST = {Part.FIT: 10, Part.CALIBRATE: 10, Part.HELD_BACK: 10}
"""Fewer decisions in a part and nothing is learned: the policy stays."""
PARTS = {
    Part.FIT: ("để học", "to learn from"), Part.CALIBRATE: ("để hiệu chỉnh", "to calibrate"),
    Part.HELD_BACK: ("giữ lại để kiểm tra", "held back for the test"),
}  # fmt: skip
LEAST_GROUP = 30
"""Cases of a group from which its coverage is reported."""
LEAST_TESTED = 60
"""Tests of a kind or requirement from which its coverage is reported."""
MODEL, POLICY, MAJORITY = "model", "policy", "majority"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """How well decisions held back were foretold by one way; log loss and Brier score, less is better."""

    name: str
    log_loss: float
    brier: float
    calibration_error: float
    is_better: bool = False
    """Whether this rival is better than the model by more than chance explains; never for the model itself."""


@dataclass(frozen=True, kw_only=True)
class Trained:
    """A model, how it and its rivals did, and the coverage of its sets over all and by group on the part held back."""

    model: SuitabilityModel
    compared: tuple[Compared, ...]
    coverage: tuple[GroupCoverage, ...]
    requirement_coverage: tuple[GroupCoverage, ...]
    """Of the sets of single requirements: over all, by kind, by requirement; empty without tests to hold against."""
    counts: dict[str, int]
    error: float

    def better_rivals(self) -> tuple[str, ...]:
        """Rivals that foretold the decisions held back better than the model, by log loss or Brier score."""
        return tuple(rival.name for rival in self.compared if rival.is_better)


def trained(
    cases: pd.DataFrame, *, settings: Settings, shown: pd.DataFrame | None = None, use: DecisionUse | None = None
) -> Trained:
    """Fit on one part, calibrate on the next, compare on the last; InputError when a part has too few decisions.

    The bands of the sets end at the thresholds of the written policy. `cases`: rows of `labelled`. `shown`: rows of
    `shown_by_tests`, for the sets of single requirements. `use`: what became of all decisions, told when refused.
    """
    parts = {part: cases[cases["part"] == part] for part in Part}
    counts = {str(part): len(rows) for part, rows in parts.items()}
    if any(len(parts[part]) < least for part, least in LEAST.items()):
        raise _too_few(counts, use)
    classifier = fitted(parts[Part.FIT])
    judged, held = parts[Part.CALIBRATE], parts[Part.HELD_BACK]
    edges, error = bands(settings), settings.error_level
    chances = classifier.probability(suitability_matrix(judged))
    sets = conformal_sets(chances, judged["is_meeting"].to_numpy(dtype=bool), edges=edges)
    requirement_sets, requirement_coverage = _requirement_sets(shown, edges=edges, error=error)
    return Trained(
        model=SuitabilityModel(
            classifier=classifier, features=FEATURES, sets=sets, requirement_sets=requirement_sets
        ),
        compared=_compared(classifier, parts[Part.FIT], held),
        coverage=_coverage(classifier, sets, held, error=error),
        requirement_coverage=requirement_coverage,
        counts=counts,
        error=error,
    )  # fmt: skip


def bands(settings: Settings) -> tuple[float, float]:
    """Where the bands of the sets end: what the written policy itself would refuse, send to review, and pass."""
    return settings.p_fails, settings.p_meets


def fitted(cases: pd.DataFrame) -> PolicyPriorClassifier:
    """The classifier of labelled cases, with the prior width that they themselves ask for."""
    table, is_meeting = suitability_matrix(cases), cases["is_meeting"].to_numpy(dtype=bool)
    officers = pd.factorize(cases["officer_id"], sort=True)[0]
    return widened(chosen_width(table, is_meeting, officers)).fit(table, is_meeting)


def _compared(classifier: PolicyPriorClassifier, fitted: pd.DataFrame, held: pd.DataFrame) -> tuple[Compared, ...]:
    """The model first. The policy is given the same share of slips, so that it is not beaten by its certainty alone."""
    slips = classifier.slips_
    policy = slips + (1 - 2 * slips) * WrittenPolicy().probability(held)
    usual = (fitted["is_meeting"].sum() + 0.5) / (len(fitted) + 1)
    said = {
        MODEL: pd.Series(classifier.predict_proba(suitability_matrix(held))[:, 1], index=held.index),
        POLICY: policy,
        MAJORITY: pd.Series(float(usual), index=held.index),
    }
    truth = held["is_meeting"]
    return tuple(
        Compared(
            name=name, log_loss=log_loss(p, truth), brier=brier(p, truth),
            calibration_error=calibration_error(p, truth), is_better=is_better(p, said[MODEL], truth),
        )
        for name, p in said.items()
    )  # fmt: skip


def is_better(rival: pd.Series, model: pd.Series, truth: pd.Series) -> bool:
    """Whether the rival's log loss and Brier score are both below the model's, or one by more than a standard error.

    Few decisions held back cannot tell two good ways apart; where the two scores disagree by less than chance explains,
    a model is not refused.
    """
    right = [p.where(truth.astype("bool"), 1 - p) for p in (model, rival)]
    losses = [-np.log(p.clip(1e-6, 1.0)) for p in right], [(1 - p) ** 2 for p in right]
    behind = [own - other for own, other in losses]
    by_more = any(float(gap.mean()) > float(gap.std(ddof=1)) / len(gap) ** 0.5 for gap in behind)
    return by_more or all(float(gap.mean()) > 0 for gap in behind)


def _coverage(
    classifier: PolicyPriorClassifier, sets: ConformalSets, held: pd.DataFrame, *, error: float
) -> tuple[GroupCoverage, ...]:
    chances = classifier.probability(suitability_matrix(held))
    right = covered(sets.kept(chances, error=error), held["is_meeting"].to_numpy(dtype=bool))
    is_decided = sets.decided(chances, error=error) != str(Kept.NEITHER)
    groups = {name: held[name].fillna("").to_numpy(dtype="str") for name in GROUPS if name in held}
    return group_coverage(right, is_decided, groups, least=LEAST_GROUP)


def _requirement_sets(
    shown: pd.DataFrame | None, *, edges: tuple[float, float], error: float
) -> tuple[ConformalSets, tuple[GroupCoverage, ...]]:
    """Sets of single requirements; coverage is measured on each half of the officers by the bounds of the other."""
    if shown is None or len(shown) < 2 * LEAST_GROUP:
        return NO_CASES, ()
    p, truth = shown["p_meets"].to_numpy(dtype=np.float64), shown["is_shown"].to_numpy(dtype=bool)
    half = pd.factorize(shown["officer_id"], sort=True)[0] % 2 == 0
    right, is_decided = np.zeros(len(p), dtype=bool), np.zeros(len(p), dtype=bool)
    for here in (half, ~half):
        sets = conformal_sets(p[~here], truth[~here], edges=edges)
        right[here] = covered(sets.kept(p[here], error=error), truth[here])
        is_decided[here] = sets.decided(p[here], error=error) != str(Kept.NEITHER)
    groups = {name: shown[name].to_numpy(dtype="str") for name in ("kind", "requirement_id")}
    return conformal_sets(p, truth, edges=edges), group_coverage(right, is_decided, groups, least=LEAST_TESTED)


def _too_few(counts: dict[str, int], use: DecisionUse | None) -> InputError:
    """Each part with what it has and needs, and what became of the decisions that were read."""
    found, least = (
        tuple(", ".join(f"{PARTS[part][at]} {of[part]}" for part in Part) for at in (0, 1))
        for of in ({part: counts[str(part)] for part in Part}, LEAST)
    )
    vi, en = (use.text(0), use.text(1)) if use else ("", "")
    return InputError(
        f"Chưa đủ quyết định đã ký để học ({found[0]}; cần ít nhất {least[0]}). Chính sách thành văn vẫn được dùng.",
        f"Too few signed decisions to learn from ({found[1]}; at least {least[1]} needed). The written policy stays in "
        "use.", hint_vi=vi, hint_en=en,
    )  # fmt: skip


def metrics_of(result: Trained) -> dict[str, float]:
    """Figures for the manifest."""
    found: dict[str, float] = {}
    for row in result.compared:
        found[f"{row.name}_log_loss"], found[f"{row.name}_brier"] = row.log_loss, row.brier
        found[f"{row.name}_calibration_error"] = row.calibration_error
    for name, group in [*_first("verdict", result.coverage), *_first("requirement", result.requirement_coverage)]:
        found[f"{name}_coverage"], found[f"{name}_decided"] = group.coverage, group.decided
    return {**found, **{f"decisions_{name}": float(count) for name, count in result.counts.items()}}


def _first(name: str, groups: Sequence[GroupCoverage]) -> list[tuple[str, GroupCoverage]]:
    return [(name, group) for group in groups[:1]]
