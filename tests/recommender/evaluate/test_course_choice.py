"""Right courses: what closes a planted gap counts, what does not reach the minimum does not."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from recommender.evaluate.course_choice import course_choice, missing_standards, planted_gaps
from tests.recommender import factories as make

COURSES = (
    make.course("K1", {"C3": 3}),
    make.course("K2", {"A.T01": 1}),
    make.course("K4", {}, grants=("qlnn_cv",)),
)
CATALOGUE = make.catalogue(courses=COURSES)
NO_GAPS = pd.DataFrame({"officer_id": [], "need": [], "minimum": [], "weight": []})
NOTHING_MISSING = pd.DataFrame({"officer_id": [], "need": [], "rule_id": []})


def gaps(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["officer_id", "need"]).assign(minimum=2.0, weight=1.0)


def plan(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["officer_id", "course_id"]).assign(counted_periods=16.0)


def test_a_gap_is_a_held_requirement_below_its_minimum() -> None:
    asked = pd.DataFrame(
        {
            "position_id": ["A", "A", "B"],
            "requirement_id": ["C3", "C6", "C3"],
            "min_level": [2, 2, 3],
            "weight": [1, 1, 2],
        }
    )
    levels = pd.DataFrame({"officer_id": "o1", "requirement_id": ["C3", "C6"], "level": [2, 2]})
    both = pd.concat([make.holdings(o1="A"), make.holdings(o1="B")])
    assert planted_gaps(levels, make.holdings(o1="A"), asked).empty
    found = planted_gaps(levels, both, asked)
    assert found.to_dict("records") == [{"officer_id": "o1", "need": "C3", "minimum": 3, "weight": 2}]


def test_a_course_that_reaches_the_minimum_closes_the_gap() -> None:
    found = course_choice(
        plan(("o1", "K1"), ("o1", "K2")), gaps(("o1", "C3"), ("o1", "A.T01")), NOTHING_MISSING,
        catalogue=CATALOGUE, officers=1,
    )  # fmt: skip
    assert found.precision == 0.5
    assert found.recall == 1.0  # no course lifts A.T01 to 2, so it is no gap that training could close


def test_another_persons_gap_does_not_make_a_course_right() -> None:
    found = course_choice(plan(("o2", "K1")), gaps(("o1", "C3")), NOTHING_MISSING, catalogue=CATALOGUE, officers=2)
    assert (found.precision, found.recall) == (0.0, 0.0)
    assert math.isnan(found.precision_with_gaps)


def test_a_missing_certificate_is_closed_by_the_course_that_gives_it() -> None:
    missing = pd.DataFrame({"officer_id": ["o1"], "need": ["qlnn_cv"], "rule_id": ["certificate"]})
    found = course_choice(plan(("o1", "K4")), NO_GAPS, missing, catalogue=CATALOGUE, officers=1)
    assert (found.precision, found.recall_standards) == (1.0, 1.0)


def test_missing_standards_name_the_terms_that_would_do() -> None:
    truth = pd.DataFrame(
        {"officer_id": "o1", "position_id": "A", "rule_id": ["certificate", "degree", "politics"],
         "meets": [False, False, True]}
    )  # fmt: skip
    wanted = [{"officer_id": "o1", "need": "qlnn_cv", "rule_id": "certificate"}]
    assert missing_standards(truth, CATALOGUE).to_dict("records") == wanted


def test_a_standard_that_several_certificates_would_meet_counts_once() -> None:
    missing = pd.DataFrame({"officer_id": "o1", "need": ["qlnn_cv", "qlnn_cvc"], "rule_id": "certificate"})
    courses = (*COURSES, make.course("K5", {}, grants=("qlnn_cvc",)))
    catalogue = make.catalogue(courses=courses)
    found = course_choice(plan(("o1", "K4")), NO_GAPS, missing, catalogue=catalogue, officers=1)
    assert found.recall_standards == 1.0


def test_courses_and_periods_are_means_over_all_officers() -> None:
    found = course_choice(plan(("o1", "K1")), gaps(("o1", "C3")), NOTHING_MISSING, catalogue=CATALOGUE, officers=4)
    assert (found.courses, found.periods) == (pytest.approx(0.25), pytest.approx(4.0))
