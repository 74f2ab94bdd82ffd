"""Inputs: the frames a run reads, in their declared shapes, from files or from another program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

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
from recommender.problems import Problem, problems_frame


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

    def with_problems(self, more: Iterable[Problem]) -> Inputs:
        """The same inputs with these problems before those already found."""
        frame = pd.concat([problems_frame(more), self.problems], ignore_index=True)
        return replace(self, problems=PROBLEMS.conform(frame, sort=False))
