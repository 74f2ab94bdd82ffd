"""The declared shape of every frame that crosses a module border: column names, kinds, keys and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from recommender.errors import ContractError

TEXT: Final = "str"
NUMBER: Final = "float64"
WHOLE: Final = "int64"
FLAG: Final = "bool"
DAY: Final = "datetime64[s]"


@dataclass(frozen=True, kw_only=True)
class FrameSpec:
    """Name, columns (name → kind), key columns and one line of meaning of a frame."""

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    meaning: str

    def empty(self) -> pd.DataFrame:
        """A frame of this shape without rows."""
        return pd.DataFrame({name: pd.Series([], dtype=kind) for name, kind in self.columns.items()})

    def frame(self, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
        """Rows as a frame of this shape; a column that a row lacks is empty text, NaN, 0, False or NaT."""
        if not rows:
            return self.empty()
        return self.conform(pd.DataFrame(list(rows)), sort=False)

    def conform(self, frame: pd.DataFrame, *, sort: bool = True) -> pd.DataFrame:
        """A copy with exactly these columns in order and kind, ordered by key unless told otherwise."""
        given = {name: _as_kind(frame, name, kind) for name, kind in self.columns.items()}
        shaped = pd.DataFrame(given, index=frame.index)
        if sort and self.key:
            shaped = shaped.sort_values(list(self.key), kind="stable")
        return shaped.reset_index(drop=True)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The same frame, or ContractError naming the columns that are missing or the key that repeats."""
        missing = [name for name in self.columns if name not in frame.columns]
        if missing:
            raise ContractError(f"frame {self.name} lacks columns {missing}")
        if self.key and frame.duplicated(list(self.key)).any():
            raise ContractError(f"frame {self.name} repeats its key {self.key}")
        return frame


def text_of(keys: pd.Series, texts: Mapping[Any, str], *, otherwise: str = "") -> pd.Series:
    """The text that belongs to each key, as text whatever is missing; every distinct key is looked up once."""
    codes, distinct = pd.factorize(keys)
    found = [texts.get(key, otherwise) for key in distinct.tolist()]
    said = pd.array([*(otherwise if pd.isna(text) else text for text in found), otherwise], dtype=TEXT)
    return pd.Series(said.take(codes), index=keys.index, name=keys.name)


def number_of(keys: pd.Series, numbers: Mapping[Any, float]) -> pd.Series:
    """The number that belongs to each key, NaN where there is none."""
    codes, distinct = pd.factorize(keys)
    found = np.array([*(numbers.get(key, np.nan) for key in distinct.tolist()), np.nan], dtype=NUMBER)
    return pd.Series(found[codes], index=keys.index, name=keys.name)


def _as_kind(frame: pd.DataFrame, name: str, kind: str) -> pd.Series:
    fill: Mapping[str, object] = {TEXT: "", NUMBER: np.nan, WHOLE: 0, FLAG: False, DAY: pd.NaT}
    if name not in frame.columns:
        return pd.Series([fill[kind]] * len(frame), index=frame.index, dtype=kind)
    column = frame[name]
    if kind in (TEXT, WHOLE, FLAG) and column.hasnans:
        column = column.where(column.notna(), fill[kind])
    if column.dtype == kind:
        return column
    return column.astype(kind)  # type: ignore[call-overload, no-any-return]


def _spec(name: str, key: Iterable[str], meaning: str, /, **columns: str) -> FrameSpec:
    return FrameSpec(name=name, columns=columns, key=tuple(key), meaning=meaning)


# ---- what readers give -------------------------------------------------------------------------------------------

