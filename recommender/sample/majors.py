"""Fit of majors to positions as a person who reads the standards would see it: named, related by group, or other.

Own reading of the rules, apart from the engine's: it is what the planted truth is made from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recommender.sample.draws import Ints
from training_catalog.types import Catalogue, Position, StandardKind, StandardRule

NAMED, RELATED, OTHER = 0, 1, 2


@dataclass(frozen=True, kw_only=True)
class MajorFit:
    """Worst fit of each major over the major rules of each position."""

    majors: tuple[str, ...]
    """Ids of the majors that are no groups, in order of the vocabulary."""
    matrix: Ints
    """Position × major: NAMED, RELATED or OTHER."""


def fit_of_majors(catalogue: Catalogue) -> MajorFit:
    """The fit of every major to every position."""
    majors = tuple(key for key, term in catalogue.vocabularies["majors"].items() if term.parent)
    rows = [_worst(catalogue, position, majors) for position in catalogue.positions.values()]
    return MajorFit(majors=majors, matrix=np.array(rows, dtype=np.int64))


def rule_fit(catalogue: Catalogue, rule: StandardRule, majors: tuple[str, ...]) -> list[int]:
    """Fit of each major to one rule: named itself or by its group; of the group of a named one under an open clause."""
    parent = {key: catalogue.vocabularies["majors"][key].parent for key in majors}
    groups = {parent.get(key, key) for key in rule.accepted}
    fits = []
    for key in majors:
        if key in rule.accepted or parent[key] in rule.accepted:
            fits.append(NAMED)
        elif rule.open_clause and parent[key] in groups:
            fits.append(RELATED)
        else:
            fits.append(OTHER)
    return fits


def _worst(catalogue: Catalogue, position: Position, majors: tuple[str, ...]) -> list[int]:
    rules = [rule for rule in position.standards if rule.kind == StandardKind.MAJOR and rule.is_enabled]
    if not rules:
        return [NAMED] * len(majors)
    return [max(fits) for fits in zip(*(rule_fit(catalogue, rule, majors) for rule in rules), strict=True)]
