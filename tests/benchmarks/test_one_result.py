"""Is what is said of everything else honest, where an officer has one test result?

Planted population of 10 communes, seeds 1 and 2, without dirt; estimates of the requirements on which those officers
have no result, against the planted levels. `sole`: nobody has more than one test result (the written spread speaks);
`among`: a third of the officers have one, the others all of theirs (the spread is learned from those). Last numbers
(2026-11-22, seed 1 / seed 2; P(level ≥ minimum) said and true, stated deviation and root mean square error in levels,
share inside the interval of 90 %):
sole: said 0.963 / 0.965, true 0.983 / 0.983, deviation 0.54 / 0.54, error 0.45 / 0.45, inside 0.95 / 0.95;
among: said 0.983 / 0.993, true 0.973 / 0.986, deviation 0.45 / 0.41, error 0.49 / 0.44, inside 0.87 / 0.88.
So one result claims too little where results are few everywhere and somewhat too much where they are many; the
deviation holds the differences between topics of one person. How much too much, two populations do not tell: over
eight (seeds 1 to 8, each third of the officers in turn) `among` said 0.987 where 0.983 was true (0.4 points, standard
error 0.1; single draws between -0.6 and +1.4), deviation 0.44 for an error of 0.45, inside 0.89 (0.84 to 0.93). It is
not of single results alone: where the learned spread comes out small it is too small for the other officers too. What
is left out is how far the mean of a requirement may be off; counted in (variance of a result over results and
PRIOR_RESULTS) it brings the thirds of seeds 1 and 2 from 0.88 and 0.87 inside to 0.89 and 0.89, and leaves `sole` as it
is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from models.matcher import Mode
from recommender import screen
from recommender.matching import TextMatcher, encoder_for
from recommender.sample import make_sample
from recommender.settings import Settings
from recommender.types import Method
from training_catalog import load_catalogue
from training_catalog.types import Catalogue

pytestmark = pytest.mark.bench
TODAY = date(2026, 11, 21)
COMMUNES = 10
SHARE = 3
"""One officer in so many has a single result."""
SD_90 = 1.645
MOST_CLAIMED = 0.02
LEAST_INSIDE = 0.85


@pytest.fixture(scope="module")
def pack() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def matcher(pack: Catalogue) -> TextMatcher:
    return TextMatcher.of(encoder_for(Mode.HYBRID), pack)


def only_one(assessments: pd.DataFrame, officers: set[str]) -> pd.DataFrame:
    """The assessments, those officers keeping one test each."""
    is_theirs = assessments["officer_id"].isin(officers)
    tests = assessments[is_theirs & (assessments["method"] == Method.TEST)].sample(frac=1, random_state=3)
    kept = tests.groupby("officer_id").head(1)
    return pd.concat([assessments[~is_theirs], kept]).sort_index()


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("is_sole", [True, False], ids=["sole", "among"])
def test_one_result_claims_little_more_than_is_so(
    pack: Catalogue, matcher: TextMatcher, is_sole: bool, seed: int
) -> None:
    sample = make_sample(pack, communes=COMMUNES, seed=seed)
    everybody = sample.inputs.officers["officer_id"].to_numpy()
    third = np.random.default_rng(5).choice(everybody, len(everybody) // SHARE, replace=False)
    one = set(everybody if is_sole else third)
    given = replace(sample.inputs, assessments=only_one(sample.inputs.assessments, one))
    found = screen(given, pack, matcher=matcher, settings=Settings(today=TODAY)).estimates
    levels = sample.truth_levels.rename(columns={"level": "true"})
    cases = found[found["officer_id"].isin(one) & (found["n_direct"] == 0)]
    cases = cases.merge(levels, on=["officer_id", "requirement_id"])
    said, true = cases["p_meets"].mean(), (cases["true"] >= cases["min_level"]).mean()
    off = (cases["level"] - cases["exact"]).abs()
    inside = (off <= SD_90 * cases["sd"]).mean()
    print(
        f"seed {seed} sole {is_sole}: {len(cases)} said {said:.4f} true {true:.4f} deviation {cases['sd'].mean():.3f} "
        f"error {np.sqrt((off**2).mean()):.3f} inside {inside:.3f}"
    )
    assert said <= true + MOST_CLAIMED
    assert inside >= LEAST_INSIDE
