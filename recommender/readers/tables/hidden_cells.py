"""What is said of the rows and columns of a table that whoever opens its file does not see, and that are read all the
same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recommender.readers.files.sheets import address, column_letters
from recommender.readers.problem_log import SheetLog
from recommender.readers.tables.header import HeadedColumn

MOST_NAMED = 8
"""Runs of rows named in a message; a filter leaves many."""


def say_hidden(
    spot: SheetLog, *, rows: Sequence[int], columns: Iterable[HeadedColumn], hidden_rows: Sequence[tuple[int, int]],
    hidden_columns: Sequence[tuple[int, int]],
) -> None:  # fmt: skip
    """Write down which of the data rows, and which columns that are understood, are hidden on the sheet."""
    hidden = {row for first, last in hidden_rows for row in range(first, min(last, max(rows, default=-1)) + 1)}
    unseen = [row for row in rows if row in hidden]
    if unseen:
        spot.add("rows_hidden", address(unseen[0], 0), count=str(len(unseen)), rows=_named(unseen))
    heads = [
        head for head in columns
        if head.meaning and head.meaning.field not in ("unused", "number")
        and any(first <= head.column <= last for first, last in hidden_columns)
    ]  # fmt: skip
    if heads:
        named = ", ".join(f"{column_letters(head.column)} “{head.heading}”" for head in heads[:MOST_NAMED])
        more = ", …" if len(heads) > MOST_NAMED else ""
        spot.add("columns_hidden", column_letters(heads[0].column), count=str(len(heads)), columns=named + more)


def _named(rows: Sequence[int]) -> str:
    """The numbers of the rows as the sheet shows them, in runs: "7–9, 12"."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] + 1 == row:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    texts = [str(first + 1) if first == last else f"{first + 1}–{last + 1}" for first, last in runs[:MOST_NAMED]]
    return ", ".join(texts) + (", …" if len(runs) > MOST_NAMED else "")
