"""Observations: evidence meets the requirements asked of its officer, whatever the order of frames."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.columns import EVIDENCE, MATCHES
from recommender.measuring.leniency import assessor_leniency
from recommender.measuring.observations import PAIR, as_said, asked_pairs, corrected, observations
from recommender.settings import Settings
from tests.recommender import factories as make

SETTINGS = Settings(today=make.SETTINGS.today, match_confidence=0.0)
"""Nothing is left out for being unsure, so that only the meeting of keys is looked at."""
OFFICERS, TEXTS, ASKED = ("o1", "o2", "o3"), ("a", "b", "c"), ("C1", "C2", "T1")


@st.composite
def frames(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Evidence, matches and pairs in any order, with texts, officers and requirements the others do not know."""
    pieces = draw(st.lists(st.tuples(st.sampled_from(OFFICERS), st.sampled_from((*TEXTS, "unmatched"))), max_size=12))
    known = EVIDENCE.frame([
        {"evidence_id": f"e{at}", "officer_id": who, "text": text, "kind": "result", "method": "test", "level": 2.0,
         "sd": 0.5, "age_years": 0.0}
        for at, (who, text) in enumerate(pieces)
    ])  # fmt: skip
    found = draw(st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from((*ASKED, "X"))), unique=True))
    matched = MATCHES.frame([{"text": text, "requirement_id": name, "confidence": 0.4} for text, name in found])
    wanted = draw(st.lists(st.tuples(st.sampled_from(OFFICERS), st.sampled_from(ASKED)), unique=True))
    asked = pd.DataFrame(
        [(who, name, "task", 1, 3) for who, name in wanted], columns=[*PAIR, "kind", "min_level", "max_level"]
    )
    return known, matched, asked_pairs(asked)


@given(frames())
def test_evidence_meets_exactly_the_requirements_its_text_matches_and_its_officer_is_asked(
    given_frames: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
) -> None:
    known, matched, pairs = given_frames
    seen = as_said(known, matched, pairs, settings=SETTINGS)
    plain = known.merge(matched, on="text").merge(pairs, on=PAIR)
    assert set(zip(seen["evidence_id"], seen["requirement_id"], strict=True)) == set(
        zip(plain["evidence_id"], plain["requirement_id"], strict=True)
    )
    assert len(seen) == len(plain)


def test_a_text_of_two_requirements_is_shared_by_how_surely_it_speaks_of_each() -> None:
    known = EVIDENCE.frame([
        {"evidence_id": "e", "officer_id": "o1", "text": "a", "kind": "result", "level": 2.0, "sd": 0.5}
    ])  # fmt: skip
    matched = MATCHES.frame([
        {"text": "a", "requirement_id": "C1", "confidence": 0.9},
        {"text": "a", "requirement_id": "C2", "confidence": 0.1},
    ])  # fmt: skip
    pairs = pd.DataFrame(
        {"officer_id": "o1", "requirement_id": ["C2", "C1"], "kind": "task", "min_level": 1, "max_level": 3}
    )
    seen = as_said(known, matched, pairs, settings=SETTINGS).set_index("requirement_id")["confidence"]
    assert seen["C1"] > seen["C2"] > 0
    assert seen.sum() < 1


def piece(evidence_id: str, text: str = "a", *, kind: str = "result", **given: object) -> dict[str, object]:
    """One piece of evidence of `o1`, fresh unless it says otherwise."""
    return {"evidence_id": evidence_id, "officer_id": "o1", "kind": kind, "text": text, "age_years": 0.0, **given}


def result(evidence_id: str, level: float, *, sd: float = 0.5, **given: object) -> dict[str, object]:
    return piece(evidence_id, **{"method": "test", "level": level, "sd": sd, **given})  # type: ignore[arg-type]


def matched(**confidences: float) -> pd.DataFrame:
    """matched(C1=0.9): text `a` matches C1."""
    return MATCHES.frame(
        [{"text": "a", "requirement_id": key, "confidence": value} for key, value in confidences.items()]
    )


def pairs_of(*requirements: str, low: int = 1, high: int = 3) -> pd.DataFrame:
    return pd.DataFrame(
        [("o1", key, "task", low, high) for key in requirements],
        columns=["officer_id", "requirement_id", "kind", "min_level", "max_level"],
    )


