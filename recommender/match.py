"""Matches: each distinct evidence text against every requirement once, with a confidence; and courses against both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from recommender.columns import EVIDENCE, MATCHES, text_of
from recommender.types import EvidenceKind
from training_catalog.types import Catalogue

TOP = 30
"""Requirements kept per text; an officer's own requirements are few, so more are kept than one office needs."""
LEAST_CONFIDENCE = 0.2
COURSE_CONFIDENCE = 0.6
COURSE_TOP = 5
SAME_COURSE = 0.85
"""A training on record counts as a course of the catalogue from this confidence on."""
MATCHED_KINDS = (EvidenceKind.RESULT, EvidenceKind.DUTY, EvidenceKind.PAST_POST, EvidenceKind.TRAINING)
Scores = npt.NDArray[np.float32]


class Matcher(Protocol):
    """Ranks targets for queries; `confidence` puts its scores on 0-1."""

    def confidences(self, queries: Sequence[str], targets: Sequence[str]) -> Scores:
        """(queries × targets) probability-like confidence that the pair belongs together."""


def matches(evidence: pd.DataFrame, requirement_texts: pd.DataFrame, matcher: Matcher) -> pd.DataFrame:
    """MATCHES rows: distinct evidence text × requirement, at most TOP a text."""
    speaks = EVIDENCE.check(evidence)
    texts = sorted(speaks[speaks["kind"].isin(MATCHED_KINDS)]["text"].unique())
    return _pairs([text for text in texts if text], requirement_texts, matcher, top=TOP, least=LEAST_CONFIDENCE)


def course_matches(catalogue: Catalogue, requirement_texts: pd.DataFrame, matcher: Matcher) -> pd.DataFrame:
    """course_id, requirement_id, confidence: what a course's text speaks of beyond its stated outcomes."""
    texts = {f"{course.name_vi}\n{course.outline}": key for key, course in catalogue.courses.items()}
    pairs = _pairs(sorted(texts), requirement_texts, matcher, top=COURSE_TOP, least=COURSE_CONFIDENCE)
    return pairs.assign(course_id=text_of(pairs["text"], texts))[["course_id", "requirement_id", "confidence"]]


def same_courses(trainings: pd.Series, catalogue: Catalogue, matcher: Matcher) -> pd.DataFrame:
    """text, course_id: distinct names of trainings on record that are surely a course of the catalogue."""
    names = pd.DataFrame(
        [(key, course.name_vi) for key, course in sorted(catalogue.courses.items())],
        columns=["requirement_id", "text"],
    )
    texts = sorted(text for text in trainings.unique() if text)
    sure = _pairs(texts, names, matcher, top=1, least=SAME_COURSE)
    return sure[["text", "requirement_id"]].rename(columns={"requirement_id": "course_id"})


def _pairs(texts: Sequence[str], targets: pd.DataFrame, matcher: Matcher, *, top: int, least: float) -> pd.DataFrame:
    if not texts or targets.empty:
        return MATCHES.empty()
    confidence = matcher.confidences(texts, list(targets["text"]))
    top = min(top, confidence.shape[1])
    order = np.argsort(-confidence, axis=1, kind="stable")[:, :top]
    rows = np.repeat(np.arange(len(texts)), top)
    ids = targets["requirement_id"].to_numpy()
    value = np.take_along_axis(confidence, order, axis=1).ravel()
    frame = pd.DataFrame(
        {
            "text": np.asarray(texts, dtype=object)[rows],
            "requirement_id": ids[order.ravel()],
            "score": value,
            "confidence": value,
            "rank": np.tile(np.arange(1, top + 1), len(texts)),
        }
    )
    return MATCHES.conform(frame[frame["confidence"] >= least])
