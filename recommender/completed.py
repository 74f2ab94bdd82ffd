"""Courses already done: trainings on record that are courses of the catalogue, and those whose certificate is held."""

from __future__ import annotations

import pandas as pd

from recommender.columns import EVIDENCE
from recommender.match import same_courses
from recommender.standards import NONE_GRADE, certificates_held
from recommender.types import EvidenceKind
from training_catalog.types import Catalogue


def completed_courses(evidence: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """officer_id, course_id, each pair once: what need not be planned again and what fulfils a prerequisite."""
    known = EVIDENCE.check(evidence)
    training = known[known["kind"] == EvidenceKind.TRAINING]
    same = training.merge(same_courses(training["text"], catalogue), on="text", how="inner")
    granting = _granting(catalogue)
    held = certificates_held(known[known["grade"] != NONE_GRADE], catalogue)
    certified = held.merge(granting, on="family", how="inner")
    certified = certified[
        (certified["order"] >= certified["order_granted"]) | (certified["term"] == certified["granted"])
    ]
    done = pd.concat([same[["officer_id", "course_id"]], certified[["officer_id", "course_id"]]], ignore_index=True)
    return done.drop_duplicates().sort_values(["officer_id", "course_id"]).reset_index(drop=True)


def _granting(catalogue: Catalogue) -> pd.DataFrame:
    """course_id, granted, family, order_granted: courses and the certificates they give."""
    terms = catalogue.vocabularies.get("certificates", {})
    rows = [
        (course.course_id, term, terms[term].parent or term, float(terms[term].order))
        for course in catalogue.courses.values()
        for term in course.grants
        if term in terms
    ]
    return pd.DataFrame(rows, columns=["course_id", "granted", "family", "order_granted"])
