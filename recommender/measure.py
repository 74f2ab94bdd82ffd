"""Estimates: level of each officer on each requirement asked, with its standard deviation, from matched evidence.

The model is stated in docs/method.md: the true level of officer o on requirement r is
``x = mu[r] + delta[o, kind] + epsilon``, with a general factor per officer and kind (competency or task); a result says
``x`` plus an error whose deviation depends on method, age and how sure the match of topic and requirement is. All
parts are normal, so the posterior is closed-form and computed for all officers at once. Results on one requirement
say something, weaker, about the others through the factor; the factor used for a requirement leaves its own results
out, so nothing counts twice.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import norm

from recommender.columns import ESTIMATES, EVIDENCE, MATCHES, REQUIREMENTS
from recommender.settings import Settings
from recommender.types import Basis, EvidenceKind, Method

PAIR = ["officer_id", "requirement_id"]
TEXT_KINDS = (EvidenceKind.DUTY, EvidenceKind.PAST_POST, EvidenceKind.TRAINING)
PRIOR_RESULTS = 20
"""Results that the written prior mean of a requirement counts for beside the results seen."""
MATCHES_PER_EVIDENCE = 4
CONFIDENCE_BAND = 0.2
"""An evidence text also counts for requirements whose match is this much less sure than its best one."""


def estimates(
    evidence: pd.DataFrame,
    matches: pd.DataFrame,
    asked: pd.DataFrame,
    *,
    settings: Settings,
) -> pd.DataFrame:
    """ESTIMATES rows, one for each row of `asked`: REQUIREMENTS joined to officers (see `asked_of`)."""
    pairs = asked[[*PAIR, "kind", "min_level", "max_level"]].drop_duplicates(PAIR)
    seen = observations(EVIDENCE.check(evidence), MATCHES.check(matches), pairs, settings=settings)
    posterior = _posterior(pairs, seen, settings=settings)
    frame = asked.merge(posterior.drop(columns=["kind", "min_level", "max_level"]), on=PAIR, how="left")
    frame["p_meets"] = p_at_least(frame["level"], frame["sd"], frame["min_level"])
    return ESTIMATES.conform(frame)


def p_at_least(level: pd.Series, sd: pd.Series, minimum: pd.Series) -> pd.Series:
    """P(level ≥ minimum), where level k covers k-0.5 to k+0.5 on the continuous scale."""
    return pd.Series(norm.cdf((level - (minimum - 0.5)) / sd), index=level.index)


def asked_of(holdings: pd.DataFrame, requirements: pd.DataFrame) -> pd.DataFrame:
    """One row per officer, position held and requirement of that position."""
    held = holdings[["officer_id", "position_id"]]
    return held.merge(REQUIREMENTS.check(requirements), on="position_id", how="inner")


def observations(
    evidence: pd.DataFrame, matches: pd.DataFrame, pairs: pd.DataFrame, *, settings: Settings
) -> pd.DataFrame:
    """Evidence joined to the requirements asked of its officer that its text matches, with a deviation each."""
    speaks = evidence[evidence["level"].notna() | evidence["kind"].isin(TEXT_KINDS)]
    sure = matches[matches["confidence"] >= settings.match_confidence]
    joined = speaks.merge(sure[["text", "requirement_id", "confidence"]], on="text", how="inner")
    joined = joined.merge(pairs[PAIR], on=PAIR, how="inner")
    joined = joined.sort_values(["evidence_id", "confidence", "requirement_id"], ascending=[True, False, True])
    group = joined.groupby("evidence_id", sort=False)["confidence"]
    near = joined["confidence"] >= group.transform("max") - CONFIDENCE_BAND
    joined = joined[near & (group.cumcount() < MATCHES_PER_EVIDENCE)].copy()
    joined["is_direct"] = joined["level"].notna()
    is_self = joined["method"] == Method.SELF
    value = joined["level"] - is_self * settings.self_leniency
    joined["value"] = value.where(joined["is_direct"], settings.text_level)
    base = joined["sd"].where(joined["is_direct"], settings.sd_text)
    age = joined["age_years"].fillna(settings.undated_years)
    doubt = settings.sd_doubt * (1 - joined["confidence"])
    joined["deviation"] = np.sqrt(base**2 + (settings.sd_per_year * age) ** 2 + doubt**2)
    return joined


def _posterior(pairs: pd.DataFrame, seen: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Level, deviation and what it rests on for every officer × requirement asked."""
    frame = pairs.merge(_summed(seen), on=PAIR, how="left")
    amounts = ["precision", "weighted", "n_direct", "n_text"]
    frame[amounts] = frame[amounts].fillna(0.0)
    frame["mean"] = _prior_means(frame)
    variance_factor = settings.prior_sd**2 * settings.factor_share
    variance_own = settings.prior_sd**2 - variance_factor
    factor, factor_variance = _factor_without_own(frame, variance_factor, variance_own)
    prior_precision = 1 / (variance_own + factor_variance)
    prior_mean = frame["mean"] + factor
    total = prior_precision + frame["precision"]
    frame["level"] = ((prior_mean * prior_precision + frame["weighted"]) / total).clip(1, 5)
    frame["sd"] = 1 / np.sqrt(total)
    frame["basis"] = np.select(
        [frame["n_direct"] > 0, frame["n_text"] > 0], [str(Basis.DIRECT), str(Basis.TEXT)], str(Basis.NONE)
    )
    frame = frame.merge(_by_method(seen), on=PAIR, how="left").merge(_quotes(seen), on=PAIR, how="left")
    return frame.drop(columns=["precision", "weighted", "mean"])


