"""Moves: proposed redeployments from surplus to shortage within a province, by an assignment; never orders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from recommender.columns import BALANCE, HOLDINGS, MOVES, OFFICERS, VERDICTS
from recommender.demand import province_of
from recommender.types import Baseline, MoveKind, StandardStatus, VerdictLabel
from training_catalog.types import PositionGroup, StandardKind, Unit

LEAST_PROBABILITY = 0.5
INSIDE_BONUS = 0.1
"""Staying in the commune is worth this much probability: distance and wishes are what stops moves in practice."""
UNSUITABLE_BONUS = 0.2
"""Somebody who does not meet the present position gains most from a better one."""
MAIN_SHARE = 0.5
"""Only those whose main work (at least this share) is the surplus position are proposed to leave it."""
THIN_EVIDENCE = "thin_evidence"
"""The reason for a review that says that too few of the requirements have results."""
WHOLE_POST = 0.5
"""A surplus or shortage of at least this many posts counts as one."""


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Who could move where: `pairs` has officer_id, unit and position from and to; both sides with how many posts."""

    pairs: pd.DataFrame
    surplus: pd.DataFrame
    shortage: pd.DataFrame


def candidates(
    balance: pd.DataFrame,
    holdings: pd.DataFrame,
    verdicts: pd.DataFrame,
    *,
    officers: pd.DataFrame,
    units: dict[str, Unit],
) -> Candidates:
    """Officers whose main position is in surplus × positions short in the same province and the same group.

    Leaders and the military command are only proposed for the same office elsewhere: a program lowers nobody's rank.
    Support staff stay in their unit: their posts do not carry a move of home.
    """
    frame = BALANCE.check(balance)
    over = _over(frame)
    sides = frame[["unit_id", "position_id", "group"]].assign(over=over, province=province_of(frame["unit_id"], units))
    surplus = _posts(sides[sides["over"] >= WHOLE_POST])
    shortage = _posts(sides[sides["over"] <= -WHOLE_POST])
    main = HOLDINGS.check(holdings)
    main = main[main["share"] >= MAIN_SHARE].merge(OFFICERS.check(officers)[["officer_id", "unit_id"]], on="officer_id")
    main = main.sort_values(["officer_id", "share", "position_id"], ascending=[True, False, True]).drop_duplicates(
        "officer_id"
    )
    leaving = main.merge(surplus, on=["unit_id", "position_id"], how="inner")
    present = VERDICTS.check(verdicts)[["officer_id", "position_id", "verdict", "probability"]]
    leaving = leaving.merge(
        present.rename(columns={"probability": "now"}), on=["officer_id", "position_id"], how="left"
    )
    pairs = leaving.rename(columns={"unit_id": "from_unit", "position_id": "from_position"}).merge(
        shortage.rename(columns={"unit_id": "to_unit", "position_id": "to_position"})[
            ["to_unit", "to_position", "group", "province"]
        ],
        on=["group", "province"], how="inner",
    )  # fmt: skip
    same_office, same_unit = pairs["from_position"] == pairs["to_position"], pairs["from_unit"] == pairs["to_unit"]
    barred = pairs["group"].isin([PositionGroup.LEADER, PositionGroup.MILITARY]) & ~same_office
    barred |= (pairs["group"] == PositionGroup.SUPPORT) & ~same_unit
    pairs = pairs[~barred]
    columns = ["officer_id", "from_unit", "from_position", "to_unit", "to_position", "verdict", "now"]
    return Candidates(pairs=pairs[columns].reset_index(drop=True), surplus=surplus, shortage=shortage)


