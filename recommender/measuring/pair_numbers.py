"""Rows by two or three ids as whole numbers, so that they are joined and summed without comparing texts each time.

Numbers follow the order of the ids, so sums over groups are added up in that order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.int64]


def group_numbers(rows: pd.DataFrame, by: Sequence[str]) -> tuple[Numbers, pd.DataFrame]:
    """Number of each row's group, and the distinct keys of the groups; groups are numbered in the order of the keys."""
    joined = np.zeros(len(rows), dtype=np.int64)
    for name in by:
        codes, distinct = pd.factorize(rows[name], sort=True)
        joined = joined * len(distinct) + codes
    _, first, number = np.unique(joined, return_index=True, return_inverse=True)
    return number.reshape(-1), rows[list(by)].take(first).reset_index(drop=True)


@dataclass(frozen=True, kw_only=True)
class PairNumbers:
    """The distinct pairs officer × requirement of some rows, numbered as they come first."""

    officers: pd.Index
    requirements: pd.Index
    officer: Numbers
    """Which of the sorted officers each pair is of."""
    requirement: Numbers
    of: Numbers
    """Pair of each row."""
    first: Numbers
    """The first row of each pair."""

    @classmethod
    def of_rows(cls, rows: pd.DataFrame) -> Self:
        """The pairs of rows that have officer_id and requirement_id."""
        officer, officers = pd.factorize(rows["officer_id"], sort=True)
        requirement, requirements = pd.factorize(rows["requirement_id"], sort=True)
        of, _ = pd.factorize(officer * len(requirements) + requirement)
        first = np.empty(int(of.max(initial=-1)) + 1, dtype=np.int64)
        first[of[::-1]] = np.arange(len(of))[::-1]
        return cls(
            officers=pd.Index(officers), requirements=pd.Index(requirements),
            officer=officer[first], requirement=requirement[first], of=of, first=first,
        )  # fmt: skip

    def find(self, rows: pd.DataFrame) -> Numbers:
        """The pair of each row of a frame with the same two columns, -1 where it is none of these."""
        officer = self.officers.get_indexer(pd.Index(rows["officer_id"]))
        requirement = self.requirements.get_indexer(pd.Index(rows["requirement_id"]))
        width = len(self.requirements)
        wanted = np.where((officer < 0) | (requirement < 0), -1, officer * width + requirement)
        found: Numbers = pd.Index(self.officer * width + self.requirement).get_indexer(pd.Index(wanted))
        return found
