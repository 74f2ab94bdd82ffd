"""The fewest things that would change a proposal: a standard put right, a result of a named level, or several of them.

Each is tried on the judge before it is named: an open standard as fitting, a requirement with one fresh test result of
a whole level more, combined with what is known by the rule of the estimates. Where single things are enough by
themselves, up to MOST_ALTERNATIVES of them are named, any of which will do; else up to MOST_NAMED things together, the
one that moves the verdict most first. Where that is not enough, only the first is named and said not to be (and where
results are few, needed_results tells how many).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtr

from recommender.columns import ESTIMATES, STANDARDS
from recommender.measure import p_at_least
from recommender.settings import Settings
from recommender.types import Basis, StandardStatus, VerdictLabel
from recommender.verdict import KEY, LEAST_GATE, Suitability, features_by, proposed

SMALLEST_SPREAD = 0.01
"""Added to the spread of the share met: the normal approximation only ranks what to change, it decides nothing."""
PROVEN = 0.98
"""P(level ≥ minimum) of a requirement that needs no more results."""
MOST_NAMED = 3
MOST_ALTERNATIVES = 2
HIGHEST_LEVEL = 5
STEPS_ABOVE = (0, 1)
"""Levels above the minimum that the new result may have to show: older, weaker results still count beside it."""
TRIAL = [*KEY, "trial"]
TRIALS_AT_ONCE = 10_000
ESTIMATED = ["weight", "is_gate", "min_level", "level", "sd", "p_meets", "basis"]
SHOWN = ["name_vi", "name_en", "min_level", "level", "goal", "basis", "wanted", "wanted_en"]


def smallest_changes(
    verdicts: pd.DataFrame,
    estimates: pd.DataFrame,
    standards: pd.DataFrame,
    *,
    settings: Settings,
    judge: Suitability | None = None,
) -> pd.DataFrame:
    """KEY, place, rule_id or requirement_id, SHOWN, after, is_alone, is_enough: for each verdict but `meets`.

    `goal`: the level that a new test result of the requirement shows. `after`: the verdict then, "" where it stays.
    `is_alone`: this one thing changes the verdict; otherwise all that are named together do, if `is_enough`.
    """
    left = verdicts[verdicts["verdict"] != VerdictLabel.MEETS][[*KEY, "verdict", "coverage"]]
    listed = _listed(left, ESTIMATES.check(estimates), STANDARDS.check(standards), settings=settings)
    trials = Trials(left, estimates, standards, settings=settings, judge=judge)
    alone = _alone(trials, left, listed)
    together = _together(trials, _but(left, alone), listed)
    left = _but(_but(left, alone), together)
    first = raised(listed[listed["place"] == 0].merge(left[KEY], on=KEY), STEPS_ABOVE[-1])
    first = first.assign(after="", is_alone=False, is_enough=False)
    named = pd.concat([alone, together, first], ignore_index=True)
    kept = [*KEY, "place", "is_rule", "rule_id", "requirement_id", *SHOWN, "after", "is_alone", "is_enough"]
    return named.sort_values([*KEY, "place"], ignore_index=True)[kept]


def failing_standards(standards: pd.DataFrame) -> pd.DataFrame:
    """Standards that decide and are not clearly met, worst first."""
    frame = STANDARDS.check(standards)
    open_rules = frame[frame["decides"] & (frame["status"] != StandardStatus.FITS)]
    worst = open_rules.assign(order=np.where(open_rules["status"] == StandardStatus.UNFIT, 0, 1))
    return worst.sort_values([*KEY, "order", "rule_id"]).reset_index(drop=True)


def with_result(estimates: pd.DataFrame, shown: pd.Series, *, settings: Settings) -> pd.DataFrame:
    """Each estimate as it would be with one fresh test result of that level more; never less likely met than now."""
    before, new = 1 / estimates["sd"] ** 2, 1 / settings.sd_test**2
    level = ((before * estimates["level"] + new * shown) / (before + new)).clip(1, HIGHEST_LEVEL)
    sd = 1 / np.sqrt(before + new)
    p = p_at_least(level, sd, estimates["min_level"]).clip(lower=estimates["p_meets"])
    return estimates.assign(level=level, sd=sd, p_meets=p, basis=str(Basis.DIRECT))


class Trials:
    """Asks the judge again about officers × positions, with some things as they would be in each trial of theirs."""

    def __init__(
        self,
        cases: pd.DataFrame,
        estimates: pd.DataFrame,
        standards: pd.DataFrame,
        *,
        settings: Settings,
        judge: Suitability | None,
    ) -> None:
        self.estimates = cases[KEY].merge(estimates[[*KEY, "requirement_id", *ESTIMATED]], on=KEY)
        self.standards = cases[KEY].merge(standards[[*KEY, "rule_id", "decides", "status"]], on=KEY)
        self.settings, self.judge = settings, judge

    def changed(self, cases: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
        """TRIAL, after: trials in `done` of the cases after which the verdict differs, all things of a trial so."""
        asked = done[TRIAL].drop_duplicates().merge(cases[[*KEY, "verdict"]], on=KEY)
        parts = [self._asked(asked.iloc[at : at + TRIALS_AT_ONCE], done) for at in range(0, len(asked), TRIALS_AT_ONCE)]
        none = asked.head(0).assign(after=pd.Series([], dtype="str"))
        both = pd.concat([none, *parts], ignore_index=True)
        return both.loc[both["verdict"] != both["after"], [*TRIAL, "after"]]

    def _asked(self, asked: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
        estimates, standards = (asked[TRIAL].merge(frame, on=KEY) for frame in (self.estimates, self.standards))
        estimates, standards = _shown(estimates, done, settings=self.settings), _fitting(standards, done)
        features = features_by(TRIAL, asked, estimates, standards, settings=self.settings)
        after = proposed(features, settings=self.settings, suitability=self.judge)[[*TRIAL, "verdict"]]
        return asked.merge(after.rename(columns={"verdict": "after"}), on=TRIAL)


def _alone(trials: Trials, left: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """Rows of things that change the verdict by themselves: standards, then results, of the lowest level that does."""
    found = [listed.head(0).assign(after="", trial=0)]
    for above in STEPS_ABOVE:
        done = raised(listed, above).assign(trial=listed["place"])
        done = done if above == STEPS_ABOVE[0] else done[~done["is_rule"]]
        found.append(done.merge(trials.changed(left, done), on=TRIAL))
        left = _but(left, found[-1])
    every = pd.concat(found, ignore_index=True).sort_values([*KEY, "place"])
    every["place"] = every.groupby(KEY, sort=False).cumcount()
    return every[every["place"] < MOST_ALTERNATIVES].assign(is_alone=True, is_enough=True)


def _together(trials: Trials, left: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """Rows of the first things that change the verdict together and not without the last of them."""
    higher = raised(listed, STEPS_ABOVE[-1]).assign(trial=0)
    found = [higher.head(0).assign(after="")]
    for steps in range(2, MOST_NAMED + 1):
        done = higher[higher["place"] < steps]
        found.append(done.merge(trials.changed(left, done), on=TRIAL))
        left = _but(left, found[-1])
    return pd.concat(found, ignore_index=True).assign(is_alone=False, is_enough=True)


def raised(rows: pd.DataFrame, above: int) -> pd.DataFrame:
    """The things, with results of so many levels above the minimum."""
    return rows.assign(goal=(rows["min_level"] + above).clip(upper=HIGHEST_LEVEL))


def _but(cases: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
    keys = pd.MultiIndex.from_frame(done[KEY])
    return cases[~pd.MultiIndex.from_frame(cases[KEY]).isin(keys)]


def _listed(
    cases: pd.DataFrame, estimates: pd.DataFrame, standards: pd.DataFrame, *, settings: Settings
) -> pd.DataFrame:
    """By case the MOST_NAMED worst open standards, then as many requirements as they move the verdict."""
    rules = cases[KEY].merge(failing_standards(standards), on=KEY)
    ranked = _ranked(cases.merge(estimates, on=KEY), settings=settings)
    parts = [
        rules[[*KEY, "rule_id", "wanted", "wanted_en"]].assign(requirement_id="", is_rule=True),
        ranked.assign(rule_id="", is_rule=False),
    ]
    few = [part[part.groupby(KEY, sort=False).cumcount() < MOST_NAMED] for part in parts]
    both = pd.concat(few, ignore_index=True).assign(goal=np.nan)
    both["place"] = both.groupby(KEY, sort=False).cumcount()
    return both[[*KEY, "place", "is_rule", "rule_id", "requirement_id", *SHOWN]]


def _ranked(frame: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """Requirements not shown to be met, by P(competency) after each alone; unseen ones first while few are seen."""
    weight, p = frame["weight"], frame["p_meets"]
    best = (frame["min_level"] + STEPS_ABOVE[-1]).clip(upper=HIGHEST_LEVEL)
    then = with_result(frame, best, settings=settings)["p_meets"]
    keys = [frame[name] for name in KEY]
    total = weight.groupby(keys).transform("sum")
    expected = (weight * p).groupby(keys).transform("sum") + weight * (then - p)
    variance = (weight**2 * p * (1 - p)).groupby(keys).transform("sum") - weight**2 * (p * (1 - p) - then * (1 - then))
    log_gate = np.log(p.where(frame["is_gate"], 1.0).clip(LEAST_GATE, 1.0))
    log_then = np.log(then.where(frame["is_gate"], 1.0).clip(LEAST_GATE, 1.0))
    gates = log_gate.groupby(keys).transform("sum") - log_gate + log_then
    spread = np.sqrt(variance.clip(lower=0)) / total + SMALLEST_SPREAD
    after = ndtr((expected / total - settings.share_required) / spread) * np.exp(gates)
    is_thin, is_seen = frame["coverage"] < settings.coverage_required, frame["basis"] == Basis.DIRECT
    ranked = frame.assign(after=after, is_late=is_thin & is_seen)[(p < PROVEN) | (is_thin & ~is_seen)]
    order = [*KEY, "is_late", "after", "requirement_id"]
    return ranked.sort_values(order, ascending=[True, True, True, False, True])


def _shown(estimates: pd.DataFrame, done: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """The estimates with a result of its goal on each requirement of `done`."""
    on = [*TRIAL, "requirement_id"]
    goals = done.loc[~done["is_rule"], [*on, "goal"]]
    goal = estimates[on].merge(goals, on=on, how="left")["goal"].set_axis(estimates.index)
    after = with_result(estimates, goal, settings=settings)
    return estimates.assign(
        **{name: after[name].where(goal.notna(), estimates[name]) for name in ("level", "sd", "p_meets", "basis")}
    )


def _fitting(standards: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
    keys = [*TRIAL, "rule_id"]
    cleared = pd.MultiIndex.from_frame(done.loc[done["is_rule"], keys])
    is_done = pd.Series(pd.MultiIndex.from_frame(standards[keys]).isin(cleared), index=standards.index)
    return standards.assign(status=standards["status"].where(~is_done, StandardStatus.FITS))