def spread_of(confidence: float, *, sd: float, age: float = 0.0) -> float:
    error = sd**2 + (SETTINGS.sd_per_year * age) ** 2
    return float(((error + SETTINGS.sd_doubt**2 * (1 - confidence)) / confidence) ** 0.5)


def test_shares_are_odds_among_the_officers_own_requirements_and_anything_else() -> None:
    known = EVIDENCE.frame([result("e", 2.0)])
    seen = as_said(known, matched(C1=0.9, C2=0.1, X=0.99), pairs_of("C1", "C2"), settings=SETTINGS)
    first, second = 14 * 0.9 / 0.1, 14 * 0.1 / 0.9
    assert seen["requirement_id"].tolist() == ["C1", "C2"]
    assert seen["confidence"].tolist() == pytest.approx(
        [first / (1 + first + second), second / (1 + first + second)]
    )  # fmt: skip


def test_no_text_is_surer_than_almost_certain() -> None:
    seen = as_said(EVIDENCE.frame([result("e", 2.0)]), matched(C1=1.0), pairs_of("C1"), settings=SETTINGS)
    odds = 14 * 0.9999 / 0.0001
    assert seen["confidence"].iloc[0] == pytest.approx(odds / (1 + odds), abs=1e-9)


@pytest.mark.parametrize(("stated", "counted"), [(0.0, 0.0), (2.0, 2.0), (np.nan, 3.0)])
def test_doubt_and_age_widen_what_is_said_and_an_undated_result_counts_as_three_years_old(
    stated: float, counted: float
) -> None:
    known = EVIDENCE.frame([result("e", 2.0, sd=0.45, age_years=stated)])
    seen = as_said(known, matched(C1=0.3), pairs_of("C1"), settings=SETTINGS)
    odds = 14 * 0.3 / 0.7
    expected = spread_of(odds / (1 + odds), sd=0.45, age=counted)
    assert seen["deviation"].iloc[0] == pytest.approx(expected)


def test_a_text_speaks_of_four_requirements_at_most_the_surest_first_then_by_name() -> None:
    known = EVIDENCE.frame([result("e2", 2.0), result("e1", 2.0)])
    found = matched(C5=0.5, C2=0.5, C3=0.5, C4=0.5, C1=0.5, C6=0.6)
    seen = as_said(known, found, pairs_of(*[f"C{number}" for number in range(1, 7)]), settings=SETTINGS)
    four = ["C6", "C1", "C2", "C3"]
    assert seen[["evidence_id", "requirement_id"]].to_numpy().tolist() == [
        [key, name] for key in ("e1", "e2") for name in four
    ]


def test_what_speaks_less_surely_than_the_settings_ask_is_left_out() -> None:
    known, found = EVIDENCE.frame([result("e", 2.0)]), matched(C1=0.9, C2=0.1)
    share = as_said(known, found, pairs_of("C1", "C2"), settings=SETTINGS)["confidence"].iloc[1]
    for least, left in ((share, 2), (share * 1.001, 1)):
        strict = replace(SETTINGS, match_confidence=least)
        assert len(as_said(known, found, pairs_of("C1", "C2"), settings=strict)) == left


def test_an_own_rating_loses_what_people_think_too_well_of_themselves() -> None:
    for method, value in (("self", 3.0 - SETTINGS.self_leniency), ("peer", 3.0)):
        known = EVIDENCE.frame([result("e", 3.0, method=method)])
        assert as_said(known, matched(C1=0.9), pairs_of("C1"), settings=SETTINGS)["value"].iloc[0] == value


@pytest.mark.parametrize("kind", ["duty", "past_post", "training"])
def test_a_text_without_a_level_says_the_middle_of_the_range_weakly(kind: str) -> None:
    known = EVIDENCE.frame([piece("e", kind=kind)])
    seen = as_said(known, matched(C1=0.5), pairs_of("C1", low=2, high=5), settings=SETTINGS).iloc[0]
    assert not seen["is_direct"]
    assert seen["value"] == 3.5
    assert seen["deviation"] == pytest.approx(spread_of(14 / 15, sd=SETTINGS.sd_text))


