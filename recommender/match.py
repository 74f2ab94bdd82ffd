"""Matches: each distinct evidence text against every requirement once, with a confidence; and courses against both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz, process

from models.matcher import top_targets
from recommender.columns import EVIDENCE, MATCHES, text_of
from recommender.types import EvidenceKind
from training_catalog import fold
from training_catalog.types import Catalogue

TOP = 30
"""Requirements kept per text; an officer's own requirements are few, so more are kept than one office needs."""
LEAST_CONFIDENCE = 0.02
COURSE_CONFIDENCE = 0.2
"""From here on six of ten texts of courses speak of what the course states as its outcome."""
COURSE_TOP = 5
SAME_NAME = 90.0
"""A training on record is a course of the catalogue when their folded names agree this much, in percent."""
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
    """course_id, requirement_id, confidence for courses that state no outcome: what their text speaks of."""
    silent = {key: course for key, course in catalogue.courses.items() if not course.outcomes and not course.grants}
    texts = {f"{course.name_vi}\n{course.outline}": key for key, course in silent.items()}
    pairs = _pairs(sorted(texts), requirement_texts, matcher, top=COURSE_TOP, least=COURSE_CONFIDENCE)
    return pairs.assign(course_id=text_of(pairs["text"], texts))[["course_id", "requirement_id", "confidence"]]


def same_courses(trainings: pd.Series, catalogue: Catalogue) -> pd.DataFrame:
    """text, course_id: distinct trainings on record whose name is a course's name but for spelling and year."""
    names = {key: fold(course.name_vi) for key, course in sorted(catalogue.courses.items())}
    texts = sorted(text for text in trainings.unique() if text)
    found = [(text, process.extractOne(fold(text), names, scorer=fuzz.ratio, score_cutoff=SAME_NAME)) for text in texts]
    rows = [(text, match[2]) for text, match in found if match]
    return pd.DataFrame(rows, columns=["text", "course_id"], dtype="str")


def _pairs(texts: Sequence[str], targets: pd.DataFrame, matcher: Matcher, *, top: int, least: float) -> pd.DataFrame:
    """MATCHES rows of texts that are distinct and ordered."""
    if not texts or targets.empty:
        return MATCHES.empty()
    ids = targets["requirement_id"]
    best, confidence = top_targets(matcher.confidences(texts, list(targets["text"])), top)
    row, place = np.nonzero(confidence >= least)
    target = best[row, place]
    # In the order of the key: the texts are given in theirs.
    order = np.lexsort((np.argsort(np.argsort(ids.to_numpy(dtype=object), kind="stable"))[target], row))
    row, place, target = row[order], place[order], target[order]
    value = confidence[row, place]
    frame = pd.DataFrame(
        {
            "text": pd.array(texts, dtype="str").take(row),
            "requirement_id": ids.array.take(target),
            "score": value,
            "confidence": value,
            "rank": place + 1,
        }
    )
    return MATCHES.conform(frame, sort=False)
