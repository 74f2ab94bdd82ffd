"""How far the words of a duty or a post on record stay below what a requirement asks, from levels of responsibility.

Likeness does not see the level: who helps with a task and who leads it write of the same thing. So a text that matches
a requirement is compared with it by level of responsibility, and one that stays below the lowest wording of the
requirement witnesses that much less. Words never witness more than the middle of the range: who writes well is not
more able.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from models.language import is_marked_vietnamese
from models.responsibility import shipped_estimator
from recommender.columns import EVIDENCE, MATCHES
from recommender.types import EvidenceKind

WORDED_KINDS = (EvidenceKind.DUTY, EvidenceKind.PAST_POST)
"""Kinds of evidence whose words tell a level; names of courses do not."""
RECENT_TEXTS = 16_384
LEAST_SHORT = 0.1
"""Smaller distances are noise of single lines."""
COLUMNS = ["text", "requirement_id", "below"]


def witnessed_levels(evidence: pd.DataFrame, matches: pd.DataFrame, requirement_texts: pd.DataFrame) -> pd.DataFrame:
    """COLUMNS: matches of duties and posts that stay below their requirement, and by how many levels (positive)."""
    speaks = EVIDENCE.check(evidence)
    pairs = MATCHES.check(matches)
    codes, texts = pd.factorize(pairs["text"])
    at, requirements = pd.factorize(pairs["requirement_id"])
    worded = pd.Index(texts).isin(speaks.loc[speaks["kind"].isin(WORDED_KINDS), "text"].unique())
    said = np.array([_level(text) if is_worded else np.nan for text, is_worded in zip(texts, worded, strict=True)])
    met = set(requirements[np.unique(at[worded[codes]])])
    wanted = requirement_texts[requirement_texts["requirement_id"].isin(met)]
    asked = {key: _least_level(text) for key, text in zip(wanted["requirement_id"], wanted["text"], strict=True)}
    below = np.array([asked.get(key, np.nan) for key in requirements])[at] - said[codes]
    short: pd.DataFrame = pairs.loc[below >= LEAST_SHORT, ["text", "requirement_id"]]
    return short.assign(below=below[below >= LEAST_SHORT]).reset_index(drop=True)


@lru_cache(maxsize=RECENT_TEXTS)
def _level(text: str) -> float:
    return shipped_estimator().describe(text).level


@lru_cache(maxsize=4096)
def _least_level(text: str) -> float:
    """The level of the wording that asks for least, of the Vietnamese ones where there are any."""
    lines = text.split("\n")
    return min(_level(line) for line in [line for line in lines if is_marked_vietnamese(line)] or lines)
