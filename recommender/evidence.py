"""Evidence: every dated statement and every assessment result as one frame, results put on the 1-5 scale."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.columns import ASSESSMENTS, EVIDENCE, STATEMENTS, number_of, text_of
from recommender.settings import Settings
from recommender.types import EvidenceKind, Method

DAYS_PER_YEAR = 365.25
CUT_LEVELS = (0.5, 1.5, 2.5, 3.5, 4.5, 5.0)
"""Level at score 0, at each of the four cut scores, and at 100; level k covers k-0.5 to k+0.5."""


def evidence(statements: pd.DataFrame, assessments: pd.DataFrame, *, settings: Settings) -> pd.DataFrame:
    """EVIDENCE rows from STATEMENTS and ASSESSMENTS: text to match, level and deviation where a result says one."""
    stated = STATEMENTS.check(statements)
    said = stated.assign(
        evidence_id=stated["statement_id"],
        text=_joined(stated["text"], stated["subject"]),
        method="",
        level=np.nan,
        sd=np.nan,
    )
    results = ASSESSMENTS.check(assessments)
    measured = results.assign(
        evidence_id=results["assessment_id"],
        kind=str(EvidenceKind.RESULT),
        text=results["topic"],
        subject="",
        grade=score_text(results),
        level=result_levels(results, settings=settings),
        sd=results["sd"].where(results["sd"] > 0, number_of(results["method"], method_deviations(settings))),
    )
    frame = pd.concat([said, measured], ignore_index=True)
    frame["age_years"] = age_years(frame["dated_on"], settings=settings)
    return EVIDENCE.conform(frame)


def method_deviations(settings: Settings) -> dict[str, float]:
    """Standard deviation, in levels, of a fresh result by each method."""
    return {
        Method.TEST: settings.sd_test,
        Method.SUPERVISOR: settings.sd_supervisor,
        Method.PEER: settings.sd_peer,
        Method.SELF: settings.sd_self,
    }


def result_levels(results: pd.DataFrame, *, settings: Settings) -> pd.Series:
    """Levels of results: the level as given, else the score by the cut scores, piecewise linear between them."""
    percent = 100 * (results["score"] - results["scale_min"]) / (results["scale_max"] - results["scale_min"])
    cuts = (0.0, *settings.cut_scores, 100.0)
    by_score = pd.Series(np.interp(percent, cuts, CUT_LEVELS), index=results.index).where(percent.notna())
    levels: pd.Series = results["level"].where(results["level"].notna(), by_score).astype("float64")
    return levels


def age_years(dated_on: pd.Series, *, settings: Settings) -> pd.Series:
    """Age in years on the day of the run; undated evidence is NaN, future dates count as fresh."""
    days = (pd.Timestamp(settings.today) - dated_on).dt.days
    years: pd.Series = (days / DAYS_PER_YEAR).clip(lower=0).astype("float64")
    return years


def score_text(results: pd.DataFrame) -> pd.Series:
    """What the result said, as written: "78/100" or "mức 3"."""
    score, top = _number_text(results["score"]), _number_text(results["scale_max"])
    level = "mức " + _number_text(results["level"])
    return (score + "/" + top).where(results["score"].notna(), level.where(results["level"].notna(), ""))


def _number_text(numbers: pd.Series) -> pd.Series:
    distinct = {value: f"{value:g}".replace(".", ",") for value in numbers.dropna().unique()}
    return text_of(numbers, distinct)


def _joined(text: pd.Series, subject: pd.Series) -> pd.Series:
    return text.where(text != "", subject)
