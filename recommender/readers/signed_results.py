"""The decisions written into our own results workbook: its sheet of verdicts, less everything the program wrote there.

The sheet shows the program's proposal and reason beside the columns that the authority fills in, under heads of the
same names; and other sheets of the workbook have a column "Kết luận" too. Only what stands under the head of the
authority is a decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from recommender.readers.files.sheets import cell_text
from recommender.readers.tables.header import HeadedColumn
from recommender.readers.tables.picked import Objects, pick
from recommender.readers.tables.table import Table
from training_catalog import fold

AUTHORITY = ("quyet dinh cua nguoi co tham quyen", "decision of the authority")
PROPOSED = ("ket luan de xuat", "proposed verdict")
WHO = frozenset({"number", "officer_id", "full_name", "unit", "position"})
OF_OTHER_SHEETS = frozenset({"sheet_without_table", "text_tidied"})
"""Problems that say nothing once a file is known to be our results workbook."""


def signed_tables(tables: Sequence[Table]) -> list[Table]:
    """The tables that the authority fills in, with its columns and those that say who; none: another workbook."""
    return [_signed(table) for table in tables if _of_authority(table)]


def proposed_labels(table: Table, tables: Sequence[Table]) -> Objects:
    """What the program had proposed on each data row of a signed table, as written; "" where it is not to be seen."""
    whole = next(each for each in tables if each.sheet.name == table.sheet.name)
    head = next((each for each in whole.header.columns if fold(each.parts[-1]) in PROPOSED), None)
    if head is None:
        return np.full(len(table.rows), "", dtype=object)
    picked = pick(whole, head)
    return picked.spread([cell_text(value) for value in picked.values], "")


def _of_authority(table: Table) -> list[HeadedColumn]:
    """The columns under the head of the authority, which stands in the row above their own heads or joined to them."""
    top = table.header.top
    above = table.sheet.row_texts(top - 1) if top else []
    starts = [column for column, text in enumerate(above) if fold(text) in AUTHORITY]
    starts += [head.column for head in table.header.columns if len(head.parts) > 1 and fold(head.parts[0]) in AUTHORITY]
    return [head for head in table.header.columns if starts and head.column >= min(starts)]


def _signed(table: Table) -> Table:
    theirs = _of_authority(table)
    first = theirs[0].column
    who = [
        head
        for head in table.header.columns
        if head.column < first and head.meaning is not None and head.meaning.field in WHO
    ]
    return replace(table, header=replace(table.header, columns=(*who, *theirs)))
