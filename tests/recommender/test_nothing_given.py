"""A run on nothing: no courses, no people, no results, no quotas, a catalogue of one position."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender import Inputs, RunResult, screen
from recommender.columns import ASSESSMENTS, HOLDINGS, INPUTS, OFFICERS, OUTPUTS, STATEMENTS
from tests.recommender import factories as make
from training_catalog.types import Catalogue

COURSE = make.course("K1", {"C3": 3})
SOMEBODY = make.inputs({"o1": 10, "o2": 80}, quotas=make.quotas(("00001", "A", 1), ("00001", "B", 1)))
NOBODY = Inputs(
    officers=OFFICERS.empty(), holdings=HOLDINGS.empty(), statements=STATEMENTS.empty(), assessments=ASSESSMENTS.empty()
)
BARE = make.position("Z", (), levels=())


def run(inputs: Inputs, catalogue: Catalogue) -> RunResult:
    result = screen(inputs, catalogue, matcher=make.EqualWords(), settings=make.SETTINGS)
    for spec in OUTPUTS:
        assert list(spec.check(getattr(result, spec.name)).columns) == list(spec.columns)
    return result


def test_without_courses_plans_are_empty_and_every_pressing_need_is_uncovered() -> None:
    result = run(SOMEBODY, make.catalogue())
    assert result.plans.empty
    assert result.recommendations.empty
    assert result.demand.empty
    pressing = result.gaps[result.gaps["kind"].isin(["shortfall", "standard"])]
    assert set(result.uncovered["requirement_id"]) == set(pressing["requirement_id"]) != set()
    assert set(result.uncovered["why"]) == {"no_course"}
    assert len(result.verdicts) == 2


@pytest.mark.parametrize("courses", [(), (COURSE,)])
def test_without_people_every_result_is_empty_but_the_posts(courses: tuple[object, ...]) -> None:
    result = run(replace(NOBODY, quotas=SOMEBODY.quotas), make.catalogue(courses=courses))  # type: ignore[arg-type]
    for name in ("verdicts", "estimates", "gaps", "plans", "demand", "uncovered", "moves"):
        assert getattr(result, name).empty, name
    assert result.balance["over_quota"].tolist() == [-1.0, -1.0]


@pytest.mark.parametrize("spec", INPUTS, ids=lambda spec: spec.name)
def test_any_one_input_may_be_empty(spec: object) -> None:
    name = spec.name  # type: ignore[attr-defined]
    holdings = {} if name != "officers" else {"holdings": HOLDINGS.empty()}
    given = replace(SOMEBODY, **{name: spec.empty(), **holdings})  # type: ignore[attr-defined]
    run(given, make.catalogue(courses=(COURSE,)))


def test_without_results_and_papers_everybody_needs_review() -> None:
    inputs = replace(SOMEBODY, statements=STATEMENTS.empty(), assessments=ASSESSMENTS.empty())
    assert set(run(inputs, make.catalogue(courses=(COURSE,))).verdicts["verdict"]) == {"needs_review"}


def test_a_position_that_asks_nothing_is_judged_by_nobody() -> None:
    catalogue = make.catalogue(courses=(COURSE,), positions=(BARE,))
    result = run(replace(SOMEBODY, holdings=make.holdings(o1="Z")), catalogue)
    assert result.verdicts["verdict"].tolist() == ["needs_review"]


def test_a_catalogue_without_tasks_and_competencies_still_checks_papers() -> None:
    whole = make.catalogue(positions=(make.position("A", (make.DEGREE,), levels=()),))
    result = run(SOMEBODY, replace(whole, tasks={}, competencies={}))
    assert result.estimates.empty
    assert result.standards["status"].tolist() == ["fits", "fits"]