@pytest.mark.parametrize("kind", ["degree", "certificate", "political_theory", "rating", "result"])
def test_papers_without_a_level_say_nothing_of_competence(kind: str) -> None:
    known = EVIDENCE.frame([piece("e", kind=kind)])
    assert as_said(known, matched(C1=0.9), pairs_of("C1"), settings=SETTINGS).empty


def worded(row: dict[str, object], *, below: float, text: str = "a", requirement: str = "C1") -> float:
    """The value of the only observation of `row`, its words being so far below the requirement (range 2-4)."""
    known, pairs = EVIDENCE.frame([row]), pairs_of("C1", low=2, high=4)
    said = as_said(known, matched(C1=0.9), pairs, settings=SETTINGS)
    seen = corrected(
        said, known, pairs, settings=SETTINGS, assessors=assessor_leniency(said),
        witnessed=pd.DataFrame({"text": [text], "requirement_id": [requirement], "below": [below]}),
    )  # fmt: skip
    return float(seen["value"].iloc[0])


@pytest.mark.parametrize(("kind", "value"), [("duty", 2.25), ("past_post", 2.25), ("training", 3.0)])
def test_duties_and_posts_say_less_by_as_much_as_their_words_stay_below(kind: str, value: float) -> None:
    assert worded(piece("e", kind=kind), below=0.75) == value


def test_words_never_lower_what_they_say_below_the_lowest_level() -> None:
    assert worded(piece("e", kind="duty"), below=2.5) == 1.0


def test_words_take_nothing_off_a_level_that_was_stated() -> None:
    assert worded(piece("e", kind="duty", method="test", level=3.5, sd=0.5), below=1.0) == 3.5


def test_words_of_another_text_or_requirement_take_nothing_off() -> None:
    assert worded(piece("e", kind="duty"), below=1.0, text="b") == 3.0
    assert worded(piece("e", kind="duty"), below=1.0, requirement="C2") == 3.0


