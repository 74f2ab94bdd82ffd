"""Errors of verdicts by group: counted against labels, told only where there are enough."""

from __future__ import annotations

import pandas as pd
import pytest

from recommender.columns import VERDICTS
from recommender.evaluate.group_errors import LEAST, GroupErrors, group_errors


def errors(*cases: tuple[str, str, bool, int]) -> dict[tuple[str, str], GroupErrors]:
    """Errors of so many cases of (group, verdict, label, count)."""
    rows = [(group, verdict, label) for group, verdict, label, count in cases for _ in range(count)]
    ids = [f"o{number:04d}" for number in range(len(rows))]
    keys = pd.DataFrame({"officer_id": ids, "position_id": "A"})
    verdicts = VERDICTS.conform(
        keys.assign(verdict=[row[1] for row in rows], probability=[0.9 if row[2] else 0.2 for row in rows])
    )
    labels = keys.assign(is_meeting=[row[2] for row in rows])
    found = group_errors(verdicts, labels, keys.assign(sex=[row[0] for row in rows]))
    return {(row.dimension, row.group): row for row in found}


def test_wrong_verdicts_are_counted_by_label() -> None:
    found = errors(("a", "meets", True, 40), ("a", "does_not_meet", True, 10), ("a", "meets", False, 6),
                   ("a", "does_not_meet", False, 24))[("sex", "a")]  # fmt: skip
    assert (found.refused.count, found.refused.size) == (10, 50)
    assert (found.passed.count, found.passed.size) == (6, 30)
    assert found.labelled.value == pytest.approx(50 / 80)
    assert found.covered.value == pytest.approx(64 / 80)


def test_a_review_contradicts_no_label() -> None:
    found = errors(("a", "needs_review", True, 20), ("a", "needs_review", False, 20))[("sex", "a")]
    assert (found.covered.value, found.review.value) == (1, 1)


def test_small_groups_and_unrecorded_ones_are_left_to_the_whole() -> None:
    found = errors(("a", "meets", True, LEAST), ("b", "meets", True, LEAST - 1), ("", "meets", True, 50))
    assert set(found) == {("all", ""), ("sex", "a")}
    assert found[("all", "")].labelled.size == 2 * LEAST - 1 + 50


def test_a_share_of_a_few_cases_is_hidden_and_so_is_what_would_tell_it() -> None:
    """Of ten refused in all, three among the women: of the men the other seven would tell."""
    found = errors(
        ("f", "meets", True, 60), ("f", "does_not_meet", True, 3), ("f", "meets", False, 20),
        ("f", "does_not_meet", False, 20), ("m", "meets", True, 60), ("m", "does_not_meet", True, 7),
        ("m", "meets", False, 20), ("m", "does_not_meet", False, 20),
    )  # fmt: skip
    women, men = found[("sex", "f")], found[("sex", "m")]
    assert found[("all", "")].refused.count == 10
    assert women.refused.is_hidden
    assert men.refused.is_hidden
    assert pd.isna(women.refused.value)
    assert all(pd.isna(end) for end in men.refused.ends)
    told = {name for name in ("labelled", "passed", "review", "covered") if not getattr(women, name).is_hidden}
    assert not {"passed", "covered", "review", "labelled"} <= told
    assert not found[("all", "")].refused.is_hidden


def test_without_a_few_cases_nothing_is_hidden() -> None:
    kinds = (("meets", True), ("does_not_meet", True), ("meets", False), ("does_not_meet", False))
    found = errors(*((group, verdict, label, 20) for group in "fm" for verdict, label in kinds))
    assert len(found) == 3
    assert not any(
        getattr(row, name).is_hidden
        for row in found.values() for name in ("labelled", "refused", "passed", "review", "covered")
    )  # fmt: skip


def test_calibration_is_that_of_the_probabilities() -> None:
    found = errors(("a", "meets", True, 40), ("a", "does_not_meet", False, 40))[("sex", "a")]
    assert found.said == pytest.approx(0.55)
    assert found.calibration == pytest.approx(0.15)


def test_a_small_group_shows_more_calibration_error_by_chance_than_a_large_one() -> None:
    found = errors(("few", "meets", True, 40), ("many", "meets", True, 1000))
    assert found[("sex", "few")].chance > 3 * found[("sex", "many")].chance > 0
