"""Truth of formal standards: whether each deciding rule of each position held is truly met."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from recommender.sample.draws import Flags, Ints
from recommender.sample.majors import NAMED, OTHER, RELATED, rule_fit
from recommender.sample.qualifications import NO_LEVEL, SM_TERMS, Qualifications
from recommender.sample.staffing import Posts
from training_catalog.types import Catalogue, StandardKind, StandardRule

COUNCIL_ACCEPTS = 0.88
"""Related majors that the council of the planted truth finds suitable under the open clause."""


def standards_truth(
    catalogue: Catalogue, posts: Posts, held: Qualifications, rng: np.random.Generator, *, today: date
) -> pd.DataFrame:
    """One row a holding and deciding rule: holding, rule_id, kind, meets, how (named, related, other, made_up, …)."""
    parts = []
    for place, position in enumerate(catalogue.positions.values()):
        holdings = np.flatnonzero(posts.position == place)
        if not len(holdings):
            continue
        for rule in position.standards:
            if not _decides(rule, today):
                continue
            meets, how = _meets(catalogue, rule, posts.officer[holdings], held, rng)
            parts.append(
                pd.DataFrame(
                    {"holding": holdings, "rule_id": rule.rule_id, "kind": str(rule.kind), "meets": meets, "how": how}
                )
            )
    return pd.concat(parts, ignore_index=True)


def _decides(rule: StandardRule, today: date) -> bool:
    starts, ends = rule.valid_from or today, rule.valid_to or today
    return rule.is_enabled and not rule.after_appointment and starts <= today <= ends


def _meets(
    catalogue: Catalogue, rule: StandardRule, officers: Ints, held: Qualifications, rng: np.random.Generator
) -> tuple[Flags, list[str]]:
    if rule.kind == StandardKind.MAJOR:
        return _major_meets(catalogue, rule, officers, held, rng)
    if rule.kind == StandardKind.CERTIFICATE:
        meets = _any_held(rule.accepted, officers, held)
    else:
        name = "degrees" if rule.kind == StandardKind.DEGREE else "political_theory"
        least = catalogue.vocabularies[name][rule.minimum].order if rule.minimum else 0
        meets = (held.degree if rule.kind == StandardKind.DEGREE else held.theory)[officers] >= least
    return meets, ["enough" if met else "short" for met in meets]


def _any_held(terms: tuple[str, ...], officers: Ints, held: Qualifications) -> Flags:
    result = np.zeros(len(officers), dtype=bool)
    for term in terms:
        if term in SM_TERMS:
            result |= held.state_management[officers] == SM_TERMS.index(term)
        elif term in held.certificates:
            result |= held.certificates[term][officers]
    return result


def _major_meets(
    catalogue: Catalogue, rule: StandardRule, officers: Ints, held: Qualifications, rng: np.random.Generator
) -> tuple[Flags, list[str]]:
    fits = np.array([*rule_fit(catalogue, rule, held.majors), OTHER], dtype=np.int64)
    best = np.minimum(fits[held.major[officers]], fits[np.where(held.second == NO_LEVEL, -1, held.second)[officers]])
    made_up = (best != NAMED) & _any_held(rule.alternatives, officers, held)
    council = rng.random(len(officers)) < COUNCIL_ACCEPTS
    meets = (best == NAMED) | made_up | ((best == RELATED) & council)
    names = np.array(["named", "related_accepted", "other", "related_refused"])
    how = np.where((best == RELATED) & ~council, 3, best)
    return meets, ["made_up" if made else str(name) for made, name in zip(made_up, names[how], strict=True)]
