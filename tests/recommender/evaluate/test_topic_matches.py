"""Topic matching: ranks of the planted requirement, and how results were used."""

from __future__ import annotations

import pandas as pd
import pytest

from recommender.evaluate.topic_matches import topic_matches, used_matches

TOPICS = pd.DataFrame(
    {"topic": ["a", "b", "c"], "requirement_id": ["C3", "T1", "T2"], "kind": ["competency", "task", "task"]}
)


def test_share_found_first_and_anywhere() -> None:
    matches = pd.DataFrame(
        {"text": ["a", "b", "b"], "requirement_id": ["C3", "T9", "T1"], "rank": [1, 1, 2], "confidence": 0.9}
    )
    table = topic_matches(matches, TOPICS).set_index("kind")
    assert table.loc["all", "first"] == pytest.approx(1 / 3)
    assert table.loc["task", "first_three"] == 0.5
    assert table.loc["competency", "found"] == 1.0


def test_a_result_is_right_when_its_surest_use_is() -> None:
    seen = pd.DataFrame(
        {"evidence_id": ["e1", "e1", "e2"], "text": ["a", "a", "b"], "requirement_id": ["C3", "T1", "T9"],
         "confidence": [0.9, 0.1, 0.8], "is_direct": True}
    )  # fmt: skip
    row = used_matches(seen, TOPICS).iloc[0]
    assert (row["results"], row["uses"]) == (2, 1.5)
    assert row["best_right"] == 0.5
    assert row["brier"] == pytest.approx((0.01 + 0.01 + 0.64) / 3)
