"""Which published sums are not shown, so that no count of a few people can be worked out from all the others together.

For every count of 1 to 4 people another table is looked for that agrees with everything shown and in which that count
is five or more, and one in which it is fewer than it is. Where there is none, the sums that have to differ are hidden
too, the cheapest first. The tables found are the proof: nobody can tell them from the true one by what is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from recommender.small_cells import HIDDEN_BELOW

Counts = npt.NDArray[np.int64]
Costs = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class PublishedSums:
    """The people of each cell, nobody standing in two, and sums over cells as rows of 0 and 1 by cell."""

    counts: Counts
    sums: Counts
    """What would be shown."""
    costs: Costs
    """How much is lost with each of them; infinite: only hidden where there is no other way."""
    totals: Counts
    """What everybody knows."""
    secrets: Counts
    """What must not be told where it is 1 to 4 people, shown or not."""


def is_few(counts: Counts) -> Flags:
    """Whether a count is of people who can be named."""
    few: Flags = (counts > 0) & (counts < HIDDEN_BELOW)
    return few


def hidden_sums(published: PublishedSums) -> Flags:
    """For each sum whether it is hidden; every hidden one has at least two values that what is shown allows.

    That does not hold where the totals by themselves tell a secret: of a single group, say.
    """
    shown = published.sums @ published.counts
    hidden = is_few(shown)
    others: list[Counts] = []
    for secret in published.secrets[is_few(published.secrets @ published.counts)]:
        for wanted in _wanted(int(secret @ published.counts)):
            if any(wanted[0].holds(secret @ other) for other in others):
                continue
            other = next(_other_tables(published, hidden, secret, wanted), None)
            if other is not None:
                others.append(other)
                hidden = hidden | (published.sums @ other != shown)
    return hidden


@dataclass(frozen=True, kw_only=True)
class _Ends:
    """Least and most that a secret is in another table."""

    low: float = 0
    high: float = np.inf

    def holds(self, count: int) -> bool:
        return self.low <= count <= self.high


def _wanted(count: int) -> tuple[tuple[_Ends, ...], ...]:
    """What is looked for a secret, each with what will do where there is none: so many are not there at all."""
    return (_Ends(low=HIDDEN_BELOW), _Ends(low=count + 1)), (_Ends(high=count - 1),)


def _other_tables(
    published: PublishedSums, hidden: Flags, secret: Counts, wanted: tuple[_Ends, ...]
) -> Iterator[Counts]:
    """Tables that keep the totals, with the secret between some ends, and as little of what is shown changed as can be.

    First those that keep what is only hidden where there is no other way.
    """
    for ends in wanted:
        for keeps in (True, False):
            other = _other_table(published, hidden, secret, ends, keeps=keeps)
            if other is not None:
                yield other


def _other_table(published: PublishedSums, hidden: Flags, secret: Counts, ends: _Ends, *, keeps: bool) -> Counts | None:
    counts, sums = published.counts, published.sums[~hidden]
    cells, size, people = len(counts), len(sums), int(counts.sum())
    costs = published.costs[~hidden]
    is_kept = np.isinf(costs)
    costs = np.where(is_kept, 10 * np.where(is_kept, 0, published.costs[~hidden]).sum() + 1, costs)
    kept = np.vstack([published.totals, secret])
    rows = vstack([
        hstack([csr_array(kept), csr_array((len(kept), 2 * size))]),
        hstack([csr_array(sums), -eye_array(size), eye_array(size)]),
    ])  # fmt: skip
    same, values = published.totals @ counts, sums @ counts
    most = np.where(is_kept & keeps, 0, people)
    found = milp(
        np.concatenate([np.zeros(cells), costs, costs]),
        integrality=np.concatenate([np.ones(cells), np.zeros(2 * size)]),
        bounds=(0, np.concatenate([np.full(cells, people), most, most])),
        constraints=LinearConstraint(rows, [*same, ends.low, *values], [*same, ends.high, *values]),
    )
    return None if found.x is None else np.rint(found.x[:cells]).astype(np.int64)
