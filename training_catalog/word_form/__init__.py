"""Job descriptions and positions, from the official Vietnamese Word form (bản mô tả công việc, vị trí việc làm)."""

from __future__ import annotations

from training_catalog.word_form.reading import read_job_descriptions
from training_catalog.word_form.shapes import (
    Duty,
    JobDescription,
    Place,
    Relation,
    RequiredLevel,
    Scope,
    WordLimits,
    WordReading,
    WrittenStandards,
)

__all__ = [
    "Duty",
    "JobDescription",
    "Place",
    "read_job_descriptions",
    "Relation",
    "RequiredLevel",
    "Scope",
    "WordLimits",
    "WordReading",
    "WrittenStandards",
]
