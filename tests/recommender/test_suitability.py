"""The learned judge: the policy before decisions, never lower for more competence, deaf to everything else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.suitability import PolicyPriorClassifier, SuitabilityModel, conformal_sets, write_version
from models.suitability.versions import NO_CASES
from recommender import screen
from recommender.columns import EVIDENCE, HOLDINGS, PERSONAL
from recommender.errors import NangLucError
from recommender.suitability import FEATURES, LearnedSuitability, log_odds, open_suitability, suitability_matrix
from recommender.verdict import KEY, WrittenPolicy, verdict_features, verdicts
from tests.recommender import factories as make
from tests.recommender.planted_estimates import STATUSES, officers_of, with_chances

OFFICERS = 1000
START = LearnedSuitability(
    classifier=PolicyPriorClassifier(classes=(False, True)).start(len(FEATURES)), sets=NO_CASES
)  # fmt: skip


def features_of(estimates: pd.DataFrame, standards: pd.DataFrame) -> pd.DataFrame:
    return verdict_features(estimates[KEY].drop_duplicates(), estimates, standards, settings=make.SETTINGS)


def learned(seed: int) -> LearnedSuitability:
    """A judge taught by decisions that partly go against the policy."""
    rng = np.random.default_rng(seed)
    features = features_of(*officers_of(400, rng))
    p = WrittenPolicy().probability(features).to_numpy()
    says = rng.random(400) < 0.05 + 0.9 * p
    table = suitability_matrix(features)
    classifier = PolicyPriorClassifier(policy_sd=1, feature_sd=2, offset_sd=2, classes=(False, True)).fit(table, says)
    sets = conformal_sets(classifier.probability(table), says, edges=(0.35, 0.85))
    return LearnedSuitability(classifier=classifier, sets=sets, error=0.3)


def labels(estimates: pd.DataFrame, standards: pd.DataFrame, judge: LearnedSuitability | None) -> pd.DataFrame:
    pairs = estimates[KEY].drop_duplicates()
    return verdicts(
        HOLDINGS.conform(pairs.assign(share=1.0)), estimates, standards,
        officers=make.officers(*pairs["officer_id"]), evidence=EVIDENCE.empty(), settings=make.SETTINGS,
        suitability=judge,
    )  # fmt: skip


def test_before_decisions_every_probability_is_the_policys() -> None:
    features = features_of(*officers_of(OFFICERS, np.random.default_rng(1)))
    pd.testing.assert_series_equal(
        START.probability(features), WrittenPolicy().probability(features), check_exact=True, check_names=False
    )


def test_before_decisions_a_verdict_waits_for_cases_to_calibrate_on() -> None:
    estimates, standards = officers_of(50, np.random.default_rng(2))
    assert set(labels(estimates, standards, START)["verdict"]) == {"needs_review"}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("is_learned", [False, True], ids=["policy", "learned"])
def test_more_competence_never_lowers_the_probability(seed: int, is_learned: bool) -> None:
    judge = learned(seed) if is_learned else START
    rng = np.random.default_rng(100 + seed)
    estimates, standards = officers_of(OFFICERS, rng)
    raised = rng.random(len(estimates)) < 0.3
    higher = estimates["level"] + raised * rng.exponential(0.5, len(estimates))
    after = with_chances(estimates.assign(level=higher.clip(upper=5)))
    before, now = (judge.probability(features_of(frame, standards)).to_numpy() for frame in (estimates, after))
    assert (now < before - 1e-12).sum() == 0


@pytest.mark.parametrize("seed", range(4))
def test_a_better_standard_never_lowers_the_probability(seed: int) -> None:
    estimates, standards = officers_of(OFFICERS, np.random.default_rng(seed))
    judge = learned(seed)
    chances = [
        judge.probability(features_of(estimates, standards.assign(status=status))).to_numpy() for status in STATUSES
    ]
    assert (chances[0] <= chances[1]).all()
    assert (chances[1] <= chances[2]).all()


def test_a_competence_raised_never_turns_meets_into_a_worse_verdict() -> None:
    judge = learned(5)
    estimates, standards = officers_of(OFFICERS, np.random.default_rng(6))
    after = with_chances(estimates.assign(level=(estimates["level"] + 0.3).clip(upper=5)))
    before, now = (labels(frame, standards, judge).set_index("officer_id")["verdict"] for frame in (estimates, after))
    order = {"does_not_meet": 0, "needs_review": 1, "meets": 2}
    assert len(set(before)) == 3
    assert (now.map(order) >= before.map(order)).all()


def test_names_of_things_and_order_of_rows_change_nothing() -> None:
    judge = learned(7)
    estimates, standards = officers_of(OFFICERS, np.random.default_rng(8))
    turned = estimates.sample(frac=1, random_state=0).assign(name_vi="khác", quote="khác", domain="khác")
    one, two = labels(estimates, standards, judge), labels(turned, standards.iloc[::-1], judge)
    pd.testing.assert_series_equal(one["probability"], two["probability"], rtol=1e-12)
    assert (one["verdict"] == two["verdict"]).all()


@pytest.mark.parametrize("field", ["name", "sex", "ethnicity", "religion", "party", "birth_date"])
def test_sensitive_fields_never_reach_the_learned_judge(field: str) -> None:
    people = {f"o{number}": 12.0 * number for number in range(8)}
    plain = PERSONAL.frame([{"officer_id": key, "sex": "Nam", "ethnicity": "Kinh"} for key in people])
    value = pd.Timestamp("1970-01-01") if field == "birth_date" else "khác"
    runs = [
        screen(
            make.inputs(people, personal=personal), make.catalogue(courses=[make.course("K1", {"C3": 3})]),
            matcher=make.EqualWords(), settings=make.SETTINGS, suitability=learned(9),
        ).verdicts
        for personal in (plain, plain.assign(**{field: value}))
    ]  # fmt: skip
    pd.testing.assert_frame_equal(*runs)


def test_an_unfit_standard_is_never_passed_whatever_was_learned() -> None:
    estimates, standards = officers_of(200, np.random.default_rng(3))
    generous = PolicyPriorClassifier(classes=(False, True)).start(len(FEATURES))
    generous.offset_, generous.n_decisions_ = 20.0, 1
    judge = LearnedSuitability(
        classifier=generous, sets=conformal_sets(np.linspace(0.1, 0.9, 99), np.arange(99) % 2 == 0)
    )  # fmt: skip
    found = labels(estimates, standards, judge)
    assert "meets" in set(found["verdict"])
    assert set(found.loc[found["standards"] == "unfit", "verdict"]) == {"needs_review"}
    assert set(found.loc[found["standards"] == "consider", "verdict"]) == {"needs_review"}


def test_a_failed_verdict_names_the_question() -> None:
    judge = learned(10)
    found = labels(*officers_of(OFFICERS, np.random.default_rng(11)), judge)
    failed = found[found["verdict"] == "does_not_meet"]
    assert len(failed) > 0
    assert (failed["failed_questions"] != "").all()
    assert (found.loc[found["verdict"] != "does_not_meet", "failed_questions"] == "").all()
    assert (found.loc[found["verdict"] == "needs_review", "review_reasons"] != "").all()


def test_requirements_are_kept_by_their_own_cases() -> None:
    estimates, _ = officers_of(20, np.random.default_rng(4))
    tested = conformal_sets(np.linspace(0, 1, 200), np.linspace(0, 1, 200) > 0.5)
    judge = replace(START, requirement_sets=tested)
    assert set(START.kept_requirements(estimates)) == {"neither"}
    kept = judge.kept_requirements(estimates)
    assert (kept[estimates["p_meets"] > 0.9] == "meets").all()
    assert (kept[estimates["p_meets"] < 0.1] == "does_not_meet").all()


def test_a_version_learned_on_other_columns_is_refused(tmp_path: object) -> None:
    model = SuitabilityModel(classifier=START.classifier, features=("other",))
    write_version(tmp_path, model, texts={}, settings={}, metrics={}, libraries={})  # type: ignore[arg-type]
    with pytest.raises(NangLucError, match="other columns"):
        open_suitability(tmp_path, settings=make.SETTINGS)  # type: ignore[arg-type]


def test_a_run_says_which_label_is_left_for_each_requirement_where_a_model_was_learned() -> None:
    people = make.inputs({"o1": 95.0, "o2": 20.0})
    tested = conformal_sets(np.linspace(0, 1, 200), np.linspace(0, 1, 200) > 0.5)
    runs = {
        name: screen(
            people, make.catalogue(courses=[make.course("K1", {"C3": 3})]), matcher=make.EqualWords(),
            settings=make.SETTINGS, suitability=judge,
        ).estimates.set_index("officer_id")["kept"]
        for name, judge in (("policy", None), ("learned", replace(START, requirement_sets=tested)))
    }  # fmt: skip
    assert set(runs["policy"]) == {""}
    assert set(runs["learned"]["o1"]) == {"meets"}
    assert set(runs["learned"]["o2"]) == {"does_not_meet"}


def planted_features(index: list[int]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "p_standards": [0.98, 0.8, 0.02], "p_competency": [0.9, 0.0, 1.0], "p_enough": [0.6, 1.0, 0.5],
            "standards": ["fits", "consider", "unfit"], "share_met": [0.7, 0.2, 0.3], "share_shown": [0.5, 0.1, 0.0],
        },
        index=index,
    )  # fmt: skip


def test_the_columns_are_log_odds_bounded_and_scaled_then_standards_and_shares() -> None:
    table = suitability_matrix(planted_features([7, 3, 5]))
    assert table.shape == (3, len(FEATURES))

    def odds(p: float) -> float:
        return float(np.log(p / (1 - p)))

    expected = [
        [odds(0.98 * 0.9), odds(0.9) / 4, odds(0.6) / 4, 1, 1, 0.7, 0.5],
        [odds(1e-9), -7 / 4, 7 / 4, 1, 0, 0.2, 0.1],
        [odds(0.02), 7 / 4, 0.0, 0, 0, 0.3, 0.0],
    ]
    np.testing.assert_allclose(table, expected, atol=1e-12)


def test_log_odds_are_taken_no_nearer_to_0_and_1_than_a_billionth() -> None:
    found = log_odds(pd.Series([0.0, 0.5, 1.0], index=[4, 2, 9]))
    assert found.tolist() == pytest.approx([-np.log(1e9 - 1), 0.0, np.log(1e9 - 1)], rel=1e-7)
    assert found.index.tolist() == [4, 2, 9]


def test_a_learned_probability_is_the_classifiers_own_row_by_row() -> None:
    judge, features = learned(12), planted_features([7, 3, 5])
    found = judge.probability(features)
    assert found.index.tolist() == [7, 3, 5]
    assert found.to_numpy() == pytest.approx(judge.classifier.probability(suitability_matrix(features)))
    assert not np.allclose(found, WrittenPolicy().probability(features))


def test_labels_are_kept_at_the_error_level_of_the_settings(tmp_path: Path) -> None:
    sets = conformal_sets(np.linspace(0, 1, 200), np.linspace(0, 1, 200) > 0.5)
    model = SuitabilityModel(classifier=START.classifier, features=FEATURES, sets=sets)
    write_version(tmp_path, model, texts={}, settings={}, metrics={}, libraries={})
    settings = replace(make.SETTINGS, error_level=0.23)
    version, judge = open_suitability(tmp_path, settings=settings)
    assert (version.number, judge.error) == (1, 0.23)
    assert LearnedSuitability(classifier=START.classifier, sets=NO_CASES).error == 0.1
    features = planted_features([7, 3, 5])
    kept = judge.kept_labels(features)
    assert kept.index.tolist() == [7, 3, 5]
    assert kept.tolist() == sets.decided(judge.probability(features).to_numpy(), error=0.23).tolist()
