"""Fit: the level and the field both decide, sets follow their bounds, order does not matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import NotFittedError
from models.fitting import FitEstimator, FitParameters, Label
from models.fitting.estimator import NEEDS_REVIEW, conformal_set
from models.fitting.training_pairs import FieldWords, written_pairs
from models.responsibility import shipped_estimator
from models.responsibility.wording import Language, professions

BACKGROUND = ["Nuôi ong lấy mật", "Đúc thép, vận hành lò cao", "Dệt lụa, nhuộm vải", "Chèo thuyền trên sông"]
JUNIOR = "Làm các việc đơn giản về nuôi ong theo quy trình có sẵn"
SENIOR = "Chủ trì, chỉ đạo việc nuôi ong trong toàn ngành"


def estimator() -> FitEstimator:
    return FitEstimator(shipped_estimator(), None, background=BACKGROUND).use(FitParameters())


def test_the_higher_level_meets_more_surely() -> None:
    high, low = estimator().predict([SENIOR, JUNIOR], [SENIOR, SENIOR])
    assert high.probability > low.probability
    assert high.level_probability > low.level_probability


def test_another_field_meets_less_surely() -> None:
    own, other = estimator().predict([SENIOR, "Chủ trì, chỉ đạo việc đúc thép trong toàn ngành"], [JUNIOR, JUNIOR])
    assert own.field_probability > other.field_probability
    assert own.probability > other.probability


def test_the_probability_is_the_product_of_field_and_level() -> None:
    found = estimator().predict([JUNIOR], [SENIOR])[0]
    assert found.probability == pytest.approx(found.field_probability * found.level_probability)


def test_the_order_of_pairs_does_not_matter() -> None:
    forward = estimator().predict([SENIOR, JUNIOR], [JUNIOR, SENIOR])
    assert forward == estimator().predict([JUNIOR, SENIOR], [SENIOR, JUNIOR])[::-1]


def test_a_result_names_the_lines_that_decided() -> None:
    found = estimator().predict([f"{SENIOR}\nĐúc thép"], [JUNIOR])[0]
    assert [(line.requirement, line.profile) for line in found.lines] == [(JUNIOR, SENIOR)]
    assert [line.line for line in found.requirement_level.lines] == [JUNIOR]


def test_an_empty_profile_is_for_review_or_does_not_meet() -> None:
    assert estimator().predict([""], [SENIOR])[0].verdict in (NEEDS_REVIEW, Label.DOES_NOT_MEET)


@given(st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 0.5))
def test_a_set_is_empty_only_when_its_bounds_ask_for_more(probability: float, first: float, second: float) -> None:
    kept = conformal_set(probability, (first, second))
    assert (Label.MEETS in kept) == (probability >= first)
    assert (Label.DOES_NOT_MEET in kept) == (1 - probability >= second)
    assert kept


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_surer_pair_never_loses_the_label_meets(one: float, other: float) -> None:
    low, high = sorted((one, other))
    bounds = (0.3, 0.4)
    assert Label.MEETS not in conformal_set(low, bounds) or Label.MEETS in conformal_set(high, bounds)


def test_planted_fields_and_levels_come_back() -> None:
    fields = [
        FieldWords(name=person.field, language=Language.VI, profile=person, requirement=person)
        for person in professions(Language.VI)[:24]
    ]
    pairs, held_out = written_pairs(fields[:16]), written_pairs(fields[16:], seed=8)
    learned = FitEstimator(shipped_estimator(), None, background=BACKGROUND)
    learned.fit(pairs, held_out=held_out, small=pairs)
    found = learned.predict([p.profile.text for p in held_out], [p.requirement.text for p in held_out])
    truth = [pair.is_same_field and pair.is_level_reached for pair in held_out]
    brier = sum((result.probability - right) ** 2 for result, right in zip(found, truth, strict=True)) / len(truth)
    share = sum(truth) / len(truth)
    assert brier < 0.8 * share * (1 - share), "no better than always saying the share that meets"


def test_an_estimator_without_parameters_refuses() -> None:
    with pytest.raises(NotFittedError):
        FitEstimator(shipped_estimator(), None, background=BACKGROUND).predict(["a"], ["b"])
