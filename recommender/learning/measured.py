"""Features of officers in positions somebody decided about, and what tests show of requirements, from inputs."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from recommender.evidence import evidence
from recommender.inputs import Inputs
from recommender.learning.labelled import Part, part_of
from recommender.match import Matcher, matches
from recommender.measure import SURE_ENOUGH, asked_of, estimates
from recommender.measuring.observations import PAIR, observations
from recommender.measuring.taught import taught_levels
from recommender.requirements import requirement_texts, requirements
from recommender.settings import Settings
from recommender.standards import standards
from recommender.types import Method
from recommender.verdict import KEY, verdict_features
from training_catalog.types import Catalogue

GROUPS = ("position_id", "department", "rank")
"""What the coverage of sets is reported by; nothing sensitive is here."""
SHOWN = ("officer_id", "requirement_id", "kind", "p_meets", "is_shown")


@dataclass(frozen=True, kw_only=True)
class Measured:
    """`features` with the columns of GROUPS, one row an officer × position; evidence, matches and what is asked."""

    features: pd.DataFrame
    known: pd.DataFrame
    matched: pd.DataFrame
    asked: pd.DataFrame
    taught: pd.DataFrame


def measured(inputs: Inputs, catalogue: Catalogue, *, matcher: Matcher, settings: Settings) -> Measured:
    """The first half of the road for positions held, and those decided about that are in the catalogue."""
    inputs = inputs.checked()
    known = evidence(inputs.statements, inputs.assessments, settings=settings)
    matched = matches(known, requirement_texts(catalogue), matcher)
    pairs = _pairs(inputs, catalogue)
    checked = standards(pairs, known, catalogue, settings=settings)
    asked = asked_of(pairs, requirements(catalogue))
    taught = taught_levels(known, catalogue)
    found = estimates(known, matched, asked, settings=settings, taught=taught)
    features = verdict_features(pairs, found, checked, settings=settings)
    features = features.merge(inputs.officers[["officer_id", "department", "rank"]], on="officer_id", how="left")
    return Measured(features=features, known=known, matched=matched, asked=asked, taught=taught)


def _pairs(inputs: Inputs, catalogue: Catalogue) -> pd.DataFrame:
    """HOLDINGS rows of positions held, and of those decided about earlier."""
    decided = inputs.decisions[KEY].drop_duplicates()
    is_known = decided["officer_id"].isin(inputs.officers["officer_id"])
    is_known &= decided["position_id"].isin(list(catalogue.positions))
    earlier = decided[is_known].assign(share=0.0, place="")
    return pd.concat([inputs.holdings, earlier], ignore_index=True).drop_duplicates(KEY, ignore_index=True)


def shown_by_tests(cases: Measured, *, settings: Settings) -> pd.DataFrame:
    """SHOWN: requirements of officers of Part.CALIBRATE, estimated without their tests.

    `is_shown`: the mean of the tests taken away reached the minimum.
    """
    tested = (cases.known["method"] == Method.TEST) & cases.known["level"].notna()
    away = tested & (part_of(cases.known["officer_id"]) == Part.CALIBRATE)
    pairs = cases.asked[[*PAIR, "kind", "min_level", "max_level"]].drop_duplicates(PAIR)
    seen = observations(cases.known[away], cases.matched, pairs, settings=settings)
    sure = seen[seen["confidence"] >= SURE_ENOUGH]
    shown = sure.assign(shown=sure["level"]).groupby(PAIR, as_index=False, sort=True)[["shown"]].mean()
    without = estimates(cases.known[~away], cases.matched, cases.asked, settings=settings, taught=cases.taught)
    both = without[[*KEY, "requirement_id", "kind", "min_level", "p_meets"]].merge(shown, on=PAIR, how="inner")
    return both.assign(is_shown=both["shown"] >= both["min_level"] - 0.5)[list(SHOWN)]
