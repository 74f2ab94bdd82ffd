"""The error rates that the method page tells, each copied from the evaluation that measured it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Shares of the engine on planted truth; docs/evaluation.md names the command, seeds and day."""

    n_communes: int = 40
    n_seeds: int = 3
    day: str = "2026-11-21"
    decided_rightly: float = 0.969
    """Of what is proposed without sending it to a person."""
    sent_to_review: float = 0.231
    precision_not: float = 0.980
    """Of those proposed as not meeting, the share that truly do not."""
    wrongly_not: float = 0.002
    """Of those who truly meet, the share proposed as not meeting."""
    wrongly_meets: float = 0.151
    """Of those who truly do not meet, the share proposed as meeting."""
    calibration_error: float = 0.022
    level_error: float = 0.421
    """Mean distance of an estimate from the true level, in levels."""
    interval_90: float = 0.859
    """How often the interval that promises 90 % held the truth."""
    rule_decided_rightly: float = 0.905
    """The same for the spreadsheet rule: standards, and the mean of all results."""
    rule_wrongly_not: float = 0.048
    rule_wrongly_meets: float = 0.286


MEASURED: Final = Measured()