def moves(candidates: Candidates, assessed: pd.DataFrame, *, standards: pd.DataFrame | None = None) -> pd.DataFrame:
    """MOVES rows without words. `assessed` = VERDICTS of the candidate officers in the positions they could move to.

    `standards`: STANDARDS rows of the same. Another desk is proposed only to whom its major plainly fits, and of whose
    work there enough is known: what is merely not ruled out is no proposal to put before a leader.
    """
    pairs = candidates.pairs.merge(
        assessed[["officer_id", "position_id", "probability", "standards", "verdict", "review_reasons"]].rename(
            columns={"position_id": "to_position", "verdict": "verdict_there"}
        ),
        on=["officer_id", "to_position"], how="inner",
    )  # fmt: skip
    possible = (pairs["probability"] >= LEAST_PROBABILITY) & (pairs["standards"] != StandardStatus.UNFIT)
    possible &= (pairs["from_position"] == pairs["to_position"]) | _is_known(pairs, standards)
    pairs = pairs[possible & (pairs["verdict_there"] != VerdictLabel.DOES_NOT_MEET)]
    pairs = pairs.sort_values(["officer_id", "to_unit", "to_position"]).reset_index(drop=True)
    if pairs.empty:
        return MOVES.empty()
    inside = pairs["from_unit"] == pairs["to_unit"]
    unsuitable = pairs["verdict"] == VerdictLabel.DOES_NOT_MEET
    worth = pairs["probability"] + INSIDE_BONUS * inside + UNSUITABLE_BONUS * unsuitable
    taken = _assigned(pairs, worth.to_numpy(), candidates)
    kind = pd.Series(str(MoveKind.INSIDE), index=pairs.index).where(inside, str(MoveKind.BETWEEN))
    return MOVES.conform(pairs.assign(kind=kind)[taken])


def _is_known(pairs: pd.DataFrame, standards: pd.DataFrame | None) -> pd.Series:
    """Whether the major asked there fits (or none is asked), and the results say enough about the work there."""
    is_thin = pairs["review_reasons"].fillna("").str.contains(THIN_EVIDENCE, regex=False)
    if standards is None:
        return ~is_thin
    open_majors = standards[
        (standards["kind"] == StandardKind.MAJOR) & (standards["status"] != StandardStatus.FITS) & standards["decides"]
    ]
    doubted = pd.MultiIndex.from_frame(open_majors[["officer_id", "position_id"]])
    return ~is_thin & ~pd.MultiIndex.from_frame(pairs[["officer_id", "to_position"]]).isin(doubted)


def _assigned(pairs: pd.DataFrame, worth: np.ndarray, candidates: Candidates) -> np.ndarray:
    """Which pairs an optimal assignment takes: one move an officer, no more than the posts on either side."""
    sides = [
        (["officer_id"], None),
        (["from_unit", "from_position"], candidates.surplus),
        (["to_unit", "to_position"], candidates.shortage),
    ]
    rows, limits, count = [], [], 0
    for keys, posts in sides:
        codes, distinct = pd.MultiIndex.from_frame(pairs[keys]).factorize()
        rows.append(codes + count)
        count += len(distinct)
        limits.append(_limits(pd.Index(distinct), posts))
    columns = np.tile(np.arange(len(pairs)), len(sides))
    data = (np.ones(len(columns)), (np.concatenate(rows), columns))
    matrix = csr_matrix(data, shape=(count, len(pairs)))
    # A tiny cost by order makes the optimum unique, so that the same input gives the same moves.
    cost = -worth + 1e-7 * np.arange(len(pairs)) / len(pairs)
    solved = linprog(cost, A_ub=matrix, b_ub=np.concatenate(limits), bounds=(0, 1), method="highs")
    return np.asarray(solved.x > 0.5)


def _limits(distinct: pd.Index, posts: pd.DataFrame | None) -> np.ndarray:
    if posts is None:
        return np.ones(len(distinct))
    given = posts.set_index(["unit_id", "position_id"])["posts"]
    return given.reindex(distinct).to_numpy(dtype=np.float64)


def _posts(side: pd.DataFrame) -> pd.DataFrame:
    """Whole posts of a surplus or shortage; a half counts as one."""
    return side.assign(posts=np.floor(side["over"].abs() + WHOLE_POST))


def _over(frame: pd.DataFrame) -> pd.Series:
    """Surplus by the quota; where no quota is given by the plan, then by the norm."""
    over = frame[f"over_{Baseline.QUOTA}"]
    for baseline in (Baseline.PLAN, Baseline.NORM):
        over = over.where(over.notna(), frame[f"over_{baseline}"])
    return over.fillna(0.0)
