"""Held-out wordings: the right one is hidden from its target, and shares of known scores are calibrated as counted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from models.matcher import Mode
from recommender.evaluate.held_out import Cases, as_asked, fitted, held_out, match_figures, shares
from recommender.matching import ChosenEncoder

WORDS = ChosenEncoder(encoder=None, mode=Mode.LEXICAL, fallback="")
TEXTS = pd.DataFrame(
    {
        "requirement_id": ["R1", "R2", "R3", "R4"],
        "text": [
            "đăng ký khai sinh cho trẻ em\nkhai sinh, khai tử\nđăng ký khai sinh\nhộ tịch trẻ em",
            "lập dự toán ngân sách xã\ndự toán thu chi\nngân sách xã\nquyết toán ngân sách",
            "cấp giấy chứng nhận quyền sử dụng đất\nsổ đỏ, giấy chứng nhận đất\nquyền sử dụng đất\nđất ở",
            "chăm sóc người có công\nngười có công với cách mạng\nchế độ người có công\nthương binh",
        ],
    }
)
ASKED = pd.DataFrame({"position_id": ["A", "A", "B", "B"], "requirement_id": ["R1", "R2", "R3", "R4"]})


def test_every_requirement_is_asked_for_in_every_round_that_leaves_it_a_text() -> None:
    found = held_out(TEXTS, WORDS, short_forms={})
    assert found.scores.shape == (8, 4)
    assert sorted(found.right.tolist()) == sorted(list(range(4)) * 2)


def test_a_query_is_put_to_a_position_that_asks_it_and_to_one_that_does_not() -> None:
    cases = as_asked(held_out(TEXTS, WORDS, short_forms={}), TEXTS, ASKED)
    assert (cases.right >= 0).sum() == 8
    assert (cases.right < 0).sum() == 2


def test_the_fit_finds_the_slope_that_made_the_answers() -> None:
    rng = np.random.default_rng(2)
    scores = rng.normal(0, 1.5, (4000, 6))
    odds = np.concatenate([1.4 * scores, np.full((4000, 1), 0.5)], axis=1)
    chance = np.exp(odds) / np.exp(odds).sum(axis=1, keepdims=True)
    right = np.array([rng.choice(7, p=row) for row in chance])
    slope, outside = fitted(Cases(scores=scores, right=np.where(right == 6, -1, right)))
    assert slope == pytest.approx(1.4, abs=0.1)
    assert outside == pytest.approx(0.5, abs=0.15)


def test_shares_of_one_query_never_add_up_to_more_than_one() -> None:
    cases = Cases(scores=np.full((2, 5), 9.0), right=np.array([0, -1]))
    said = shares(cases, WORDS, targets=4)
    assert said["share"].iloc[:5].sum() <= 1 + 1e-9


def test_figures_of_a_small_catalogue_are_in_their_range() -> None:
    figures = match_figures(TEXTS, ASKED, WORDS, short_forms={})
    assert figures.queries == 8
    assert 0 <= figures.first_of_all <= figures.first_of_position <= 1
