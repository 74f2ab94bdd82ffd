"""Centred cosines and line scores see through what all texts share."""

from __future__ import annotations

import numpy as np
import pytest

from models.dense import CentredCosineRanker, LineRanker, shrunk_mean
from models.errors import NotFittedError
from models.lexical_encoder import LexicalEncoder
from models.line_matching import TargetColumns, best_lines, split_all

TARGETS = ["chung nhau quản lý hộ tịch", "chung nhau quản lý đất đai", "chung nhau quản lý ngân sách"]
ENCODER = LexicalEncoder(dimension=512)


@pytest.mark.parametrize("ranker", [CentredCosineRanker(ENCODER), LineRanker(ENCODER)])
def test_own_text_comes_first(ranker: CentredCosineRanker | LineRanker) -> None:
    scores = ranker.fit(TARGETS, background=TARGETS).score(TARGETS)
    assert scores.argmax(axis=1).tolist() == [0, 1, 2]
    assert scores.dtype == np.float32


@pytest.mark.parametrize("ranker", [CentredCosineRanker(ENCODER), LineRanker(ENCODER)])
def test_blank_query_scores_zero(ranker: CentredCosineRanker | LineRanker) -> None:
    assert not ranker.fit(TARGETS, background=TARGETS).score([" "]).any()


@pytest.mark.parametrize("ranker", [CentredCosineRanker(ENCODER), LineRanker(ENCODER)])
def test_asking_before_fitting_is_refused(ranker: CentredCosineRanker | LineRanker) -> None:
    fresh = type(ranker)(ENCODER)
    with pytest.raises(NotFittedError):
        fresh.score(TARGETS)


@pytest.mark.parametrize("ranker", [CentredCosineRanker(ENCODER), LineRanker(ENCODER)])
def test_no_targets_and_no_queries_keep_their_shape(ranker: CentredCosineRanker | LineRanker) -> None:
    assert ranker.fit([]).score(["hộ tịch"]).shape == (1, 0)
    assert ranker.fit(TARGETS).score([]).shape == (0, 3)


def test_mean_of_few_texts_stays_near_the_prior() -> None:
    rows = np.ones((2, 3), dtype=np.float32)
    prior = np.zeros(3, dtype=np.float32)
    np.testing.assert_allclose(shrunk_mean(rows, prior), 2 / 22)
    np.testing.assert_allclose(shrunk_mean(np.ones((980, 3), dtype=np.float32), prior), 0.98)


def test_line_score_is_the_mean_of_the_best() -> None:
    cells = np.array([[1, 5, 2], [4, 0, 3], [7, 7, 9]], dtype=np.float32)
    columns = TargetColumns.of(np.array([0, 2]), 3)
    scores = best_lines(lambda first, last: cells[first:last, columns.order], np.array([0, 2]), 3, columns)
    np.testing.assert_allclose(scores, [[4.5, 2.5], [7, 9]])


def test_splitting_keeps_a_line_for_a_blank_text() -> None:
    texts, starts = split_all(["một\nhai", "", "ba"])
    assert texts == ["một", "hai", "", "ba"]
    assert starts.tolist() == [0, 2, 3]
