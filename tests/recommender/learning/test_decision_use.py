"""Every decision that was read is accounted for, and one signer is named as what they are."""

from __future__ import annotations

import pandas as pd
import pytest

from recommender.columns import DECISIONS, PROBLEMS
from recommender.learning import DecisionUse, decision_use, labelled


def used(*rows: tuple[str, str, str, str], officers: str = "abc", problems: tuple[str, ...] = ()) -> DecisionUse:
    """officer, label, day, signer of each decision; everybody in `officers` is measured."""
    decisions = DECISIONS.frame([
        {"officer_id": who, "position_id": "A", "label": label, "decided_on": pd.Timestamp(day), "decided_by": signer}
        for who, label, day, signer in rows
    ])  # fmt: skip
    features = pd.DataFrame({"officer_id": list(officers), "position_id": "A"})
    return decision_use(labelled(features, decisions), decisions, PROBLEMS.frame([{"code": code} for code in problems]))


def test_every_decision_is_a_case_or_left_out_for_a_reason() -> None:
    found = used(
        ("a", "meets", "2026-01-01", "X"), ("a", "does_not_meet", "2026-02-01", "Y"),
        ("b", "needs_review", "2026-01-01", "X"), ("c", "meets", "2026-01-01", "X"), ("d", "meets", "2026-01-01", "X"),
        problems=("join_unknown", "join_unknown", "decision_contradicts", "blank_row"),
    )  # fmt: skip
    assert found.text(0) == (
        "Quyết định dùng được: 2. Không dùng: 2 người không có trong danh sách; 1 cùng ngày mà nói khác nhau; "
        "1 đã có quyết định sau thay thế; 1 chỉ ghi cần xem xét; 1 vị trí không được rà soát."
    )
    assert found.text(1).startswith("Decisions used: 2. Not used: 2 on people who are not in the list; 1 of one day")


def test_where_all_are_used_nothing_is_said_to_be_left_out() -> None:
    found = used(("a", "meets", "2026-01-01", "X"), ("b", "meets", "2026-01-01", "Y"))
    assert found.text(1) == "Decisions used: 2."


@pytest.mark.parametrize(("signers", "is_told"), [(("X", " x "), True), (("X", "Y"), False), (("", ""), False)])
def test_one_signer_of_all_is_told(signers: tuple[str, str], is_told: bool) -> None:
    found = used(*((who, "meets", "2026-01-01", signer) for who, signer in zip("ab", signers, strict=True)))
    assert ("do cùng một người ký" in found.text(0)) == is_told
    assert ("One person signed all" in found.text(1)) == is_told
