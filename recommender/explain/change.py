"""The fewest things that would change a proposal: standards still open and requirements brought to their minimum.

They are taken in a fixed order, the one that moves the verdict most first, and the judge is asked again after each:
what is named is enough by the judge's own word, not by a rule of thumb. Where MOST_NAMED are not enough, only the first
is named and said not to be.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtr

from recommender.columns import ESTIMATES, STANDARDS
from recommender.settings import Settings
from recommender.types import Basis, StandardStatus, VerdictLabel
from recommender.verdict import KEY, LEAST_GATE, Suitability, proposed, verdict_features

SMALLEST_SPREAD = 0.01
"""Added to the spread of the share met: the normal approximation only ranks what to change, it decides nothing."""
PROVEN = 0.98
"""P(level ≥ minimum) taken for a requirement that has been brought to its minimum and shown."""
MOST_NAMED = 3
SHOWN = ["name_vi", "name_en", "min_level", "basis", "wanted", "wanted_en"]


def smallest_changes(
    verdicts: pd.DataFrame,
    estimates: pd.DataFrame,
    standards: pd.DataFrame,
    *,
    settings: Settings,
    judge: Suitability | None = None,
) -> pd.DataFrame:
    """KEY, place, rule_id or requirement_id, SHOWN, is_enough: what to do, in order, for each verdict but `meets`."""
    left = verdicts[verdicts["verdict"] != VerdictLabel.MEETS][[*KEY, "verdict", "coverage"]]
    listed = _listed(left, ESTIMATES.check(estimates), STANDARDS.check(standards), settings=settings)
    asked, rules = left[KEY].merge(estimates, on=KEY), left[KEY].merge(standards, on=KEY)
    found = []
    for steps in range(1, MOST_NAMED + 1):
        if left.empty:  # a judge is not asked of nobody
            break
        done = listed[listed["place"] < steps]
        frame = verdict_features(left, _met(asked, done), _fitting(rules, done), settings=settings)
        after = proposed(frame, settings=settings, suitability=judge)[[*KEY, "verdict"]]
        both = left.merge(after, on=KEY, suffixes=("", "_after"))
        is_other = both["verdict"] != both["verdict_after"]
        found.append(both.loc[is_other, KEY].assign(steps=steps))
        left = both.loc[~is_other, [*KEY, "verdict", "coverage"]]
        asked, rules = left[KEY].merge(asked, on=KEY), left[KEY].merge(rules, on=KEY)
    enough = pd.concat([*found, left[KEY].assign(steps=0)], ignore_index=True)
    named = listed.merge(enough, on=KEY, how="inner")
    named = named[named["place"] < named["steps"].clip(lower=1)].assign(is_enough=named["steps"] > 0)
    return named.drop(columns="steps").sort_values([*KEY, "place"], ignore_index=True)


def failing_standards(standards: pd.DataFrame) -> pd.DataFrame:
    """Standards that decide and are not clearly met, worst first."""
    frame = STANDARDS.check(standards)
    open_rules = frame[frame["decides"] & (frame["status"] != StandardStatus.FITS)]
    worst = open_rules.assign(order=np.where(open_rules["status"] == StandardStatus.UNFIT, 0, 1))
    return worst.sort_values([*KEY, "order", "rule_id"]).reset_index(drop=True)


def _listed(
    cases: pd.DataFrame, estimates: pd.DataFrame, standards: pd.DataFrame, *, settings: Settings
) -> pd.DataFrame:
    """The MOST_NAMED first things of each case: open standards, then requirements as they move the verdict."""
    rules = cases[KEY].merge(failing_standards(standards), on=KEY)
    ranked = _ranked(cases.merge(estimates, on=KEY), settings=settings)
    parts = [
        rules[[*KEY, "rule_id", "wanted", "wanted_en"]].assign(requirement_id="", is_rule=True),
        ranked.assign(rule_id="", is_rule=False),
    ]
    both = pd.concat(parts, ignore_index=True)
    both["place"] = both.groupby(KEY, sort=False).cumcount()
    kept = both[both["place"] < MOST_NAMED]
    return kept[[*KEY, "place", "is_rule", "rule_id", "requirement_id", *SHOWN]]


def _ranked(frame: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Requirements not shown to be met, by P(competency) after each alone; unseen ones first while few are seen."""
    weight, p = frame["weight"], frame["p_meets"]
    keys = [frame[name] for name in KEY]
    total = weight.groupby(keys).transform("sum")
    expected = (weight * p).groupby(keys).transform("sum") + weight * (PROVEN - p)
    variance = (weight**2 * p * (1 - p)).groupby(keys).transform("sum") - weight**2 * (
        p * (1 - p) - PROVEN * (1 - PROVEN)
    )
    log_gate = np.log(p.where(frame["is_gate"], 1.0).clip(LEAST_GATE, 1.0))
    gates = log_gate.groupby(keys).transform("sum") - log_gate + np.log(np.where(frame["is_gate"], PROVEN, 1.0))
    spread = np.sqrt(variance.clip(lower=0)) / total + SMALLEST_SPREAD
    after = ndtr((expected / total - settings.share_required) / spread) * np.exp(gates)
    is_thin, is_seen = frame["coverage"] < settings.coverage_required, frame["basis"] == Basis.DIRECT
    ranked = frame.assign(after=after, is_late=is_thin & is_seen)[(p < PROVEN) | (is_thin & ~is_seen)]
    order = [*KEY, "is_late", "after", "requirement_id"]
    return ranked.sort_values(order, ascending=[True, True, True, False, True])


def _met(estimates: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
    """The estimates with the requirements of `done` at their minimum and shown directly."""
    is_done = _among(estimates, done[~done["is_rule"]], "requirement_id")
    return estimates.assign(
        p_meets=estimates["p_meets"].where(~is_done, estimates["p_meets"].clip(lower=PROVEN)),
        basis=estimates["basis"].where(~is_done, Basis.DIRECT),
    )


def _fitting(standards: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
    is_done = _among(standards, done[done["is_rule"]], "rule_id")
    return standards.assign(status=standards["status"].where(~is_done, StandardStatus.FITS))


def _among(frame: pd.DataFrame, done: pd.DataFrame, name: str) -> pd.Series:
    keys = [*KEY, name]
    is_done = pd.MultiIndex.from_frame(frame[keys]).isin(pd.MultiIndex.from_frame(done[keys]))
    return pd.Series(is_done, index=frame.index)
