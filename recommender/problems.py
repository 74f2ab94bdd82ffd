"""Problems found in input data, as rows that a person can act on: where, what is wrong, what to do, vi and en."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from recommender.columns import PROBLEMS
from recommender.types import Severity


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong in the input. `cell` is an address such as F17, or "" when the whole sheet or file is meant."""

    file: str
    code: str
    severity: Severity
    message_vi: str
    message_en: str
    sheet: str = ""
    cell: str = ""
    value: str = ""
    suggestion_vi: str = ""
    suggestion_en: str = ""


def problems_frame(problems: Iterable[Problem]) -> pd.DataFrame:
    """The problems as a frame of the shape `PROBLEMS`, in the order given."""
    rows = [{**vars(problem), "severity": str(problem.severity)} for problem in problems]
    return PROBLEMS.frame(rows)
