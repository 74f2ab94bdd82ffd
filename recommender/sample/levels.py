"""True levels: a continuous level of every officer on every requirement of the positions held, and who truly meets it.

The latent model is the sample's own: a general factor per officer, a factor of knowledge per position held, a noise of
its own per requirement, digital requirements lower, a minority of weak officers. A level is the nearest whole number.
The rule of "meets" is the written policy: every gate at its minimum, and the weighted share at the minimum ≥ 80 %.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from recommender.requirements import COMPETENCY, requirements
from recommender.sample.draws import Flags, Floats, Ints, Texts, flags, texts
from recommender.sample.staffing import Posts
from training_catalog.types import Catalogue, TaskKind

SHARE_REQUIRED = 0.8
GENERAL, KNOWLEDGE, NOISE = 0.26, 0.22, 0.335
"""Spread of the general factor, of the knowledge of a position, and of single requirements, in levels."""
RAISED = 0.12
"""Typical level above the middle of the required range."""
DIGITAL, CARRIED = -0.18, -0.1
"""Digital requirements and positions carried beside the main one are done less well."""
WEAK, WEAK_DROP = 0.038, -0.85
WEAK_HOLDING, WEAK_HOLDING_DROP = 0.02, -0.8
"""Officers weak in everything, and holdings of which the holder knows little."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Requirements of all positions as arrays, rows in order of positions."""

    requirement_ids: Texts
    first: Ints
    """By position: first row; one more at the end."""
    requirement: Ints
    minimum: Ints
    middle: Floats
    weight: Floats
    is_gate: Flags
    is_competency: Flags
    """By requirement."""
    is_digital: Flags
    """By requirement."""


@dataclass(frozen=True, kw_only=True)
class Levels:
    """One entry per officer and requirement asked by any position held, ordered by officer and requirement."""

    officer: Ints
    requirement: Ints
    true: Floats
    level: Ints
    general: Floats
    """By officer: the general factor."""
    meets: Flags
    """By holding: the competency question."""
    holding: Ints
    """First holding that asks it."""


def asked_of_positions(catalogue: Catalogue) -> Asked:
    """What every position asks, by the written definition of requirements, weights and gates."""
    frame = requirements(catalogue)
    ids = sorted(set(frame["requirement_id"]))
    place = {key: index for index, key in enumerate(ids)}
    order = {key: index for index, key in enumerate(catalogue.positions)}
    frame = frame.assign(row=frame["position_id"].map(order)).sort_values(["row", "requirement_id"], kind="stable")
    kinds = frame.drop_duplicates("requirement_id").set_index("requirement_id").loc[ids]
    return Asked(
        requirement_ids=texts(ids),
        first=np.searchsorted(frame["row"].to_numpy(), np.arange(len(order) + 1)),
        requirement=frame["requirement_id"].map(place).to_numpy(dtype=np.int64),
        minimum=frame["min_level"].to_numpy(dtype=np.int64),
        middle=((frame["min_level"] + frame["max_level"]) / 2).to_numpy(dtype=np.float64),
        weight=frame["weight"].to_numpy(dtype=np.float64),
        is_gate=frame["is_gate"].to_numpy(dtype=bool),
        is_competency=(kinds["kind"] == COMPETENCY).to_numpy(dtype=bool),
        is_digital=(kinds["domain"] == str(TaskKind.DIGITAL)).to_numpy(dtype=bool),
    )


def true_levels(asked: Asked, posts: Posts, rng: np.random.Generator) -> Levels:
    """Levels of all officers on what their positions ask, and the competency question of each holding."""
    holding, row = _rows(asked, posts)
    key = posts.officer[holding] * len(asked.requirement_ids) + asked.requirement[row]
    distinct, where, back = np.unique(key, return_index=True, return_inverse=True)
    officer, requirement = np.divmod(distinct, len(asked.requirement_ids))
    general = rng.normal(0, GENERAL, posts.officers) + WEAK_DROP * flags(rng, WEAK, posts.officers)
    asker = holding[where]
    true = asked.middle[row[where]] + RAISED + _factors(asked, posts, asker, requirement, general, rng)
    true += rng.normal(0, NOISE, len(true))
    level = np.clip(np.floor(true + 0.5), 1, 5).astype(np.int64)
    reached = level[back] >= asked.minimum[row]
    meets = _meets(reached, asked.weight[row], asked.is_gate[row], holding, len(posts.officer))
    return Levels(
        officer=officer, requirement=requirement, true=true, level=level, general=general, meets=meets, holding=asker
    )


def _rows(asked: Asked, posts: Posts) -> tuple[Ints, Ints]:
    """Holding and row of Asked for every requirement of every holding."""
    count = np.diff(asked.first)[posts.position]
    holding = np.repeat(np.arange(len(posts.position)), count)
    start = np.repeat(np.cumsum(count) - count, count)
    return holding, asked.first[posts.position][holding] + np.arange(len(holding)) - start


def _factors(
    asked: Asked, posts: Posts, asker: Ints, requirement: Ints, general: Floats, rng: np.random.Generator
) -> Floats:
    """What the officer brings to each requirement: competencies from the general factor, tasks also from knowledge."""
    officer = posts.officer[asker]
    knowledge = rng.normal(0, KNOWLEDGE, len(posts.officer))
    knowledge += WEAK_HOLDING_DROP * flags(rng, WEAK_HOLDING, len(posts.officer))
    main = np.r_[True, np.diff(posts.officer) > 0]
    knowledge += np.where(main, 0.0, CARRIED)
    task = general[officer] * 0.7 + knowledge[asker]
    level: Floats = np.where(asked.is_competency[requirement], general[officer], task)
    return level + DIGITAL * asked.is_digital[requirement]


def _meets(reached: Flags, weight: Floats, gate: Flags, holding: Ints, holdings: int) -> Flags:
    total = np.bincount(holding, weights=weight, minlength=holdings)
    share = np.bincount(holding, weights=weight * reached, minlength=holdings) / total
    failed = np.bincount(holding, weights=gate & ~reached, minlength=holdings) > 0
    return (share >= SHARE_REQUIRED - 1e-9) & ~failed


def levels_frame(asked: Asked, levels: Levels, officer_ids: Texts) -> pd.DataFrame:
    """officer_id, requirement_id, level and the exact level before rounding; in the order of officers."""
    return pd.DataFrame(
        {
            "officer_id": pd.Categorical.from_codes(levels.officer, categories=pd.Index(officer_ids)),
            "requirement_id": pd.Categorical.from_codes(levels.requirement, categories=pd.Index(asked.requirement_ids)),
            "level": levels.level,
            "exact": levels.true,
        }
    )
