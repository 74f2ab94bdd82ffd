"""Yields log odds moved to the share of right cases that a batch itself seems to hold, from log odds at another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
STRENGTH = 20.0
"""So many pairs at the assumed share are added to the batch's own: a short file hardly moves it."""
LEAST, MOST = 0.5, 0.95
"""A file of short or general texts looks like one of other fields, and no file makes a single pair certain."""
ROUNDS = 100


def moved_to_batch(log_odds: Values, *, assumed: float) -> Values:
    """The same log odds at the share that explains the batch best; `assumed` is the share they were made for.

    Expectation maximisation of the share alone (Saerens, Latinne and Decaestecker 2002), drawn to the assumed one.
    """
    return np.asarray(log_odds + logit(batch_share(log_odds, assumed=assumed)) - logit(assumed))


def batch_share(log_odds: Values, *, assumed: float) -> float:
    """The share of right cases in a batch, from the log odds of each at the assumed share."""
    share, ordered = assumed, np.sort(log_odds)  # sorted: sums of floats must not follow the order of the batch
    for _ in range(ROUNDS):
        chances = sigmoid(ordered + logit(share) - logit(assumed))
        share = (float(chances.sum()) + STRENGTH * assumed) / (len(chances) + STRENGTH)
        share = min(max(share, LEAST), MOST)
    return share


def logit(share: float) -> float:
    """Log odds of a share."""
    return float(np.log(share / (1 - share)))


def sigmoid(values: Values) -> Values:
    """1 / (1 + exp(-x)), safe for large values."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * values)))
