"""What the fields of each kind of table are called, in both languages, from `data/field_words.csv`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from recommender.readers.tables.headings import FILE as HEADINGS
from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.layouts import UNUSED

FILE = Path(__file__).parents[1] / "data" / "field_words.csv"


@lru_cache(maxsize=1)
def field_words() -> Mapping[str, tuple[str, str]]:
    """Field → Vietnamese and English words."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        return MappingProxyType({row["field"]: (row["vi"], row["en"]) for row in csv.DictReader(stream)})


@lru_cache(maxsize=1)
def fields_of() -> Mapping[TableKind, tuple[str, ...]]:
    """Kind of table → the fields its columns can mean, the one that leaves a column out last."""
    found: dict[TableKind, dict[str, None]] = {kind: {} for kind in TableKind}
    with HEADINGS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found[TableKind(row["kind"])][row["field"]] = None
    return MappingProxyType({
        kind: (*(field for field in fields if field != UNUSED), UNUSED) for kind, fields in found.items()
    })  # fmt: skip
