"""How verdicts agree with what officers in charge decided, in each group of people, from verdicts and yes-or-no labels.

A verdict is taken as the set of labels it leaves open: one for `meets` and `does_not_meet`, both for `needs_review`.
Counts of a few cases are hidden, with all that would let one be worked out of the other groups.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import pandas as pd

from recommender.evaluate.reliability import calibration_error, calibration_noise
from recommender.hidden_groups import GROUP, SIZE, hidden_figures
from recommender.intervals import wilson
from recommender.small_cells import HIDDEN_BELOW
from recommender.types import VerdictLabel

LEAST = 30
"""Cases of a group, and of a label within it, from which a share is told."""
DRAWS = 100
"""Draws of labels by which the calibration error of chance alone is found."""
KEY = ["officer_id", "position_id"]
COSTS = {"labelled": 4.0, "refused": 3.0, "passed": 3.0, "review": 1.0, "covered": 1.0}
"""Shares of a group that may be hidden, and how much is lost with each."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """Cases of which so many; with the ends of its 95 % interval."""

    count: int
    size: int
    is_hidden: bool = False
    """Not told, so that nobody is told by it."""

    @property
    def value(self) -> float:
        """The share; NaN without cases and where it is hidden."""
        return self.count / self.size if self.size and not self.is_hidden else float("nan")

    @property
    def ends(self) -> tuple[float, float]:
        """The interval (Wilson); NaN where the share is hidden."""
        return (float("nan"), float("nan")) if self.is_hidden else wilson(self.count, self.size)


@dataclass(frozen=True, kw_only=True)
class GroupErrors:
    """One group: cases labelled, who was labelled as meeting, verdicts that contradict, reviews, and calibration."""

    dimension: str
    group: str
    labelled: Share
    """Labelled as meeting."""
    refused: Share
    """Of those: the verdict said does not meet."""
    passed: Share
    """Of those labelled as not meeting: the verdict said meets."""
    review: Share
    covered: Share
    """The verdict did not contradict the label."""
    said: float
    """Mean probability of meeting."""
    calibration: float
    """Expected calibration error of the probabilities."""
    chance: float
    """The calibration error that so many cases show by chance alone, were every probability right."""


def group_errors(verdicts: pd.DataFrame, labels: pd.DataFrame, groups: pd.DataFrame) -> tuple[GroupErrors, ...]:
    """Errors over everybody and in each group of at least LEAST labelled cases.

    `labels`: KEY, is_meeting; `groups`: KEY and one column a dimension, "" where the group is not recorded.
    """
    cases = verdicts[[*KEY, "verdict", "probability"]].merge(labels, on=KEY, how="inner")
    cases = cases.merge(groups, on=KEY, how="left")
    names = [name for name in groups.columns if name not in KEY]
    finest = cases[names].fillna("")
    told = finest.apply(lambda group: group.where((group != "") & (group.map(group.value_counts()) >= LEAST)))
    flags = _flags(cases)
    few = [str(name) for name, count in flags.sum().items() if 0 < count < HIDDEN_BELOW]
    found = [_errors("all", "", cases, flags, hidden=few)] if len(cases) >= LEAST else []
    known = [name for name in names if told[name].notna().any()]
    if not known:
        return tuple(found)
    hidden = hidden_figures(told[known], finest[known], flags, costs=COSTS)
    for row in hidden.sort_values([*GROUP], key=_in_order(names)).to_dict("records"):
        if not row[SIZE]:
            here = told[row["dimension"]] == row["group"]
            kept_back = tuple(name for name in COSTS if row[name])
            found.append(_errors(row["dimension"], str(row["group"]), cases[here], flags[here], hidden=kept_back))
    return tuple(found)


def _in_order(names: list[str]) -> Callable[[pd.Series], pd.Series]:
    """Dimensions in the order of the columns, groups by name."""
    return lambda column: column.map(names.index) if column.name == "dimension" else column


def _flags(cases: pd.DataFrame) -> pd.DataFrame:
    """What is counted of each case."""
    meeting = cases["is_meeting"].astype("bool")
    passed, refused = cases["verdict"] == VerdictLabel.MEETS, cases["verdict"] == VerdictLabel.DOES_NOT_MEET
    return pd.DataFrame({
        "labelled": meeting, "refused": meeting & refused, "passed": ~meeting & passed, "review": ~passed & ~refused,
        "covered": ~((meeting & refused) | (~meeting & passed)),
    })  # fmt: skip


def _errors(
    dimension: str, group: str, cases: pd.DataFrame, flags: pd.DataFrame, *, hidden: Collection[str]
) -> GroupErrors:
    """The errors of one group; shares of those labelled either way say how many these are, and are hidden with it."""
    size, counts = len(cases), flags.sum()
    of_label = "labelled" in hidden

    def share(name: str, among: int) -> Share:
        is_part = name in ("refused", "passed") and of_label
        return Share(count=int(counts[name]), size=among, is_hidden=name in hidden or is_part)

    return GroupErrors(
        dimension=dimension, group=group,
        labelled=share("labelled", size),
        refused=share("refused", int(counts["labelled"])),
        passed=share("passed", size - int(counts["labelled"])),
        review=share("review", size),
        covered=share("covered", size),
        said=float(cases["probability"].mean()),
        calibration=calibration_error(cases["probability"], cases["is_meeting"].astype("bool")),
        chance=calibration_noise(cases["probability"], draws=DRAWS),
    )  # fmt: skip
