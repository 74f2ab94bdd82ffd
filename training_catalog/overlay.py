"""One set of raw rows from several folders: a later row replaces, changes or removes the earlier one of its id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from training_catalog.problem_texts import catalogue_problem
from training_catalog.rows import POSITIONS, STANDARDS, TASKS, Block, Raw, RawRow
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
        row = _changed(earlier, row, problems)
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


def _changed(earlier: RawRow, row: RawRow, problems: list[CatalogueProblem]) -> RawRow:
    values = _merged_block(earlier.values, row.values)
    standards, given = earlier.values.get("standards"), row.values.get("standards")
    if isinstance(standards, list) and isinstance(given, list):
        values["standards"] = _merged_standards(standards, given, row, problems)
    return replace(earlier, file=row.file, values=values)


def _merged_block(earlier: Block, later: Block) -> Block:
    """The earlier keys with those of `later` over them; mappings inside are merged by key, an empty value removes."""
    merged = Block(earlier)
    merged.line = later.line
    for key, value in later.items():
        before = merged.get(key)
        if isinstance(before, Block) and isinstance(value, Block):
            merged[key] = _merged_block(before, value)
        elif value is None:
            merged.pop(key, None)
        else:
            merged[key] = value
    return merged


def _merged_standards(earlier: list[Raw], later: list[Raw], row: RawRow, problems: list[CatalogueProblem]) -> list[Raw]:
    """Standards by `id`: each later one replaces, changes or removes like a row of its own."""
    merged: dict[str, Raw] = {_rule_id(standard, at): standard for at, standard in enumerate(earlier)}
    for at, standard in enumerate(later, start=len(earlier)):
        rule_id = _rule_id(standard, at)
        before = merged.get(rule_id)
        if not isinstance(standard, Block):
            merged[rule_id] = standard
            continue
        rule = RawRow(table=STANDARDS, row_id=rule_id, file=row.file, values=standard)
        if rule.asks("remove") or rule.asks("change"):
            if not isinstance(before, Block):
                code = "nothing_to_remove" if rule.asks("remove") else "nothing_to_change"
                problems.append(catalogue_problem(code, file=rule.place, row=rule_id))
            elif rule.asks("remove"):
                del merged[rule_id]
            else:
                merged[rule_id] = _merged_block(before, standard)
        else:
            merged[rule_id] = standard
    return list(merged.values())


def _rule_id(standard: Raw, at: int) -> str:
    """The id of a standard; its place for one that has none, which is reported when it is built."""
    rule_id = standard.get("id") if isinstance(standard, Block) else None
    return rule_id if isinstance(rule_id, str) else f"#{at}"


def _report_reused_id(before: Raw, row: RawRow, problems: list[CatalogueProblem]) -> None:
    """Courses name tasks by id, so a used id with quite another text would silently change what they teach."""
    now = row.values.get("text_vi")
    if not isinstance(before, str) or not isinstance(now, str):
        return
    if fuzz.token_set_ratio(before.casefold(), now.casefold()) < SAME_TASK_PERCENT:
        problems.append(catalogue_problem("reused_task_id", file=row.place, row=row.row_id))
