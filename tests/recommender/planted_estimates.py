"""Random officers for property tests of verdicts: estimates of a small position and the status of its standards."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.columns import ESTIMATES, STANDARDS
from recommender.measure import p_at_least
from recommender.types import Basis, StandardStatus

REQUIREMENTS = 6
STATUSES = [str(StandardStatus.UNFIT), str(StandardStatus.CONSIDER), str(StandardStatus.FITS)]
"""Worst first."""


def officers_of(count: int, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """ESTIMATES and STANDARDS of `count` officers of one position: levels, deviations and papers at random."""
    rows = count * REQUIREMENTS
    officer = np.repeat([f"o{number:04d}" for number in range(count)], REQUIREMENTS)
    frame = pd.DataFrame(
        {
            "officer_id": officer,
            "position_id": "A",
            "requirement_id": np.tile([f"R{number}" for number in range(REQUIREMENTS)], count),
            "weight": np.tile([2.0, 2.0, 1.0, 1.0, 1.0, 0.5], count),
            "is_gate": np.tile([True, True, False, False, False, False], count),
            "min_level": 2,
            "max_level": 3,
            "level": np.clip(rng.normal(2.5, 0.8, rows), 1, 5),
            "sd": rng.uniform(0.1, 0.7, rows),
            "basis": rng.choice([str(Basis.DIRECT), str(Basis.TEXT), str(Basis.NONE)], rows),
        }
    )
    standards = pd.DataFrame(
        {
            "officer_id": np.unique(officer), "position_id": "A", "rule_id": "degree", "decides": True,
            "status": rng.choice(STATUSES, count, p=[0.1, 0.2, 0.7]),
        }
    )  # fmt: skip
    return with_chances(ESTIMATES.conform(frame)), STANDARDS.conform(standards)


def with_chances(estimates: pd.DataFrame) -> pd.DataFrame:
    """The same estimates with P(level ≥ minimum) as the stage forms it."""
    return estimates.assign(p_meets=p_at_least(estimates["level"], estimates["sd"], estimates["min_level"]))
