"""Term products are the same held dense or sparse."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from models import term_product
from models.term_product import TermProduct


def random_terms(rows: int, seed: int) -> sparse.csr_matrix:
    """Sparse rows over 50 terms."""
    return sparse.random(rows, 50, density=0.1, format="csr", dtype=np.float32, random_state=seed)


@pytest.mark.parametrize("cells", [0, 10_000])
def test_scores_are_the_products(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_product, "_DENSE_CELLS", cells)
    queries, targets = random_terms(7, 1), random_terms(5, 2)
    scores = TermProduct(targets).scores(queries)
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, queries.toarray() @ targets.toarray().T, atol=1e-6)


def test_both_ways_give_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    queries, targets = random_terms(40, 3), random_terms(30, 4)
    dense = TermProduct(targets).scores(queries)
    monkeypatch.setattr(term_product, "_DENSE_CELLS", 0)
    np.testing.assert_array_equal(TermProduct(targets).scores(queries), dense)


def test_targets_without_terms_score_nothing() -> None:
    assert not TermProduct(sparse.csr_matrix((3, 50), dtype=np.float32)).scores(random_terms(2, 5)).any()
