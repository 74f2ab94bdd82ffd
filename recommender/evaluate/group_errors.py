"""How verdicts agree with what officers in charge decided, in each group of people, from verdicts and yes-or-no labels.

A verdict is taken as the set of labels it leaves open: one for `meets` and `does_not_meet`, both for `needs_review`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from recommender.evaluate.reliability import calibration_error, calibration_noise
from recommender.intervals import wilson
from recommender.types import VerdictLabel

LEAST = 30
"""Cases of a group, and of a label within it, from which a share is told."""
DRAWS = 100
"""Draws of labels by which the calibration error of chance alone is found."""
KEY = ["officer_id", "position_id"]


@dataclass(frozen=True, kw_only=True)
class Share:
    """Cases of which so many; with the ends of its 95 % interval."""

    count: int
    size: int

    @property
    def value(self) -> float:
        """The share; NaN without cases."""
        return self.count / self.size if self.size else float("nan")

    @property
    def ends(self) -> tuple[float, float]:
        """The interval (Wilson)."""
        return wilson(self.count, self.size)


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
    found = [_errors("all", "", cases)] if len(cases) >= LEAST else []
    for dimension in [name for name in groups.columns if name not in KEY]:
        for name, rows in cases.groupby(dimension, sort=True):
            if name != "" and len(rows) >= LEAST:
                found.append(_errors(dimension, str(name), rows))
    return tuple(found)


def _errors(dimension: str, group: str, cases: pd.DataFrame) -> GroupErrors:
    meeting = cases["is_meeting"].astype("bool")
    passed, refused = cases["verdict"] == VerdictLabel.MEETS, cases["verdict"] == VerdictLabel.DOES_NOT_MEET
    wrong = (meeting & refused) | (~meeting & passed)
    size = len(cases)
    return GroupErrors(
        dimension=dimension, group=group,
        labelled=Share(count=int(meeting.sum()), size=size),
        refused=Share(count=int((meeting & refused).sum()), size=int(meeting.sum())),
        passed=Share(count=int((~meeting & passed).sum()), size=int((~meeting).sum())),
        review=Share(count=int((~passed & ~refused).sum()), size=size),
        covered=Share(count=int((~wrong).sum()), size=size),
        said=float(cases["probability"].mean()),
        calibration=calibration_error(cases["probability"], meeting),
        chance=calibration_noise(cases["probability"], draws=DRAWS),
    )  # fmt: skip
