"""One set of raw rows from several folders: a later row replaces, changes or removes the earlier one of its id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from training_catalog.problem_texts import catalogue_problem
from training_catalog.rows import POSITIONS, TASKS, Block, Raw, RawRow
from training_catalog.types import CatalogueProblem

SAME_TASK_PERCENT = 50.0
"""Below this word-set likeness a replaced task is reported as another task under a used id."""


@dataclass(kw_only=True)
class MergedRows:
    """The rows that remain, by table and id, and the ids that a later folder took out."""

    rows: dict[str, dict[str, RawRow]] = field(default_factory=dict)
    removed: dict[str, set[str]] = field(default_factory=dict)
    former_task_texts: dict[str, Raw] = field(default_factory=dict)

    def table(self, name: str) -> dict[str, RawRow]:
        return self.rows.setdefault(name, {})

    def removed_from(self, name: str) -> set[str]:
        return self.removed.setdefault(name, set())


def merged_rows(folders: Iterable[Iterable[RawRow]], problems: list[CatalogueProblem]) -> MergedRows:
    """The rows of the folders laid over one another in order."""
    merged = MergedRows()
    for rows in folders:
        for row in rows:
            _lay(row, merged, problems)
    return merged


def _lay(row: RawRow, merged: MergedRows, problems: list[CatalogueProblem]) -> None:
    table = merged.table(row.table)
    earlier = table.get(row.row_id)
    if row.asks("remove"):
        if earlier is None:
            problems.append(catalogue_problem("nothing_to_remove", file=row.place, row=row.row_id))
            return
        _take_out(row.table, row.row_id, merged)
        return
    if row.asks("change"):
        if earlier is None:
            problems.append(catalogue_problem("nothing_to_change", file=row.place, row=row.row_id))
            return
        row = _changed(earlier, row)
    elif row.table == POSITIONS and row.lists_tasks and earlier is not None:
        _take_out_tasks_of(row.row_id, merged)
    elif row.table == TASKS:
        before = earlier.values.get("text_vi") if earlier else merged.former_task_texts.get(row.row_id)
        _report_reused_id(before, row, problems)
    table[row.row_id] = row
    merged.removed_from(row.table).discard(row.row_id)


def _take_out(table: str, row_id: str, merged: MergedRows) -> None:
    row = merged.table(table).pop(row_id)
    if table == TASKS:
        merged.former_task_texts[row_id] = row.values.get("text_vi")
    merged.removed_from(table).add(row_id)
    if table == POSITIONS:
        _take_out_tasks_of(row_id, merged)


def _take_out_tasks_of(position_id: str, merged: MergedRows) -> None:
    for task_id in [key for key, row in merged.table(TASKS).items() if row.owner == position_id]:
        _take_out(TASKS, task_id, merged)


def _changed(earlier: RawRow, row: RawRow) -> RawRow:
    return RawRow(
        table=row.table,
        row_id=row.row_id,
        file=row.file,
        values=_merged_block(earlier.values, row.values),
        owner=earlier.owner,
        lists_tasks=earlier.lists_tasks,
    )


def _merged_block(earlier: Block, later: Block) -> Block:
    """The earlier keys with those of `later` over them; mappings inside are merged by key, an empty value removes."""
    merged = Block(earlier)
    merged.line = later.line
    for key, value in later.items():
        before = merged.get(key)
        if key == "standards":
            merged[key] = _merged_standards(before, value)
        elif isinstance(before, Block) and isinstance(value, Block):
            merged[key] = _merged_block(before, value)
        elif value is None:
            merged.pop(key, None)
        else:
            merged[key] = value
    return merged


def _merged_standards(earlier: Raw, later: Raw) -> Raw:
    """Standards by `id`: each later one follows the same rules as a row of its own."""
    if not isinstance(earlier, list) or not isinstance(later, list):
        return later
    merged: dict[str, Raw] = {}
    unnamed: list[Raw] = []
    for standard in [*earlier, *later]:
        rule_id = standard.get("id") if isinstance(standard, Block) else None
        if not isinstance(standard, Block) or not isinstance(rule_id, str):
            unnamed.append(standard)
            continue
        row = RawRow(table="", row_id=rule_id, file="", values=standard)
        before = merged.get(rule_id)
        if row.asks("remove"):
            merged.pop(rule_id, None)
        elif row.asks("change") and isinstance(before, Block):
            merged[rule_id] = _merged_block(before, standard)
        else:
            merged[rule_id] = standard
    return [*merged.values(), *unnamed]


def _report_reused_id(before: Raw, row: RawRow, problems: list[CatalogueProblem]) -> None:
    """Courses name tasks by id, so a used id with quite another text would silently change what they teach."""
    now = row.values.get("text_vi")
    if not isinstance(before, str) or not isinstance(now, str):
        return
    if fuzz.token_set_ratio(before.casefold(), now.casefold()) < SAME_TASK_PERCENT:
        problems.append(catalogue_problem("reused_task_id", file=row.place, row=row.row_id))