def taught(*rows: tuple[str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["text", "requirement_id", "taught"])
    return frame.assign(confidence=0.9, sd=0.8)


def with_courses(*pieces: dict[str, object], courses: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    known = EVIDENCE.frame(pieces)
    return observations(known, matched(C1=0.9), pairs, settings=SETTINGS, taught=courses)


def course_of(seen: pd.DataFrame) -> pd.Series:
    rows = seen[seen["kind"] == "training"]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_course_says_what_it_taught_in_place_of_what_its_name_is_like() -> None:
    """Its name is like C1; it taught C2, which is asked, and C3, which is not."""
    courses = taught(("a", "C2", 4.0), ("a", "C3", 4.0))
    row = course_of(with_courses(piece("e", kind="training"), courses=courses, pairs=pairs_of("C1", "C2")))
    assert (row["requirement_id"], row["value"], row["confidence"], row["is_direct"]) == ("C2", 4.0, 0.9, False)
    assert row["deviation"] == pytest.approx(spread_of(0.9, sd=0.8))
    assert (row["min_level"], row["max_level"], row["asked_kind"]) == (1, 3, "task")


def test_a_course_says_at_least_the_middle_of_the_range() -> None:
    pairs = pairs_of("C1", low=2, high=5)
    row = course_of(with_courses(piece("e", kind="training"), courses=taught(("a", "C1", 2.0)), pairs=pairs))
    assert row["value"] == 3.5


def test_a_course_says_at_least_what_results_say_together_weighed_by_their_precision() -> None:
    rows = [piece("e", kind="training"), result("f", 5.0, sd=0.3), result("g", 4.0, sd=0.6)]
    seen = with_courses(*rows, courses=taught(("a", "C1", 2.0)), pairs=pairs_of("C1"))
    weights = 1 / seen.set_index("evidence_id").loc[["f", "g"], "deviation"] ** 2
    expected = (5 * weights["f"] + 4 * weights["g"]) / weights.sum()
    assert 4.5 < expected < 5
    assert course_of(seen)["value"] == pytest.approx(expected)


def test_texts_beside_a_course_do_not_count_among_results() -> None:
    rows = [piece("e", kind="training"), piece("d", kind="duty", text="a"), result("f", 2.5)]
    seen = with_courses(*rows, courses=taught(("a", "C1", 1.0)), pairs=pairs_of("C1", low=1, high=2))
    assert course_of(seen)["value"] == pytest.approx(2.5)
    assert sorted(seen["evidence_id"]) == ["d", "e", "f"]


def test_of_courses_on_one_requirement_the_highest_speaks_then_the_first_piece() -> None:
    rows = [piece(key, text, kind="training") for key, text in (("e3", "a"), ("e2", "b"), ("e1", "c"))]
    courses = taught(("a", "C1", 4.0), ("b", "C1", 4.0), ("c", "C1", 3.0))
    for order in (rows, rows[::-1]):
        row = course_of(with_courses(*order, courses=courses, pairs=pairs_of("C1")))
        assert (row["evidence_id"], row["value"]) == ("e2", 4.0)


def test_a_training_that_is_no_course_and_other_evidence_named_like_one_keep_their_words() -> None:
    rows = [piece("e", kind="training"), piece("d", "b", kind="duty")]
    seen = with_courses(*rows, courses=taught(("b", "C1", 4.0)), pairs=pairs_of("C1"))
    assert course_of(seen)["value"] == 2.0
    known = EVIDENCE.frame([piece("d", kind="duty")])
    same = observations(known, matched(C1=0.9), pairs_of("C1"), settings=SETTINGS, taught=taught(("a", "C1", 4.0)))
    assert same["value"].tolist() == [2.0]


def test_courses_speak_in_the_order_of_officers_and_requirements_after_everything_else() -> None:
    rows = [{**piece(f"e{who}", kind="training"), "officer_id": who} for who in ("o2", "o1")]
    known = EVIDENCE.frame([*rows, result("z", 2.0)])
    pairs = pd.concat([pairs_of("C2", "C1"), pairs_of("C1", "C2").assign(officer_id="o2")], ignore_index=True)
    courses = taught(("a", "C2", 3.0), ("a", "C1", 3.0))
    seen = observations(known, matched(C1=0.9), pairs, settings=SETTINGS, taught=courses)
    assert seen[["officer_id", "requirement_id", "evidence_id"]].to_numpy().tolist() == [
        ["o1", "C1", "z"], ["o1", "C1", "eo1"], ["o1", "C2", "eo1"], ["o2", "C1", "eo2"], ["o2", "C2", "eo2"],
    ]  # fmt: skip
    assert seen.index.tolist() == [0, 1, 2, 3, 4]


def test_each_pair_is_asked_once_by_its_first_row() -> None:
    asked = pairs_of("C1", "C2", "C1").assign(min_level=[1, 2, 3], weight=1.0)
    assert asked_pairs(asked)[["requirement_id", "min_level"]].to_numpy().tolist() == [["C1", 1], ["C2", 2]]
    assert asked_pairs(asked).columns.tolist() == ["officer_id", "requirement_id", "kind", "min_level", "max_level"]


@pytest.mark.parametrize("count", [1, 2, 4])
def test_own_ratings_are_so_wide_that_their_mean_keeps_what_they_share(count: int) -> None:
    own = [result(f"e{number}", 3.0, method="self", sd=SETTINGS.sd_self) for number in range(count)]
    others = [
        result("t", 3.0, sd=0.45),
        result("p", 3.0, method="peer", sd=0.75),
        result("s", 3.0, method="self", sd=0.95, officer_id="o2"),
    ]
    pairs = pd.concat([pairs_of("C1"), pairs_of("C1").assign(officer_id="o2")])
    seen = as_said(EVIDENCE.frame([*own, *others]), matched(C1=0.9), pairs, settings=SETTINGS)
    theirs = seen["evidence_id"].str.startswith("e")
    alone = seen.loc[theirs, "deviation_alone"].iloc[0]
    shared = SETTINGS.sd_self_shared**2
    wanted = shared + (alone**2 - shared) / count
    assert 1 / (1 / seen.loc[theirs, "deviation"] ** 2).sum() == pytest.approx(wanted)
    assert (seen.loc[~theirs, "deviation"] == seen.loc[~theirs, "deviation_alone"]).all()
