"""Marks known from the catalogue restore what people type without them, and leave English alone."""

from __future__ import annotations

import pytest

from models.marks import MarkRestorer
from recommender.evaluate.matching_sets import OWN_SETS, own_queries
from recommender.mark_words import known_marks, vietnamese_texts
from tests.shipped_catalogue import shipped_catalogue


@pytest.fixture(scope="module")
def marks() -> MarkRestorer:
    return known_marks(shipped_catalogue())


def test_office_words_get_their_marks_back(marks: MarkRestorer) -> None:
    assert marks.restore("dang ky khai sinh, chung thuc") == "đăng ký khai sinh, chứng thực"


def test_english_queries_of_the_benchmark_stay_as_they_are(marks: MarkRestorer) -> None:
    asked = [query.text for name in OWN_SETS for query in own_queries(name) if query.language == "en"]
    assert [text for text in asked if marks.restore(text) != text] == []


def test_texts_are_sorted_and_stand_once() -> None:
    texts = vietnamese_texts(shipped_catalogue())
    assert texts == sorted(set(texts))
    assert len(texts) > 5000
