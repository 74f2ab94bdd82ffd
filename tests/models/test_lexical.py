"""Word rankers find shared words and learn what is telling from targets and background."""

from __future__ import annotations

import numpy as np
import pytest

from models.errors import NotFittedError
from models.lexical import Bm25Ranker, Ranker, TfidfLineRanker, TfidfRanker, character_grams, word_grams

TARGETS = [
    "Bồi dưỡng nghiệp vụ hộ tịch",
    "Bồi dưỡng nghiệp vụ kế toán ngân sách xã",
    "Bồi dưỡng quản lý đất đai\nCập nhật Luật Đất đai 31/2024/QH15",
]
RANKERS = [TfidfRanker(), TfidfRanker(character_grams), TfidfLineRanker(), Bm25Ranker()]


@pytest.mark.parametrize("ranker", RANKERS)
def test_shared_words_come_first(ranker: Ranker) -> None:
    scores = ranker.fit(TARGETS).score(["đăng ký hộ tịch", "kế toán thu chi", "lập hồ sơ đất đai"])
    assert scores.dtype == np.float32
    assert scores.argmax(axis=1).tolist() == [0, 1, 2]


@pytest.mark.parametrize("ranker", RANKERS)
def test_nothing_shared_scores_zero(ranker: Ranker) -> None:
    assert not ranker.fit(TARGETS).score(["ffff", ""]).any()


@pytest.mark.parametrize("ranker", RANKERS)
def test_blank_targets_score_zero(ranker: Ranker) -> None:
    assert ranker.fit(["", " "]).score(["hộ tịch"]).tolist() == [[0.0, 0.0]]


@pytest.mark.parametrize("ranker", RANKERS)
def test_no_targets_and_no_queries_keep_their_shape(ranker: Ranker) -> None:
    assert ranker.fit([]).score(["hộ tịch"]).shape == (1, 0)
    assert ranker.fit(TARGETS).score([]).shape == (0, 3)


@pytest.mark.parametrize("ranker", [TfidfRanker(), TfidfLineRanker(), Bm25Ranker()])
def test_asking_before_fitting_is_refused(ranker: Ranker) -> None:
    with pytest.raises(NotFittedError):
        ranker.score(["hộ tịch"])


@pytest.mark.parametrize("ranker", RANKERS)
def test_a_score_does_not_depend_on_the_other_queries(ranker: Ranker) -> None:
    ranker.fit(TARGETS, background=TARGETS)
    together = ranker.score(["kế toán xã", "hộ tịch\nđất đai"])
    np.testing.assert_array_equal(together[1:], ranker.score(["hộ tịch\nđất đai"]))


def test_phrase_of_the_background_tells_little() -> None:
    targets = ["tham gia xây dựng", "hộ tịch"]
    query = ["tham gia xây dựng sổ hộ tịch"]
    alone = TfidfRanker().fit(targets).score(query)
    known = TfidfRanker().fit(targets, background=["tham gia xây dựng kế hoạch"] * 20).score(query)
    assert alone[0, 0] > alone[0, 1]
    assert known[0, 1] > known[0, 0]


def test_legal_number_matches_whole() -> None:
    scores = TfidfRanker().fit(["theo 30/2020/NĐ-CP", "theo 31/2020/NĐ-CP"]).score(["30/2020/NĐ-CP"])
    assert scores[0, 0] > scores[0, 1]


def test_best_line_of_a_long_text_counts() -> None:
    long = "\n".join(["Quy định chung về trách nhiệm"] * 30 + ["Thời hạn cấp giấy khai sinh là 05 ngày"])
    short = "Thời hạn giải quyết khiếu nại"
    query = ["thời hạn cấp giấy khai sinh"]
    assert TfidfLineRanker().fit([long, short]).score(query).argmax() == 0


def test_word_grams_are_words_and_pairs() -> None:
    assert word_grams("Hộ tịch xã") == ["hộ", "tịch", "xã", "hộ tịch", "tịch xã"]


def test_repeating_a_query_word_saturates_in_bm25() -> None:
    ranker = Bm25Ranker().fit(TARGETS)
    once, often = ranker.score(["hộ tịch đất đai"]), ranker.score(["hộ tịch " * 50 + "đất đai"])
    assert often[0, 0] < 2.01 * once[0, 0]
