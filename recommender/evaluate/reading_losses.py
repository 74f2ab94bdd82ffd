"""What reading lost: holdings, results and statements of the sample that did not come through the files as they are."""

from __future__ import annotations

import pandas as pd

from recommender.evaluate.truth import Truth
from recommender.inputs import Inputs
from recommender.types import EvidenceKind, Severity

HOLDING = ["officer_id", "position_id"]
RESULT = ["officer_id", "topic", "method", "score", "level"]
STATEMENT = ["officer_id", "kind"]
SCORE_DECIMALS = 3


def reading_losses(inputs: Inputs, clean: Inputs) -> pd.DataFrame:
    """what, planted, right, extra: rows of the sample before dirt, those read with the same values, and others read."""
    officers = ["officer_id"]
    rows = [
        ("officers", *_compared(clean.officers[officers], inputs.officers[officers])),
        ("officers with their unit", *_compared(*_both(clean.officers, inputs.officers, [*officers, "unit_id"]))),
        ("holdings", *_compared(*_both(clean.holdings, inputs.holdings, HOLDING))),
        ("results with their value", *_compared(_results(clean), _results(inputs))),
    ]
    for kind in (EvidenceKind.DEGREE, EvidenceKind.CERTIFICATE, EvidenceKind.POLITICAL_THEORY, EvidenceKind.TRAINING):
        planted, read = (frame[frame["kind"] == kind] for frame in (clean.statements, inputs.statements))
        rows.append((f"statements: {kind}", *_compared(*_both(planted, read, STATEMENT))))
    return pd.DataFrame(rows, columns=["what", "planted", "right", "extra"])


def told_problems(inputs: Inputs, truth: Truth) -> pd.DataFrame:
    """what, count: planted dirt, and problems reported by severity (one line can stand for many cells)."""
    rows = {"planted dirt (cells and rows)": len(truth.dirt)}
    rows |= {f"problems: {severity}": int((inputs.problems["severity"] == severity).sum()) for severity in Severity}
    return pd.DataFrame({"what": list(rows), "count": list(rows.values())})


def _both(first: pd.DataFrame, second: pd.DataFrame, columns: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    return first[columns], second[columns]


def _results(inputs: Inputs) -> pd.DataFrame:
    """Results by what they say; a score as a share of its scale, so that 75/100 and 7,5/10 are the same."""
    frame = inputs.assessments
    share = (frame["score"] - frame["scale_min"]) / (frame["scale_max"] - frame["scale_min"])
    return frame[RESULT].assign(score=share.round(SCORE_DECIMALS)).fillna({"score": -1.0, "level": -1.0})


def _compared(planted: pd.DataFrame, read: pd.DataFrame) -> tuple[int, int, int]:
    """Rows planted, rows of them found among those read (each read row answers one), and rows read beyond them."""
    columns = list(planted.columns)
    numbered = [frame.assign(number=frame.groupby(columns).cumcount()) for frame in (planted, read)]
    right = len(numbered[0].merge(numbered[1], on=[*columns, "number"]))
    return len(planted), right, len(read) - right
