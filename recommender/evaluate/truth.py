"""Planted truth of a sample: read from the files beside its workbooks, and what each topic was written for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from recommender.sample.data_files import topics

FILES = {
    "verdicts": ("truth.csv", ("officer_id", "position_id", "meets", "fails")),
    "levels": ("truth_levels.csv", ("officer_id", "requirement_id", "level")),
    "standards": ("truth_standards.csv", ("officer_id", "position_id", "rule_id", "meets")),
    "dirt": ("dirt.csv", ("kind",)),
}
"""Field of Truth → its file and the columns it must have."""


@dataclass(frozen=True, kw_only=True)
class Truth:
    """What is really so: verdicts and standards by holding, levels, what each topic was written for, planted dirt."""

    verdicts: pd.DataFrame
    levels: pd.DataFrame
    standards: pd.DataFrame
    topics: pd.DataFrame
    dirt: pd.DataFrame


def read_truth(folder: Path) -> Truth:
    """The truth files of a folder that `nangluc sample` wrote."""
    frames = {}
    for field, (name, columns) in FILES.items():
        frame = pd.read_csv(folder / name, dtype="str", keep_default_na=False)
        frames[field] = frame[[*columns, *[column for column in frame.columns if column not in columns]]]
    verdicts, levels, standards = frames["verdicts"], frames["levels"], frames["standards"]
    return Truth(
        verdicts=verdicts.assign(meets=verdicts["meets"] == "1"),
        levels=levels.assign(level=levels["level"].astype("float64")),
        standards=standards.assign(meets=standards["meets"] == "1"),
        topics=planted_topics(),
        dirt=frames["dirt"],
    )


def with_exact_levels(truth: Truth, exact: pd.DataFrame) -> Truth:
    """The same truth with the levels before rounding: officer_id, requirement_id, exact."""
    pair = ["officer_id", "requirement_id"]
    plain = exact[[*pair, "exact"]].astype(dict.fromkeys(pair, "str"))
    return replace(truth, levels=truth.levels.merge(plain, on=pair, how="left"))


def planted_topics() -> pd.DataFrame:
    """topic, requirement_id: every wording that samples use, with the requirement it was written for."""
    rows = [(topic, key) for key, wordings in topics().items() for topic in wordings]
    return pd.DataFrame(rows, columns=["topic", "requirement_id"]).drop_duplicates("topic")
