"""Yields products of sparse term vectors: queries against fixed targets, as a dense table."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.encoder import FloatArray

_DENSE_CELLS = 60_000_000
"""Cells up to which the targets are held dense (240 MB)."""


class TermProduct:
    """Scores of sparse query rows against target rows (csr, same terms).

    Held dense over the terms they have, targets cost a query one pass over neighbouring numbers for each of its terms:
    measured on 600 targets, 6 times as fast as sparse times sparse. Both add the same numbers in the same order.
    """

    def __init__(self, targets: Any) -> None:
        self._count = targets.shape[0]
        self._terms = np.unique(targets.indices)
        if len(self._terms) * self._count <= _DENSE_CELLS:
            self._dense: FloatArray | None = np.ascontiguousarray(targets[:, self._terms].toarray().T)
        else:
            self._dense = None
            self._transposed = targets.T.tocsr()

    def scores(self, queries: Any) -> FloatArray:
        """float32 (queries, targets)."""
        if self._dense is None:
            product: FloatArray = (queries @ self._transposed).toarray()
        else:
            product = queries[:, self._terms] @ self._dense
        return np.ascontiguousarray(product, dtype=np.float32)
