"""Observations: what each piece of evidence says of the requirements asked of its officer, with a deviation each.

A text that two requirements share is split between them by how surely it speaks of each; what is known of an assessor
comes off the value, and a course on record says what it taught.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.columns import EVIDENCE, MATCHES
from recommender.measuring.leniency import assessor_leniency, without_leniency
from recommender.measuring.witnessed import WORDED_KINDS
from recommender.settings import Settings
from recommender.types import EvidenceKind, Method

PAIR = ["officer_id", "requirement_id"]
TEXT_KINDS = (EvidenceKind.DUTY, EvidenceKind.PAST_POST, EvidenceKind.TRAINING)
MATCHES_PER_EVIDENCE = 4
OWN_WORK = 14.0
"""A text about an officer speaks of what the officer's positions ask this much likelier than of anything else.

With the confidence of matches it was fitted on wordings of the catalogue held out one at a time, 15 % of them about
other positions (`nangluc evaluate matching`).
"""
SUREST = 0.9999
LOWEST_LEVEL = 1.0


def asked_pairs(asked: pd.DataFrame) -> pd.DataFrame:
    """Each officer × requirement asked once, with its kind and range."""
    return asked[[*PAIR, "kind", "min_level", "max_level"]].drop_duplicates(PAIR)


def observations(
    evidence: pd.DataFrame,
    matches: pd.DataFrame,
    pairs: pd.DataFrame,
    *,
    settings: Settings,
    assessors: pd.DataFrame | None = None,
    taught: pd.DataFrame | None = None,
    witnessed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Evidence joined to the requirements asked of its officer that its text may speak of, with a deviation each.

    `confidence` becomes the probability that the text speaks of this requirement, beside the officer's other ones;
    `value` is what it says once the leniency of its assessor is taken off. `pairs`: rows of `asked_pairs`.
    `assessors`: how lenient each is; None: found among these. `taught`: rows of `taught_levels`; None: courses on
    record speak by their words alone. `witnessed`: rows of `witnessed_levels`; None: the words of a duty tell no level.
    """
    seen = as_said(evidence, matches, pairs, settings=settings)
    rated = assessor_leniency(seen) if assessors is None else assessors
    return corrected(seen, evidence, pairs, settings=settings, assessors=rated, taught=taught, witnessed=witnessed)


