"""Verdicts by the written policy: each rule on its border, each feature counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from recommender.columns import ESTIMATES, EVIDENCE, HOLDINGS, STANDARDS
from recommender.settings import Settings
from recommender.verdict import (
    STANDARD_PROBABILITY,
    WrittenPolicy,
    competency_features,
    standard_features,
    verdict_features,
    verdicts,
    with_kept,
    work_results,
)
from tests.recommender import factories as make

SETTINGS = Settings(today=make.TODAY, p_meets=0.85, p_fails=0.35, coverage_required=0.2, share_required=0.8)
Part = tuple[float, float, bool, str]
"""Weight, P(met), whether a gate, basis."""


def estimates(*parts: Part, officer_id: str = "o1") -> pd.DataFrame:
    return ESTIMATES.frame(
        [
            {"officer_id": officer_id, "position_id": "A", "requirement_id": f"R{at}", "weight": weight, "p_meets": p,
             "is_gate": gate, "basis": basis, "level": 2.5, "sd": 0.4, "min_level": 2, "max_level": 3}
            for at, (weight, p, gate, basis) in enumerate(parts)
        ]
    )  # fmt: skip


def standards(*statuses: str, decides: tuple[bool, ...] = (), officer_id: str = "o1") -> pd.DataFrame:
    return STANDARDS.frame(
        [
            {"officer_id": officer_id, "position_id": "A", "rule_id": f"S{at}", "status": status,
             "decides": decides[at] if decides else True}
            for at, status in enumerate(statuses)
        ]
    )  # fmt: skip


class Says:
    """A judge that gives everybody one probability and keeps one label."""

    def __init__(self, probability: float, kept: str = "") -> None:
        self.value, self.kept = probability, kept

    def probability(self, features: pd.DataFrame) -> pd.Series:
        return pd.Series(self.value, index=features.index)


class Keeps(Says):
    def kept_labels(self, features: pd.DataFrame) -> pd.Series:
        return pd.Series(self.kept, index=features.index, dtype="str")

    def kept_requirements(self, rows: pd.DataFrame) -> pd.Series:
        return pd.Series(self.kept, index=rows.index, dtype="str")


def verdict(p: float, *statuses: str, basis: str = "direct", judge: Says | None = None) -> pd.Series:
    """The verdict on one officer whose single requirement is met with probability p."""
    return verdicts(
        HOLDINGS.frame([{"officer_id": "o1", "position_id": "A", "share": 0.6}]), estimates((1.0, p, False, basis)),
        standards(*(statuses or ("fits",))), officers=make.officers("o1"), evidence=EVIDENCE.empty(),
        settings=SETTINGS, suitability=judge,
    ).iloc[0]  # fmt: skip


def said(row: pd.Series) -> tuple[str, str, str]:
    return row["verdict"], row["failed_questions"], row["review_reasons"]


@pytest.mark.parametrize(
    ("p", "statuses", "basis", "expected"),
    [
        (0.9, ("fits",), "direct", ("meets", "", "")),
        (1.0, ("fits",), "own", ("needs_review", "", "thin_evidence")),
        (0.1, ("fits",), "own", ("needs_review", "", "thin_evidence")),
        (0.85 / 0.98, ("fits",), "direct", ("meets", "", "")),
        (0.85 / 0.98 - 1e-6, ("fits",), "direct", ("needs_review", "", "uncertain")),
        (0.35 + 1e-6, ("fits",), "direct", ("needs_review", "", "uncertain")),
        (0.35, ("fits",), "direct", ("does_not_meet", "competency", "")),
        (1.0, ("unfit",), "direct", ("does_not_meet", "standards", "")),
        (0.1, ("unfit",), "direct", ("does_not_meet", "standards|competency", "")),
        (1.0, ("consider",), "direct", ("needs_review", "", "standards_open")),
        (0.1, ("consider",), "direct", ("does_not_meet", "competency", "")),
        (1.0, ("fits",), "text", ("needs_review", "", "thin_evidence")),
        (0.1, ("fits",), "none", ("needs_review", "", "thin_evidence")),
        (1.0, ("consider",), "text", ("needs_review", "", "standards_open|thin_evidence")),
        (0.1, ("unfit",), "text", ("does_not_meet", "standards", "")),
    ],
)
def test_each_rule_holds_on_its_border(
    p: float, statuses: tuple[str, ...], basis: str, expected: tuple[str, str, str]
) -> None:
    assert said(verdict(p, *statuses, basis=basis)) == expected


@pytest.mark.parametrize(
    ("kept", "p", "status", "basis", "expected"),
    [
        ("meets", 0.9, "fits", "direct", ("meets", "", "")),
        ("meets", 0.9, "consider", "direct", ("needs_review", "", "standards_open")),
        ("meets", 0.9, "unfit", "direct", ("needs_review", "", "uncertain")),
        ("meets", 0.9, "fits", "text", ("needs_review", "", "thin_evidence")),
        ("neither", 0.9, "fits", "direct", ("needs_review", "", "uncertain")),
        ("does_not_meet", 0.1, "fits", "direct", ("does_not_meet", "competency", "")),
        ("does_not_meet", 0.1, "fits", "text", ("needs_review", "", "thin_evidence")),
        ("does_not_meet", 0.9, "unfit", "direct", ("does_not_meet", "standards", "")),
        ("does_not_meet", 0.01, "unfit", "direct", ("does_not_meet", "standards|competency", "")),
        ("does_not_meet", 0.02, "unfit", "direct", ("does_not_meet", "standards", "")),
        ("does_not_meet", 0.01, "unfit", "text", ("does_not_meet", "standards", "")),
        ("does_not_meet", 0.1, "consider", "direct", ("does_not_meet", "competency", "")),
    ],
)
def test_each_rule_holds_where_sets_decide(
    kept: str, p: float, status: str, basis: str, expected: tuple[str, str, str]
) -> None:
    assert said(verdict(p, status, basis=basis, judge=Keeps(0.5, kept))) == expected


def test_any_judge_can_stand_where_the_policy_stands() -> None:
    assert verdict(0.1, judge=Says(0.9))["probability"] == 0.9
    assert verdict(0.9)["probability"] == pytest.approx(0.9 * 0.98)


def test_the_share_of_work_and_the_unit_come_from_the_holding_and_the_officer() -> None:
    row = verdict(0.9)
    assert (row["share"], row["unit_id"]) == (0.6, "00001")


def test_features_of_competency_are_weighted_sums() -> None:
    row = competency_features(
        estimates((2.0, 0.9, True, "direct"), (1.0, 0.3, False, "text"), (1.0, 0.35, False, "direct")),
        settings=SETTINGS,
    ).iloc[0]
    assert row["share_met"] == pytest.approx((1.8 + 0.3 + 0.35) / 4)
    assert row["coverage"] == pytest.approx(0.75)
    assert row["share_shown"] == pytest.approx((1.8 + 0.35) / 4)
    assert (row["n_requirements"], row["n_direct"], row["n_below"]) == (3, 2, 1)
    assert row["p_gates"] == pytest.approx(0.9)
    assert row["p_competency"] == pytest.approx(row["p_enough"] * 0.9)


def test_gates_multiply_and_other_requirements_do_not() -> None:
    row = competency_features(
        estimates((1.0, 0.5, True, "direct"), (1.0, 0.4, True, "direct"), (1.0, 0.1, False, "direct")),
        settings=SETTINGS,
    ).iloc[0]
    assert row["p_gates"] == pytest.approx(0.2)


def test_a_gate_that_is_surely_missed_leaves_next_to_nothing() -> None:
    row = competency_features(estimates((1.0, 0.0, True, "direct")), settings=SETTINGS).iloc[0]
    assert row["p_gates"] == pytest.approx(1e-6)


@pytest.mark.parametrize(
    ("statuses", "worst"),
    [(("fits", "fits"), "fits"), (("fits", "consider"), "consider"), (("consider", "unfit", "fits"), "unfit")],
)
def test_the_worst_deciding_standard_counts(statuses: tuple[str, ...], worst: str) -> None:
    row = standard_features(standards(*statuses)).iloc[0]
    assert (row["standards"], row["p_standards"]) == (worst, STANDARD_PROBABILITY[worst])  # type: ignore[index]


def test_probabilities_of_standards_are_those_of_the_method_note() -> None:
    assert [float(value) for value in STANDARD_PROBABILITY.values()] == [0.98, 0.8, 0.02]


def test_a_standard_that_does_not_decide_is_left_out() -> None:
    found = standard_features(standards("fits", "unfit", decides=(True, False)))
    assert found["standards"].tolist() == ["fits"]


def test_a_position_that_asks_nothing_holds_nothing_against_anybody() -> None:
    pairs = pd.DataFrame({"officer_id": ["o1"], "position_id": ["Z"]})
    row = verdict_features(pairs, estimates((1.0, 0.1, True, "direct")), standards("unfit"), settings=SETTINGS).iloc[0]
    assert (row["p_competency"], row["p_enough"], row["p_gates"], row["p_standards"]) == (0.5, 0.5, 1.0, 1.0)
    assert (row["share_met"], row["coverage"], row["share_shown"]) == (0, 0, 0)
    assert (row["n_requirements"], row["n_direct"], row["n_below"]) == (0, 0, 0)
    assert row["standards"] == "fits"


def test_features_stand_in_the_order_of_the_pairs_asked() -> None:
    both = pd.concat([estimates((1.0, p, False, "direct"), officer_id=name) for name, p in (("o1", 0.2), ("o2", 0.8))])
    pairs = pd.DataFrame({"officer_id": ["o2", "o1"], "position_id": "A"})
    rules = pd.concat([standards("fits", officer_id=name) for name in ("o1", "o2")])
    assert verdict_features(pairs, both, rules, settings=SETTINGS)["share_met"].tolist() == [0.8, 0.2]


def test_the_policy_is_the_product_of_both_questions() -> None:
    features = pd.DataFrame({"p_standards": [0.98, 0.02], "p_competency": [0.5, 0.9]})
    assert WrittenPolicy().probability(features).tolist() == pytest.approx([0.49, 0.018])


def test_the_latest_band_is_shown_as_written() -> None:
    def rating(key: str, officer: str, grade: str, text: str, year: int) -> dict[str, object]:
        return {"evidence_id": key, "officer_id": officer, "kind": "rating", "grade": grade, "text": text,
                "dated_on": pd.Timestamp(year, 12, 1)}  # fmt: skip

    known = EVIDENCE.frame(
        [
            rating("1", "o1", "Hoàn thành", "", 2025), rating("2", "o1", "Hoàn thành tốt", "", 2024),
            rating("3", "o2", "", "xuất sắc", 2025),
            {"evidence_id": "4", "officer_id": "o3", "kind": "duty", "grade": "x", "dated_on": pd.NaT},
        ]
    )  # fmt: skip
    found = work_results(known).set_index("officer_id")["results_band"]
    assert found.to_dict() == {"o1": "Hoàn thành", "o2": "xuất sắc"}


def test_work_results_change_no_verdict_and_are_blank_when_unknown() -> None:
    assert verdict(0.9)["results_band"] == ""


def test_labels_of_requirements_are_added_only_by_a_judge_that_keeps_some() -> None:
    rows = estimates((1.0, 0.9, False, "direct"))
    assert with_kept(rows, None)["kept"].tolist() == [""]
    assert with_kept(rows, Says(0.5))["kept"].tolist() == [""]
    assert with_kept(rows, Keeps(0.5, "meets"))["kept"].tolist() == ["meets"]
