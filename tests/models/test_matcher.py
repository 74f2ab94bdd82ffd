"""The matcher puts the right target first, in every mode, the same way every time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ModelError, NotFittedError
from models.lexical_encoder import LexicalEncoder
from models.matcher import WEIGHTS, HybridMatcher, Mode, Part, top_targets
from models.sentence_encoder import SentenceEncoder
from models.text import fold

TARGETS = [
    "Bồi dưỡng nghiệp vụ đăng ký và quản lý hộ tịch",
    "Bồi dưỡng kế toán ngân sách và tài chính xã",
    "Bồi dưỡng quản lý đất đai, địa chính",
    "Bồi dưỡng kỹ năng soạn thảo văn bản",
    "Bồi dưỡng kỹ năng tiếp công dân, giải quyết khiếu nại",
]
QUERIES = [
    "Đăng ký khai sinh, hộ tịch cho người dân",
    "Lập dự toán\nKế toán thu chi ngân sách",
    "Lập hồ sơ địa chính, thống kê đất đai",
    "Soạn thảo văn bản của Ủy ban nhân dân",
    "Tiếp công dân và giải quyết khiếu nại",
]
ENCODER = LexicalEncoder(dimension=512)


@pytest.mark.parametrize("mode", list(Mode))
def test_right_target_comes_first_in_every_mode(mode: Mode) -> None:
    scores = HybridMatcher(ENCODER, mode=mode).fit(TARGETS, background=QUERIES).score(QUERIES)
    assert scores.dtype == np.float32
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3, 4]


def test_real_encoder_matches_across_languages(real_encoder: SentenceEncoder) -> None:
    english = [
        "civil status registration",
        "budget accounting",
        "land management",
        "drafting documents",
        "receiving citizens",
    ]
    scores = HybridMatcher(real_encoder).fit(TARGETS, background=english).score(english)
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3, 4]


def test_lexical_mode_needs_no_encoder() -> None:
    assert HybridMatcher(None, mode=Mode.LEXICAL).fit(TARGETS).score(QUERIES[:1]).argmax() == 0


@pytest.mark.parametrize("mode", [Mode.HYBRID, Mode.DENSE])
def test_other_modes_refuse_to_go_without(mode: Mode) -> None:
    with pytest.raises(ModelError) as caught:
        HybridMatcher(None, mode=mode)
    assert caught.value.code == "no_encoder"


def test_asking_before_fitting_is_refused() -> None:
    with pytest.raises(NotFittedError):
        HybridMatcher(ENCODER).score(QUERIES)


def test_a_score_does_not_depend_on_the_other_queries() -> None:
    matcher = HybridMatcher(ENCODER).fit(TARGETS, background=QUERIES)
    together = matcher.score(QUERIES)
    alone = np.concatenate([matcher.score([query]) for query in QUERIES])
    np.testing.assert_allclose(together, alone, atol=2e-4)


def test_order_of_the_background_does_not_matter() -> None:
    first = HybridMatcher(ENCODER).fit(TARGETS, background=QUERIES).score(QUERIES)
    second = HybridMatcher(ENCODER).fit(TARGETS, background=QUERIES[::-1] * 2).score(QUERIES)
    np.testing.assert_array_equal(first, second)


def test_order_of_the_targets_only_permutes_the_columns() -> None:
    first = HybridMatcher(ENCODER).fit(TARGETS, background=QUERIES).score(QUERIES)
    second = HybridMatcher(ENCODER).fit(TARGETS[::-1], background=QUERIES).score(QUERIES)
    np.testing.assert_allclose(first, second[:, ::-1], atol=2e-4)


def test_repeated_queries_get_the_same_row() -> None:
    scores = HybridMatcher(ENCODER).fit(TARGETS).score([QUERIES[0], QUERIES[1], f" {QUERIES[0]}\u200b"])
    np.testing.assert_array_equal(scores[0], scores[2])


def test_blank_query_prefers_nothing() -> None:
    scores = HybridMatcher(ENCODER).fit(TARGETS).score([""])
    assert not scores.any()


def test_one_target_is_possible() -> None:
    assert HybridMatcher(ENCODER).fit(TARGETS[:1]).score(QUERIES).shape == (5, 1)


def test_no_queries_give_no_rows() -> None:
    assert HybridMatcher(ENCODER).fit(TARGETS).score([]).shape == (0, 5)


def test_abbreviations_are_written_out() -> None:
    matcher = HybridMatcher(ENCODER, abbreviations={"TCD": "tiếp công dân"}).fit(TARGETS)
    assert matcher.score(["TCD"]).argmax() == 4


def test_queries_without_marks_match_like_marked_ones() -> None:
    matcher = HybridMatcher(ENCODER).fit(TARGETS, background=QUERIES)
    assert matcher.score([fold(query) for query in QUERIES]).argmax(axis=1).tolist() == [0, 1, 2, 3, 4]


def test_parts_add_up_to_the_score() -> None:
    matcher = HybridMatcher(ENCODER).fit(TARGETS, background=QUERIES)
    parts = matcher.parts(QUERIES)
    assert list(parts) == list(Part)
    fused = sum(WEIGHTS[Mode.HYBRID][part] * scores for part, scores in parts.items())
    np.testing.assert_allclose(matcher.score(QUERIES), fused, atol=1e-3)


@pytest.mark.parametrize("mode", list(Mode))
def test_weights_of_a_mode_sum_to_one(mode: Mode) -> None:
    assert sum(WEIGHTS[mode].values()) == pytest.approx(1)


def test_ranking_lists_the_best_of_each_query() -> None:
    ranking = HybridMatcher(ENCODER).rank(QUERIES, TARGETS, 2)
    assert ranking.query.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert ranking.rank.tolist() == [1, 2] * 5
    assert ranking.target[::2].tolist() == [0, 1, 2, 3, 4]
    assert (ranking.score[::2] >= ranking.score[1::2]).all()


def test_asking_for_more_than_there_is_gives_all() -> None:
    assert len(HybridMatcher(ENCODER).rank(QUERIES, TARGETS, 99).rank) == 25


def test_ranking_twice_gives_the_same_bytes() -> None:
    first = HybridMatcher(ENCODER).rank(QUERIES, TARGETS, 3)
    second = HybridMatcher(ENCODER).rank(QUERIES, TARGETS, 3)
    assert first.score.tobytes() == second.score.tobytes()
    assert first.target.tobytes() == second.target.tobytes()


@given(st.lists(st.lists(st.integers(0, 6), min_size=20, max_size=20), min_size=1, max_size=5), st.integers(1, 4))
def test_best_few_are_the_head_of_a_stable_sort(rows: list[list[int]], top: int) -> None:
    cells = np.array(rows, dtype=np.float32)
    order, _ = top_targets(cells, top)
    np.testing.assert_array_equal(order, np.argsort(-cells, axis=1, kind="stable")[:, :top])


def test_equal_scores_keep_the_order_of_the_targets() -> None:
    order, scores = top_targets(np.array([[1, 2, 2, 0]], dtype=np.float32), 3)
    assert order.tolist() == [[1, 2, 0]]
    assert scores.tolist() == [[2, 2, 1]]
