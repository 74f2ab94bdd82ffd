"""Matches of catalogue wordings held out one at a time: how sure a match says it is, against how often it is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import minimize

from models.matcher import HybridMatcher
from recommender.evaluate.reliability import calibration_error, calibration_table
from recommender.matching import ChosenEncoder, confidence_of
from recommender.measuring.observations import OWN_WORK, SUREST

ROUNDS = 4
"""Wordings of each requirement held out, one a round; the official text itself always stays."""
FOREIGN_EVERY = 6
"""Every sixth text is also put to a position that does not ask what it is about: officers have such texts too."""
SHOWN = 6
"""Best requirements of each query that are counted."""
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class HeldOut:
    """Fused scores of held-out wordings against all requirements, with the row of the right one."""

    scores: npt.NDArray[np.float32]
    right: npt.NDArray[np.int64]


def held_out(texts: pd.DataFrame, chosen: ChosenEncoder, *, short_forms: Mapping[str, str]) -> HeldOut:
    """`texts`: requirement_id, text with one wording a line; a round hides one wording of each and asks for it."""
    lines = [text.split("\n") for text in texts["text"]]
    scores, right = [], []
    for number in range(1, ROUNDS + 1):
        hidden = [(row, wordings[number]) for row, wordings in enumerate(lines) if len(wordings) > number + 1]
        if not hidden:
            break
        rows = {row for row, _ in hidden}
        left = ["\n".join(_without(wordings, number if row in rows else -1)) for row, wordings in enumerate(lines)]
        queries = [wording for _, wording in hidden]
        matcher = HybridMatcher(chosen.encoder, mode=chosen.mode, abbreviations=short_forms)
        scores.append(matcher.fit(left, background=queries).score(queries))
        right.append(np.array([row for row, _ in hidden], dtype=np.int64))
    return HeldOut(scores=np.concatenate(scores), right=np.concatenate(right))


def _without(wordings: Sequence[str], number: int) -> list[str]:
    return [wording for place, wording in enumerate(wordings) if place != number]


@dataclass(frozen=True, kw_only=True)
class Cases:
    """Each query against what one position asks: scores (padded with -inf), and place of the right one or -1."""

    scores: Numbers
    right: npt.NDArray[np.int64]


def as_asked(found: HeldOut, texts: pd.DataFrame, requirements: pd.DataFrame, *, seed: int = 0) -> Cases:
    """Each query for a position that asks what it is about; every FOREIGN_EVERY-th also for one that does not."""
    rng = np.random.default_rng(seed)
    place = {key: row for row, key in enumerate(texts["requirement_id"])}
    asked = {
        str(key): np.array([place[name] for name in group], dtype=np.int64)
        for key, group in requirements.groupby("position_id")["requirement_id"]
    }
    width = max(len(rows) for rows in asked.values())
    scores, right = [], []
    for query, target in enumerate(found.right):
        own = [rows for rows in asked.values() if target in rows]
        foreign = [rows for rows in asked.values() if target not in rows and query % FOREIGN_EVERY == 0]
        for choice in (own, foreign):
            if choice:
                rows = choice[int(rng.integers(len(choice)))]
                padded = np.full(width, -np.inf)
                padded[: len(rows)] = found.scores[query, rows]
                scores.append(padded)
                right.append(int(np.flatnonzero(rows == target)[0]) if choice is own else -1)
    return Cases(scores=np.array(scores), right=np.array(right))


def fitted(cases: Cases) -> tuple[float, float]:
    """Slope and log odds of "something else" that make the held-out answers likeliest (softmax with an outside)."""

    def loss(values: Numbers) -> float:
        log_odds = np.concatenate([values[0] * cases.scores, np.full((len(cases.right), 1), values[1])], axis=1)
        top = log_odds.max(axis=1)
        total = top + np.log(np.exp(log_odds - top[:, None]).sum(axis=1))
        chosen = log_odds[np.arange(len(cases.right)), cases.right]
        return float((total - chosen).mean())

    best = minimize(loss, np.array([1.0, 4.0]), method="Nelder-Mead")
    return float(best.x[0]), float(best.x[1])


def shares(cases: Cases, chosen: ChosenEncoder, *, targets: int) -> pd.DataFrame:
    """share, is_right of the SHOWN best requirements of every case, as `measure` computes them."""
    padded = np.where(np.isfinite(cases.scores), cases.scores, -50.0).astype(np.float32)
    sure = np.minimum(confidence_of(padded, mode=chosen.mode, targets=targets), SUREST)
    odds = OWN_WORK * sure / (1 - sure)
    share = odds / (1 + odds.sum(axis=1, keepdims=True))
    best = np.argsort(-share, axis=1, kind="stable")[:, :SHOWN]
    return pd.DataFrame(
        {
            "share": np.take_along_axis(share, best, axis=1).ravel(),
            "is_right": (best == cases.right[:, None]).ravel(),
        }
    )


@dataclass(frozen=True, kw_only=True)
class MatchFigures:
    """How matches of held-out wordings hold."""

    queries: int
    first_of_all: float
    """Right one first among all requirements of the catalogue."""
    first_of_position: float
    """Right one first among those of one position that asks it."""
    calibration_error: float
    calibration: pd.DataFrame
    slope: float
    outside: float
    """Slope and log odds of "something else" fitted to these answers, to compare with the constants in use."""


def match_figures(
    texts: pd.DataFrame, requirements: pd.DataFrame, chosen: ChosenEncoder, *, short_forms: Mapping[str, str]
) -> MatchFigures:
    """All figures of one encoder."""
    found = held_out(texts, chosen, short_forms=short_forms)
    cases = as_asked(found, texts, requirements)
    said = shares(cases, chosen, targets=len(texts))
    slope, outside = fitted(cases)
    own = cases.right >= 0
    return MatchFigures(
        queries=len(found.right),
        first_of_all=float((found.scores.argmax(axis=1) == found.right).mean()),
        first_of_position=float((cases.scores[own].argmax(axis=1) == cases.right[own]).mean()),
        calibration_error=calibration_error(said["share"], said["is_right"]),
        calibration=calibration_table(said["share"], said["is_right"]),
        slope=slope,
        outside=outside,
    )
