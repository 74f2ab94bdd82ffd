"""Swapping who people are: names stay as distinct as they were, everything else stays, and differences are named."""

from __future__ import annotations

import pandas as pd

from recommender.evaluate.swapped import swap_check, swapped_inputs, swapped_sample
from recommender.sample import make_sample
from tests.shipped_catalogue import shipped_catalogue

SAMPLE = make_sample(shipped_catalogue(), communes=3, seed=5)


def test_everybody_has_another_name_sex_and_ethnicity() -> None:
    people, other = SAMPLE.people, swapped_sample(SAMPLE).people
    assert (people.name != other.name).all()
    assert (people.is_female != other.is_female).all()
    assert (people.ethnicity != other.ethnicity).all() or len(set(people.ethnicity)) == 1


def test_namesakes_stay_namesakes_and_nobody_else_becomes_one() -> None:
    people, other = SAMPLE.people, swapped_sample(SAMPLE).people
    pairs = set(zip(people.name, other.name, strict=True))
    assert len(pairs) == len(set(people.name)) == len(set(other.name))


def test_everything_else_stays() -> None:
    people, other = SAMPLE.people, swapped_sample(SAMPLE).people
    assert (people.officer_id == other.officer_id).all()
    assert (people.born == other.born).all()
    assert (people.rank == other.rank).all()


def test_inputs_are_swapped_value_by_value_and_blanks_stay() -> None:
    personal = SAMPLE.inputs.personal.assign(sex=["", *SAMPLE.inputs.personal["sex"].iloc[1:]])
    inputs = SAMPLE.inputs.__class__(**{**vars(SAMPLE.inputs), "personal": personal})
    after = swapped_inputs(inputs).personal
    assert after["sex"].iloc[0] == ""
    assert (after["sex"].iloc[1:] != personal["sex"].iloc[1:]).all()
    assert (after["birth_date"] == personal["birth_date"]).all()


def test_a_frame_that_differs_in_one_value_is_named() -> None:
    before = {"verdicts": pd.DataFrame({"a": [1.0, 2.0]}), "gaps": pd.DataFrame({"a": ["x"]})}
    after = {"verdicts": pd.DataFrame({"a": [1.0, 2.5]}), "gaps": pd.DataFrame({"a": ["x"]})}
    assert swap_check(before, after, through_files=True).changed == ("verdicts",)
    assert swap_check(before, before, through_files=True).changed == ()
