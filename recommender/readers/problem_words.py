"""The words of every problem code, in both languages, from `data/problem_words.csv`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from recommender.types import Severity

FILE = Path(__file__).parent / "data" / "problem_words.csv"


@dataclass(frozen=True, kw_only=True)
class ProblemWords:
    """How much a code matters, what to say and what to advise; `{value}` and the like are filled in."""

    severity: Severity
    vi: str
    en: str
    advice_vi: str
    advice_en: str


@lru_cache(maxsize=1)
def problem_words() -> Mapping[str, ProblemWords]:
    """Code → words."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        return MappingProxyType(
            {
                row["code"]: ProblemWords(
                    severity=Severity(row["severity"]),
                    vi=row["vi"],
                    en=row["en"],
                    advice_vi=row["advice_vi"],
                    advice_en=row["advice_en"],
                )
                for row in csv.DictReader(stream)
            }
        )
