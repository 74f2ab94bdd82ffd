"""Courses on record: they speak of what they taught, weakly, and never against results."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.evidence import evidence
from recommender.match import matches
from recommender.measure import asked_of, estimates
from recommender.measuring.taught import taught_levels
from recommender.requirements import requirement_texts, requirements
from recommender.types import Basis
from tests.recommender import factories as make
from training_catalog.types import Outcome

COURSE = make.course("K1", {"C3": 3, "A.T01": 2}, name_vi="Bồi dưỡng kỹ năng soạn thảo")
CATALOGUE = make.catalogue(courses=[COURSE])


def estimated(*results: dict[str, object], training: str = "") -> pd.DataFrame:
    rows = [make.statement("o1", "training", training)] if training else []
    known = evidence(make.statements(*rows), make.assessments(*results), settings=make.SETTINGS)
    matched = matches(known, requirement_texts(CATALOGUE), make.EqualWords())
    asked = asked_of(make.holdings(o1="A"), requirements(CATALOGUE))
    taught = taught_levels(known, CATALOGUE)
    found = estimates(known, matched, asked, settings=make.SETTINGS, taught=taught)
    return found.set_index("requirement_id")


def test_a_course_on_record_speaks_of_each_of_its_outcomes() -> None:
    known = evidence(
        make.statements(make.statement("o1", "training", "Bồi dưỡng kỹ năng soạn thảo")), make.assessments(),
        settings=make.SETTINGS,
    )  # fmt: skip
    rows = taught_levels(known, CATALOGUE)
    assert rows[["requirement_id", "taught"]].to_numpy().tolist() == [["A.T01", 2.0], ["C3", 3.0]]


def trained(*texts: str) -> pd.DataFrame:
    rows = [make.statement(f"o{at}", "training", text) for at, text in enumerate(texts)]
    return evidence(make.statements(*rows), make.assessments(), settings=make.SETTINGS)


def test_a_course_speaks_with_a_deviation_of_nine_tenths_of_a_level_and_is_taken_for_nine_tenths_sure() -> None:
    rows = taught_levels(trained("Bồi dưỡng kỹ năng soạn thảo"), CATALOGUE)
    assert rows.columns.tolist() == ["text", "requirement_id", "taught", "confidence", "sd"]
    assert rows[["confidence", "sd"]].to_numpy().tolist() == [[0.9, 0.9], [0.9, 0.9]]


def test_what_was_taught_is_told_in_the_order_of_texts_then_of_requirements() -> None:
    courses = [make.course("K1", {"C6": 3, "C3": 2}, name_vi="Lớp bê"), make.course("K2", {"C3": 4}, name_vi="Lớp an")]
    rows = taught_levels(trained("Lớp bê", "Lớp an"), make.catalogue(courses=courses))
    assert rows[["text", "requirement_id"]].to_numpy().tolist() == [
        ["Lớp an", "C3"], ["Lớp bê", "C3"], ["Lớp bê", "C6"],
    ]  # fmt: skip
    assert rows.index.tolist() == [0, 1, 2]


def test_of_two_outcomes_of_one_course_on_one_requirement_the_higher_one_was_taught() -> None:
    reached = tuple(Outcome(requirement_id="C3", level=level) for level in (2, 4, 3))
    catalogue = make.catalogue(courses=[replace(COURSE, outcomes=reached)])
    rows = taught_levels(trained("Bồi dưỡng kỹ năng soạn thảo"), catalogue)
    assert rows["taught"].tolist() == [4.0]


def test_a_training_that_is_no_course_of_the_catalogue_teaches_nothing_known() -> None:
    known = evidence(make.statements(make.statement("o1", "training", "Tập huấn")), make.assessments(),
                     settings=make.SETTINGS)  # fmt: skip
    assert taught_levels(known, CATALOGUE).empty


def test_a_completed_course_raises_the_estimate_a_little_and_stays_text() -> None:
    before, after = estimated(), estimated(training="Bồi dưỡng kỹ năng soạn thảo")
    assert 0.05 < after.loc["C3", "level"] - before.loc["C3", "level"] < 0.25
    assert after.loc["C3", "sd"] < before.loc["C3", "sd"]
    assert after.loc["C3", "basis"] == Basis.TEXT
    assert after.loc["C3", "quote"] == "Bồi dưỡng kỹ năng soạn thảo"
    assert after.loc["C6", "basis"] == Basis.NONE


def test_a_course_weighs_less_than_a_test() -> None:
    course = estimated(training="Bồi dưỡng kỹ năng soạn thảo")
    tested = estimated(make.result("o1", "soạn thảo văn bản", np.nan, level=3.0))
    assert tested.loc["C3", "sd"] < course.loc["C3", "sd"]


def test_a_course_never_speaks_against_a_better_result() -> None:
    best = make.result("o1", "soạn thảo văn bản", np.nan, level=5.0)
    alone, both = estimated(best), estimated(best, training="Bồi dưỡng kỹ năng soạn thảo")
    assert both.loc["C3", "level"] >= alone.loc["C3", "level"]


@settings(deadline=None, max_examples=30)
@given(st.floats(1, 5), st.floats(0, 2))
def test_a_better_result_beside_a_course_never_lowers_the_estimate(level: float, more: float) -> None:
    levels = [
        estimated(make.result("o1", "soạn thảo văn bản", np.nan, level=value), training="Bồi dưỡng kỹ năng soạn thảo")
        for value in (level, min(5.0, level + more))
    ]
    assert levels[1].loc["C3", "level"] >= levels[0].loc["C3", "level"] - 1e-9


def test_a_result_that_states_its_own_deviation_is_weighed_by_it() -> None:
    sure, unsure, plain = (
        estimated(make.result("o1", "soạn thảo văn bản", np.nan, level=4.0, sd=sd)).loc["C3"]
        for sd in (0.2, 1.2, np.nan)
    )
    assert sure["sd"] < plain["sd"] < unsure["sd"]
    assert sure["level"] > plain["level"] > unsure["level"]
    assert plain["sd"] == pytest.approx(
        estimated(make.result("o1", "soạn thảo văn bản", np.nan, level=4.0, sd=make.SETTINGS.sd_test)).loc["C3", "sd"]
    )


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_courses_on_one_requirement_the_higher_one_counts(order: int) -> None:
    high, low = make.course("K1", {"C3": 4}, name_vi="Lớp nâng cao"), make.course("K2", {"C3": 3}, name_vi="Lớp cơ bản")
    catalogue = make.catalogue(courses=[high, low])
    rows = [make.statement("o1", "training", name) for name in ("Lớp cơ bản", "Lớp nâng cao")][::order]
    known = evidence(make.statements(*rows), make.assessments(), settings=make.SETTINGS)
    asked = asked_of(make.holdings(o1="A"), requirements(catalogue))
    matched = matches(known, requirement_texts(catalogue), make.EqualWords())
    taught = taught_levels(known, catalogue)
    both = estimates(known, matched, asked, settings=make.SETTINGS, taught=taught).set_index("requirement_id").loc["C3"]
    assert both["quote"] == "Lớp nâng cao"
    assert both["n_text"] == 1
