"""Estimates: what results say, what they do not, and how sure."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from recommender import measure
from recommender.columns import MATCHES
from recommender.evidence import evidence
from recommender.match import matches
from recommender.measure import asked_of, estimates, p_at_least
from recommender.measuring.observations import asked_pairs, observations
from recommender.measuring.spread import Spread, written_spread
from recommender.requirements import requirement_texts, requirements
from recommender.settings import Settings
from recommender.types import Basis
from tests.recommender import factories as make

CATALOGUE = make.catalogue()


def estimated(*results: dict[str, object], people: tuple[str, ...] = ("o1",)) -> pd.DataFrame:
    known = evidence(make.statements(), make.assessments(*results), settings=make.SETTINGS)
    matched = matches(known, requirement_texts(CATALOGUE), make.EqualWords())
    asked = asked_of(make.holdings(**dict.fromkeys(people, "A")), requirements(CATALOGUE))
    return estimates(known, matched, asked, settings=make.SETTINGS)


def level_of(frame: pd.DataFrame, requirement_id: str, officer_id: str = "o1") -> pd.Series:
    chosen = frame[(frame["requirement_id"] == requirement_id) & (frame["officer_id"] == officer_id)]
    return chosen.iloc[0]


def test_every_requirement_of_the_position_gets_a_row() -> None:
    assert list(estimated()["requirement_id"]) == ["A.T01", "A.T02", "C3", "C6"]


def test_without_evidence_the_estimate_is_the_prior_and_says_so() -> None:
    row = level_of(estimated(), "C3")
    assert row["basis"] == Basis.NONE
    assert row["level"] == pytest.approx(2.5)
    assert row["sd"] == pytest.approx(make.SETTINGS.prior_sd)


@pytest.mark.parametrize(("score", "level"), [(0, 0.5), (50, 1.5), (70, 2.5), (85, 3.5), (95, 4.5), (100, 5.0)])
def test_cut_scores_are_the_borders_between_levels(score: float, level: float) -> None:
    known = evidence(make.statements(), make.assessments(make.result("o1", "x", score)), settings=make.SETTINGS)
    assert known["level"].iloc[0] == pytest.approx(level)


def test_a_test_weighs_more_than_a_self_rating() -> None:
    both = [make.result("o1", "soạn thảo văn bản", 100), make.result("o1", "soạn thảo văn bản", 50, method="self")]
    turned = [make.result("o1", "soạn thảo văn bản", 50), make.result("o1", "soạn thảo văn bản", 100, method="self")]
    assert level_of(estimated(*both), "C3")["level"] > level_of(estimated(*turned), "C3")["level"]


def test_methods_are_kept_apart_beside_the_estimate() -> None:
    both = [make.result("o1", "soạn thảo văn bản", 70), make.result("o1", "soạn thảo văn bản", 85, method="self")]
    row = level_of(estimated(*both), "C3")
    assert (row["test"], row["self"]) == pytest.approx((2.5, 3.5))
    assert np.isnan(row["supervisor"])


def test_two_results_of_one_method_show_their_mean() -> None:
    both = [make.result("o1", "soạn thảo văn bản", score, assessor=name) for score, name in ((70, "a"), (85, "b"))]
    row = level_of(estimated(*both, make.result("o1", "soạn thảo văn bản", 95, method="peer")), "C3")
    assert (row["test"], row["peer"]) == pytest.approx(((2.5 + 3.5) / 2, 4.5))


def test_an_own_rating_alone_is_told_apart_from_what_others_say() -> None:
    own = make.result("o1", "soạn thảo văn bản", 85, method="self")
    assert level_of(estimated(own), "C3")["basis"] == Basis.OWN
    peer = make.result("o1", "soạn thảo văn bản", 85, method="peer")
    assert level_of(estimated(own, peer), "C3")["basis"] == Basis.DIRECT


def test_old_evidence_is_less_sure() -> None:
    fresh = level_of(estimated(make.result("o1", "soạn thảo văn bản", 70)), "C3")
    old = make.result("o1", "soạn thảo văn bản", 70, dated_on=pd.Timestamp("2019-01-01"))
    assert level_of(estimated(old), "C3")["sd"] > fresh["sd"]


def test_a_result_says_something_weaker_about_the_same_kind_and_weaker_still_about_the_other() -> None:
    frame = estimated(make.result("o1", "soạn thảo văn bản", 100))
    own, other, task = (level_of(frame, key)["level"] for key in ("C3", "C6", "A.T01"))
    assert own > other > task > 2.5


def test_a_topic_that_two_requirements_share_is_split_between_them() -> None:
    known = evidence(make.statements(), make.assessments(make.result("o1", "x", 100)), settings=make.SETTINGS)
    both = MATCHES.frame([{"text": "x", "requirement_id": key, "confidence": 0.9} for key in ("C3", "C6")])
    one = both[both["requirement_id"] == "C3"]
    asked = asked_of(make.holdings(o1="A"), requirements(CATALOGUE))
    shared, alone = (
        level_of(estimates(known, matched, asked, settings=make.SETTINGS), "C3") for matched in (both, one)
    )
    assert shared["match_confidence"] == pytest.approx(0.5, abs=0.01)
    assert shared["sd"] > alone["sd"]
    assert shared["level"] < alone["level"]


def test_a_doubtful_match_counts_less() -> None:
    known = evidence(make.statements(), make.assessments(make.result("o1", "x", 100)), settings=make.SETTINGS)
    asked = asked_of(make.holdings(o1="A"), requirements(CATALOGUE))
    levels = [
        level_of(estimates(known, MATCHES.frame([{"text": "x", "requirement_id": "C3", "confidence": sure}]), asked,
                           settings=make.SETTINGS), "C3")["level"]
        for sure in (0.05, 0.2, 0.9)
    ]  # fmt: skip
    assert levels[0] < levels[1] < levels[2]


def test_more_results_make_the_estimate_surer() -> None:
    one = level_of(estimated(make.result("o1", "soạn thảo văn bản", 70)), "C3")
    two = [make.result("o1", "soạn thảo văn bản", 70, assessor=name) for name in ("a", "b")]
    assert level_of(estimated(*two), "C3")["sd"] < one["sd"]


def test_a_duty_that_matches_is_evidence_with_wide_uncertainty() -> None:
    duty = make.statements(make.statement("o1", "duty", "đăng ký khai sinh"))
    known = evidence(duty, make.assessments(), settings=make.SETTINGS)
    matched = matches(known, requirement_texts(CATALOGUE), make.EqualWords())
    asked = asked_of(make.holdings(o1="A"), requirements(CATALOGUE))
    row = level_of(estimates(known, matched, asked, settings=make.SETTINGS), "A.T01")
    assert row["basis"] == Basis.TEXT
    assert row["quote"] == "đăng ký khai sinh"
    assert 0.85 * make.SETTINGS.prior_sd < row["sd"] < make.SETTINGS.prior_sd


@settings(deadline=None, max_examples=25)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=4), st.floats(0.5, 20))
def test_a_higher_score_never_lowers_the_estimate(scores: list[float], more: float) -> None:
    topics = ["soạn thảo văn bản", "công nghệ thông tin", "đăng ký khai sinh", "chứng thực bản sao"]
    pairs = list(zip(topics, scores, strict=False))
    before = estimated(*[make.result("o1", topic, score) for topic, score in pairs])
    raised = [(topic, min(100.0, score + more)) for topic, score in pairs]
    after = estimated(*[make.result("o1", topic, score) for topic, score in raised])
    kinds_alone = after["level"] - before["level"]
    assert (kinds_alone > -1e-9).all() or len({topic for topic, _ in pairs}) > 1


def test_officers_are_estimated_the_same_in_any_order_of_rows() -> None:
    results = [make.result(f"o{n}", "soạn thảo văn bản", 40 + 10 * n) for n in range(5)]
    people = tuple(f"o{n}" for n in range(5))
    pd.testing.assert_frame_equal(estimated(*results, people=people), estimated(*results[::-1], people=people[::-1]))


def test_p_at_least_is_a_half_on_the_lower_border_of_the_level() -> None:
    p = p_at_least(pd.Series([1.5]), pd.Series([0.4]), pd.Series([2]))
    assert p.iloc[0] == pytest.approx(0.5)


def seen_of(*results: dict[str, object]) -> pd.DataFrame:
    """Observations of one officer whose topics are surely matched."""
    known = evidence(make.statements(), make.assessments(*results), settings=make.SETTINGS)
    matched = MATCHES.frame(
        [{"text": row["topic"], "requirement_id": "C3", "confidence": 0.9} for row in results]
    ).drop_duplicates()
    asked = asked_of(make.holdings(o1="A"), requirements(CATALOGUE))
    return observations(known, matched, asked_pairs(asked), settings=make.SETTINGS)


SURE = 14 * 9 / (1 + 14 * 9)
"""P(the topic is about the requirement): odds of 9 for the match, 14 times likelier for one's own work."""