OFFICERS = _spec(
    "officers", ["officer_id"], "One row an officer; nothing sensitive is here, so stages may see all of it.",
    officer_id=TEXT, unit_id=TEXT, department=TEXT, rank=TEXT, started_on=DAY, place=TEXT,
)  # fmt: skip
PERSONAL = _spec(
    "personal", ["officer_id"], "Names and sensitive fields: documents and the fairness report only, never a stage.",
    officer_id=TEXT, name=TEXT, birth_date=DAY, sex=TEXT, ethnicity=TEXT, religion=TEXT, party=TEXT,
)  # fmt: skip
HOLDINGS = _spec(
    "holdings", ["officer_id", "position_id"],
    "Positions held; `share` of the officer's work, summing to 1, or less where a post could not be read.",
    officer_id=TEXT, position_id=TEXT, share=NUMBER, place=TEXT,
)  # fmt: skip
STATEMENTS = _spec(
    "statements", ["statement_id"],
    "Dated statements of a profile. `subject` = major or topic, `grade` = degree level, band or result as written.",
    statement_id=TEXT, officer_id=TEXT, kind=TEXT, text=TEXT, subject=TEXT, grade=TEXT,
    started_on=DAY, dated_on=DAY, periods=NUMBER, place=TEXT,
)  # fmt: skip
ASSESSMENTS = _spec(
    "assessments", ["assessment_id"],
    "Results by topic: a score on [scale_min, scale_max], or a level 1-5 when `level` is given; `sd` = its own "
    "deviation in levels where the result states one (a scored test), else the method's is taken.",
    assessment_id=TEXT, officer_id=TEXT, topic=TEXT, method=TEXT, score=NUMBER, scale_min=NUMBER, scale_max=NUMBER,
    level=NUMBER, dated_on=DAY, assessor=TEXT, place=TEXT, sd=NUMBER,
)  # fmt: skip
QUOTAS = _spec(
    "quotas", ["unit_id", "position_id"], "Posts per unit and position by the three baselines; NaN = not given.",
    unit_id=TEXT, position_id=TEXT, norm=NUMBER, quota=NUMBER, plan=NUMBER, place=TEXT,
)  # fmt: skip
DECISIONS = _spec(
    "decisions", ["officer_id", "position_id", "decided_on"], "Decisions that named officers signed earlier.",
    officer_id=TEXT, position_id=TEXT, label=TEXT, decided_on=DAY, decided_by=TEXT, reason=TEXT, place=TEXT,
)  # fmt: skip
PROBLEMS = _spec(
    "problems", [], "What is wrong in the input, in the order of the files.",
    file=TEXT, sheet=TEXT, cell=TEXT, severity=TEXT, code=TEXT, value=TEXT,
    message_vi=TEXT, message_en=TEXT, suggestion_vi=TEXT, suggestion_en=TEXT,
)  # fmt: skip

# ---- what stages give each other ---------------------------------------------------------------------------------

REQUIREMENTS = _spec(
    "requirements", ["position_id", "requirement_id"],
    "Competencies and tasks each position asks, with range, weight in the verdict and whether it is a gate.",
    position_id=TEXT, requirement_id=TEXT, kind=TEXT, domain=TEXT, weight=NUMBER, is_gate=FLAG,
    min_level=WHOLE, max_level=WHOLE, name_vi=TEXT, name_en=TEXT,
)  # fmt: skip
EVIDENCE = _spec(
    "evidence", ["evidence_id"],
    "Every dated statement and result. `level`, `sd` are what a result says on the 1-5 scale (NaN for plain text).",
    evidence_id=TEXT, officer_id=TEXT, kind=TEXT, method=TEXT, text=TEXT, subject=TEXT, grade=TEXT, level=NUMBER,
    sd=NUMBER, dated_on=DAY, age_years=NUMBER, place=TEXT, assessor=TEXT,
)  # fmt: skip
MATCHES = _spec(
    "matches", ["text", "requirement_id"], "Distinct evidence text ↔ requirement, with a confidence in 0-1.",
    text=TEXT, requirement_id=TEXT, score=NUMBER, confidence=NUMBER, rank=WHOLE,
)  # fmt: skip
STANDARDS = _spec(
    "standards", ["officer_id", "position_id", "rule_id"], "Formal standards, three-valued, each with its reason.",
    officer_id=TEXT, position_id=TEXT, rule_id=TEXT, kind=TEXT, status=TEXT, reason=TEXT, found=TEXT, wanted=TEXT,
    wanted_en=TEXT, after_appointment=FLAG, decides=FLAG, legal_basis=TEXT, evidence_id=TEXT,
)  # fmt: skip
ESTIMATES = _spec(
    "estimates", ["officer_id", "position_id", "requirement_id"],
    "Level on each requirement with its standard deviation; p_meets = P(level ≥ minimum). `conflict`: sources that "
    "disagree; `kept`: the label left of meets and does_not_meet, neither when both may be, where a model was learned.",
    officer_id=TEXT, position_id=TEXT, requirement_id=TEXT, kind=TEXT, domain=TEXT, name_vi=TEXT, name_en=TEXT,
    weight=NUMBER, is_gate=FLAG, min_level=WHOLE, max_level=WHOLE, level=NUMBER, sd=NUMBER, p_meets=NUMBER, basis=TEXT,
    n_direct=WHOLE, n_text=WHOLE, test=NUMBER, supervisor=NUMBER, peer=NUMBER, self=NUMBER, conflict=TEXT, kept=TEXT,
    evidence_id=TEXT, quote=TEXT, quote_on=DAY, quote_place=TEXT, match_confidence=NUMBER,
)  # fmt: skip

ASSESSORS = _spec(
    "assessors", ["method", "assessor"],
    "How many levels each assessor gives more than others of the same officers, drawn to 0, with its deviation.",
    method=TEXT, assessor=TEXT, officers=WHOLE, results=WHOLE, compared=WHOLE, leniency=NUMBER, sd=NUMBER,
    spread=NUMBER,
)  # fmt: skip

