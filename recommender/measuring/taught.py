"""What courses on record taught, by requirement and level, from trainings that are courses of the catalogue.

A course completed is weak evidence: it says what was taught, not what was learned. It speaks of exactly what the course
states as its outcome, which is better than matching its name to requirements by meaning.
"""

from __future__ import annotations

import pandas as pd

from recommender.columns import EVIDENCE
from recommender.match import same_courses
from recommender.types import EvidenceKind
from training_catalog.types import Catalogue

COURSE_SD = 0.9
"""Deviation, in levels, of the level that a completed course was to lead to: weaker than a supervisor's rating."""
COURSE_CONFIDENCE = 0.9
"""That the training on record is the course it is named like."""
COLUMNS = ["text", "requirement_id", "taught", "confidence", "sd"]


def taught_levels(evidence: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """COLUMNS: distinct texts of trainings on record, and each requirement their course leads to, at what level."""
    known = EVIDENCE.check(evidence)
    same = same_courses(known.loc[known["kind"] == EvidenceKind.TRAINING, "text"], catalogue)
    outcomes = pd.DataFrame(
        [
            (key, outcome.requirement_id, float(outcome.level))
            for key, course in sorted(catalogue.courses.items())
            for outcome in course.outcomes
        ],
        columns=["course_id", "requirement_id", "taught"],
    ).astype({"course_id": "str", "requirement_id": "str", "taught": "float64"})
    joined = same.merge(outcomes, on="course_id", how="inner").assign(confidence=COURSE_CONFIDENCE, sd=COURSE_SD)
    key = ["text", "requirement_id"]
    highest = joined.sort_values([*key, "taught"], ascending=[True, True, False]).drop_duplicates(key)
    return highest[COLUMNS].reset_index(drop=True)
