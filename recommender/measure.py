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
from scipy.special import ndtr

from recommender.columns import ESTIMATES, REQUIREMENTS, number_of
from recommender.measuring.conflicts import conflicts
from recommender.measuring.observations import asked_pairs, observations
from recommender.measuring.pair_numbers import PairNumbers
from recommender.measuring.spread import KINDS, Spread, seen_spread
from recommender.settings import Settings
from recommender.types import Basis, Method

RANGE = ["requirement", "min_level", "max_level"]
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


def estimates_of(seen: pd.DataFrame, asked: pd.DataFrame, *, settings: Settings, is_shown: bool = True) -> pd.DataFrame:
    """ESTIMATES rows, one for each row of `asked`, from rows of `observations` of the same officers.

    `is_shown` False leaves out what only people read (results by method, conflicts, the weightiest quote).
    """
    pairs = PairNumbers.of_rows(asked)
    pair = pairs.find(seen)
    told = seen[pair >= 0].assign(pair=pair[pair >= 0])
    posterior = _posterior(asked, told, pairs, settings=settings)
    if is_shown:
        posterior = posterior.join([_by_method(told), _conflicts(told), _quotes(told)])
    frame = pd.concat([asked.reset_index(drop=True), posterior.take(pairs.of).reset_index(drop=True)], axis=1)
    frame["p_meets"] = p_at_least(frame["level"], frame["sd"], frame["min_level"])
    return ESTIMATES.conform(frame)


def p_at_least(level: pd.Series, sd: pd.Series, minimum: pd.Series) -> pd.Series:
    """P(level ≥ minimum), where level k covers k-0.5 to k+0.5 on the continuous scale."""
    return pd.Series(ndtr((level - (minimum - 0.5)) / sd), index=level.index)


def asked_of(holdings: pd.DataFrame, requirements: pd.DataFrame) -> pd.DataFrame:
    """One row per officer, position held and requirement of that position."""
    held = holdings[["officer_id", "position_id"]]
    return held.merge(REQUIREMENTS.check(requirements), on="position_id", how="inner")


def _posterior(asked: pd.DataFrame, told: pd.DataFrame, pairs: PairNumbers, *, settings: Settings) -> pd.DataFrame:
    """Level, deviation and what it rests on, one row for each pair in the order of their numbers."""
    facts = asked[["kind", "min_level", "max_level"]].take(pairs.first).reset_index(drop=True)
    frame = facts.assign(officer=pairs.officer, requirement=pairs.requirement).join(_summed(told))
    amounts = ["precision", "weighted", "precision_others", "weighted_others", "n_direct", "n_others", "n_text"]
    frame[amounts] = frame[amounts].fillna(0.0)
    frame["mean"] = _prior_means(frame)
    spread = seen_spread(_residuals(frame, told, pairs), settings=settings)
    factor, factor_variance = _factor_without_own(frame, spread)
    own = number_of(frame["kind"], {kind: spread.total[kind] - spread.factor[kind] for kind in KINDS})
    prior_precision = 1 / (own + factor_variance)
    prior_mean = frame["mean"] + factor
    total = prior_precision + frame["precision"]
    frame["level"] = ((prior_mean * prior_precision + frame["weighted"]) / total).clip(1, 5)
    frame["sd"] = 1 / np.sqrt(total)
    frame["basis"] = np.select(
        [frame["n_others"] > 0, frame["n_direct"] > 0, frame["n_text"] > 0],
        [str(Basis.DIRECT), str(Basis.OWN), str(Basis.TEXT)],
        str(Basis.NONE),
    )
    return frame[["level", "sd", "basis", "n_direct", "n_text"]]


def _summed(told: pd.DataFrame) -> pd.DataFrame:
    precision = 1 / told["deviation"] ** 2
    of_others = precision.where(told["method"] != Method.SELF, 0.0)
    parts = pd.DataFrame(
        {
            "pair": told["pair"],
            "precision": precision,
            "weighted": precision * told["value"],
            "precision_others": of_others,
            "weighted_others": of_others * told["value"],
            "n_direct": told["is_direct"].astype("int64"),
            "n_others": (told["is_direct"] & (told["method"] != Method.SELF)).astype("int64"),
            "n_text": (~told["is_direct"]).astype("int64"),
        }
    )
    return parts.groupby("pair", sort=True).sum()


