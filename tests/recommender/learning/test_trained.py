"""What is learned must foretell decisions held back no worse than the policy and the majority, or it is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from recommender.errors import InputError, NangLucError
from recommender.learning import Part, Trained, cards, labelled, measured, part_of, shown_by_tests, trained
from recommender.learning.prior_width import WIDTHS, chosen_width
from recommender.learning.trained import is_better, metrics_of
from recommender.verdict import KEY, WrittenPolicy, verdict_features
from recommender.workflows.train_suitability import refusal
from tests.recommender import factories as make
from tests.recommender.learning.test_labelled import decided
from tests.recommender.planted_estimates import officers_of


def cases(count: int, *, seed: int, slips: float = 0.05, strict: bool = False) -> pd.DataFrame:
    """Labelled cases of officers who decide by the policy's own chances, or who refuse every open standard."""
    rng = np.random.default_rng(seed)
    estimates, standards = officers_of(count, rng)
    features = verdict_features(estimates[KEY].drop_duplicates(), estimates, standards, settings=make.SETTINGS)
    truth = rng.random(count) < WrittenPolicy().probability(features).to_numpy()
    if strict:
        truth &= (features["standards"] != "consider").to_numpy()
    says = np.where(rng.random(count) < slips, ~truth, truth)
    return features.assign(is_meeting=says, part=part_of(features["officer_id"]))


def learned(found: pd.DataFrame) -> Trained:
    return trained(found, settings=make.SETTINGS)


def test_decisions_by_another_rule_are_learned_and_beat_the_policy() -> None:
    result = learned(cases(2000, seed=1, strict=True))
    model, policy, majority = result.compared
    assert result.better_rivals() == ()
    assert model.log_loss < policy.log_loss < majority.log_loss
    assert model.brier < policy.brier < majority.brier


def test_a_model_that_is_worse_on_decisions_held_back_is_refused() -> None:
    found = cases(2000, seed=2)
    turned = (found["part"] == Part.FIT) & (found["standards"] == "fits")
    found["is_meeting"] = np.where(turned, ~found["is_meeting"], found["is_meeting"])
    result = learned(found)
    assert result.better_rivals() != ()
    error = refusal(result)
    assert isinstance(error, NangLucError)
    assert error.exit_code == 1
    assert "the written policy" in error.message_en
    assert "chính sách thành văn" in error.message_vi


def test_what_chance_explains_is_no_reason_to_refuse() -> None:
    truth = pd.Series([True, False] * 20)
    model = pd.Series(np.where(truth, 0.8, 0.2))
    jitter = pd.Series(np.linspace(-0.1, 0.1, 40)[np.random.default_rng(0).permutation(40)])
    assert not is_better(model + jitter, model, truth)
    assert is_better(model + np.where(truth, 0.001, -0.001), model, truth)
    assert is_better(pd.Series(np.where(truth, 0.9, 0.1)), model, truth)


def test_too_few_decisions_are_refused_with_their_number() -> None:
    with pytest.raises(InputError, match="Too few signed decisions"):
        learned(cases(20, seed=3))


def test_decisions_of_one_kind_only_do_not_break_training() -> None:
    found = cases(300, seed=4)
    result = learned(found.assign(is_meeting=True))
    assert result.model.classifier.classes_.tolist() == [False, True]


def test_the_sets_hold_what_they_promise() -> None:
    result = learned(cases(6000, seed=5))
    assert result.coverage[0].coverage == pytest.approx(0.9, abs=0.03)


def test_the_prior_stays_narrow_where_officers_follow_the_policy() -> None:
    assert width(cases(1500, seed=6)) == WIDTHS[0]


def test_the_prior_widens_where_officers_follow_another_rule() -> None:
    assert width(cases(1500, seed=6, strict=True)) > WIDTHS[0]


def width(found: pd.DataFrame) -> float:
    from recommender.suitability import suitability_matrix

    officers = pd.factorize(found["officer_id"])[0]
    return chosen_width(suitability_matrix(found), found["is_meeting"].to_numpy(dtype=bool), officers)


def test_the_card_says_figures_in_both_languages() -> None:
    result = learned(cases(2000, seed=7))
    written = cards(result)
    assert sorted(written) == ["card.en.md", "card.vi.md"]
    assert f"{result.compared[0].log_loss:.3f}" in written["card.en.md"]
    assert f"{result.compared[0].log_loss:.3f}".replace(".", ",") in written["card.vi.md"]
    assert "người có thẩm quyền quyết định" in written["card.vi.md"]


def test_metrics_are_numbers_by_name() -> None:
    found = metrics_of(learned(cases(2000, seed=8)))
    assert 0 < found["model_log_loss"] < found["majority_log_loss"]
    assert sum(found[f"decisions_{part}"] for part in Part) == 2000


def test_tests_taken_away_show_what_estimates_had_not_seen() -> None:
    inputs = make.inputs({f"o{number}": 5.0 + 2 * number for number in range(45)})
    found = measured(inputs, make.catalogue(), matcher=make.EqualWords(), settings=make.SETTINGS)
    shown = shown_by_tests(found, settings=make.SETTINGS)
    calibrating = found.features.loc[part_of(found.features["officer_id"]) == Part.CALIBRATE, "officer_id"]
    assert set(shown["officer_id"]) == set(calibrating)
    assert len(shown) == 4 * len(calibrating)
    assert 0 < shown["is_shown"].mean() < 1


def test_positions_decided_about_are_measured_though_no_longer_held() -> None:
    inputs = make.inputs({"o1": 60})
    earlier = decided(("o1", "meets", "2026-01-01")).assign(position_id="B")
    found = measured(
        replace(inputs, decisions=earlier), make.catalogue(), matcher=make.EqualWords(), settings=make.SETTINGS
    )
    assert sorted(found.features["position_id"]) == ["A", "B"]
    assert labelled(found.features, earlier)["position_id"].tolist() == ["B"]


def test_coverage_is_told_for_kinds_and_single_requirements() -> None:
    found, rng = cases(2000, seed=9), np.random.default_rng(9)
    p = rng.random(4000)
    shown = pd.DataFrame(
        {"officer_id": [f"o{at // 4}" for at in range(4000)], "requirement_id": [f"C{at % 4}" for at in range(4000)],
         "kind": "competency", "p_meets": p, "is_shown": rng.random(4000) < p}
    )  # fmt: skip
    result = trained(found, settings=make.SETTINGS, shown=shown)
    by = {(group.dimension, group.group): group for group in result.requirement_coverage}
    assert set(by) == {("all", "all"), ("kind", "competency"), *(("requirement_id", f"C{at}") for at in range(4))}
    assert by["all", "all"].coverage == pytest.approx(0.9, abs=0.02)
    card = cards(result)["card.en.md"]
    assert "the lowest of 4 requirements" in card
    assert "| Requirement C0 | 1000 |" in card