def _summed(seen: pd.DataFrame) -> pd.DataFrame:
    precision = 1 / seen["deviation"] ** 2
    parts = seen[PAIR].assign(
        precision=precision,
        weighted=precision * seen["value"],
        n_direct=seen["is_direct"].astype("int64"),
        n_text=(~seen["is_direct"]).astype("int64"),
    )
    return parts.groupby(PAIR, as_index=False, sort=True).sum()


def _prior_means(frame: pd.DataFrame) -> pd.Series:
    """Mean level of each requirement: the middle of its range, moved by the direct results seen."""
    written = (frame["min_level"] + frame["max_level"]) / 2
    direct = frame["n_direct"] > 0
    seen = (frame["weighted"] / frame["precision"].where(frame["precision"] > 0)).where(direct)
    by_requirement = frame.assign(seen=seen).groupby("requirement_id")["seen"]
    count, total = by_requirement.transform("count"), by_requirement.transform("sum")
    return (total + PRIOR_RESULTS * written) / (count + PRIOR_RESULTS)


def _factor_without_own(
    frame: pd.DataFrame, variance_factor: float, variance_own: float
) -> tuple[pd.Series, pd.Series]:
    """Posterior mean and variance of the officer's factor from the results on the other requirements of that kind."""
    has = frame["precision"] > 0
    precision = frame["precision"].where(has, 1.0)
    residual = (frame["weighted"] / precision - frame["mean"]).where(has, 0.0)
    information = (1 / (variance_own + 1 / precision)).where(has, 0.0)
    groups = [frame["officer_id"], frame["kind"]]
    others = information.groupby(groups).transform("sum") - information
    pull = (information * residual).groupby(groups).transform("sum") - information * residual
    posterior_precision = others + 1 / variance_factor
    return pull / posterior_precision, 1 / posterior_precision


def _by_method(seen: pd.DataFrame) -> pd.DataFrame:
    direct = seen[seen["is_direct"]]
    table = direct.pivot_table(index=PAIR, columns="method", values="level", aggfunc="mean")
    table.columns = pd.Index([str(name) for name in table.columns])
    return table.reindex(columns=[str(method) for method in Method]).reset_index()


def _quotes(seen: pd.DataFrame) -> pd.DataFrame:
    """The piece of evidence that weighs most on each estimate, to be shown beside it."""
    ordered = seen.sort_values(
        [*PAIR, "is_direct", "deviation", "evidence_id"], ascending=[True, True, False, True, True]
    )
    first = ordered.drop_duplicates(PAIR)
    return first[[*PAIR, "evidence_id"]].assign(
        quote=first["text"].where(first["grade"] == "", first["text"] + ": " + first["grade"]),
        quote_on=first["dated_on"],
        quote_place=first["place"],
        match_confidence=first["confidence"],
    )
