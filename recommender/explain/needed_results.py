"""What a verdict that rests on too few results lacks: how many more it takes to decide, of what first, and what then.

The heaviest requirements that nobody but the officer has spoken of come first, so that no smaller number is enough. It
is then tried on the judge what the verdict would be if each of them were shown to be met.
"""

from __future__ import annotations

import pandas as pd

from recommender.explain.change import STEPS_ABOVE, Trials, failing_standards, raised
from recommender.settings import Settings
from recommender.types import Basis
from recommender.verdict import KEY, Suitability

FIRST_NAMED = 3
THIN = "thin_evidence"
ROUNDING = 1e-12


def needed_results(
    verdicts: pd.DataFrame,
    estimates: pd.DataFrame,
    standards: pd.DataFrame,
    *,
    settings: Settings,
    judge: Suitability | None = None,
) -> pd.DataFrame:
    """KEY, requirement_id, name_vi, name_en, min_level, count, after, above, clears: first things for thin verdicts.

    `count`: the fewest results that are enough to decide. `after`: the verdict if all of them show the level needed
    and `above` more, with every open standard fitting where `clears`; "" where that changes nothing.
    """
    thin = verdicts.loc[verdicts["review_reasons"].str.contains(THIN), [*KEY, "verdict"]]
    wanted = _wanted(thin, estimates, settings=settings)
    trials = Trials(thin, estimates, standards, settings=settings, judge=judge)
    found = _tried(trials, thin, wanted, failing_standards(standards))
    told = wanted[wanted["place"] < FIRST_NAMED].merge(found, on=KEY, how="left")
    told = told.fillna({"after": "", "above": 0, "clears": False}).astype({"above": "int64", "clears": "bool"})
    kept = [*KEY, "requirement_id", "name_vi", "name_en", "min_level", "count", "after", "above", "clears"]
    return told.sort_values([*KEY, "place"], ignore_index=True)[kept]


def _wanted(thin: pd.DataFrame, estimates: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """The fewest requirements whose results would be enough, heaviest first, with place and count."""
    frame = thin[KEY].merge(estimates, on=KEY)
    frame = frame.assign(is_seen=frame["basis"] == Basis.DIRECT)
    frame = frame.sort_values([*KEY, "is_seen", "weight", "requirement_id"], ascending=[True, True, True, False, True])
    keys = [frame[name] for name in KEY]
    total = frame["weight"].groupby(keys).transform("sum")
    seen = (frame["weight"] * frame["is_seen"]).groupby(keys).transform("sum")
    before = frame["weight"].groupby(keys).cumsum() - frame["weight"]
    is_wanted = ~frame["is_seen"] & ((seen + before) / total < settings.coverage_required - ROUNDING)
    few = frame[is_wanted]
    few = few.assign(place=few.groupby(KEY, sort=False).cumcount(), rule_id="", is_rule=False)
    return few.assign(count=few.groupby(KEY)["place"].transform("size"))


def _tried(trials: Trials, thin: pd.DataFrame, wanted: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    """KEY, after, above, clears of the least that changes the verdict."""
    left, found = thin, [thin[KEY].head(0).assign(after="", above=0, clears=False)]
    cleared = thin[KEY].merge(rules[[*KEY, "rule_id"]], on=KEY).assign(requirement_id="", is_rule=True)
    for clears in (False, True):
        for above in STEPS_ABOVE:
            results = raised(wanted, above)[[*KEY, "rule_id", "requirement_id", "is_rule", "goal"]]
            done = pd.concat([results, cleared], ignore_index=True) if clears else results
            changed = trials.changed(left, done.assign(trial=0))
            found.append(changed[[*KEY, "after"]].assign(above=above, clears=clears))
            left = left[~pd.MultiIndex.from_frame(left[KEY]).isin(pd.MultiIndex.from_frame(changed[KEY]))]
    return pd.concat(found, ignore_index=True)