def _prior_means(frame: pd.DataFrame) -> pd.Series:
    """Mean level of each requirement at each range: the middle of the range, moved by the direct results of others.

    Own ratings say nothing about colleagues, here as in `_residuals`.
    """
    written = (frame["min_level"] + frame["max_level"]) / 2
    is_told = (frame["n_others"] > 0) & (frame["precision_others"] > 0)
    seen = (frame["weighted_others"] / frame["precision_others"].where(is_told)).where(is_told)
    groups = frame.assign(seen=seen).groupby(RANGE)["seen"]
    count, total = groups.transform("count"), groups.transform("sum")
    return (total + PRIOR_RESULTS * written) / (count + PRIOR_RESULTS)


def _residuals(frame: pd.DataFrame, told: pd.DataFrame, pairs: PairNumbers) -> pd.DataFrame:
    """What each sure direct result of others said, less the mean of its requirement.

    Somebody's own ratings agree with each other by how that person sees themselves, not by what holds of all.
    """
    sure = told[told["is_direct"] & (told["method"] != Method.SELF) & (told["confidence"] >= SURE_ENOUGH)]
    of = frame.take(sure["pair"].to_numpy())
    return pd.DataFrame(
        {
            "officer_id": pd.Categorical.from_codes(of["officer"], pairs.officers),
            "requirement_id": pd.Categorical.from_codes(of["requirement"], pairs.requirements),
            "kind": of["kind"].array,
            "confidence": sure["confidence"].to_numpy(),
            "residual": sure["value"].to_numpy() - of["mean"].to_numpy(),
        }
    )


def _factor_without_own(frame: pd.DataFrame, spread: Spread) -> tuple[pd.Series, pd.Series]:
    """Posterior mean and variance of the officer's factor of that kind, from all results but those on the requirement.

    The factors of the two kinds are jointly normal, so results of the other kind say something too (2 × 2).
    """
    kind, officer = frame["kind"], frame["officer"]
    own = number_of(kind, {name: spread.total[name] - spread.factor[name] for name in KINDS})
    has = frame["precision"] > 0
    precision = frame["precision"].where(has, 1.0)
    residual = (frame["weighted"] / precision - frame["mean"]).where(has, 0.0)
    information = (1 / (own + 1 / precision)).where(has, 0.0)
    pull = information * residual
    same = len(KINDS) * officer + pd.factorize(kind)[0]
    mine = information.groupby(same).transform("sum") - information
    my_pull = pull.groupby(same).transform("sum") - pull
    theirs = information.groupby(officer).transform("sum") - mine - information
    their_pull = pull.groupby(officer).transform("sum") - my_pull - pull
    variance = number_of(kind, spread.factor)
    other = number_of(kind, {name: spread.factor[OTHER[name]] for name in KINDS})
    determinant = variance * other - spread.between**2
    first, second, link = other / determinant + mine, variance / determinant + theirs, -spread.between / determinant
    both = first * second - link**2
    return (second * my_pull - link * their_pull) / both, second / both


def _by_method(told: pd.DataFrame) -> pd.DataFrame:
    """By pair, the mean level of the results of each method."""
    direct = told[told["is_direct"]]
    table = direct.groupby(["pair", "method"])["level"].mean().unstack()
    return table.reindex(columns=[str(method) for method in Method])


def _conflicts(told: pd.DataFrame) -> pd.DataFrame:
    return conflicts(told, by=["pair"]).set_index("pair")


def _quotes(told: pd.DataFrame) -> pd.DataFrame:
    """By pair, the piece of evidence that weighs most on the estimate, to be shown beside it."""
    pair, piece = told["pair"].to_numpy(), pd.factorize(told["evidence_id"], sort=True)[0]
    order = np.lexsort((piece, told["deviation"], ~told["is_direct"], pair))
    is_first = np.diff(pair[order], prepend=-1) > 0
    first = told.take(order[is_first])
    quoted = first[["evidence_id"]].assign(
        quote=first["text"].where(first["grade"] == "", first["text"] + ": " + first["grade"]),
        quote_on=first["dated_on"],
        quote_place=first["place"],
        match_confidence=first["confidence"],
    )
    return quoted.set_axis(pd.Index(first["pair"]))
