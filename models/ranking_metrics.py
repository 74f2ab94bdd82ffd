"""Yields MRR, nDCG, MAP, recall and their bootstrap intervals from scores and graded answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.encoder import FloatArray

Grades = NDArray[np.int_]
Values = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A mean over queries with its percentile bootstrap interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class RankingReport:
    """Means over the queries that have an answer."""

    queries: int
    mrr: Interval
    ndcg10: float
    average_precision: float
    recall1: float
    recall5: float
    recall10: float


def ordered_grades(scores: FloatArray, grades: Grades) -> Grades:
    """Grades of each query in ranked order (best first); ties keep target order, so order targets by id."""
    order = np.argsort(-scores, axis=1, kind="stable")
    taken: Grades = np.take_along_axis(grades, order, axis=1)
    return taken


def reciprocal_ranks(ranked: Grades, *, least_grade: int = 1) -> Values:
    """1 / rank of the first target with at least the grade, 0 when there is none."""
    hit = ranked >= least_grade
    first: Values = np.where(hit.any(axis=1), 1.0 / (hit.argmax(axis=1) + 1), 0.0)
    return first


def ndcg(ranked: Grades, *, depth: int = 10) -> Values:
    """Normalised discounted gain (gain 2^grade - 1, Järvelin & Kekäläinen 2002) of the first `depth` places."""
    depth = min(depth, ranked.shape[1])
    discount = 1.0 / np.log2(np.arange(2, depth + 2))
    gain = (np.exp2(ranked[:, :depth]) - 1) @ discount
    ideal = (np.exp2(-np.sort(-ranked, axis=1)[:, :depth]) - 1) @ discount
    values: Values = np.divide(gain, ideal, out=np.zeros(len(ranked)), where=ideal > 0)
    return values


def average_precision(ranked: Grades, *, least_grade: int = 1) -> Values:
    """Mean of the precision at each right answer, 0 when there is none."""
    hit = ranked >= least_grade
    precision = np.cumsum(hit, axis=1) / np.arange(1, hit.shape[1] + 1)
    total = hit.sum(axis=1)
    values: Values = np.divide((precision * hit).sum(axis=1), total, out=np.zeros(len(hit)), where=total > 0)
    return values


def recall(ranked: Grades, *, depth: int, least_grade: int = 1) -> Values:
    """Share of a query's right answers among its first `depth` places."""
    hit = ranked >= least_grade
    total = hit.sum(axis=1)
    found: Values = np.divide(hit[:, :depth].sum(axis=1), total, out=np.zeros(len(hit)), where=total > 0)
    return found


def bootstrap(values: Values, *, seed: int = 0, rounds: int = 1000, level: float = 0.95) -> Interval:
    """Mean with a percentile interval from resampling queries."""
    if not len(values):
        return Interval(mean=float("nan"), low=float("nan"), high=float("nan"))
    draws = np.random.default_rng(seed).integers(0, len(values), size=(rounds, len(values)))
    means = values[draws].mean(axis=1)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Interval(mean=float(values.mean()), low=float(low), high=float(high))


def report(scores: FloatArray, grades: Grades, *, seed: int = 0) -> RankingReport:
    """All measures over the queries with at least one right answer. Shapes (queries, targets) both."""
    ranked = ordered_grades(scores, grades)
    ranked = ranked[(ranked > 0).any(axis=1)]
    return RankingReport(
        queries=len(ranked),
        mrr=bootstrap(reciprocal_ranks(ranked), seed=seed),
        ndcg10=_mean(ndcg(ranked)),
        average_precision=_mean(average_precision(ranked)),
        recall1=_mean(recall(ranked, depth=1)),
        recall5=_mean(recall(ranked, depth=5)),
        recall10=_mean(recall(ranked, depth=10)),
    )


def _mean(values: Values) -> float:
    return float(values.mean()) if len(values) else float("nan")


def grade_matrix(
    query_ids: Sequence[str], target_ids: Sequence[str], answers: Sequence[tuple[str, str, int]]
) -> Grades:
    """Grades (queries, targets) from (query id, target id, grade) rows; unnamed pairs are 0, unknown ids an error."""
    row = {name: number for number, name in enumerate(query_ids)}
    column = {name: number for number, name in enumerate(target_ids)}
    grades = np.zeros((len(query_ids), len(target_ids)), dtype=np.int_)
    for query_id, target_id, grade in answers:
        grades[row[query_id], column[target_id]] = grade
    return grades
