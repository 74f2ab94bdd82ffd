"""Staffing: who sits where, which further positions they carry with which share, and the three baselines of posts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from recommender.columns import QUOTAS
from recommender.sample.communes import Communes
from recommender.sample.data_files import Desk, desks
from recommender.sample.draws import Floats, Ints, one_each, stochastic_round
from training_catalog.types import Catalogue, PositionGroup

MOST_EXTRA = 3
LEFT_UNCOVERED = 0.12
"""Positions without a holder of their own that nobody in the commune carries."""
MAIN_SHARES = (0.5, 0.6, 0.7)
SHARES_OF_MORE = {2: (0.5, 0.3, 0.2), 3: (0.4, 0.2, 0.2, 0.2)}
NORM_OF_NEED, PLAN_OF_NEED = 0.74, 0.85
"""Baselines beside what desks need: the norm is tighter than the plan of positions."""
NOT_GIVEN = 0.04
"""Cells of the quota table left empty."""


@dataclass(frozen=True, kw_only=True)
class Posts:
    """Officers in the order of communes, and their holdings with the main position first."""

    positions: tuple[str, ...]
    unit: Ints
    """By officer: index of the commune."""
    main: Ints
    """By officer: index of the main position."""
    officer: Ints
    """By holding."""
    position: Ints
    """By holding."""
    share: Floats
    """By holding; sums to 1 for each officer."""

    @property
    def officers(self) -> int:
        """Number of officers."""
        return len(self.unit)


def fill_posts(catalogue: Catalogue, communes: Communes, rng: np.random.Generator) -> Posts:
    """Officers of each commune by position, and further positions carried by officers of near desks."""
    positions = tuple(catalogue.positions)
    index = {key: place for place, key in enumerate(positions)}
    table = [desk for desk in desks() if desk.position_id in index]
    counts = _counts(communes, table, index, rng)
    cells = counts.ravel()
    unit = np.repeat(np.repeat(np.arange(len(communes)), len(positions)), cells)
    main = np.repeat(np.tile(np.arange(len(positions)), len(communes)), cells)
    extra_officer, extra_position = _carried(counts, table, index, unit, main, rng)
    officer = np.concatenate([np.arange(len(unit)), extra_officer])
    position = np.concatenate([main, extra_position])
    order = np.argsort(officer, kind="stable")
    officer, position = officer[order], position[order]
    return Posts(
        positions=positions, unit=unit, main=main, officer=officer, position=position, share=_shares(officer, rng)
    )


def _counts(communes: Communes, table: list[Desk], index: dict[str, int], rng: np.random.Generator) -> Ints:
    """Officers by commune and position; specialists scaled so that the commune has its size."""
    mean = np.zeros((len(communes), len(index)))
    fixed = np.zeros(len(index), dtype=bool)
    for desk in table:
        mean[:, index[desk.position_id]] = desk.present
        fixed[index[desk.position_id]] = desk.is_fixed
    scale = (communes.size - mean[:, fixed].sum(axis=1)) / mean[:, ~fixed].sum(axis=1)
    mean[:, ~fixed] *= scale[:, None]
    return stochastic_round(rng, mean)


def _carried(
    counts: Ints, table: list[Desk], index: dict[str, int], unit: Ints, main: Ints, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Officer and position of each holding beside the main one."""
    load = np.zeros(len(unit), dtype=np.int64)
    officers: list[Ints] = []
    positions: list[Ints] = []
    for desk in table:
        place = index[desk.position_id]
        empty = (counts[:, place] == 0) & (rng.random(len(counts)) >= LEFT_UNCOVERED)
        for carrier in desk.carriers:
            able = np.flatnonzero((main == index[carrier]) & empty[unit] & (load < MOST_EXTRA))
            taken = able[one_each(rng, unit[able])] if len(able) else able
            load[taken] += 1
            empty[unit[taken]] = False
            officers.append(taken)
            positions.append(np.full(len(taken), place, dtype=np.int64))
    return np.concatenate(officers), np.concatenate(positions)


def _shares(officer: Ints, rng: np.random.Generator) -> Floats:
    """Share of work by holding, main position first."""
    held = np.bincount(officer)
    first = np.searchsorted(officer, np.arange(len(held)))
    place = np.arange(len(officer)) - first[officer]
    share = np.ones(len(officer))
    main = rng.choice(MAIN_SHARES, size=len(held))
    two = held[officer] == 2
    share[two] = np.where(place == 0, main[officer], 1 - main[officer])[two]
    for more, parts in SHARES_OF_MORE.items():
        some = held[officer] == more + 1
        share[some] = np.array(parts)[place[some]]
    return np.round(share, 2)


def quota_rows(catalogue: Catalogue, communes: Communes, posts: Posts, rng: np.random.Generator) -> pd.DataFrame:
    """QUOTAS: norm, quota and plan by unit and position, which disagree in sign as the three baselines do."""
    places = {key: place for place, key in enumerate(posts.positions)}
    need = np.zeros(len(places))
    military = np.array([entry.group == PositionGroup.MILITARY for entry in catalogue.positions.values()])
    for desk in desks():
        if desk.position_id in places:
            need[places[desk.position_id]] = desk.need
    present = np.zeros((len(communes), len(places)))
    np.add.at(present, (posts.unit, posts.main), 1.0)
    scale = (communes.size / communes.size.mean())[:, None]
    bend = rng.normal(1.0, 0.06, size=(3, len(communes), 1))
    norm = stochastic_round(rng, need * scale * NORM_OF_NEED * bend[0]).astype(np.float64)
    quota = stochastic_round(rng, (0.49 * need * scale + 0.4 * present) * bend[1]).astype(np.float64)
    plan = stochastic_round(rng, need * scale * PLAN_OF_NEED * bend[2]).astype(np.float64)
    norm[:, military] = np.nan
    quota[rng.random(quota.shape) < NOT_GIVEN] = np.nan
    frame = pd.DataFrame(
        {
            "unit_id": np.repeat(communes.unit_id, len(places)),
            "position_id": np.tile(np.array(posts.positions, dtype=object), len(communes)),
            "norm": norm.ravel(),
            "quota": quota.ravel(),
            "plan": plan.ravel(),
        }
    )
    asked = frame[["norm", "quota", "plan"]].fillna(0).sum(axis=1) > 0
    return QUOTAS.conform(frame[asked])
