"""Estimates: the level of each officer on each requirement asked, with its standard deviation, from matched evidence.

The model is stated in docs/method.md: the true level of officer o on requirement r is
``x = mu[r] + delta[o, kind] + epsilon``, with a general factor per officer and kind (competency or task), an officer's
two factors being correlated; a result says ``x`` plus an error whose deviation depends on method, age and how surely
the topic speaks of the requirement. All parts are normal, so the posterior is closed-form and computed for all officers
at once. Results on one requirement say something, weaker, about the others through the factors; the factor used for a
requirement leaves its own results out, so nothing counts twice. Means and spreads are learned from the run itself.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import norm

from recommender.columns import ESTIMATES, REQUIREMENTS, number_of
from recommender.conflicts import conflicts
from recommender.observations import PAIR, asked_pairs, observations
from recommender.settings import Settings
from recommender.spread import KINDS, Spread, seen_spread
from recommender.types import Basis, Method

RANGE = ["requirement_id", "min_level", "max_level"]
PRIOR_RESULTS = 20
"""Results that the written prior mean of a requirement counts for beside the results seen."""
SURE_ENOUGH = 0.5
"""Results whose topic is less surely about the requirement say nothing about the spread."""
OTHER = {"competency": "task", "task": "competency"}


def estimates(
    evidence: pd.DataFrame,
    matches: pd.DataFrame,
    asked: pd.DataFrame,
    *,
    settings: Settings,
    assessors: pd.DataFrame | None = None,
    taught: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """ESTIMATES rows, one for each row of `asked`: REQUIREMENTS joined to officers (see `asked_of`).

    `assessors`, `taught`: as in `observations`.
    """
    seen = observations(evidence, matches, asked_pairs(asked), settings=settings, assessors=assessors, taught=taught)
    return estimates_of(seen, asked, settings=settings)


def estimates_of(seen: pd.DataFrame, asked: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """ESTIMATES rows, one for each row of `asked`, from rows of `observations` of the same officers."""
    posterior = _posterior(asked_pairs(asked), seen, settings=settings)
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


def _posterior(pairs: pd.DataFrame, seen: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Level, deviation and what it rests on for every officer × requirement asked."""
    frame = pairs.merge(_summed(seen), on=PAIR, how="left")
    amounts = ["precision", "weighted", "n_direct", "n_text"]
    frame[amounts] = frame[amounts].fillna(0.0)
    frame["mean"] = _prior_means(frame)
    spread = seen_spread(_residuals(frame, seen), settings=settings)
    factor, factor_variance = _factor_without_own(frame, spread)
    own = number_of(frame["kind"], {kind: spread.total[kind] - spread.factor[kind] for kind in KINDS})
    prior_precision = 1 / (own + factor_variance)
    prior_mean = frame["mean"] + factor
    total = prior_precision + frame["precision"]
    frame["level"] = ((prior_mean * prior_precision + frame["weighted"]) / total).clip(1, 5)
    frame["sd"] = 1 / np.sqrt(total)
    frame["basis"] = np.select(
        [frame["n_direct"] > 0, frame["n_text"] > 0], [str(Basis.DIRECT), str(Basis.TEXT)], str(Basis.NONE)
    )
    for part in (_by_method(seen), conflicts(seen), _quotes(seen)):
        frame = frame.merge(part, on=PAIR, how="left")
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
    """Mean level of each requirement at each range: the middle of the range, moved by the direct results seen."""
    written = (frame["min_level"] + frame["max_level"]) / 2
    direct = frame["n_direct"] > 0
    seen = (frame["weighted"] / frame["precision"].where(frame["precision"] > 0)).where(direct)
    groups = frame.assign(seen=seen).groupby(RANGE)["seen"]
    count, total = groups.transform("count"), groups.transform("sum")
    return (total + PRIOR_RESULTS * written) / (count + PRIOR_RESULTS)


def _residuals(frame: pd.DataFrame, seen: pd.DataFrame) -> pd.DataFrame:
    """What each sure direct result said, less the mean of its requirement."""
    sure = seen[seen["is_direct"] & (seen["confidence"] >= SURE_ENOUGH)]
    joined = sure[[*PAIR, "value", "confidence"]].merge(frame[[*PAIR, "kind", "mean"]], on=PAIR, how="inner")
    return joined.assign(residual=joined["value"] - joined["mean"])


def _factor_without_own(frame: pd.DataFrame, spread: Spread) -> tuple[pd.Series, pd.Series]:
    """Posterior mean and variance of the officer's factor of that kind, from all results but those on the requirement.

    The factors of the two kinds are jointly normal, so results of the other kind say something too (2 × 2).
    """
    kind = frame["kind"]
    own = number_of(kind, {name: spread.total[name] - spread.factor[name] for name in KINDS})
    has = frame["precision"] > 0
    precision = frame["precision"].where(has, 1.0)
    residual = (frame["weighted"] / precision - frame["mean"]).where(has, 0.0)
    information = (1 / (own + 1 / precision)).where(has, 0.0)
    pull = information * residual
    same = [frame["officer_id"], kind]
    mine = information.groupby(same).transform("sum") - information
    my_pull = pull.groupby(same).transform("sum") - pull
    theirs = information.groupby(frame["officer_id"]).transform("sum") - mine - information
    their_pull = pull.groupby(frame["officer_id"]).transform("sum") - my_pull - pull
    variance = number_of(kind, spread.factor)
    other = number_of(kind, {name: spread.factor[OTHER[name]] for name in KINDS})
    determinant = variance * other - spread.between**2
    first, second, link = other / determinant + mine, variance / determinant + theirs, -spread.between / determinant
    both = first * second - link**2
    return (second * my_pull - link * their_pull) / both, second / both


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
