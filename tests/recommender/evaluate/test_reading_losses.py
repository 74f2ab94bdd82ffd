"""Reading losses: what came through as planted, what did not, and what was read beside it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from recommender.evaluate.reading_losses import reading_losses
from tests.recommender import factories as make


def losses(read: object, clean: object) -> pd.DataFrame:
    return reading_losses(read, clean).set_index("what")  # type: ignore[arg-type]


def test_clean_files_lose_nothing() -> None:
    inputs = make.inputs({"o1": 80, "o2": 60})
    table = losses(inputs, inputs)
    assert (table["planted"] == table["right"]).all()
    assert (table["extra"] == 0).all()


def test_a_lost_holding_and_an_invented_one_are_counted_apart() -> None:
    clean = make.inputs({"o1": 80, "o2": 60})
    row = losses(replace(clean, holdings=make.holdings(o1="A", o2="B")), clean).loc["holdings"]
    assert (row["planted"], row["right"], row["extra"]) == (2, 1, 1)


def test_a_result_read_with_another_value_is_not_right() -> None:
    clean = make.inputs({"o1": 80})
    changed = make.assessments(*make.results_in("o1", 80)[:3], make.result("o1", "chứng thực bản sao", 8))
    row = losses(replace(clean, assessments=changed), clean).loc["results with their value"]
    assert (row["planted"], row["right"], row["extra"]) == (4, 3, 1)


def test_the_same_share_on_another_scale_is_the_same_value() -> None:
    clean = replace(make.inputs({"o1": 80}), assessments=make.assessments(make.result("o1", "x", 80)))
    read = replace(clean, assessments=make.assessments(make.result("o1", "x", 8, scale_max=10.0)))
    assert losses(read, clean).loc["results with their value", "right"] == 1


def test_a_result_written_twice_and_read_once_is_lost_once() -> None:
    twice = make.assessments(make.result("o1", "x", 80, assessor="a"), make.result("o1", "x", 80, assessor="b"))
    clean = replace(make.inputs({"o1": 80}), assessments=twice)
    once = replace(clean, assessments=make.assessments(make.result("o1", "x", 80)))
    assert losses(once, clean).loc["results with their value", "right"] == 1
