"""Officers with other names, another sex and another ethnicity, and whether any result of a run then changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from recommender.documents.run_record import frame_digest
from recommender.inputs import Inputs
from recommender.sample.population import Sample

SWAPPED = ("name", "sex", "ethnicity")
REPORTS = ("fairness", "problems")
"""Frames that speak of these fields themselves: the report on groups, and cells quoted from the files."""


@dataclass(frozen=True, kw_only=True)
class SwapCheck:
    """What was compared, byte for byte: result frames by name and how many rows of verdicts they hold."""

    fields: tuple[str, ...]
    frames: tuple[str, ...]
    changed: tuple[str, ...]
    verdicts: int
    through_files: bool
    """Whether the swapped people went through workbooks and their readers, or as frames only."""


def swapped_sample(sample: Sample) -> Sample:
    """The same people, papers and results under other names, each of the other sex and of another ethnicity.

    Every distinct name takes the place of another one, so that namesakes stay namesakes.
    """
    people = sample.people
    other = replace(
        people,
        name=_turned(pd.Series(people.name)).to_numpy(dtype=object),
        ethnicity=_turned(pd.Series(people.ethnicity)).to_numpy(dtype=object),
        is_female=~people.is_female,
    )
    return replace(sample, people=other)


def swapped_inputs(inputs: Inputs) -> Inputs:
    """The same inputs whose names, sexes and ethnicities have changed places, value by value."""
    changed = {field: _turned(inputs.personal[field]) for field in SWAPPED}
    return replace(inputs, personal=inputs.personal.assign(**changed))


def swap_check(
    before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame], *, through_files: bool
) -> SwapCheck:
    """Which frames of two runs differ in any byte of any column."""
    compared = tuple(name for name in before if name not in REPORTS)
    changed = tuple(name for name in compared if frame_digest(before[name]) != frame_digest(after[name]))
    return SwapCheck(
        fields=SWAPPED, frames=compared, changed=changed, verdicts=len(before["verdicts"]), through_files=through_files
    )


def _turned(values: pd.Series) -> pd.Series:
    """Each distinct value replaced by the next one in order, the last by the first; empty ones stay."""
    distinct = sorted({str(value) for value in values.dropna()} - {""})
    following = dict(zip(distinct, np.roll(distinct, -1).tolist(), strict=True)) if distinct else {}
    turned: pd.Series = values.map(following).where(values.isin(distinct), values)
    return turned