@pytest.mark.parametrize(
    ("method", "dated_on", "years", "sd"),
    [
        ("test", "2026-11-21", 0.0, 0.45),
        ("supervisor", "2026-11-21", 0.0, 0.65),
        ("test", "2024-11-21", 730 / 365.25, 0.45),
        ("self", "2026-11-21", 0.0, 0.95),
        ("test", None, 3.0, 0.45),
    ],
)
def test_the_deviation_of_a_result_is_that_of_the_method_note(
    method: str, dated_on: str | None, years: float, sd: float
) -> None:
    row = seen_of(make.result("o1", "x", 70, method=method, dated_on=pd.Timestamp(dated_on or "NaT"))).iloc[0]
    variance = (sd**2 + (0.2 * years) ** 2 + 0.5**2 * (1 - SURE)) / SURE
    assert row["confidence"] == pytest.approx(SURE)
    assert row["deviation"] == pytest.approx(variance**0.5)
    assert row["value"] == pytest.approx(2.5 - (0.4 if method == "self" else 0.0))


@pytest.mark.parametrize("day", ["2026-11-21", "2014-11-21"], ids=["sure", "old and unsure"])
def test_estimates_are_those_of_the_joint_normal_distribution(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """The closed form against conditioning the joint distribution of all requirements on all results."""
    on = {"dated_on": pd.Timestamp(day)}
    monkeypatch.setattr(measure, "seen_spread", lambda residuals, *, settings: written_spread(settings))
    results = [
        make.result("o1", "soạn thảo văn bản", np.nan, level=4.0, **on),
        make.result("o1", "công nghệ thông tin", np.nan, level=2.0, method="supervisor", **on),
        make.result("o1", "đăng ký khai sinh", np.nan, level=5.0, **on),
        make.result("o1", "đăng ký khai sinh", np.nan, level=3.5, method="peer", **on),
    ]
    known = evidence(make.statements(), make.assessments(*results), settings=make.SETTINGS)
    matched = matches(known, requirement_texts(CATALOGUE), make.EqualWords())
    asked = asked_of(make.holdings(o1="A"), requirements(CATALOGUE))
    found = estimates(known, matched, asked, settings=make.SETTINGS).set_index("requirement_id")
    seen = observations(known, matched, asked_pairs(asked), settings=make.SETTINGS)
    names, kinds = ["A.T01", "A.T02", "C3", "C6"], np.array([0, 0, 1, 1])
    total, factor = 0.36, 0.18
    same = kinds[:, None] == kinds[None]
    covariance = np.where(same, factor, 0.5 * factor) + np.eye(4) * (total - factor)
    weights = 1 / seen["deviation"].to_numpy() ** 2
    mean = np.full(4, 2.5)
    for at, name in enumerate(names):
        own = (seen["requirement_id"] == name).to_numpy()
        if own.any():
            mean[at] = (np.average(seen["value"][own], weights=weights[own]) + 20 * 2.5) / 21
    picks = np.array([[float(name == row) for name in names] for row in seen["requirement_id"]])
    precision = np.linalg.inv(covariance) + picks.T @ np.diag(weights) @ picks
    posterior = np.linalg.inv(precision)
    level = mean + posterior @ picks.T @ (weights * (seen["value"].to_numpy() - picks @ mean))
    assert found["level"][names].to_numpy() == pytest.approx(level, abs=1e-6)
    assert found["sd"][names].to_numpy() == pytest.approx(np.sqrt(np.diag(posterior)), abs=1e-6)
    assert found["n_direct"][names].tolist() == [2, 0, 1, 1]
    assert found["basis"][names].tolist() == ["direct", "none", "direct", "direct"]
    assert found["p_meets"]["C3"] == pytest.approx(norm.cdf((found["level"]["C3"] - 1.5) / found["sd"]["C3"]))


def test_levels_stay_within_the_scale() -> None:
    low = [make.result("o1", "soạn thảo văn bản", 0, assessor=str(number)) for number in range(60)]
    high = [make.result("o1", "soạn thảo văn bản", 100, assessor=str(number)) for number in range(60)]
    assert level_of(estimated(*low), "C3")["level"] == 1
    assert 4.5 < level_of(estimated(*high), "C3")["level"] <= 5


def test_a_topic_speaks_of_four_requirements_at_most() -> None:
    known = evidence(make.statements(), make.assessments(make.result("o1", "x", 100)), settings=make.SETTINGS)
    names = [f"R{number}" for number in range(6)]
    matched = MATCHES.frame(
        [{"text": "x", "requirement_id": name, "confidence": 0.9 + 0.01 * at} for at, name in enumerate(names)]
    )
    pairs = pd.DataFrame({"officer_id": "o1", "requirement_id": names, "kind": "task", "min_level": 2, "max_level": 3})
    seen = observations(known, matched, pairs, settings=make.SETTINGS)
    assert seen["requirement_id"].tolist() == ["R5", "R4", "R3", "R2"]


def test_the_surest_result_is_quoted_with_where_it_stands() -> None:
    results = [
        make.result("o1", "soạn thảo văn bản", 60, method="self", place="a!s!B2"),
        make.result("o1", "soạn thảo văn bản", 80, place="a!s!C2"),
    ]
    row = level_of(estimated(*results), "C3")
    assert (row["quote"], row["quote_place"]) == ("soạn thảo văn bản: 80/100", "a!s!C2")


def test_a_result_is_quoted_before_a_text_however_old_it_is() -> None:
    old = make.result("o1", "đăng ký khai sinh", 80, dated_on=pd.Timestamp("2014-11-21"))
    duty = make.statement("o1", "duty", "đăng ký khai sinh")
    known = evidence(make.statements(duty), make.assessments(old), settings=make.SETTINGS)
    matched = matches(known, requirement_texts(CATALOGUE), make.EqualWords())
    asked = asked_of(make.holdings(o1="A"), requirements(CATALOGUE))
    seen = observations(known, matched, asked_pairs(asked), settings=make.SETTINGS).set_index("is_direct")["deviation"]
    assert seen[True] > seen[False]
    assert level_of(estimates(known, matched, asked, settings=make.SETTINGS), "A.T01")["quote"].endswith("80/100")


def spread_learned_from(
    monkeypatch: pytest.MonkeyPatch, *, statements: pd.DataFrame, confidence: float
) -> pd.DataFrame:
    """What the spread is learned from: a sure result on C3, another matched to C6 so surely, and statements."""
    taken: list[pd.DataFrame] = []

    def keep(residuals: pd.DataFrame, *, settings: Settings) -> Spread:
        taken.append(residuals)
        return written_spread(settings)

    monkeypatch.setattr(measure, "seen_spread", keep)
    results = make.assessments(make.result("o1", "x", 90), make.result("o1", "soạn thảo văn bản", 90))
    known = evidence(statements, results, settings=make.SETTINGS)
    sure = matches(known, requirement_texts(CATALOGUE), make.EqualWords())
    other = MATCHES.frame([{"text": "x", "requirement_id": "C6", "confidence": confidence}])
    asked = asked_of(make.holdings(o1="A"), requirements(CATALOGUE))
    estimates(known, pd.concat([sure, other]), asked, settings=make.SETTINGS)
    return taken[0].sort_values("requirement_id")


def test_only_sure_direct_results_say_how_far_people_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doubtful topics and mere texts are left out of what the spread is learned from."""
    duty = make.statements(make.statement("o1", "duty", "đăng ký khai sinh"))
    taken = spread_learned_from(monkeypatch, statements=duty, confidence=0.03)
    assert taken["requirement_id"].tolist() == ["C3"]


def test_a_topic_rather_about_a_requirement_than_not_is_sure_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = spread_learned_from(monkeypatch, statements=make.statements(), confidence=0.1)
    assert taken["requirement_id"].tolist() == ["C3", "C6"]
    assert 0.5 < taken["confidence"].iloc[1] < 0.75


def test_a_prior_mean_moves_by_results_as_if_the_written_one_rested_on_twenty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "seen_spread", lambda residuals, *, settings: written_spread(settings))
    people = tuple(f"o{number}" for number in range(6))
    rows = [make.result(who, "soạn thảo văn bản", np.nan, level=5.0) for who in people[:5]]
    row = level_of(estimated(*rows, people=people), "C3", officer_id="o5")
    assert row["level"] == pytest.approx((5 * 5.0 + 20 * 2.5) / 25)


TOPICS = ("soạn thảo văn bản", "công nghệ thông tin", "đăng ký khai sinh", "chứng thực bản sao")


def test_own_ratings_change_nothing_that_is_said_of_others() -> None:
    people = tuple(f"o{number}" for number in range(6))
    tests = [make.result(who, TOPICS[0], 60 + 5 * place) for place, who in enumerate(people)]
    own = [make.result(who, topic, 100, method="self") for who in people[:2] for topic in TOPICS]
    plain, praised = estimated(*tests, people=people), estimated(*tests, *own, people=people)
    for one in (plain, praised):
        one["is_other"] = one["officer_id"].isin(people[2:])
    shown = ["officer_id", "requirement_id", "level", "sd", "p_meets", "basis"]
    pd.testing.assert_frame_equal(plain.loc[plain["is_other"], shown], praised.loc[praised["is_other"], shown])
    assert (praised.loc[~praised["is_other"], "level"] > plain.loc[~plain["is_other"], "level"]).all()


def test_many_own_ratings_tell_no_more_of_a_person_than_how_they_see_themselves() -> None:
    tested = make.result("o1", TOPICS[0], 60)
    own = [make.result("o1", topic, 100, method="self") for topic in TOPICS[1:]]
    few, many = (level_of(estimated(tested, *rows), "A.T02") for rows in (own[2:], own))
    peers = level_of(estimated(tested, *[{**row, "method": "peer"} for row in own]), "A.T02")
    alone = level_of(estimated(tested), "A.T02")
    assert alone["level"] < few["level"]
    assert many["sd"] > peers["sd"]
    assert many["level"] < peers["level"]
