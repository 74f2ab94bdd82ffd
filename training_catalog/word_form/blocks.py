"""The shapes between Word's XML and the form: paragraphs and tables in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from training_catalog.word_form.shapes import Place


class Merge(StrEnum):
    """How a cell takes part in a vertical merge, as marked in the file."""

    NONE = "none"
    """A cell of its own."""
    FIRST = "first"
    """The top cell of a merge."""
    NEXT = "next"
    """Covered by the cell above."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell; `left` and `right` are its edges as parts of the table's width, 0 to 1."""

    text: str
    left: float
    right: float
    merge: Merge = Merge.NONE
    is_merged: bool = False
    """The text comes from the cell above, with which this one is merged."""

    def overlap(self, other: Cell) -> float:
        """Width shared with a cell of another row."""
        return max(0.0, min(self.right, other.right) - max(self.left, other.left))


@dataclass(frozen=True, kw_only=True)
class Row:
    """One table row. `is_split` marks the first row after a page split, which may go on with the row before."""

    cells: tuple[Cell, ...]
    place: Place
    is_split: bool = False

    @property
    def is_blank(self) -> bool:
        """True when no cell holds text of its own."""
        return not any(cell.text and not cell.is_merged for cell in self.cells)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table, or the pieces of one table that was split over pages."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph outside tables, its lines cleaned."""

    text: str


Block = Paragraph | Table
