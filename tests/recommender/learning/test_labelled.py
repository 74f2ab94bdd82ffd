"""Labels are the last clear decision of each officer and position; one officer's cases stay in one part."""

from __future__ import annotations

import pandas as pd
import pytest

from recommender.columns import DECISIONS
from recommender.learning import Part, labelled, part_of


def decided(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """officer, label, day."""
    return DECISIONS.frame(
        [
            {"officer_id": who, "position_id": "A", "label": label, "decided_on": pd.Timestamp(day)}
            for who, label, day in rows
        ]
    )


def features(*officers: str) -> pd.DataFrame:
    return pd.DataFrame({"officer_id": list(officers), "position_id": "A"})


def test_the_last_decision_counts() -> None:
    rows = decided(("o1", "meets", "2026-01-01"), ("o1", "does_not_meet", "2026-02-01"))
    assert labelled(features("o1"), rows)["is_meeting"].tolist() == [False]


def test_a_decision_without_a_clear_answer_is_no_label_and_takes_back_the_one_before() -> None:
    rows = decided(("o1", "meets", "2026-01-01"), ("o1", "needs_review", "2026-02-01"), ("o2", "meets", "2026-01-01"))
    assert labelled(features("o1", "o2"), rows)["officer_id"].tolist() == ["o2"]


def test_who_was_not_decided_about_is_no_case() -> None:
    assert labelled(features("o1", "o2"), decided(("o2", "meets", "2026-01-01")))["officer_id"].tolist() == ["o2"]


def test_the_part_depends_on_the_officer_alone() -> None:
    ids = pd.Series([f"o{number}" for number in range(200)])
    assert part_of(ids).tolist() == part_of(ids.iloc[::-1]).iloc[::-1].tolist()


def test_parts_have_about_their_shares() -> None:
    shares = part_of(pd.Series([f"o{number}" for number in range(5000)])).value_counts(normalize=True)
    for part, share in ((Part.FIT, 0.4), (Part.CALIBRATE, 0.4), (Part.HELD_BACK, 0.2)):
        assert shares[str(part)] == pytest.approx(share, abs=0.03)
