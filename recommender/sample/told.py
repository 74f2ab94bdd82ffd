"""What a staff list tells about officers: cells of its columns, and the same as rows of STATEMENTS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from recommender.columns import STATEMENTS
from recommender.sample.draws import Texts

LINE = ";\n"
"""Between several entries of one cell."""


@dataclass(kw_only=True)
class Rows:
    """Statement rows being collected; `officer` is the index of the officer."""

    kind: str
    officer: list[int] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)
    grade: list[str] = field(default_factory=list)
    started_on: list[str] = field(default_factory=list)
    dated_on: list[str] = field(default_factory=list)
    periods: list[float] = field(default_factory=list)

    def add(
        self, officer: int, text: str, *, subject: str = "", grade: str = "", dated_on: str = "", started_on: str = ""
    ) -> None:
        """One more statement without periods."""
        self.officer.append(officer)
        self.text.append(text)
        self.subject.append(subject)
        self.grade.append(grade)
        self.started_on.append(started_on)
        self.dated_on.append(dated_on)
        self.periods.append(float("nan"))

    def frame(self) -> pd.DataFrame:
        """The rows with the index of the officer in `officer`."""
        return pd.DataFrame(
            {
                "officer": np.array(self.officer, dtype=np.int64),
                "kind": self.kind,
                "text": self.text,
                "subject": self.subject,
                "grade": self.grade,
                "started_on": _days(self.started_on),
                "dated_on": _days(self.dated_on),
                "periods": np.array(self.periods, dtype=np.float64),
            }
        )


@dataclass(frozen=True, kw_only=True)
class Told:
    """Cells by column (one text an officer) and the statements they make."""

    cells: Mapping[str, Texts]
    rows: tuple[pd.DataFrame, ...]


def _days(days: Sequence[str]) -> pd.Series:
    return pd.Series(np.array(["NaT" if day == "" else day for day in days], dtype="datetime64[s]"))


def together(parts: Sequence[Told]) -> Told:
    """Several parts as one."""
    cells: dict[str, Texts] = {}
    for part in parts:
        cells.update(part.cells)
    return Told(cells=cells, rows=tuple(frame for part in parts for frame in part.rows))


def statements_frame(told: Told, officer_ids: Texts) -> pd.DataFrame:
    """STATEMENTS in the order of officers, numbered."""
    frame = pd.concat([part for part in told.rows if len(part)], ignore_index=True)
    frame = frame.sort_values("officer", kind="stable", ignore_index=True)
    frame["officer_id"] = officer_ids[frame["officer"].to_numpy()]
    frame["statement_id"] = [f"S{number:08d}" for number in range(1, len(frame) + 1)]
    return STATEMENTS.conform(frame)
