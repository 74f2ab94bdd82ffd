"""Labelled cases, from features and signed decisions: the last decision of each officer and position, and its part."""

from __future__ import annotations

import hashlib
from enum import StrEnum

import pandas as pd

from recommender.columns import DECISIONS
from recommender.types import VerdictLabel
from recommender.verdict import KEY

SHARES = {"fit": 0.4, "calibrate": 0.4, "held_back": 0.2}
"""Share of the officers in each part; few numbers are fitted, so calibrating gets as many as fitting."""
STEPS = 1 << 32


class Part(StrEnum):
    """What a labelled case is used for; all decisions about one officer are in the same part."""

    FIT = "fit"
    """The classifier is fitted on it."""
    CALIBRATE = "calibrate"
    """The bounds of the sets rest on it."""
    HELD_BACK = "held_back"
    """The model is compared with the policy on it, and never sees it."""


def part_of(officer_ids: pd.Series) -> pd.Series:
    """The part of each officer by a digest of the id: the same in every training, whatever else is in the files."""
    known = {str(name): _part(str(name)) for name in officer_ids.unique()}
    parts: pd.Series = officer_ids.astype("str").map(known).astype("str")
    return parts


def _part(officer_id: str) -> str:
    digest = hashlib.sha256(f"part:{officer_id}".encode()).digest()
    place = int.from_bytes(digest[:4], "big") / STEPS
    if place < SHARES["fit"]:
        return str(Part.FIT)
    return str(Part.CALIBRATE if place < SHARES["fit"] + SHARES["calibrate"] else Part.HELD_BACK)


def labelled(features: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Rows of `features` with `is_meeting` and `part`, where the last decision signed says yes or no."""
    signed = DECISIONS.check(decisions).sort_values(["decided_on", *KEY], kind="stable", na_position="first")
    last = signed.drop_duplicates(KEY, keep="last")
    clear = last[last["label"].isin([str(VerdictLabel.MEETS), str(VerdictLabel.DOES_NOT_MEET)])]
    said = clear[KEY].assign(is_meeting=clear["label"] == VerdictLabel.MEETS)
    cases = features.merge(said, on=KEY, how="inner").sort_values(KEY, ignore_index=True)
    return cases.assign(part=part_of(cases["officer_id"]))
