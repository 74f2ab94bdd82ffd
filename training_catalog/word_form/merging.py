"""Rows in which every cell of a vertical merge holds the merge's text, from rows with Word's merge marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from training_catalog.word_form.blocks import Cell, Merge, Row

ENOUGH_SHARED = 0.5


def resolve_merges(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Every covered cell gets the text of the cell it is merged with and `is_merged`.

    A merge cut by a page split goes on when both sides carry merge marks: Word may mark the top of the second piece as
    a new, empty merge. When the text stands in the second piece, the first piece's rows get it too.
    """
    resolved: list[Row] = []
    for row in rows:
        cells = []
        for cell in row.cells:
            above = cell_above(cell, resolved[-1]) if resolved else None
            if above is None or not goes_on(cell, above, is_split=row.is_split):
                cells.append(cell)
            elif not above.text and cell.text and row.is_split:
                fill_upwards(resolved, cell)
                cells.append(replace(cell, merge=Merge.NEXT))
            else:
                cells.append(replace(cell, text=above.text, merge=Merge.NEXT, is_merged=bool(above.text)))
        resolved.append(replace(row, cells=tuple(cells)))
    return tuple(resolved)


def goes_on(cell: Cell, above: Cell, *, is_split: bool) -> bool:
    """True when `cell` belongs to the merge of the cell above it."""
    if cell.merge is Merge.NEXT:
        return True
    one_text = not cell.text or not above.text
    return is_split and cell.merge is Merge.FIRST and above.merge is not Merge.NONE and one_text


def cell_above(cell: Cell, row: Row) -> Cell | None:
    """The cell of the row above that shares most of its width with `cell`."""
    best = max(row.cells, key=cell.overlap, default=None)
    if best is None or cell.overlap(best) < ENOUGH_SHARED * (cell.right - cell.left):
        return None
    return best


def fill_upwards(resolved: list[Row], cell: Cell) -> None:
    """Give the text of `cell` to the empty merge that stands above it at the foot of the earlier piece."""
    for index in range(len(resolved) - 1, -1, -1):
        row = resolved[index]
        above = cell_above(cell, row)
        if above is None or above.merge is Merge.NONE or above.text:
            return
        filled = replace(above, text=cell.text, is_merged=True)
        resolved[index] = replace(row, cells=tuple(filled if held is above else held for held in row.cells))
        if above.merge is Merge.FIRST:
            return
