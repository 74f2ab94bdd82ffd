"""Dirt: what goes wrong in real workbooks, with its rate, and the list of what was planted where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from unicodedata import normalize

import numpy as np
import pandas as pd

from recommender.sample.draws import Flags

COLUMNS = ("file", "sheet", "cell", "kind", "officer_id", "planted", "clean")


@dataclass(frozen=True, kw_only=True)
class Dirt:
    """Share of rows (or of the cells named) that carry each kind of dirt."""

    nfd: float = 0.01
    """People: the name in decomposed Unicode."""
    double_space: float = 0.03
    """People: two spaces in the name."""
    no_break_space: float = 0.005
    """People: a no-break space in the name."""
    upper_name: float = 0.03
    """People: the name in capitals."""
    month_year: float = 0.05
    """People: birth as month/year; results: date as month/year."""
    year_only: float = 0.01
    """People: birth as a year."""
    unknown_title: float = 0.004
    """People: a position title that no list knows; the officer is left without a holding."""
    shares_left_out: float = 0.1
    """People with several positions: no shares in the cell."""
    duplicate_person: float = 0.003
    """People: the same row once more below the others of that commune."""
    lost_zero: float = 0.15
    """People, list sheets: the unit code as a number without its leading zeros (whole communes)."""
    level_words: float = 0.3
    """Long results given as level: "Mức 3" instead of 3."""
    level_roman: float = 0.05
    """Long results given as level: III instead of 3."""
    decimal_comma: float = 0.5
    """Scores with a fraction: text with a decimal comma."""
    fraction: float = 0.03
    """Long scores on 100: "75/100"."""
    no_answer: float = 0.01
    """Long results: a row without a score."""
    stranger: float = 0.002
    """Long results: the code of somebody who is in no staff list."""
    duplicate_result: float = 0.002
    """Long results: the same row twice."""
    dash: float = 0.3
    """Quotas: a dash instead of a number not given."""

    @classmethod
    def none(cls) -> Dirt:
        """Clean workbooks; titles, merged headers, group rows, totals and signatures stay."""
        return cls(**dict.fromkeys(asdict(cls()), 0.0))

    def only(self, **rates: float) -> Dirt:
        """These rates, the others as they are."""
        return replace(self, **rates)


@dataclass(kw_only=True)
class Planted:
    """What was planted, in the order of writing."""

    file: str
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def note(self, sheet: str, cell: str, kind: str, officer_id: str, planted: object, clean: object) -> None:
        """One more planted thing."""
        self.rows.append((self.file, sheet, cell, kind, officer_id, str(planted), str(clean)))


def planted_frame(parts: Sequence[Planted]) -> pd.DataFrame:
    """dirt.csv: file, sheet, cell, kind, officer_id, planted, clean."""
    return pd.DataFrame([row for part in parts for row in part.rows], columns=list(COLUMNS), dtype="str")


NAME_DIRT: dict[str, Callable[[str], str]] = {
    "nfd": lambda name: normalize("NFD", name),
    "double_space": lambda name: name.replace(" ", "  ", 1),
    "no_break_space": lambda name: name.replace(" ", "\u00a0", 1),
    "upper_name": str.upper,
}
"""Kinds of dirt in names, tried in this order; a name carries at most one."""
UNKNOWN_TITLES = (
    "Chuyên viên tổng hợp liên khối",
    "Phụ trách khối phong trào",
    "Tổ viên tổ công tác 35",
    "Cán bộ biệt cử",
)
ROMAN = ("", "I", "II", "III", "IV", "V")


def name_kinds(dirt: Dirt, rng: np.random.Generator, size: int) -> list[str]:
    """Kind of dirt of each name, "" for most."""
    kinds = list(NAME_DIRT)
    rates = [getattr(dirt, kind) for kind in kinds]
    drawn = rng.choice(len(kinds) + 1, size=size, p=[*rates, 1 - sum(rates)])
    return [(*kinds, "")[place] for place in drawn]


@dataclass(frozen=True, kw_only=True)
class Mess:
    """What makes one workbook dirty: the rates, the chance, and the list of what was planted."""

    dirt: Dirt
    planted: Planted
    rng: np.random.Generator


def drawn(rate: float, rng: np.random.Generator, size: int) -> Flags:
    """Flags with this rate."""
    return rng.random(size) < rate
