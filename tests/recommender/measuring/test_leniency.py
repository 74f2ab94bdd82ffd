"""Leniency of assessors: found where others judged the same officers, drawn to 0, and taken off what they say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from recommender.columns import ASSESSORS
from recommender.evidence import evidence
from recommender.match import matches
from recommender.measure import asked_of, estimates
from recommender.measuring.leniency import LENIENCY_SD, assessor_leniency, without_leniency
from recommender.measuring.observations import as_said, asked_pairs, observations
from recommender.requirements import requirement_texts, requirements
from tests.recommender import factories as make

CATALOGUE = make.catalogue()
TOPICS = ("soạn thảo văn bản", "công nghệ thông tin", "đăng ký khai sinh", "chứng thực bản sao")
Row = dict[str, object]


def rated(officer: str, levels: list[float], *, method: str, assessor: str = "") -> list[Row]:
    """One result a topic, given as levels."""
    return [
        make.result(officer, topic, np.nan, method=method, assessor=assessor, level=level)
        for topic, level in zip(TOPICS, levels, strict=True)
    ]


def population(leniency: dict[str, float], *, officers: int, seed: int = 1, strength: float = 0.0) -> list[Row]:
    """Officers of each assessor with tests and the assessor's ratings, errors as the settings say."""
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    for at, (name, shift) in enumerate(leniency.items()):
        for who in range(officers):
            true = 2.5 + strength * at + rng.normal(0, 0.4) + rng.normal(0, 0.4, len(TOPICS))
            tested = np.clip(true + rng.normal(0, 0.45, len(TOPICS)), 1, 5)
            said = np.clip(true + shift + rng.normal(0, 0.6, len(TOPICS)), 1, 5)
            officer = f"o{at:02d}{who:02d}"
            rows += rated(officer, list(tested), method="test")
            rows += rated(officer, list(said), method="supervisor", assessor=name)
    return rows


