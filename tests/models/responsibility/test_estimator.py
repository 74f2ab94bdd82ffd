"""The estimator orders the five levels, knows how little a short text says, and does not read the field."""

from __future__ import annotations

import numpy as np
import pytest

from models.errors import NotFittedError
from models.responsibility import ResponsibilityEstimator, shipped_estimator
from models.responsibility.training_texts import sentences, texts

BY_LEVEL_VI = (
    "Làm theo chỉ dẫn từng việc khi trồng rừng",
    "Hỗ trợ kiểm lâm viên trong việc trồng rừng, làm các việc đơn giản theo quy trình có sẵn",
    "Trực tiếp thực hiện việc trồng rừng được phân công, tham gia góp ý phương án",
    "Tổ chức, hướng dẫn đồng nghiệp trồng rừng; chủ trì kế hoạch của đơn vị",
    "Chủ trì hoạch định chiến lược trồng rừng cấp quốc gia, chỉ đạo toàn ngành",
)
BY_LEVEL_EN = (
    "show an awareness of beekeeping and why it is important",
    "help the team with simple tasks in beekeeping under supervision",
    "carry out beekeeping independently and choose a suitable method",
    "lead a team in beekeeping, guide others and manage complex risks",
    "set the strategy for beekeeping across the organisation and champion it with senior leaders",
)


@pytest.mark.parametrize("ordered", [BY_LEVEL_VI, BY_LEVEL_EN], ids=["vi", "en"])
def test_levels_of_an_unseen_profession_come_in_order(ordered: tuple[str, ...]) -> None:
    levels = shipped_estimator().predict(ordered)
    assert (np.diff(levels) > 0).all()
    assert levels[-1] - levels[0] > 1.5


def test_text_without_marks_stands_where_the_marked_one_does() -> None:
    estimator = shipped_estimator()
    marked, bare = "Chủ trì đề án cấp bộ về lâm nghiệp", "Chu tri de an cap bo ve lam nghiep"
    assert estimator.predict([marked])[0] == estimator.predict([bare])[0]


def test_a_text_that_says_nothing_stands_in_the_middle_with_the_widest_deviation() -> None:
    estimator = shipped_estimator()
    empty = estimator.describe("")
    assert empty.level == 3
    assert empty.lines == ()
    assert empty.deviation > estimator.describe("Chủ trì đề án").deviation


def test_more_lines_make_surer() -> None:
    estimator = shipped_estimator()
    assert estimator.describe("\n".join(BY_LEVEL_VI)).deviation < estimator.describe(BY_LEVEL_VI[2]).deviation


def test_the_words_of_a_field_hardly_move_the_level() -> None:
    levels = shipped_estimator().predict(
        [f"Tham gia soạn thảo quy trình {work}" for work in ("nuôi ong", "đúc thép", "dệt lụa", "chèo thuyền")]
    )
    assert np.ptp(levels) < 0.3


def test_order_of_lines_does_not_matter() -> None:
    estimator = shipped_estimator()
    forward, backward = "\n".join(BY_LEVEL_VI), "\n".join(reversed(BY_LEVEL_VI))
    assert estimator.predict([forward])[0] == pytest.approx(estimator.predict([backward])[0])


def test_frames_never_seen_are_placed_better_than_by_always_saying_the_middle() -> None:
    """Every fourth frame is left out of training; what is planted in those must come back."""
    found = sentences(rounds=4)
    frame = np.repeat(np.arange(len(found) // 4), 4)
    seen = [text for text, number in zip(found, frame, strict=True) if number % 4]
    unseen = [text for text, number in zip(found, frame, strict=True) if number % 4 == 0 and text.level]
    estimator = ResponsibilityEstimator().fit(seen, texts(count=200))
    truth = np.array([text.level for text in unseen], dtype=float)
    error = np.abs(estimator.predict([text.text for text in unseen]) - truth).mean()
    assert error < 0.8 * np.abs(truth - np.median(truth)).mean()


def test_an_estimator_without_training_refuses() -> None:
    with pytest.raises(NotFittedError):
        ResponsibilityEstimator().predict(["x"])
