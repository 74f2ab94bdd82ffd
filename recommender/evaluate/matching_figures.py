"""Figures of rankers on ranking sets: a value a query and measure, means with intervals, paired differences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from models.encoder import FloatArray
from models.ranking_metrics import (
    Interval,
    Values,
    average_precision,
    bootstrap,
    ndcg,
    ordered_grades,
    recall,
    reciprocal_ranks,
)
from recommender.evaluate.matching_rankers import SINGLE, Ranked
from recommender.evaluate.matching_sets import RankingSet

ROUNDS = 2000
SEED = 0
DEPTH = 5


class Measure(StrEnum):
    """Measures of a ranking, each a value a query."""

    MRR = "MRR"
    NDCG = "nDCG@10"
    MAP = "MAP"
    RECALL = "R@5"


@dataclass(frozen=True, kw_only=True)
class SetFigures:
    """One set: its size and, by ranker and measure, the value of each query."""

    name: str
    group: str
    queries: int
    targets: int
    traits: tuple[tuple[str, ...], ...]
    values: Mapping[str, Mapping[Measure, Values]]

    def mean(self, ranker: str, measure: Measure = Measure.MRR) -> float:
        """Mean over the queries."""
        return float(self.values[ranker][measure].mean())

    def interval(self, ranker: str) -> Interval:
        """Mean reciprocal rank with its bootstrap interval."""
        return bootstrap(self.values[ranker][Measure.MRR], seed=SEED, rounds=ROUNDS)

    def difference(self, first: str, second: str) -> Interval:
        """Mean of first less second over the same queries, in MRR."""
        return mean_difference([self], first, second)

    def best_single(self) -> str:
        """The plain ranker with the highest MRR here."""
        return best_single([self])


def measured(one: RankingSet, found: Iterable[Ranked], *, group: str) -> SetFigures:
    """Every ranker on the set."""
    return SetFigures(
        name=one.name, group=group, queries=len(one.queries), targets=len(one.targets), traits=one.traits,
        values={ranker.name: query_values(ranker.score(one), one) for ranker in found},
    )  # fmt: skip


def query_values(scores: FloatArray, one: RankingSet) -> dict[Measure, Values]:
    """Every measure for each query; grades below `least_right` count for nDCG only."""
    ranked = ordered_grades(scores, one.grades)
    return {
        Measure.MRR: reciprocal_ranks(ranked, least_grade=one.least_right),
        Measure.NDCG: ndcg(ranked),
        Measure.MAP: average_precision(ranked, least_grade=one.least_right),
        Measure.RECALL: recall(ranked, depth=DEPTH, least_grade=one.least_right),
    }


def best_single(sets: Sequence[SetFigures]) -> str:
    """The plain ranker with the highest mean MRR over the sets, each set counting alike."""
    here = [name for name in SINGLE if all(name in one.values for one in sets)]
    return max(here, key=lambda name: mean_of(sets, name))


def mean_of(sets: Sequence[SetFigures], ranker: str) -> float:
    """Mean over sets of their MRR."""
    return float(np.mean([one.mean(ranker) for one in sets]))


def mean_difference(sets: Sequence[SetFigures], first: str, second: str) -> Interval:
    """First less second, mean over sets of their MRR, interval from resampling queries within each set."""
    rng = np.random.default_rng(SEED)
    total = np.zeros(ROUNDS)
    means = []
    for one in sets:
        paired = one.values[first][Measure.MRR] - one.values[second][Measure.MRR]
        draws = rng.integers(0, len(paired), size=(ROUNDS, len(paired)))
        total += paired[draws].mean(axis=1)
        means.append(paired.mean())
    low, high = np.quantile(total / len(sets), [0.025, 0.975])
    return Interval(mean=float(np.mean(means)), low=float(low), high=float(high))


def by_trait(sets: Sequence[SetFigures], ranker: str) -> dict[str, tuple[int, float]]:
    """Trait → number of queries and their mean reciprocal rank."""
    found: dict[str, list[float]] = {}
    for one in sets:
        for traits, value in zip(one.traits, one.values[ranker][Measure.MRR], strict=True):
            for trait in traits:
                found.setdefault(trait, []).append(float(value))
    return {trait: (len(values), float(np.mean(values))) for trait, values in sorted(found.items())}
