"""How far the words of a duty or a post on record stay below what a requirement asks, from levels of responsibility.

Likeness does not see the level: who helps with a task and who leads it write of the same thing. So a text that matches
a requirement is compared with it by level of responsibility, and one that stays below the lowest wording of the
requirement witnesses that much less. Words never witness more than the middle of the range: who writes well is not
more able.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from models.language import is_marked_vietnamese
from models.responsibility import shipped_estimator
from recommender.columns import EVIDENCE, MATCHES, number_of
from recommender.types import EvidenceKind

WORDED_KINDS = (EvidenceKind.DUTY, EvidenceKind.PAST_POST)
"""Kinds of evidence whose words tell a level; names of courses do not."""
LEAST_SHORT = 0.1
"""Smaller distances are noise of single lines."""
COLUMNS = ["text", "requirement_id", "below"]


def witnessed_levels(evidence: pd.DataFrame, matches: pd.DataFrame, requirement_texts: pd.DataFrame) -> pd.DataFrame:
    """COLUMNS: matches of duties and posts that stay below their requirement, and by how many levels (positive)."""
    speaks = EVIDENCE.check(evidence)
    texts = speaks.loc[speaks["kind"].isin(WORDED_KINDS), "text"].unique()
    pairs = MATCHES.check(matches)
    pairs = pairs.loc[pairs["text"].isin(texts), ["text", "requirement_id"]]
    said = {text: _level(text) for text in pairs["text"].unique()}
    wanted = requirement_texts[requirement_texts["requirement_id"].isin(pairs["requirement_id"])]
    asked = {key: _least_level(text) for key, text in zip(wanted["requirement_id"], wanted["text"], strict=True)}
    below = number_of(pairs["requirement_id"], asked) - number_of(pairs["text"], said)
    short = pairs.assign(below=below)
    return short.loc[short["below"] >= LEAST_SHORT, COLUMNS].reset_index(drop=True)


def _level(text: str) -> float:
    return shipped_estimator().describe(text).level


@lru_cache(maxsize=4096)
def _least_level(text: str) -> float:
    """The level of the wording that asks for least, of the Vietnamese ones where there are any."""
    lines = text.split("\n")
    return min(_level(line) for line in [line for line in lines if is_marked_vietnamese(line)] or lines)
