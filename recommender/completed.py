"""Courses already done: trainings on record that are courses of the catalogue, and those whose certificate is held."""

from __future__ import annotations

import pandas as pd

from recommender.columns import EVIDENCE
from recommender.match import same_courses
from recommender.standards import NONE_GRADE, certificates_held, political_theory_held
from recommender.types import EvidenceKind
from training_catalog.types import Catalogue


def completed_courses(evidence: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """officer_id, course_id, each pair once: what need not be planned again and what fulfils a prerequisite."""
    known = EVIDENCE.check(evidence)
    training = known[known["kind"] == EvidenceKind.TRAINING]
    same = training.merge(same_courses(training["text"], catalogue), on="text", how="inner")
    done = [same, _certified(known, catalogue), _politically_trained(known, catalogue)]
    pairs = pd.concat([frame[["officer_id", "course_id"]] for frame in done], ignore_index=True)
    return pairs.drop_duplicates().sort_values(["officer_id", "course_id"]).reset_index(drop=True)


def _certified(known: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Courses whose certificate, or a higher one of its family, is held."""
    held = certificates_held(known[known["grade"] != NONE_GRADE], catalogue)
    joined = held.merge(_granting(catalogue, "certificates"), on="family", how="inner")
    reaches = (joined["order"] >= joined["order_granted"]) | (joined["term"] == joined["granted"])
    certified: pd.DataFrame = joined[reaches]
    return certified


def _politically_trained(known: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Courses whose level of political theory, or a higher one, is held."""
    held = political_theory_held(known, catalogue).groupby("officer_id", as_index=False)["order"].max()
    joined = held.merge(_granting(catalogue, "political_theory"), how="cross")
    trained: pd.DataFrame = joined[joined["order"] >= joined["order_granted"]]
    return trained


def _granting(catalogue: Catalogue, vocabulary: str) -> pd.DataFrame:
    """course_id, granted, family, order_granted: courses and the terms of the vocabulary that they give."""
    terms = catalogue.vocabularies.get(vocabulary, {})
    rows = [
        (course.course_id, term, terms[term].parent or term, float(terms[term].order))
        for course in catalogue.courses.values()
        for term in course.grants
        if term in terms
    ]
    return pd.DataFrame(rows, columns=["course_id", "granted", "family", "order_granted"])
