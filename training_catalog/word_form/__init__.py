"""Job descriptions and positions, from the official Vietnamese Word form (bản mô tả công việc, vị trí việc làm)."""

from __future__ import annotations

from training_catalog.word_form.legacy import find_office
from training_catalog.word_form.levels import level_of as read_level
from training_catalog.word_form.problems import WordFormError, file_problem
from training_catalog.word_form.reading import docx_content, read_job_descriptions
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
from training_catalog.word_form.to_catalogue import PositionReading, to_position

__all__ = [
    "docx_content",
    "Duty",
    "file_problem",
    "find_office",
    "JobDescription",
    "Place",
    "PositionReading",
    "read_job_descriptions",
    "read_level",
    "Relation",
    "RequiredLevel",
    "Scope",
    "to_position",
    "WordFormError",
    "WordLimits",
    "WordReading",
    "WrittenStandards",
]
