"""The sentence on sources that disagree: named with what each said, silent otherwise."""

from __future__ import annotations

import numpy as np

from recommender import screen
from recommender.columns import ESTIMATES
from recommender.explain.conflict_sentences import KEY, conflict_sentences
from tests.recommender import factories as make

ROWS = [
    {"officer_id": "o1", "position_id": "A", "requirement_id": "C3", "name_vi": "soạn thảo", "name_en": "drafting",
     "weight": 1.0, "conflict": "supervisor>test", "supervisor": 4.0, "test": 2.0},
    {"officer_id": "o1", "position_id": "A", "requirement_id": "T1", "name_vi": "đăng ký", "name_en": "registration",
     "weight": 2.0, "conflict": "test>self", "self": 1.5, "test": 4.0},
    {"officer_id": "o2", "position_id": "A", "requirement_id": "C3", "weight": 1.0, "test": 2.0},
]  # fmt: skip


def sentences(language: str) -> list[str]:
    frame = ESTIMATES.frame(ROWS)
    return list(conflict_sentences(frame[KEY].drop_duplicates(), frame, language))


def test_the_weightiest_conflict_is_named_with_what_each_source_said() -> None:
    assert sentences("vi")[0] == (
        " Các nguồn đánh giá chưa thống nhất về: đăng ký (sát hạch 4,0, tự đánh giá 1,5) và 1 yêu cầu khác; "
        "cần đối chiếu."
    )
    assert "registration (test 4.0, self-rating 1.5) and 1 more" in sentences("en")[0]


def test_nothing_is_said_where_sources_agree() -> None:
    assert sentences("vi")[1] == ""


def test_a_run_says_it_in_the_reason_of_the_verdict() -> None:
    given = make.inputs({"o1": 60.0})
    two = make.assessments(
        make.result("o1", "soạn thảo văn bản", np.nan, level=2.0),
        make.result("o1", "soạn thảo văn bản", np.nan, method="supervisor", level=4.5, assessor="A"),
    )
    found = screen(
        given.__class__(**{**vars(given), "assessments": two}), make.catalogue(courses=[make.course("K1", {"C3": 3})]),
        matcher=make.EqualWords(), settings=make.SETTINGS,
    ).verdicts  # fmt: skip
    assert "chưa thống nhất về: soạn thảo văn bản (cấp trên 4,5, sát hạch 2,0)" in found["reason_vi"].iloc[0]
