from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from recommender.inputs import Inputs
from tests.recommender.readers.books import at, codes
from tests.recommender.readers.conftest import PEOPLE_HEAD, PERSON

Reader = Callable[..., Inputs]
HEAD = ["Mã công chức", "Vị trí việc làm", "Kết luận", "Ngày quyết định", "Người ký", "Lý do"]


def decided(read_rows: Reader, *rows: list[str]) -> Inputs:
    return read_rows(people=[PEOPLE_HEAD, PERSON], decisions=[HEAD, *rows])


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("Đáp ứng", "meets"),
        ("Chưa đáp ứng", "does_not_meet"),
        ("Không đạt", "does_not_meet"),
        ("Cần xem xét", "needs_review"),
    ],
)
def test_conclusions_are_labels(read_rows: Reader, written: str, label: str) -> None:
    inputs = decided(read_rows, ["CC1", "II.06", written, "1/6/2026", "Chủ tịch", "Đủ tiêu chuẩn"])
    row = inputs.decisions.iloc[0]
    assert (row.officer_id, row.position_id, row.label, row.decided_by) == ("CC1", "II.06", label, "Chủ tịch")
    assert row.decided_on == pd.Timestamp(2026, 6, 1)


def test_an_unknown_conclusion_is_kept_out(read_rows: Reader) -> None:
    inputs = decided(read_rows, ["CC1", "II.06", "Tạm được", "1/6/2026", "Chủ tịch", ""])
    assert inputs.decisions.empty
    assert at(inputs.problems, "label_unknown") == [("C2", "Tạm được")]


def test_a_decision_without_position_means_the_only_one_held(read_rows: Reader) -> None:
    inputs = decided(read_rows, ["CC1", "", "Đáp ứng", "1/6/2026", "Chủ tịch", ""])
    assert inputs.decisions["position_id"].tolist() == ["II.06"]


def test_a_decision_on_nobody_known_is_kept_out(read_rows: Reader) -> None:
    inputs = decided(read_rows, ["CC9", "II.06", "Đáp ứng", "1/6/2026", "Chủ tịch", ""])
    assert inputs.decisions.empty
    assert "join_unknown" in codes(inputs.problems)


def test_a_repeated_decision_is_kept_out(read_rows: Reader) -> None:
    row = ["CC1", "II.06", "Đáp ứng", "1/6/2026", "Chủ tịch", ""]
    inputs = decided(read_rows, row, row)
    assert inputs.decisions["label"].tolist() == ["meets"]
    assert "decision_again" in codes(inputs.problems)


@pytest.mark.parametrize("labels", [("Đáp ứng", "Chưa đáp ứng"), ("Chưa đáp ứng", "Đáp ứng", "Đáp ứng")])
@pytest.mark.parametrize("day", ["1/6/2026", ""])
def test_of_decisions_of_one_day_that_contradict_none_is_used(
    read_rows: Reader, labels: tuple[str, ...], day: str
) -> None:
    inputs = decided(read_rows, *(["CC1", "II.06", label, day, "Chủ tịch", ""] for label in labels))
    assert inputs.decisions.empty
    assert list(codes(inputs.problems)).count("decision_contradicts") == len(labels)
