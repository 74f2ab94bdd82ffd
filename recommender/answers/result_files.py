"""Result files of one scored test, written whole beside each other, from its tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pandas as pd

from recommender.documents.tables import write_whole
from training_catalog.formula_guard import guarded

PARTS = ("items", "options", "cuts", "problems")


def beside(out: Path, part: str) -> Path:
    """`S.items.csv` beside `S.csv`."""
    stem = out.name.removesuffix(out.suffix) if out.suffix else out.name
    return out.with_name(f"{stem}.{part}.csv")


def write_all(
    out: Path,
    tables: Mapping[str, pd.DataFrame],
    *,
    test: Mapping[str, object] | None = None,
) -> tuple[Path, ...]:
    """Every table to its file; those of an earlier run that this one has not are removed."""
    out.parent.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        if part not in tables:
            beside(out, part).unlink(missing_ok=True)
    written = [
        write_whole(beside(out, name) if name else out, partial(_write_csv, guarded_table(table)))
        for name, table in tables.items()
    ]
    if test is not None:
        text = json.dumps(dict(test), ensure_ascii=False, indent=2) + "\n"
        path = beside(out, "test").with_suffix(".json")
        written.append(write_whole(path, lambda beside: beside.write_text(text, encoding="utf-8")))
    return tuple(written)


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def guarded_table(table: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before each text that a spreadsheet would run as a formula."""
    texts = [name for name in table.columns if pd.api.types.is_string_dtype(table[name].dtype)]
    return table.assign(
        **{name: table[name].map(guarded, na_action="ignore").astype(table[name].dtype) for name in texts}
    )
