"""All figures of one screened sample: verdicts, probabilities, levels, matches, courses and what reading lost."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import pandas as pd

from recommender.evaluate.agreement import (
    agreement,
    by_cause,
    confusion,
    everybody_meets,
    judged,
    standards_alone,
    standards_and_mean,
)
from recommender.evaluate.course_choice import course_choice, missing_standards, planted_gaps
from recommender.evaluate.level_errors import level_errors
from recommender.evaluate.reading_losses import reading_losses, told_problems
from recommender.evaluate.reliability import brier, calibration_error, calibration_table
from recommender.evaluate.same_list import knowing_the_truth, main_positions, same_for_position
from recommender.evaluate.topic_matches import topic_matches, used_matches
from recommender.evaluate.truth import Truth
from recommender.evidence import evidence
from recommender.inputs import Inputs
from recommender.match import Matcher, course_matches
from recommender.measure import asked_of
from recommender.measuring.observations import observations
from recommender.pipeline import RunResult
from recommender.recommend import course_space
from recommender.requirements import requirement_texts, requirements
from recommender.settings import Settings
from training_catalog.types import Catalogue

ENGINE = "engine"
KEY = ["officer_id", "position_id"]


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Figures of one sample, each a table: its first columns name the row, the others are numbers."""

    population: pd.DataFrame
    verdicts: pd.DataFrame
    confusion: pd.DataFrame
    causes: pd.DataFrame
    calibration: pd.DataFrame
    levels: pd.DataFrame
    topics: pd.DataFrame
    uses: pd.DataFrame
    courses: pd.DataFrame
    reading: pd.DataFrame
    problems: pd.DataFrame


def scores(
    result: RunResult,
    inputs: Inputs,
    *,
    clean: Inputs,
    truth: Truth,
    catalogue: Catalogue,
    matcher: Matcher,
    settings: Settings,
) -> Scores:
    """Every figure of a run on a sample whose truth is known; `clean` is the sample before it was written to files."""
    known = evidence(inputs.statements, inputs.assessments, settings=settings)
    said = {
        ENGINE: result.verdicts[[*KEY, "verdict", "probability"]],
        "standards_and_mean": standards_and_mean(result.verdicts, known),
        "standards_alone": standards_alone(result.verdicts),
        "everybody_meets": everybody_meets(truth.verdicts),
    }
    cases = {name: judged(truth.verdicts, frame) for name, frame in said.items()}
    asked = requirements(catalogue)
    kinds = asked.drop_duplicates("requirement_id").set_index("requirement_id")["kind"]
    used = truth.topics[truth.topics["topic"].isin(inputs.assessments["topic"])]
    topics = used.assign(kind=used["requirement_id"].map(kinds))
    pairs = asked_of(inputs.holdings, asked).drop_duplicates(["officer_id", "requirement_id"])
    seen = observations(known, result.matches, pairs, settings=settings)
    known_probability = truth.verdicts.merge(said[ENGINE], on=KEY, how="inner")
    return Scores(
        population=_population(truth, inputs, asked),
        verdicts=pd.DataFrame([_verdict_row(name, cases[name], said[name], truth) for name in said]),
        confusion=pd.concat([confusion(frame).assign(method=name) for name, frame in cases.items()]),
        causes=by_cause(cases[ENGINE]),
        calibration=_counted(calibration_table(known_probability["probability"], known_probability["meets"])),
        levels=level_errors(result.estimates, truth.levels),
        topics=topic_matches(result.matches, topics),
        uses=used_matches(seen, topics).assign(kind="all"),
        courses=_courses(result, truth, catalogue, matcher=matcher, settings=settings),
        reading=reading_losses(inputs, clean),
        problems=told_problems(inputs, truth),
    )


def _verdict_row(name: str, cases: pd.DataFrame, said: pd.DataFrame, truth: Truth) -> dict[str, object]:
    both = truth.verdicts.merge(said, on=KEY, how="inner")
    return {
        "method": name,
        **asdict(agreement(cases)),
        "brier": brier(both["probability"], both["meets"]),
        "calibration_error": calibration_error(both["probability"], both["meets"]),
    }


def _counted(table: pd.DataFrame) -> pd.DataFrame:
    """Means as sums, so that the tables of several seeds can be added up."""
    sums = {"said": table["said"].fillna(0.0) * table["cases"], "was": table["was"].fillna(0.0) * table["cases"]}
    return table.assign(**sums).drop(columns="to").rename(columns={"from": "bin"})


def _population(truth: Truth, inputs: Inputs, asked: pd.DataFrame) -> pd.DataFrame:
    held = truth.verdicts[KEY].merge(asked[["position_id", "requirement_id", "min_level"]], on="position_id")
    held = held.merge(truth.levels, on=["officer_id", "requirement_id"])
    fails = truth.verdicts["fails"]
    results = inputs.assessments
    rows = {
        "officers": truth.verdicts["officer_id"].nunique(),
        "holdings": len(truth.verdicts),
        "not_meeting": float((~truth.verdicts["meets"]).mean()),
        "failing_standards": float(fails.str.contains("standards").mean()),
        "failing_competency": float(fails.str.contains("competency").mean()),
        "requirements_below": float((held["level"] < held["min_level"]).mean()),
        "results": len(results),
        "topics": results["topic"].nunique(),
    }
    return pd.DataFrame({"what": list(rows), "count": list(rows.values())})


def _courses(
    result: RunResult, truth: Truth, catalogue: Catalogue, *, matcher: Matcher, settings: Settings
) -> pd.DataFrame:
    asked = requirements(catalogue)
    space = course_space(catalogue, asked, course_matches(catalogue, requirement_texts(catalogue), matcher))
    holdings = result.verdicts[[*KEY, "share"]].assign(place="")
    gaps = planted_gaps(truth.levels, truth.verdicts, asked)
    missing = missing_standards(truth.standards, catalogue)
    spent = result.plans.groupby("officer_id")["counted_periods"].sum()
    main = main_positions(holdings)
    mean_spent = main["officer_id"].map(spent).fillna(0.0).groupby(main["position_id"]).mean()
    plans = {
        ENGINE: result.plans,
        "same_for_position": same_for_position(holdings, asked, space, periods=mean_spent, settings=settings),
        "knowing_the_truth": knowing_the_truth(gaps, missing, holdings, asked, space=space, settings=settings),
    }
    officers = truth.verdicts["officer_id"].nunique()
    rows = []
    for name, frame in plans.items():
        choice = course_choice(frame, gaps, missing, catalogue=catalogue, officers=officers)
        hours = frame.groupby("officer_id")["counted_periods"].sum()
        enough = float((hours >= settings.yearly_periods).sum() / officers)
        rows.append({"method": name, **asdict(choice), "share_40": enough})
    return pd.DataFrame(rows)