# ---- what a run writes -------------------------------------------------------------------------------------------

VERDICTS = _spec(
    "verdicts", ["officer_id", "position_id"],
    "The proposal per officer and position held, with probability, failed questions, reasons and the smallest change.",
    officer_id=TEXT, unit_id=TEXT, position_id=TEXT, share=NUMBER, verdict=TEXT, probability=NUMBER,
    failed_questions=TEXT, review_reasons=TEXT, standards=TEXT, p_competency=NUMBER, share_met=NUMBER,
    coverage=NUMBER, n_requirements=WHOLE,
    n_direct=WHOLE, n_below=WHOLE, results_band=TEXT, reason_vi=TEXT, reason_en=TEXT, change_vi=TEXT, change_en=TEXT,
    legal_basis=TEXT,
)  # fmt: skip
GAPS = _spec(
    "gaps", ["officer_id", "position_id", "requirement_id"],
    "Shortfalls and wishes for development, most pressing first.",
    officer_id=TEXT, position_id=TEXT, requirement_id=TEXT, kind=TEXT, domain=TEXT, name_vi=TEXT, name_en=TEXT,
    required=NUMBER, level=NUMBER, shortfall=NUMBER, p_gap=NUMBER, priority=NUMBER,
)  # fmt: skip
RECOMMENDATIONS = _spec(
    "recommendations", ["officer_id", "course_id"], "Courses ranked by what they close for this officer.",
    officer_id=TEXT, course_id=TEXT, rank=WHOLE, value=NUMBER, is_mandatory=FLAG, closes=TEXT, basis=TEXT,
)  # fmt: skip
PLANS = _spec(
    "plans", ["officer_id", "step"], "Ordered courses of one officer for the year.",
    officer_id=TEXT, unit_id=TEXT, step=WHOLE, course_id=TEXT, course_vi=TEXT, course_en=TEXT, domain=TEXT,
    mode=TEXT, provider=TEXT, periods=NUMBER, counted_periods=NUMBER, quarter=TEXT, is_mandatory=FLAG,
    priority=NUMBER, closes=TEXT, reason_vi=TEXT, reason_en=TEXT,
)  # fmt: skip
DEMAND = _spec(
    "demand", ["course_id", "province_id", "unit_id", "domain", "priority"],
    "Learners and periods by course, province, unit, domain and priority.",
    course_id=TEXT, course_vi=TEXT, course_en=TEXT, province_id=TEXT, unit_id=TEXT, domain=TEXT, priority=TEXT,
    learners=WHOLE, periods=NUMBER, classes=NUMBER,
)  # fmt: skip
UNCOVERED = _spec(
    "uncovered", ["requirement_id", "unit_id"], "Needs that no course of the catalogue closes.",
    requirement_id=TEXT, unit_id=TEXT, name_vi=TEXT, name_en=TEXT, domain=TEXT, officers=WHOLE, why=TEXT,
)  # fmt: skip
BALANCE = _spec(
    "balance", ["unit_id", "position_id"],
    "Posts filled against norm, quota and plan; positive = surplus. `present` counts shares, `heads` people.",
    unit_id=TEXT, position_id=TEXT, group=TEXT, field=TEXT, heads=WHOLE, present=NUMBER, suitable=NUMBER,
    norm=NUMBER, quota=NUMBER, plan=NUMBER, over_norm=NUMBER, over_quota=NUMBER, over_plan=NUMBER,
)  # fmt: skip
MOVES = _spec(
    "moves", ["officer_id"], "Proposed redeployments with reasons: proposals, never orders.",
    officer_id=TEXT, kind=TEXT, from_unit=TEXT, from_position=TEXT, to_unit=TEXT, to_position=TEXT,
    probability=NUMBER, standards=TEXT, reason_vi=TEXT, reason_en=TEXT,
)  # fmt: skip

FAIRNESS = _spec(
    "fairness", ["dimension", "group"],
    "How often each group of officers meets the main position, beside the best group; counts of a few people are NaN.",
    dimension=TEXT, group=TEXT, n=WHOLE, meets=NUMBER, review=NUMBER, fails=NUMBER, rate=NUMBER, rate_low=NUMBER,
    rate_high=NUMBER, is_reference=FLAG, ratio=NUMBER, ratio_low=NUMBER, ratio_high=NUMBER, p_value=NUMBER,
    thin_evidence=NUMBER, missing_evidence=NUMBER, asks_reason=FLAG,
)  # fmt: skip

INPUTS = (OFFICERS, PERSONAL, HOLDINGS, STATEMENTS, ASSESSMENTS, QUOTAS, DECISIONS)
OUTPUTS = (VERDICTS, ESTIMATES, GAPS, PLANS, DEMAND, UNCOVERED, BALANCE, MOVES)
