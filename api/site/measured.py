"""The error rates that the method page tells, as measured; docs/evaluation.md names the command."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("measured.json")


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Shares on planted truth, of the engine and of the spreadsheet rule (standards, and the mean of all results)."""

    n_communes: int
    n_seeds: int
    decided_rightly: float
    """Of what is proposed without sending it to a person."""
    sent_to_review: float
    wrongly_not: float
    """Of those who truly meet, the share proposed as not meeting."""
    wrongly_meets: float
    """Of those who truly do not meet, the share proposed as meeting."""
    level_error: float
    """Mean distance of an estimate from the true level, in levels."""
    interval_90: float
    """How often the interval that promises 90 % held the truth."""
    rule_decided_rightly: float
    rule_wrongly_not: float
    rule_wrongly_meets: float


@cache
def measured() -> Measured:
    """The figures, read once a process."""
    return Measured(**json.loads(FILE.read_text(encoding="utf-8")))