def as_said(evidence: pd.DataFrame, matches: pd.DataFrame, pairs: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Observations as they were made, whoever made them."""
    joined = _joined(EVIDENCE.check(evidence), MATCHES.check(matches), pairs)
    joined["confidence"] = _shares(joined)
    joined = joined[joined["confidence"] >= settings.match_confidence]
    joined = joined.sort_values(["evidence_id", "confidence", "requirement_id"], ascending=[True, False, True])
    joined = joined[joined.groupby("evidence_id", sort=False).cumcount() < MATCHES_PER_EVIDENCE].copy()
    joined["is_direct"] = joined["level"].notna()
    value = joined["level"] - (joined["method"] == Method.SELF) * settings.self_leniency
    joined["value"] = value.where(joined["is_direct"], (joined["min_level"] + joined["max_level"]) / 2)
    base = joined["sd"].where(joined["is_direct"], settings.sd_text)
    joined["deviation_alone"] = _deviations(joined, base=base, settings=settings)
    joined["deviation"] = _as_one_voice(joined, settings=settings)
    return joined


def corrected(
    said: pd.DataFrame,
    evidence: pd.DataFrame,
    pairs: pd.DataFrame,
    *,
    settings: Settings,
    assessors: pd.DataFrame,
    taught: pd.DataFrame | None = None,
    witnessed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Rows of `as_said`, less the leniency of assessors and what words do not witness; courses say what they taught."""
    seen = _as_worded(without_leniency(said, assessors), witnessed)
    return seen if taught is None or taught.empty else _with_courses(seen, evidence, taught, pairs, settings=settings)


def _as_worded(seen: pd.DataFrame, witnessed: pd.DataFrame | None) -> pd.DataFrame:
    """`seen`, duties and posts saying so much less as their words stay below the requirement."""
    if witnessed is None or witnessed.empty:
        return seen
    key = ["text", "requirement_id"]
    below = witnessed.set_index(key)["below"].reindex(pd.MultiIndex.from_frame(seen[key])).fillna(0.0).to_numpy()
    is_worded = ~seen["is_direct"] & seen["kind"].isin(WORDED_KINDS)
    less = (seen["value"] - below).clip(lower=LOWEST_LEVEL)
    return seen.assign(value=less.where(is_worded, seen["value"]))


def _joined(evidence: pd.DataFrame, matches: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Evidence × requirement asked of its officer that its text matches, in the order of evidence, then of matches.

    Most matches of a text are to requirements nobody asks of that officer, so whole numbers stand for the keys until
    only the wanted pairs are left.
    """
    speaks = evidence[evidence["level"].notna() | evidence["kind"].isin(TEXT_KINDS)]
    codes, texts = pd.factorize(matches["text"])
    by_text = matches.take(np.argsort(codes, kind="stable"))
    many = np.bincount(codes, minlength=len(texts))
    first = many.cumsum() - many
    officers, requirements = (pd.Index(pairs[name].unique()) for name in PAIR)
    text = pd.Index(texts).get_indexer(speaks["text"])
    officer = officers.get_indexer(speaks["officer_id"])
    rows = np.flatnonzero((text >= 0) & (officer >= 0))
    times = many[text[rows]]
    row = np.repeat(rows, times)
    within = np.arange(times.sum()) - np.repeat(times.cumsum() - times, times)
    match = np.repeat(first[text[rows]], times) + within
    requirement = requirements.get_indexer(by_text["requirement_id"])[match]
    wanted = officers.get_indexer(pairs["officer_id"]) * len(requirements)
    wanted += requirements.get_indexer(pairs["requirement_id"])
    pair = pd.Index(wanted).get_indexer(officer[row] * len(requirements) + requirement)
    kept = (requirement >= 0) & (pair >= 0)
    asked = pairs.take(pair[kept])
    found = {
        "requirement_id": asked["requirement_id"].array,
        "confidence": by_text["confidence"].to_numpy()[match[kept]],
        "asked_kind": asked["kind"].array,
        "min_level": asked["min_level"].array,
        "max_level": asked["max_level"].array,
    }
    return speaks.take(row[kept]).assign(**found).reset_index(drop=True)


def _with_courses(
    seen: pd.DataFrame, evidence: pd.DataFrame, taught: pd.DataFrame, pairs: pd.DataFrame, *, settings: Settings
) -> pd.DataFrame:
    """`seen`, the courses on record speaking of what they taught in place of what their names are like.

    A completed course never speaks against results: it says at least what they say together, and the middle of the
    range. So a course, and a better result beside a course, can only raise an estimate.
    """
    courses = evidence[(evidence["kind"] == EvidenceKind.TRAINING) & evidence["text"].isin(taught["text"])]
    asked = pairs[[*PAIR, "kind", "min_level", "max_level"]].rename(columns={"kind": "asked_kind"})
    spoken = courses.drop(columns="sd").merge(taught, on="text", how="inner").merge(asked, on=PAIR, how="inner")
    spoken = spoken.sort_values([*PAIR, "taught", "evidence_id"], ascending=[True, True, False, True])
    spoken = spoken.drop_duplicates(PAIR).assign(is_direct=False)
    direct = seen[seen["is_direct"]]
    parts = direct[PAIR].assign(weight=1 / direct["deviation"] ** 2, said=direct["value"] / direct["deviation"] ** 2)
    sums = parts.groupby(PAIR, as_index=False, sort=True).sum()
    results = spoken[PAIR].merge(sums, on=PAIR, how="left")
    middle = (spoken["min_level"] + spoken["max_level"]) / 2
    said = pd.Series((results["said"] / results["weight"]).to_numpy(), index=spoken.index)
    spoken["value"] = pd.concat([spoken["taught"], middle, said], axis=1).max(axis=1)
    spoken["deviation"] = _deviations(spoken, base=spoken["sd"], settings=settings)
    spoken["deviation_alone"] = spoken["deviation"]
    is_course = seen["evidence_id"].isin(courses["evidence_id"])
    return pd.concat([seen[~is_course], spoken[seen.columns]], ignore_index=True)


def _as_one_voice(joined: pd.DataFrame, *, settings: Settings) -> pd.Series:
    """Deviations, those of own ratings so much wider that many of one person tell no more of the person than they do.

    Errors of variance s² with a common part h² have a mean of variance h² + (s² - h²) / n; n independent errors of
    variance s² + (n - 1) h² have the same, so they may be added up like all others.
    """
    own = (joined["method"] == Method.SELF) & joined["is_direct"]
    others = (own.groupby(joined["officer_id"]).transform("sum") - 1).clip(lower=0)
    shared = settings.sd_self_shared**2 * others * own
    return pd.Series((joined["deviation_alone"] ** 2 + shared) ** 0.5, index=joined.index)


def _shares(joined: pd.DataFrame) -> pd.Series:
    """P(the text speaks of this requirement): its odds among the officer's own requirements and anything else."""
    sure = joined["confidence"].clip(upper=SUREST)
    odds = OWN_WORK * sure / (1 - sure)
    return odds / (1 + odds.groupby(joined["evidence_id"]).transform("sum"))


def _deviations(joined: pd.DataFrame, *, base: pd.Series, settings: Settings) -> pd.Series:
    """Deviation of what a piece of evidence says of a requirement, from that of a fresh piece surely about it.

    With probability c it says the level plus an error, otherwise the level of something else the officer does; the
    best linear use of such a mixture is an error of variance (error² + doubt² · (1 - c)) / c.
    """
    age = joined["age_years"].fillna(settings.undated_years)
    sure = joined["confidence"]
    error = base**2 + (settings.sd_per_year * age) ** 2
    variance = (error + settings.sd_doubt**2 * (1 - sure)) / sure
    return variance**0.5
