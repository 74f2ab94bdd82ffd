"""Verdicts: the proposal per officer and position held, from standards and estimates, by a written policy.

Three questions, never one number: formal standards; competency; work results, which are shown and decide nothing.
`Suitability` is the seam: any object with `probability(features)` can stand where the written policy stands; the
policy is what every learned model starts from and is measured against.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import pandas as pd

from recommender.columns import (
    ESTIMATES,
    EVIDENCE,
    HOLDINGS,
    OFFICERS,
    STANDARDS,
    VERDICTS,
    number_of,
    text_of,
)
from recommender.enough import p_enough
from recommender.measuring.pair_numbers import group_numbers
from recommender.settings import Settings
from recommender.types import Basis, EvidenceKind, StandardStatus, VerdictLabel

KEY = ["officer_id", "position_id"]
STANDARD_PROBABILITY = {StandardStatus.FITS: 0.98, StandardStatus.CONSIDER: 0.8, StandardStatus.UNFIT: 0.02}
"""P(a person would find the standard met) by its status: the clause is clear, or a person must decide.

Most open ones end well: a paper that exists and was not written down, a near major that the council accepts.
"""

LEAST_GATE = 1e-6
"""No core task counts as less likely met than this, so that its logarithm stays finite."""


class Suitability(Protocol):
    """Something that turns the features of officer × position into P(meets the position)."""

    def probability(self, features: pd.DataFrame) -> pd.Series:
        """P(meets) for each row of `features`, in 0-1."""


class Deciding(Suitability, Protocol):
    """A suitability that also says where only one label is left; that then takes the place of the thresholds."""

    def kept_labels(self, features: pd.DataFrame) -> pd.Series:
        """For each row the one label left, `meets` or `does_not_meet`; anything else where that is not so."""


def with_kept(estimates: pd.DataFrame, suitability: Suitability | None) -> pd.DataFrame:
    """ESTIMATES with the label that a learned suitability keeps for each requirement; "" without one."""
    kept = getattr(suitability, "kept_requirements", None)
    return estimates if kept is None else estimates.assign(kept=kept(estimates))


class WrittenPolicy:
    """The policy in words: formal standards met, every core task at its minimum, and enough of all requirements met."""

    def probability(self, features: pd.DataFrame) -> pd.Series:
        """Product of P(standards) and P(competency); see docs/method.md."""
        return features["p_standards"] * features["p_competency"]


def verdicts(
    holdings: pd.DataFrame,
    estimates: pd.DataFrame,
    standards: pd.DataFrame,
    *,
    officers: pd.DataFrame,
    evidence: pd.DataFrame,
    settings: Settings,
    suitability: Suitability | None = None,
) -> pd.DataFrame:
    """VERDICTS rows without their reasons in words (see explain), one for each position held."""
    frame = HOLDINGS.check(holdings)[[*KEY, "share"]].merge(
        OFFICERS.check(officers)[["officer_id", "unit_id"]], on="officer_id", how="left"
    )
    frame = frame.merge(verdict_features(frame[KEY], estimates, standards, settings=settings), on=KEY, how="left")
    frame = frame.merge(work_results(evidence), on="officer_id", how="left")
    frame["results_band"] = frame["results_band"].astype("object").fillna("")
    frame = proposed(frame, settings=settings, suitability=suitability)
    return VERDICTS.conform(frame)


def proposed(features: pd.DataFrame, *, settings: Settings, suitability: Suitability | None = None) -> pd.DataFrame:
    """The features with probability, verdict, failed questions and the reasons for a review."""
    judge = suitability or WrittenPolicy()
    frame = features.assign(probability=judge.probability(features))
    kept = getattr(judge, "kept_labels", None)
    return _labelled(frame, settings=settings) if kept is None else _labelled_by_sets(frame, kept(frame), settings)


def verdict_features(
    pairs: pd.DataFrame, estimates: pd.DataFrame, standards: pd.DataFrame, *, settings: Settings
) -> pd.DataFrame:
    """All features of the officer × position pairs, in their order: what a Suitability is given."""
    return features_by(KEY, pairs, ESTIMATES.check(estimates), STANDARDS.check(standards), settings=settings)


def features_by(
    by: Sequence[str], pairs: pd.DataFrame, estimates: pd.DataFrame, standards: pd.DataFrame, *, settings: Settings
) -> pd.DataFrame:
    """The same of cases that the columns `by` tell apart, as where an officer × position is asked about several ways.

    Of the frames only what the features rest on is needed.
    """
    frame = pairs[[*by]].merge(competency_features(estimates, settings=settings, by=by), on=[*by], how="left")
    return _without_answers(frame.merge(standard_features(standards, by=by), on=[*by], how="left"))


def competency_features(estimates: pd.DataFrame, *, settings: Settings, by: Sequence[str] = KEY) -> pd.DataFrame:
    """Per officer × position: P(competency question met) and its parts, weighted shares met, covered, shown; counts.

    `p_enough`: enough of all requirements are met; `p_gates`: every gate is; `p_competency` is their product.
    `share_shown`: weighted share that direct evidence shows to be met, by its probability. `by`: the columns that tell
    officers × positions apart.
    """
    weight, p = estimates["weight"], estimates["p_meets"]
    direct = estimates["basis"] == Basis.DIRECT
    gate = estimates["is_gate"]
    parts = pd.DataFrame(
        {
            "weight": weight,
            "expected": weight * p,
            "covered": weight * direct,
            "shown": weight * p * direct,
            "log_gate": np.log(np.clip(p.where(gate, 1.0), LEAST_GATE, 1.0)),
            "n_requirements": 1,
            "n_direct": direct.astype("int64"),
            "n_below": (p < settings.p_fails).astype("int64"),
        },
        index=estimates.index,
    )
    holding, keys = group_numbers(estimates, by)
    total = keys.join(parts.groupby(holding, sort=True).sum())
    total["share_met"] = total["expected"] / total["weight"]
    total["coverage"] = total["covered"] / total["weight"]
    total["share_shown"] = total["shown"] / total["weight"]
    total["p_enough"] = p_enough(estimates, holding, count=len(keys), share=settings.share_required)
    total["p_gates"] = np.exp(total["log_gate"])
    total["p_competency"] = total["p_enough"] * total["p_gates"]
    shares = ["p_competency", "p_enough", "p_gates", "share_met", "coverage", "share_shown"]
    kept = [*shares, "n_requirements", "n_direct", "n_below"]
    return total[[*by, *kept]]


def standard_features(standards: pd.DataFrame, *, by: Sequence[str] = KEY) -> pd.DataFrame:
    """Per officer × position: the worst status of the standards that decide, and P(all found met)."""
    order = [str(StandardStatus.FITS), str(StandardStatus.CONSIDER), str(StandardStatus.UNFIT)]
    deciding = standards[standards["decides"]]
    parts = deciding[[*by]].assign(
        rank=number_of(deciding["status"], {name: index for index, name in enumerate(order)}),
    )
    worst = parts.groupby([*by], as_index=False, sort=True).max()
    worst["standards"] = text_of(worst["rank"], dict(enumerate(order)))
    worst["p_standards"] = number_of(worst["standards"], STANDARD_PROBABILITY)
    return worst[[*by, "standards", "p_standards"]]


def work_results(evidence: pd.DataFrame) -> pd.DataFrame:
    """The latest yearly band of each officer, as written."""
    rated = EVIDENCE.check(evidence)
    rated = rated[rated["kind"] == EvidenceKind.RATING].sort_values(["officer_id", "dated_on", "evidence_id"])
    latest = rated.drop_duplicates("officer_id", keep="last")
    return latest[["officer_id"]].assign(results_band=latest["grade"].where(latest["grade"] != "", latest["text"]))


def _without_answers(frame: pd.DataFrame) -> pd.DataFrame:
    """A position without requirements or deciding standards: nothing is known, nothing is held against anybody."""
    halves = {"p_competency": 0.5, "p_enough": 0.5, "p_gates": 1.0, "p_standards": 1.0}
    shares = {"share_met": 0.0, "coverage": 0.0, "share_shown": 0.0}
    counts = {"n_requirements": 0, "n_direct": 0, "n_below": 0}
    texts = {"standards": str(StandardStatus.FITS)}
    return frame.astype({"standards": "object"}).fillna({**halves, **shares, **counts, **texts})


def _labelled(frame: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Label, failed questions and the reasons for a review, by the thresholds of the settings."""
    unfit = frame["standards"] == StandardStatus.UNFIT
    consider = frame["standards"] == StandardStatus.CONSIDER
    thin = frame["coverage"] < settings.coverage_required
    fails = (frame["p_competency"] <= settings.p_fails) & ~thin
    unsure = (frame["probability"] < settings.p_meets) & ~fails & ~consider & ~thin
    frame["failed_questions"] = _named({"standards": unfit, "competency": fails}, frame.index)
    label = np.select(
        [unfit | fails, consider | thin | unsure],
        [str(VerdictLabel.DOES_NOT_MEET), str(VerdictLabel.NEEDS_REVIEW)],
        str(VerdictLabel.MEETS),
    )
    return _with_review_reasons(frame.assign(verdict=label), consider=consider, thin=thin, unsure=unsure)


