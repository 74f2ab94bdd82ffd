"""How each answer option of each item draws people, from the options chosen and the key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from models.testing.classical import correlation
from models.testing.responses import Floats

Choices = npt.NDArray[np.str_]
"""people × items, one letter each; "" where nothing was chosen."""
RARE = 0.02
FEWEST = 10
"""An option chosen by fewer people is not compared with the key."""


class OptionFlag(StrEnum):
    """What is odd about an option."""

    NONE = ""
    """Nothing."""
    BEATS_KEY = "beats_key"
    """Those who chose it did better on the other items than those who chose the key: wrong key or two right answers."""
    UNUSED = "unused"
    """Hardly anybody chose it: it does not distract."""


@dataclass(frozen=True, kw_only=True)
class OptionRow:
    """One option of one item."""

    item: int
    option: str
    is_key: bool
    n: int
    share: float
    rest_mean: float
    """Mean share right on the other items among those who chose it."""
    point_biserial: float
    """Correlation of choosing it with the share right on the other items."""
    flag: OptionFlag


def scored(choices: Choices, key: Sequence[str]) -> Floats:
    """Answers as 0, 1 or NaN by the key."""
    marks: Floats = (choices == np.asarray(key, dtype=np.str_)).astype(np.float64)
    marks[choices == ""] = np.nan
    return marks


def option_rows(choices: Choices, key: Sequence[str]) -> list[OptionRow]:
    """Every option that the test uses, item by item in the order of letters."""
    marks = scored(choices, key)
    options = sorted(set(np.unique(choices).tolist()) - {""} | set(key))
    raw, given = np.nansum(marks, axis=1), (~np.isnan(marks)).sum(axis=1).astype(np.float64)
    rows: list[OptionRow] = []
    for item, right in enumerate(key):
        is_given = choices[:, item] != ""
        others = given[is_given] - 1
        rest = (raw[is_given] - marks[is_given, item]) / np.where(others > 0, others, np.nan)
        rows += _of_item(item, choices[is_given, item], rest, right=right, options=options)
    return rows


def _of_item(item: int, chosen: Choices, rest: Floats, *, right: str, options: list[str]) -> list[OptionRow]:
    key_mean = _mean(rest[chosen == right])
    rows = []
    for option in options:
        picks = chosen == option
        n = int(picks.sum())
        mean = _mean(rest[picks])
        flag = OptionFlag.NONE
        if option != right and n >= FEWEST and mean > key_mean:
            flag = OptionFlag.BEATS_KEY
        elif option != right and len(chosen) and n / len(chosen) < RARE:
            flag = OptionFlag.UNUSED
        rows.append(
            OptionRow(
                item=item,
                option=option,
                is_key=option == right,
                n=n,
                share=n / len(chosen) if len(chosen) else float("nan"),
                rest_mean=mean,
                point_biserial=correlation(picks.astype(np.float64), rest),
                flag=flag,
            )
        )
    return rows


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")
