from __future__ import annotations

import numpy as np
import pytest

from models.matcher import Mode
from recommender.matching import TextMatcher, abbreviations, confidence_of, encoder_for
from tests.shipped_catalogue import shipped_catalogue
from training_catalog.types import Catalogue

TARGETS = ["Cấp giấy chứng nhận quyền sử dụng đất lần đầu", "Đăng ký khai sinh cho trẻ", "Lập dự toán ngân sách xã"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped_catalogue()


def best(matcher: TextMatcher, *queries: str) -> list[int]:
    found: list[int] = matcher.confidences(list(queries), TARGETS).argmax(axis=1).tolist()
    return found


def test_a_topic_typed_without_marks_is_read_with_the_words_of_the_whole_catalogue(catalogue: Catalogue) -> None:
    queries = ["xin lam so do lan dau", "lam giay khai sinh", "du toan thu chi"]
    with_words = TextMatcher.of(encoder_for(Mode.LEXICAL), catalogue)
    assert best(with_words, *queries) == [0, 1, 2]


def test_texts_with_marks_score_the_same_with_and_without_the_words_of_the_catalogue(catalogue: Catalogue) -> None:
    queries = ["Cấp sổ đỏ lần đầu", "Khai sinh", "Dự toán ngân sách"]
    chosen = encoder_for(Mode.LEXICAL)
    plain = TextMatcher(chosen, short_forms=abbreviations(catalogue))
    known = TextMatcher.of(chosen, catalogue)
    assert np.array_equal(plain.confidences(queries, TARGETS), known.confidences(queries, TARGETS))


def test_an_english_topic_is_left_as_it_is(catalogue: Catalogue) -> None:
    chosen = encoder_for(Mode.LEXICAL)
    plain = TextMatcher(chosen, short_forms=abbreviations(catalogue))
    known = TextMatcher.of(chosen, catalogue)
    queries = ["Prepare the budget of the commune", "Issue land certificates"]
    assert np.array_equal(plain.confidences(queries, TARGETS), known.confidences(queries, TARGETS))


def test_confidence_rises_with_the_score_and_falls_with_the_number_of_targets() -> None:
    scores = np.array([[0.0, 1.0, 3.0]], dtype=np.float32)
    few = confidence_of(scores, mode=Mode.LEXICAL, targets=3)
    many = confidence_of(scores, mode=Mode.LEXICAL, targets=300)
    assert (np.diff(few[0]) > 0).all()
    assert (many < few).all()
