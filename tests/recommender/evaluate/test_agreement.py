"""Agreement with truth: every share is what counting by hand gives, and lost holdings stay in the count."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluate.agreement import (
    NOT_READ,
    agreement,
    by_cause,
    confusion,
    everybody_meets,
    judged,
    standards_alone,
    standards_and_mean,
)

LABELS = ["meets", "needs_review", "does_not_meet", NOT_READ]


def cases(*rows: tuple[bool, str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["meets", "verdict"])
    return frame.assign(fails=["" if meets else "competency" for meets in frame["meets"]])


def verdicts(**standards: str) -> pd.DataFrame:
    return pd.DataFrame({"officer_id": list(standards), "position_id": "A", "standards": list(standards.values())})


TEN = cases(
    *[(True, "meets")] * 4, (True, "needs_review"), (True, "does_not_meet"),
    (False, "does_not_meet"), (False, "does_not_meet"), (False, "meets"), (False, "needs_review"),
)  # fmt: skip


def test_shares_are_those_counted_by_hand() -> None:
    found = agreement(TEN)
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(2 / 4)
    assert found.passed_unseen == pytest.approx(1 / 4)
    assert found.named_wrongly == pytest.approx(1 / 6)
    assert found.review_share == pytest.approx(2 / 10)
    assert found.decided_right == pytest.approx(6 / 8)


def test_precision_is_undefined_when_nobody_is_named() -> None:
    assert math.isnan(agreement(cases((True, "meets"), (False, "meets"))).precision)


def test_a_holding_without_verdict_counts_against_recall() -> None:
    truth = pd.DataFrame(
        {"officer_id": ["o1", "o2"], "position_id": "A", "meets": [False, False], "fails": "standards"}
    )
    said = pd.DataFrame({"officer_id": ["o1"], "position_id": ["A"], "verdict": ["does_not_meet"]})
    found = judged(truth, said)
    assert list(found["verdict"]) == ["does_not_meet", NOT_READ]
    assert agreement(found).recall == 0.5


def test_a_verdict_unknown_to_the_truth_is_left_out() -> None:
    truth = pd.DataFrame({"officer_id": ["o1"], "position_id": "A", "meets": [True], "fails": ""})
    said = pd.DataFrame({"officer_id": ["o1", "x"], "position_id": ["A", "A"], "verdict": ["meets", "meets"]})
    assert len(judged(truth, said)) == 1


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(LABELS)), min_size=1, max_size=40))
def test_confusion_counts_every_holding_once(rows: list[tuple[bool, str]]) -> None:
    table = confusion(cases(*rows))
    assert list(table["truth"]) == ["meets", "does_not_meet"]
    assert int(table[LABELS].to_numpy().sum()) == len(rows)


def test_causes_are_shares_of_those_that_fail_it() -> None:
    frame = TEN.assign(fails=[*[""] * 6, "standards", "standards", "competency", "competency"])
    table = by_cause(frame).set_index("fails")
    assert table.loc["standards", "does_not_meet"] == 1.0
    assert table.loc["competency", "holdings"] == 2
    assert table.loc["competency", "meets"] == 0.5


def test_the_majority_says_that_everybody_meets() -> None:
    holdings = pd.DataFrame({"officer_id": ["o1", "o2"], "position_id": ["A", "B"], "share": 1.0})
    assert set(everybody_meets(holdings)["verdict"]) == {"meets"}


def test_documents_alone_give_the_verdict_of_their_status() -> None:
    said = standards_alone(verdicts(o1="fits", o2="consider", o3="unfit"))
    assert list(said["verdict"]) == ["meets", "needs_review", "does_not_meet"]
    assert list(said["probability"]) == [1.0, 0.5, 0.0]


def test_the_spreadsheet_rule_fails_a_low_mean_and_reviews_who_has_no_result() -> None:
    evidence = pd.DataFrame({"officer_id": ["o1", "o1", "o2"], "level": [3.0, 2.0, 1.5]})
    said = standards_and_mean(verdicts(o1="fits", o2="fits", o3="fits", o4="unfit"), evidence)
    assert list(said["verdict"]) == ["meets", "does_not_meet", "needs_review", "does_not_meet"]
