"""A standing grows with every score, forgets the hardness of assessments, and trusts many scores more than one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from models.suitability import PolicyPriorClassifier
from recommender.learning.earlier_scores import left_out_chances, moved_chances, rule_log_odds, standings


def scores(people: int = 30, assessments: int = 5, *, seed: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    ability = rng.normal(0, 10, people)
    rows = [
        {"run": "A", "person": who, "assessment": at, "weight": 10.0, "day": 30 * at, "score": 60 + ability[who]
         + rng.normal(0, 8)}
        for who in range(people)
        for at in range(assessments)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def standing_of(frame: pd.DataFrame, person: int) -> float:
    return float(standings(frame).set_index("person").loc[person, "standing"])


def test_a_better_score_never_lowers_the_standing() -> None:
    frame = scores()
    for at in range(5):
        raised = frame.assign(score=frame["score"] + 7 * ((frame["person"] == 3) & (frame["assessment"] == at)))
        assert standing_of(raised, 3) >= standing_of(frame, 3)


def test_a_hard_assessment_counts_against_nobody() -> None:
    frame = scores()
    harder = frame.assign(score=frame["score"] - 15.0 * (frame["assessment"] == 2))
    np.testing.assert_allclose(standings(harder)["standing"], standings(frame)["standing"])


def test_newer_scores_count_more() -> None:
    """Two people take the same two assessments: one is best at the old one, the other at the new one."""
    rows = [(0, 0, 90), (0, 1, 10), (1, 0, 10), (1, 1, 90), *((who, at, 50) for who in (2, 3, 4) for at in (0, 1))]
    frame = pd.DataFrame(rows, columns=["person", "assessment", "score"])
    frame = frame.assign(run="A", day=frame["assessment"] * 100)
    assert standing_of(frame, 1) > 0 > standing_of(frame, 0)


def test_missing_scores_are_left_out() -> None:
    frame = scores()
    gone = frame["person"].eq(3) & frame["assessment"].eq(1)
    blank = frame.assign(score=frame["score"].where(~gone))
    pd.testing.assert_frame_equal(standings(blank), standings(frame[~gone]))


def test_the_rule_grows_with_the_standing() -> None:
    found = standings(scores()).sort_values("standing")
    assert (np.diff(rule_log_odds(found)[:, 0]) >= 0).all()


def test_nobody_is_judged_by_a_model_that_saw_an_outcome_of_their_own_run() -> None:
    rng = np.random.default_rng(1)
    table, passed, runs = rng.normal(1, 1, (100, 1)), rng.random(100) < 0.7, np.arange(100) // 50
    turned = passed.copy()
    turned[10] = not passed[10]
    before, after = (left_out_chances(table, outcomes, runs, width=3.0) for outcomes in (passed, turned))
    np.testing.assert_array_equal(before[:50], after[:50])
    assert (before[50:] != after[50:]).all()


def earlier_run() -> PolicyPriorClassifier:
    rng = np.random.default_rng(2)
    table = rng.normal(2, 1.5, (400, 1))
    return PolicyPriorClassifier(classes=(False, True)).fit(table, rng.random(400) < 1 / (1 + np.exp(-table[:, 0])))


def test_first_outcomes_of_a_run_move_the_chances_of_the_rest_and_keep_their_order() -> None:
    earlier, alike, asked = earlier_run(), np.full((60, 1), 2.0), np.linspace(-3, 5, 50)[:, None]
    (most_fail, before, all_pass) = (
        float(moved_chances(earlier, alike, np.arange(60) < 20, alike)[0]),
        float(earlier.probability(alike)[0]),
        float(moved_chances(earlier, alike, np.full(60, True), alike)[0]),
    )
    assert most_fail < before < all_pass
    assert (np.diff(moved_chances(earlier, alike, np.arange(60) < 20, asked)) >= 0).all()


def test_one_outcome_of_a_run_hardly_moves_what_earlier_runs_taught() -> None:
    earlier, asked = earlier_run(), np.linspace(-3, 5, 50)[:, None]
    moved = moved_chances(earlier, np.array([[2.0]]), np.array([True]), asked)
    np.testing.assert_allclose(moved, earlier.probability(asked), atol=0.05)
