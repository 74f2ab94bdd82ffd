"""People and quotas of units that have ceased to be, given to the units that took their place, each said once.

Units end in a store (a merger confirmed there) or in a province's own list of former units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from recommender.columns import PROBLEMS, QUOTAS
from recommender.inputs import Inputs
from recommender.problems import problems_frame
from recommender.readers.problem_log import ProblemLog
from training_catalog import ended_units
from training_catalog.types import Catalogue

KEY = ["unit_id", "position_id"]
NUMBERS = ["norm", "quota", "plan"]


@dataclass(frozen=True, kw_only=True)
class EndedUnit:
    """A unit that was merged away: its name, and id and name of the one that stands there now."""

    name: str
    to: str
    to_name: str


def ended_in(catalogue: Catalogue, *, today: date) -> dict[str, EndedUnit]:
    """Units that a folder over the pack says were merged into one other; a divided one is asked about on reading."""
    return {
        key: EndedUnit(name=catalogue.units[key].name, to=heirs[0].unit_id, to_name=heirs[0].name)
        for key, heirs in ended_units(catalogue, today=today).items()
        if len(heirs) == 1
    }


def in_present_units(inputs: Inputs, ended: Mapping[str, EndedUnit]) -> Inputs:
    """The same inputs without ended units (id → what became of it); quotas of one position in one unit add up."""
    named = {str(unit) for frame in (inputs.officers, inputs.quotas) for unit in frame["unit_id"].unique()}
    met = [key for key in sorted(ended) if key in named]
    if not met:
        return inputs
    to = {key: ended[key].to for key in met}
    log = ProblemLog()
    for key in met:
        rows = pd.concat([frame[frame["unit_id"] == key]["place"] for frame in (inputs.officers, inputs.quotas)])
        file = str(rows.iloc[0]).partition("!")[0]
        log.add("unit_ended", file, value=ended[key].name, unit=ended[key].to_name, count=str(len(rows)))
    problems = pd.concat([inputs.problems, problems_frame(log.problems)], ignore_index=True)
    return replace(
        inputs,
        officers=inputs.officers.assign(unit_id=inputs.officers["unit_id"].replace(to)),
        quotas=_added_up(inputs.quotas.assign(unit_id=inputs.quotas["unit_id"].replace(to))),
        problems=PROBLEMS.conform(problems, sort=False),
    )


def _added_up(quotas: pd.DataFrame) -> pd.DataFrame:
    """One row for each unit and position; a number that no row gives stays unknown."""
    if not quotas.duplicated(KEY).any():
        return quotas
    groups = quotas.groupby(KEY, sort=False)
    return QUOTAS.conform(groups[NUMBERS].sum(min_count=1).join(groups["place"].first()).reset_index())
