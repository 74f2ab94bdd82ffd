"""Which courses are open to whom, and that sums of what they close are the same bytes each time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from recommender import RunResult, screen
from recommender.recommend import VALUE_DECIMALS, course_space
from recommender.requirements import requirements
from tests.recommender import factories as make
from training_catalog.types import Unit

EVERYBODY = make.course("K1", {"C3": 3})
PROVIDERS = {"away": "UBND tỉnh Điện Biên", "near": "Sở Nội vụ Gia Lai"}
SENIOR = make.course("K2", {"C3": 3, "C6": 3}, ranks=("01.001", "01.002"))
NO_MATCHES = pd.DataFrame({"course_id": [], "requirement_id": [], "confidence": []})


def run(rank: str, *courses: object) -> RunResult:
    """One officer with low results, of this rank, in a position of rank 01.003."""
    inputs = make.inputs({"o1": 10})
    given = replace(inputs, officers=inputs.officers.assign(rank=rank))
    catalogue = make.catalogue(courses=courses)  # type: ignore[arg-type]
    return screen(given, catalogue, matcher=make.EqualWords(), settings=make.SETTINGS)


def test_a_course_for_other_ranks_only_is_not_recommended_or_planned() -> None:
    result = run("01.003", EVERYBODY, SENIOR)
    assert set(result.recommendations["course_id"]) == {"K1"}
    assert set(result.plans["course_id"]) == {"K1"}


def test_a_course_for_the_own_rank_is_recommended() -> None:
    assert set(run("01.002", EVERYBODY, SENIOR).recommendations["course_id"]) == {"K1", "K2"}


def test_the_rank_of_the_position_counts_when_the_own_rank_is_not_on_record() -> None:
    assert set(run("", EVERYBODY, SENIOR).recommendations["course_id"]) == {"K1"}
    other = replace(SENIOR, ranks=("01.003",))
    assert set(run("", EVERYBODY, other).recommendations["course_id"]) == {"K1", "K2"}


def test_a_course_of_another_province_is_for_its_own_people() -> None:
    units = {
        "01": Unit(unit_id="01", name="Tỉnh Điện Biên", kind="province", parent_id=None),
        "02": Unit(unit_id="02", name="Tỉnh Gia Lai", kind="province", parent_id=None),
        "00001": Unit(unit_id="00001", name="Xã A", kind="commune", parent_id="02"),
    }
    away, near = (replace(EVERYBODY, course_id=key, provider=name) for key, name in PROVIDERS.items())
    catalogue = replace(make.catalogue(courses=(away, near)), units=units)
    result = screen(make.inputs({"o1": 10}), catalogue, matcher=make.EqualWords(), settings=make.SETTINGS)
    assert set(result.plans["course_id"]) == {"near"}
    alone = replace(make.catalogue(courses=(away,)), units=units)
    missed = screen(make.inputs({"o1": 10}), alone, matcher=make.EqualWords(), settings=make.SETTINGS)
    assert missed.plans.empty
    assert "no_course_for_position" in set(missed.uncovered["why"])


def test_a_mandatory_course_for_other_ranks_is_not_owed() -> None:
    owed = replace(SENIOR, mandatory_for=("A",))
    assert run("01.003", owed).plans.empty
    assert run("01.001", owed).plans["is_mandatory"].tolist() == [True]


def test_a_need_that_only_a_course_for_other_ranks_closes_is_uncovered() -> None:
    why = run("01.003", EVERYBODY, SENIOR).uncovered.set_index("requirement_id")["why"]
    assert why["C6"] == "no_course_for_position"
    assert "C3" not in why
    assert "C6" not in set(run("01.002", EVERYBODY, SENIOR).uncovered["requirement_id"])


def test_the_order_of_needs_does_not_change_a_byte_of_what_courses_close() -> None:
    catalogue = make.catalogue(courses=(EVERYBODY, SENIOR))
    space = course_space(catalogue, requirements(catalogue), NO_MATCHES)
    weights = np.random.default_rng(1).random((50, len(space.needs)))
    turned = replace(space, coverage=space.coverage[::-1])
    first, second = space.closing(weights), turned.closing(weights[:, ::-1])
    assert first.tobytes() == second.tobytes()
    assert np.array_equal(first, np.round(first, VALUE_DECIMALS))