def prepared(rows: list[Row]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    known = evidence(make.statements(), make.assessments(*rows), settings=make.SETTINGS)
    people = sorted({str(row["officer_id"]) for row in rows})
    asked = asked_of(make.holdings(**dict.fromkeys(people, "A")), requirements(CATALOGUE))
    return known, matches(known, requirement_texts(CATALOGUE), make.EqualWords()), asked


def found(rows: list[Row]) -> pd.DataFrame:
    known, matched, asked = prepared(rows)
    said = as_said(known, matched, asked_pairs(asked), settings=make.SETTINGS)
    return assessor_leniency(said).set_index("assessor")


def test_a_lenient_assessor_is_told_from_a_strict_one() -> None:
    table = found(population({"dễ": 0.6, "khó": -0.6, "vừa": 0.0}, officers=12))
    assert table.loc["dễ", "leniency"] > 0.25
    assert table.loc["khó", "leniency"] < -0.25
    assert abs(table.loc["vừa", "leniency"]) < 0.2


def test_planted_leniency_is_found_within_the_deviation_stated() -> None:
    planted = {
        f"A{number:02d}": float(shift) for number, shift in enumerate(np.random.default_rng(3).normal(0, 0.25, 60))
    }
    table = found(population(planted, officers=10))
    off = table["leniency"] - pd.Series(planted)
    assert np.corrcoef(table["leniency"], pd.Series(planted))[0, 1] > 0.7
    assert (off.abs() < 2 * table["sd"]).mean() > 0.9
    assert table["spread"].iloc[0] == pytest.approx(0.25, abs=0.06)


def test_a_department_of_strong_people_is_not_a_lenient_head() -> None:
    table = found(population({"một": 0.0, "hai": 0.0, "ba": 0.0}, officers=12, strength=0.5))
    assert (table["leniency"].abs() < 2 * table["sd"]).all()
    assert table["leniency"].abs().max() < 0.2


def test_an_assessor_whose_officers_nobody_else_rated_keeps_zero_and_the_whole_spread() -> None:
    alone = rated("o9999", [4.0] * 4, method="supervisor", assessor="lẻ")
    row = found([*population({"dễ": 0.5}, officers=10), *alone]).loc["lẻ"]
    assert (row["leniency"], row["compared"], row["officers"]) == (0, 0, 1)
    assert row["sd"] == row["spread"]


def test_self_ratings_say_nothing_of_an_assessor() -> None:
    rows = rated("o1", [3.0] * 4, method="supervisor", assessor="A") + rated("o1", [1.0] * 4, method="self")
    assert found(rows).loc["A", "compared"] == 0


def test_more_officers_make_leniency_surer() -> None:
    few, many = (found(population({"A": 0.5}, officers=count)).loc["A"] for count in (2, 20))
    assert many["sd"] < few["sd"] < LENIENCY_SD * 1.2


def test_assessors_without_a_name_are_not_judged() -> None:
    assert found(rated("o1", [3.0] * 4, method="supervisor")).empty


def test_estimates_of_a_lenient_assessors_officers_come_down() -> None:
    known, matched, asked = prepared(population({"dễ": 0.6, "vừa": 0.0}, officers=12))
    plain, taken = (
        estimates(known, matched, asked, settings=make.SETTINGS, assessors=assessors)
        for assessors in (ASSESSORS.empty(), None)
    )
    lenient = plain["officer_id"].str.startswith("o00")
    assert (taken["level"] < plain["level"])[lenient].mean() > 0.9


def test_a_rating_is_never_taken_for_surer_than_a_known_assessors() -> None:
    known, matched, asked = prepared(population({"dễ": 0.6, "vừa": 0.0}, officers=30))
    pairs = asked_pairs(asked)
    seen = observations(known, matched, pairs, settings=make.SETTINGS, assessors=ASSESSORS.empty())
    table = assessor_leniency(seen)
    after = without_leniency(seen, table)
    by_supervisor = seen["method"] == "supervisor"
    least = np.sqrt(make.SETTINGS.sd_supervisor**2 - table["spread"].iloc[0] ** 2)
    assert (after["deviation"] <= seen["deviation"] + 1e-12).all()
    assert (after.loc[by_supervisor, "deviation"] >= least - 1e-9).all()
    assert (after.loc[~by_supervisor, "deviation"] == seen.loc[~by_supervisor, "deviation"]).all()


def test_the_order_of_rows_changes_nothing() -> None:
    rows = population({"dễ": 0.6, "khó": -0.6}, officers=4)
    pd.testing.assert_frame_equal(found(rows), found(rows[::-1]))


def by_hand() -> pd.DataFrame:
    """One officer and requirement: a test says 2, assessor A 4 and assessor B 3; every step of the method note."""
    test, rated_by = 1 / (0.18 + 0.45**2), 1 / (0.18 + 0.65**2)
    others = test + rated_by
    table = pd.DataFrame({"said": [4.0, 3.0], "other": [3.0, 4.0]}, index=["A", "B"])
    difference = table["said"] - (test * 2.0 + rated_by * table["other"]) / others
    variance = 1 / rated_by + 1 / others + 0.25**2 * rated_by**2 / others**2
    weight = 1 / (0.0625 + variance) ** 2
    known = 2 * weight * 0.0625**2
    excess = max(float((difference**2 - variance).mean()), 0.0)
    spread = (excess * known + 0.0625 * 20) / (known + 20)
    kept = spread / (spread + variance)
    return pd.DataFrame({"leniency": kept * difference, "sd": (spread * (1 - kept)) ** 0.5, "spread": spread**0.5})


def one_officer() -> list[Row]:
    topic = TOPICS[0]
    return [
        make.result("o1", topic, np.nan, level=2.0),
        *[
            make.result("o1", topic, np.nan, level=level, method="supervisor", assessor=name)
            for name, level in (("A", 4.0), ("B", 3.0))
        ],
    ]


def test_leniency_is_that_of_the_formula() -> None:
    table = found(one_officer())
    for name in ("leniency", "sd", "spread"):
        assert table[name].to_numpy() == pytest.approx(by_hand()[name].to_numpy(), abs=1e-3)
    assert table["compared"].tolist() == [1, 1]


def test_the_deviation_left_is_that_of_the_formula() -> None:
    known, matched, asked = prepared(one_officer())
    seen = observations(known, matched, asked_pairs(asked), settings=make.SETTINGS).set_index("assessor")
    expected = by_hand().loc["A"]
    assert seen.loc["A", "value"] == pytest.approx(4.0 - expected["leniency"], abs=1e-3)
    variance = 0.65**2 - (expected["spread"] ** 2 - expected["sd"] ** 2)
    assert seen.loc["A", "deviation"] == pytest.approx(variance**0.5, abs=1e-3)


def test_assessors_known_from_many_officers_tell_more_of_how_assessors_differ() -> None:
    """A rated 60 officers more, each one level above the test: B, known from one officer, hardly counts beside."""
    topic, more = TOPICS[0], [f"p{number:02d}" for number in range(60)]
    rows = one_officer()
    for officer in more:
        rows.append(make.result(officer, topic, np.nan, level=2.0))
        rows.append(make.result(officer, topic, np.nan, level=3.0, method="supervisor", assessor="A"))
    test, rated_by = 1 / (0.18 + 0.45**2), 1 / (0.18 + 0.65**2)
    others = test + rated_by
    first = 1 / rated_by + 1 / others + 0.25**2 * rated_by**2 / others**2
    alone = 1 / rated_by + 1 / test
    precision = 1 / first + 60 / alone
    a = (4 - (2 * test + 3 * rated_by) / others) / first + 60 * 1 / alone
    difference = np.array([a / precision, 3 - (2 * test + 4 * rated_by) / others])
    variance = np.array([1 / precision, first])
    weight = 1 / (0.0625 + variance) ** 2
    known = weight.sum() * 0.0625**2
    excess = float((weight * (difference**2 - variance)).sum() / weight.sum())
    spread = (excess * known + 0.0625 * 20) / (known + 20)
    kept = spread / (spread + variance)
    table = found(rows)
    assert table["spread"].to_numpy() == pytest.approx(spread**0.5, abs=1e-3)
    assert table["leniency"].to_numpy() == pytest.approx(kept * difference, abs=1e-3)
    assert table["compared"].tolist() == [61, 1]
