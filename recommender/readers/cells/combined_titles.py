"""The combined titles that commune civil servants had before July 2025, and the positions of today each may be.

`source` and `trust` of a row speak of the title; which positions took its work over is our inference in every row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from training_catalog import fold

FILE = Path(__file__).parents[1] / "data" / "combined_titles.csv"
_HEAD = re.compile(
    r"^(?:(?:chuyen vien|cong chuc|can bo|cv|cc|cb) )+(?:(?:phu trach|ve|linh vuc|chuyen trach) )*(?=\S)"
)
_COMMUNE = re.compile(r" (?:cap )?(?:xa|phuong|thi tran)$")
_LINKS = re.compile(r"\bva ")


def combined_positions(title: str) -> tuple[str, ...]:
    """Ids of the positions that a combined title may be, the likeliest first; () for any other title."""
    folded = _LINKS.sub("", fold(title))
    return _titles().get(_COMMUNE.sub("", _HEAD.sub("", folded)), ())


@lru_cache(maxsize=1)
def _titles() -> Mapping[str, tuple[str, ...]]:
    with FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return MappingProxyType({_LINKS.sub("", fold(row["title"])): tuple(row["positions"].split()) for row in rows})
