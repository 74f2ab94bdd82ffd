"""Conflicts between sources: told where they are clear, and only there."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from recommender.evidence import evidence
from recommender.match import matches
from recommender.measure import asked_of, estimates
from recommender.requirements import requirement_texts, requirements
from tests.recommender import factories as make

CATALOGUE = make.catalogue()


def conflict_of(**levels: float) -> str:
    """What the estimate of one requirement says when each method gave this level."""
    rows = [
        make.result("o1", "soạn thảo văn bản", np.nan, method=method, level=level) for method, level in levels.items()
    ]
    known = evidence(make.statements(), make.assessments(*rows), settings=make.SETTINGS)
    matched = matches(known, requirement_texts(CATALOGUE), make.EqualWords())
    asked = asked_of(make.holdings(o1="A"), requirements(CATALOGUE))
    found = estimates(known, matched, asked, settings=make.SETTINGS)
    return str(found.set_index("requirement_id").loc["C3", "conflict"])


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({"test": 2, "supervisor": 4}, "supervisor>test"),
        ({"test": 4, "supervisor": 2}, "test>supervisor"),
        ({"test": 3, "supervisor": 3.5}, ""),
        ({"test": 2, "supervisor": 3}, ""),
        ({"test": 2}, ""),
        ({}, ""),
        ({"test": 2, "supervisor": 4, "peer": 2.5}, "supervisor>test"),
        ({"test": 1.5, "self": 4.5}, "self>test"),
    ],
)
def test_only_a_difference_beyond_the_errors_is_a_conflict(levels: dict[str, float], expected: str) -> None:
    assert conflict_of(**levels) == expected


def test_self_ratings_are_compared_once_their_usual_leniency_is_off() -> None:
    assert conflict_of(test=2, self=4.2) == ""


def test_conflicts_change_no_estimate() -> None:
    """A wider deviation for sources that disagree would let a better result lower a verdict."""
    rows = [make.result("o1", "soạn thảo văn bản", np.nan, method="test", level=2.0)]
    known = [
        evidence(
            make.statements(),
            make.assessments(*rows, make.result("o1", "soạn thảo văn bản", np.nan, method="supervisor", level=level)),
            settings=make.SETTINGS,
        )
        for level in (2.0, 4.0)
    ]
    asked = asked_of(make.holdings(o1="A"), requirements(CATALOGUE))
    sds = [
        estimates(one, matches(one, requirement_texts(CATALOGUE), make.EqualWords()), asked, settings=make.SETTINGS)[
            "sd"
        ]
        for one in known
    ]
    # One officer hardly moves the spread learned from the run, which is all that differs.
    pd.testing.assert_series_equal(*sds, rtol=0.05)
