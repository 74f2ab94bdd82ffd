"""A learned map brings pairs together, is the same for the same seed, and stays near the identity when told to."""

from __future__ import annotations

import numpy as np
import pytest

from models.adapting import AdaptSettings, PairVectors, _loss, learn_map
from models.encoder import unit_rows
from models.errors import ModelError

SIZE = 16
SMALL = AdaptSettings(steps=60, batch=64, rate=0.02, pull=0.0)


def noisy_pairs(total: int = 120) -> PairVectors:
    """Pairs that agree in the first half of their coordinates only."""
    rng = np.random.default_rng(3)
    common = rng.normal(size=(total, SIZE // 2))
    sides = [np.hstack([common, 3 * rng.normal(size=(total, SIZE // 2))]) for _ in range(2)]
    queries, passages = (unit_rows(side.astype(np.float32)) for side in sides)
    return PairVectors(queries=queries, passages=passages, groups=np.arange(total, dtype=np.int64))


def found_first(pairs: PairVectors, matrix: np.ndarray) -> float:
    """Share of queries whose own passage is the nearest."""
    scores = unit_rows(pairs.queries @ matrix) @ unit_rows(pairs.passages @ matrix).T
    return float((scores.argmax(axis=1) == np.arange(len(scores))).mean())


def test_pairs_are_found_more_often_after_learning() -> None:
    pairs = noisy_pairs()
    learned = learn_map(pairs, SMALL)
    assert found_first(pairs, learned.matrix) > found_first(pairs, np.eye(SIZE, dtype=np.float32)) + 0.2


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, second = (learn_map(noisy_pairs(), SMALL).matrix for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_another_seed_draws_other_batches() -> None:
    other = AdaptSettings(steps=60, batch=64, rate=0.02, pull=0.0, seed=1)
    assert learn_map(noisy_pairs(), SMALL).matrix.tobytes() != learn_map(noisy_pairs(), other).matrix.tobytes()


def test_a_strong_pull_leaves_vectors_where_they_are() -> None:
    held = AdaptSettings(steps=60, batch=64, rate=0.02, pull=100.0)
    identity = np.eye(SIZE)
    free, kept = (np.linalg.norm(learn_map(noisy_pairs(), one).matrix - identity) for one in (SMALL, held))
    assert kept < free / 5


def test_the_slope_is_that_of_the_loss() -> None:
    pairs = noisy_pairs(12)
    matrix = np.eye(SIZE, dtype=np.float32) * np.float32(1.3)
    _, slope = _loss(pairs.queries, pairs.passages, pairs.groups, matrix, 0.5)
    for row, column in ((0, 0), (2, 4), (15, 1)):
        moved = [matrix.copy(), matrix.copy()]
        moved[0][row, column] += 0.01
        moved[1][row, column] -= 0.01
        high, low = (_loss(pairs.queries, pairs.passages, pairs.groups, one, 0.5)[0] for one in moved)
        assert (high - low) / 0.02 == pytest.approx(slope[row, column], abs=2e-3)


def test_rows_of_one_group_are_never_each_others_negatives() -> None:
    pairs = noisy_pairs(12)
    alone = np.zeros(12, dtype=np.int64)
    loss, slope = _loss(pairs.queries, pairs.passages, alone, np.eye(SIZE, dtype=np.float32), 0.5)
    assert loss == pytest.approx(0.0, abs=1e-6)
    assert np.abs(slope).max() == pytest.approx(0.0, abs=1e-6)


def test_one_pair_is_refused() -> None:
    with pytest.raises(ModelError, match="two pairs"):
        learn_map(noisy_pairs(1), SMALL)
