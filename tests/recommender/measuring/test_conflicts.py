"""Conflicts between sources: told where they are clear, and only there."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from recommender.evidence import evidence
from recommender.match import matches
from recommender.measure import asked_of, estimates
from recommender.measuring.conflicts import conflicts
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


def seen(*rows: tuple[str, str, str, float, float]) -> pd.DataFrame:
    """Observations: officer, requirement, method, value, deviation_alone."""
    names = ["officer_id", "requirement_id", "method", "value", "deviation_alone"]
    return pd.DataFrame(list(rows), columns=names).assign(is_direct=True)


def test_two_deviations_and_one_level_are_the_borders() -> None:
    said = [("o1", "R1", "test", 2.0, 0.3), ("o1", "R1", "peer", 3.0, 0.4)]
    assert conflicts(seen(*said))["conflict"].tolist() == ["peer>test"]
    assert conflicts(seen(said[0], ("o1", "R1", "peer", 2.99, 0.1))).empty
    assert conflicts(seen(said[0], ("o1", "R1", "peer", 3.0, 0.41))).empty


def test_results_of_one_source_are_taken_together_by_their_precision() -> None:
    test = [("o1", "R1", "test", 2.0, 0.4), ("o1", "R1", "test", 4.0, 0.8)]
    together = conflicts(seen(*test, ("o1", "R1", "peer", 3.75, 0.6)))
    assert together.empty
    assert conflicts(seen(*test, ("o1", "R1", "peer", 3.85, 0.6)))["conflict"].tolist() == ["peer>test"]


def test_the_pair_furthest_apart_in_deviations_is_named_and_rows_are_in_order() -> None:
    rows = [
        ("o2", "R1", "test", 1.0, 0.4), ("o2", "R1", "peer", 3.0, 0.4),
        ("o1", "R2", "test", 1.0, 0.4), ("o1", "R2", "peer", 4.0, 1.2), ("o1", "R2", "supervisor", 3.0, 0.2),
    ]  # fmt: skip
    found = conflicts(seen(*rows))
    assert found.to_numpy().tolist() == [["o1", "R2", "supervisor>test"], ["o2", "R1", "peer>test"]]
    assert found.index.tolist() == [0, 1]


def test_nothing_said_is_no_conflict() -> None:
    assert conflicts(seen()).empty


def test_of_two_pairs_equally_far_apart_the_first_by_name_is_named_once() -> None:
    rows = [("o1", "R1", "test", 3.0, 0.4), ("o1", "R1", "peer", 1.0, 0.4), ("o1", "R1", "self", 5.0, 0.4),
            ("o1", "R1", "supervisor", 3.0, 0.1)]  # fmt: skip
    far = conflicts(seen(*rows))
    assert far.to_numpy().tolist() == [["o1", "R1", "self>peer"]]
    even = conflicts(
        seen(("o1", "R1", "test", 3.0, 0.4), ("o1", "R1", "peer", 1.0, 0.4), ("o1", "R1", "self", 1.0, 0.4))
    )
    assert even["conflict"].tolist() == ["test>peer"]


def test_texts_without_a_level_conflict_with_nothing() -> None:
    rows = seen(("o1", "R1", "test", 1.0, 0.3), ("o1", "R1", "peer", 4.0, 0.3)).assign(is_direct=[True, False])
    assert conflicts(rows).empty


def test_the_higher_of_two_a_level_apart_is_named_first_whichever_it_is() -> None:
    for higher, lower in (("test", "peer"), ("peer", "test")):
        rows = seen(("o1", "R1", higher, 3.0, 0.25), ("o1", "R1", lower, 2.0, 0.25))
        assert conflicts(rows)["conflict"].tolist() == [f"{higher}>{lower}"]
