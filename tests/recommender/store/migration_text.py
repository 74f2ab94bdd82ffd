"""The text of the migrations that make tables, from their declaration: how the first steps were written.

`python -m tests.recommender.store.migration_text` writes the steps of the first release again. Once released they are
never written again; later steps are written by hand.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Table, UniqueConstraint

from recommender.store.migrate import FOLDER
from recommender.store.tables import (
    accounts,
    audit,
    catalogues,
    decisions,
    imports,
    jobs,
    people,
    plans,
    requests,
    runs,
    units,
)
from recommender.store.tables.everything import METADATA

STEPS = {
    "0001_units": ("Units, positions and imports.", (units, imports)),
    "0002_people": ("People with their posts, statements, results, and quotas.", (people,)),
    "0003_runs": ("Runs and what they say about people, which never changes.", (runs,)),
    "0004_totals": ("What runs say about units, which never changes.", (runs,)),
    "0005_work": ("Decisions, objections, plans, classes and catalogues.", (decisions, plans, catalogues)),
    "0006_trust": ("Accounts, audit, jobs and answered requests.", (accounts, audit, jobs, requests)),
}
MANY = 5
TOTALS = ("plan_step", "demand", "uncovered", "balance", "move", "fairness", "run_problem")


def tables_of(modules: tuple[object, ...]) -> list[Table]:
    """The tables the modules declare, so that a table follows those it points to."""
    declared = {id(value) for module in modules for value in vars(module).values() if isinstance(value, Table)}
    return [table for table in METADATA.sorted_tables if id(table) in declared]


def step_text(name: str, before: str | None) -> str:
    """The module of one step."""
    meaning, modules = STEPS[name]
    tables = tables_of(modules)
    if modules == (runs,):
        tables = [table for table in tables if (table.name in TOTALS) == (name == "0004_totals")]
    kinds = sorted({type(column.type).__name__ for table in tables for column in table.columns})
    calls = [f"make_{table.name}()" for table in tables] + guards(name, tables)
    guard_names = sorted({call.split("(")[0] for call in calls if call.startswith("guard")})
    imported = f"from recommender.store.migrations.guards import {', '.join(guard_names)}\n" if guard_names else ""
    made = "\n\n\n".join(
        f"{many(table)}def make_{table.name}() -> None:\n{indented(create(table))}" for table in tables
    )
    return (
        f'"""{meaning}"""\n\nfrom __future__ import annotations\n\nimport sqlalchemy as sa\nfrom alembic import op\n\n'
        f"from recommender.store.metadata import {', '.join(kinds)}\n{imported}\n"
        f'revision = "{name[:4]}"\ndown_revision = {before!r}\n\n\n'
        f'def upgrade() -> None:\n    """Take the step."""\n{indented(calls)}\n\n\n{made}\n'
    )


def guards(name: str, tables: list[Table]) -> list[str]:
    if name in ("0003_runs", "0004_totals"):
        results = [table for table in tables if table.name != "run"]
        return [f'guard_results("{table.name}", is_personal={"officer_id" in table.c})' for table in results]
    return ['guard_append_only("audit")'] if name == "0006_trust" else []


def create(table: Table) -> list[str]:
    items = [column_text(column) for column in table.columns]
    items.append(f"sa.PrimaryKeyConstraint({names(table.primary_key.columns)}, name={table.primary_key.name!r})")
    inside = [one for column in table.columns for one in column.constraints]
    outside = [one for one in table.constraints if one is not table.primary_key and one not in inside]
    items += sorted(constraint_text(one) for one in [*inside, *outside])
    items.append("sqlite_strict=True")
    if not table.dialect_options["sqlite"]["with_rowid"]:
        items.append("sqlite_with_rowid=False")
    lines = [f'op.create_table("{table.name}",', *[f"    {item}," for item in items], ")"]
    if is_many(table):
        loop = f"for name, columns in {table.name.upper()}_INDEXES.items():"
        return [*lines, loop, f'    op.create_index(name, "{table.name}", columns)']
    return [*lines, *map(index_text, ordered(table))]


def is_many(table: Table) -> bool:
    """Whether the indexes of a table stand apart, so that its function stays short."""
    return len(table.indexes) >= MANY


def many(table: Table) -> str:
    """The indexes of a table with many, as a constant before its function."""
    if not is_many(table):
        return ""
    lines = "\n".join(f'    "{index.name}": [{names(index.columns)}],' for index in ordered(table))
    return f"{table.name.upper()}_INDEXES = {{\n{lines}\n}}\n\n\n"


def ordered(table: Table) -> list[Index]:
    return sorted(table.indexes, key=lambda index: str(index.name))


def column_text(column: Column[object]) -> str:
    plain = ", autoincrement=False" if column.primary_key and type(column.type).__name__ == "Whole" else ""
    return f'sa.Column("{column.name}", {type(column.type).__name__}(), nullable={column.nullable}{plain})'


def constraint_text(constraint: object) -> str:
    if isinstance(constraint, ForeignKeyConstraint):
        targets = ", ".join(repr(element.target_fullname) for element in constraint.elements)
        ending = f", ondelete={constraint.ondelete!r}" if constraint.ondelete else ""
        columns = names(constraint.columns)
        return f"sa.ForeignKeyConstraint([{columns}], [{targets}], name={str(constraint.name)!r}{ending})"
    if isinstance(constraint, CheckConstraint):
        words = textwrap.wrap(str(constraint.sqltext), 80, drop_whitespace=False)
        return f"sa.CheckConstraint({' '.join(map(repr, words))}, name=op.f({str(constraint.name)!r}))"
    assert isinstance(constraint, UniqueConstraint)
    return f"sa.UniqueConstraint({names(constraint.columns)}, name={str(constraint.name)!r})"


def index_text(index: Index) -> str:
    where = index.dialect_options["sqlite"]["where"]
    clause = f'sqlite_where=sa.text("{where}"), postgresql_where=sa.text("{where}"), ' if where is not None else ""
    unique = "unique=True, " if index.unique else ""
    table = index.table.name if index.table is not None else ""
    return f'op.create_index("{index.name}", "{table}", [{names(index.columns)}], {unique}{clause})'


def names(columns: object) -> str:
    return ", ".join(repr(column.name) for column in columns)  # type: ignore[attr-defined]


def indented(lines: list[str]) -> str:
    return "\n".join(f"    {line}" for line in lines)


def main() -> None:
    """Write every first step and format it."""
    before = None
    folder = FOLDER / "versions"
    for name in STEPS:
        path = folder / f"m{name}.py"
        path.write_text(step_text(name, before), encoding="utf-8")
        before = name[:4]
    subprocess.run([sys.executable, "-m", "ruff", "format", str(folder)], check=True)
    subprocess.run([sys.executable, "-m", "ruff", "check", "--fix", str(folder)], check=True)


if __name__ == "__main__":
    main()
