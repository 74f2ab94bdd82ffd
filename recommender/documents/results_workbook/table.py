"""What one worksheet will show: its title, its columns and the frame of its rows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from recommender.documents.labels import Pair
from recommender.documents.results_workbook.styles import Kind

Codes = npt.NDArray[np.int64]

MOST_ROWS = 200_000
"""Rows of a detail sheet; a sheet of Excel ends at 1,048,576 and becomes unusable long before."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: where its values and tones are in the rows, its head, its width in characters."""

    key: str
    head: Pair
    width: float
    kind: Kind = Kind.TEXT
    tone: str = ""
    """Column of the rows that names the tone of each cell."""
    group: Pair = ("", "")
    """Head above the heads of neighbouring columns."""
    choices: tuple[str, ...] = ()
    """Words offered in a drop-down."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A worksheet to be: `rows` has a column for every key, and may have `row` = "", "subtotal" or "total"."""

    tab: str
    title: str
    answer: str
    notes: tuple[str, ...] = ()
    columns: tuple[Column, ...]
    rows: pd.DataFrame = field(repr=False)
    frozen: int
    """Columns that stay in sight and are repeated on every printed page."""
    pages: tuple[str, ...] = ()
    """Keys of columns at which a new printed page begins."""
    empty: str
    """What to say, and what to do next, when there is no row."""
    _distinct: dict[str, tuple[Codes, list[str]]] = field(default_factory=dict, init=False, repr=False)

    def distinct(self, key: str) -> tuple[Codes, list[str]]:
        """Code of each row's text in a column and the text of each code, in order of appearance; missing is ""."""
        if key not in self._distinct:
            codes, distinct = pd.factorize(self.rows[key], use_na_sentinel=False)
            texts = [text if isinstance(text, str) else "" for text in distinct.tolist()]
            self._distinct[key] = codes.astype(np.int64), texts
        return self._distinct[key]


def column(key: str, head: Pair, width: float, kind: Kind = Kind.TEXT, **more: object) -> Column:
    """A column in one line."""
    return Column(key=key, head=head, width=width, kind=kind, **more)  # type: ignore[arg-type]
