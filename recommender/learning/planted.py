"""A planted population ready to be decided about: features, truth and groups, from the sample without its files.

Topics are given to the requirement they were written for, so nothing here is about reading files or matching texts:
evidence, standards, estimates and features are the road's own.
"""

from __future__ import annotations

import pandas as pd

from recommender.columns import MATCHES
from recommender.evaluate.truth import planted_topics
from recommender.evidence import evidence
from recommender.measure import asked_of, estimates
from recommender.measuring.taught import taught_levels
from recommender.requirements import requirements
from recommender.sample import make_sample
from recommender.settings import Settings
from recommender.standards import standards
from recommender.verdict import KEY, verdict_features
from training_catalog.types import Catalogue

CONFIDENCE = 0.8
"""Given to every topic for its own requirement: about what the matcher gives to its right first matches."""
GROUPS = ("position_id", "department", "rank", "sex", "ethnicity")
MOST_PEOPLES = 5
"""Ethnic groups kept apart; the smaller ones are one group."""


def planted_cases(catalogue: Catalogue, *, communes: int, seed: int, settings: Settings) -> pd.DataFrame:
    """Features of every holding with `is_meeting` = the truth and the columns of GROUPS (for the report only)."""
    sample = make_sample(catalogue, communes=communes, seed=seed)
    inputs = sample.inputs.checked()
    known = evidence(inputs.statements, inputs.assessments, settings=settings)
    topics = planted_topics().rename(columns={"topic": "text"})
    matched = MATCHES.conform(topics.assign(score=1.0, confidence=CONFIDENCE, rank=1))
    checked = standards(inputs.holdings, known, catalogue, settings=settings)
    asked, taught = asked_of(inputs.holdings, requirements(catalogue)), taught_levels(known, catalogue)
    found = estimates(known, matched, asked, settings=settings, taught=taught)
    features = verdict_features(inputs.holdings[KEY], found, checked, settings=settings)
    truth = sample.truth[KEY].assign(is_meeting=sample.truth["meets"] == 1)
    officers = inputs.officers[["officer_id", "department", "rank"]]
    people = inputs.personal[["officer_id", "sex", "ethnicity"]]
    named = people["ethnicity"].isin(people["ethnicity"].value_counts().index[:MOST_PEOPLES])
    people = people.assign(ethnicity=people["ethnicity"].where(named, "khác"))
    cases = features.merge(truth, on=KEY).merge(officers, on="officer_id").merge(people, on="officer_id")
    return cases.sort_values(KEY, ignore_index=True)