def _with_review_reasons(
    frame: pd.DataFrame, *, consider: pd.Series, thin: pd.Series, unsure: pd.Series
) -> pd.DataFrame:
    """Why a person must look, of those that a person must look at; the others are decided and have no such reason."""
    flags = {"standards_open": consider, "thin_evidence": thin, "uncertain": unsure}
    reasons = _named(flags, frame.index)
    return frame.assign(review_reasons=reasons.where(frame["verdict"] == VerdictLabel.NEEDS_REVIEW, ""))


def _labelled_by_sets(frame: pd.DataFrame, kept: pd.Series, settings: Settings) -> pd.DataFrame:
    """Label only where one label is left; a rule still open, thin evidence or an unfit standard never meets.

    Standards on record that fail need no evidence on competency; a failed competency question does.
    """
    unfit = frame["standards"] == StandardStatus.UNFIT
    consider = frame["standards"] == StandardStatus.CONSIDER
    thin = frame["coverage"] < settings.coverage_required
    fails = (kept == VerdictLabel.DOES_NOT_MEET) & (unfit | ~thin)
    low = frame["p_competency"] < frame["p_standards"]
    meets = (kept == VerdictLabel.MEETS) & ~unfit & ~consider & ~thin
    unsure = ~fails & ~meets & ~consider & ~thin
    frame["failed_questions"] = _named(
        {"standards": fails & unfit, "competency": fails & ~thin & (~unfit | low)}, frame.index
    )
    label = np.select([fails, meets], [str(VerdictLabel.DOES_NOT_MEET), str(VerdictLabel.MEETS)], "needs_review")
    return _with_review_reasons(frame.assign(verdict=label), consider=consider, thin=thin, unsure=unsure)


def _named(flags: dict[str, pd.Series], index: pd.Index) -> pd.Series:
    """The names of the flags that are true, joined by a bar."""
    joined = pd.Series("", index=index, dtype="str")
    for name, flag in flags.items():
        bar = pd.Series("|", index=index, dtype="str").where(flag & (joined != ""), "")
        joined = joined + bar + pd.Series(name, index=index, dtype="str").where(flag, "")
    return joined
