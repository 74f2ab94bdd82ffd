"""Positions held in each data row of a table, from its position, title and share columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from recommender.readers.cells.position_cells import PastPost, PositionCell
from recommender.readers.cells.statement_cells import parts
from recommender.readers.cells.values import read_percent
from recommender.readers.files.sheets import EMPTY, address, cell_text
from recommender.readers.problem_log import SheetLog
from recommender.readers.reading import Reading
from recommender.readers.tables.header import HeadedColumn
from recommender.readers.tables.picked import Objects, Picked, Words, pick, pick_field, places, rows_by_number
from recommender.readers.tables.table import Table

HELD_COLUMNS = ["at", "position_id", "share", "is_share_given", "whole", "place"]
"""`whole`: what the share would be had every post of its cell been read; the rest of the work is placed nowhere."""
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, kw_only=True)
class HeldPositions:
    """HELD_COLUMNS rows, and by column of the sheet the posts of before that its cells name, one entry a data row."""

    held: pd.DataFrame
    past: dict[int, list[tuple[PastPost, ...]]]


def held_positions(table: Table, departments: Objects, *, reading: Reading) -> HeldPositions:
    """What the position column says; the title answers where its cell is empty, and that is said."""
    spot = reading.log.sheet(table.sheet)
    done: Flags = np.zeros(len(table.rows), dtype=bool)
    frames = [pd.DataFrame({name: [] for name in HELD_COLUMNS})]
    past: dict[int, list[tuple[PastPost, ...]]] = {}
    for name in ("position", "title"):
        head = table.column(name)
        if head is None:
            continue
        wanted = ~done & (table.numbers_of(head.column) != EMPTY)
        if wanted.any():
            if name == "title":
                first = address(int(table.rows[wanted][0]), head.column)
                spot.add("position_from_title", first, value=head.heading, count=str(int(wanted.sum())))
            read = _column_positions(table, head, departments, wanted, reading)
            frames.append(read.held)
            past |= read.past
        done |= wanted
    if not done.all():
        missing = table.rows[~done]
        spot.add("position_missing", address(int(missing[0]), 0), count=str(len(missing)))
    held = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
    return HeldPositions(held=_with_share_column(held, table, spot), past=past)


def _column_positions(
    table: Table, head: HeadedColumn, departments: Objects, wanted: Flags, reading: Reading
) -> HeldPositions:
    picked = pick(table, head)
    names, department_of = np.unique(departments[wanted].astype(str), return_inverse=True)
    stacked = np.stack([picked.numbers[wanted], department_of], axis=1)
    pairs, numbers = np.unique(stacked, axis=0, return_inverse=True)
    numbers = numbers.reshape(-1)
    cells = [reading.positions.read(cell_text(picked.values[value]), str(names[kind])) for value, kind in pairs]
    at_rows = np.nonzero(wanted)[0]
    _report(picked, cells, numbers, at_rows, reading.log.sheet(table.sheet))
    past: dict[int, list[tuple[PastPost, ...]]] = {}
    if any(cell.past for cell in cells):
        past[head.column] = [()] * len(table.rows)
        for at, number in zip(at_rows.tolist(), numbers.tolist(), strict=True):
            past[head.column][at] = cells[number].past
    return HeldPositions(held=_spread(table, head, cells, numbers, at_rows), past=past)


def _spread(
    table: Table,
    head: HeadedColumn,
    cells: Sequence[PositionCell],
    numbers: Places,
    at_rows: Places,
) -> pd.DataFrame:
    counts = np.array([len(cell.held) for cell in cells], dtype=np.int64)
    starts = np.cumsum(counts) - counts
    repeat = counts[numbers]
    at = np.repeat(at_rows, repeat)
    place_in_cell = np.arange(len(at)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    entry = np.repeat(starts[numbers], repeat) + place_in_cell
    flat = [held for cell in cells for held in cell.held]
    given = [cell.has_shares for cell in cells for _ in cell.held]
    whole = [held.share / (1 - cell.unplaced) for cell in cells for held in cell.held]
    return pd.DataFrame(
        {
            "at": at,
            "position_id": np.array([held.position_id for held in flat], dtype=object)[entry],
            "share": np.array([held.share for held in flat], dtype=float)[entry],
            "is_share_given": np.array(given, dtype=bool)[entry],
            "whole": np.array(whole, dtype=float)[entry],
            "place": places(table.rows[at], head.column, file=table.sheet.file, sheet=table.sheet.name).to_numpy(),
        }
    )


def _report(
    picked: Picked,
    cells: Sequence[PositionCell],
    numbers: Places,
    at_rows: Places,
    spot: SheetLog,
) -> None:
    places_of = rows_by_number(numbers)
    for number, cell in enumerate(cells):
        for code, words in (*cell.problems, *_unplaced(cell)):
            at = at_rows[places_of[number]]
            rows, value = picked.rows[at], cell_text(picked.values[picked.numbers[at[0]]])
            spot.add_all(code, [address(int(row), picked.head.column) for row in rows], value=value, **words)


def _unplaced(cell: PositionCell) -> list[tuple[str, dict[str, str]]]:
    """What is said of the work in posts that could not be read beside one that could."""
    if not cell.unread or not cell.held:
        return []
    taken = "; ".join(f"{one.position_id} {one.share:.0%}" for one in cell.held)
    return [
        ("position_share_unplaced", {"part": "”, “".join(cell.unread), "share": f"{cell.unplaced:.0%}", "taken": taken})
    ]


def _with_share_column(held: pd.DataFrame, table: Table, spot: SheetLog) -> pd.DataFrame:
    """The shares of a column of their own, where it names as many as the position cell has positions."""
    picked = pick_field(table, "share")
    if picked is None or held.empty:
        return held
    lists = [_shares(cell_text(value)) for value in picked.values]
    numbers = picked.numbers[held["at"].to_numpy(dtype=np.int64)]
    order = held.groupby("at").cumcount().to_numpy()
    counts = held.groupby("at")["at"].transform("size").to_numpy()
    share, given, whole = (held[name].to_numpy(copy=True) for name in ("share", "is_share_given", "whole"))
    bad: Words = {}
    for index, (number, place_in_cell, count) in enumerate(zip(numbers, order, counts, strict=True)):
        if number == EMPTY:
            continue
        if len(lists[number]) == count:
            total = sum(lists[number])
            is_part = whole[index] > share[index] and 0 < total < 1
            share[index], given[index] = lists[number][place_in_cell], True
            whole[index] = share[index] / total if is_part else share[index]
        else:
            bad[int(number)] = ("share_unreadable", {})
    picked.report(spot, bad)
    return held.assign(share=share, is_share_given=given, whole=whole)


def _shares(text: str) -> list[float]:
    read = [read_percent(part) for part in parts(text)]
    return [share for share in read if share is not None] if None not in read else []
