"""Inputs: the frames a run reads, in their declared shapes, from files or from another program."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from recommender.columns import (
    ASSESSMENTS,
    DECISIONS,
    HOLDINGS,
    OFFICERS,
    PERSONAL,
    PROBLEMS,
    QUOTAS,
    STATEMENTS,
)


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What a run reads. Only `officers`, `holdings`, `statements`, `assessments` and `quotas` reach the stages."""

    officers: pd.DataFrame
    holdings: pd.DataFrame
    statements: pd.DataFrame = field(default_factory=STATEMENTS.empty)
    assessments: pd.DataFrame = field(default_factory=ASSESSMENTS.empty)
    quotas: pd.DataFrame = field(default_factory=QUOTAS.empty)
    decisions: pd.DataFrame = field(default_factory=DECISIONS.empty)
    personal: pd.DataFrame = field(default_factory=PERSONAL.empty)
    problems: pd.DataFrame = field(default_factory=PROBLEMS.empty)

    def checked(self) -> Inputs:
        """The same inputs in their declared shapes and order."""
        specs = (OFFICERS, HOLDINGS, STATEMENTS, ASSESSMENTS, QUOTAS, DECISIONS, PERSONAL, PROBLEMS)
        shaped = {spec.name: spec.conform(spec.check(getattr(self, spec.name))) for spec in specs}
        return Inputs(**shaped)
