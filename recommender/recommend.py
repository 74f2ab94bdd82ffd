"""Recommended courses: what each course closes of each officer's gaps, from outcomes first and matching text next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from recommender.columns import GAPS, HOLDINGS, RECOMMENDATIONS, text_of
from recommender.types import GapKind
from training_catalog import CourseProvinces
from training_catalog.types import Catalogue, Course

Matrix = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
REACHES, ABOVE, BELOW = 1.0, 0.7, 0.4
"""What an outcome is worth whose level lies in the required range, above it, or below its minimum."""
TEXT_WORTH = 0.35
"""What a course is worth for a need that only its text, not its outcomes, speaks of, times the confidence."""
UPKEEP_SCALE = 0.005
"""Priority of keeping up a requirement that is met, as a share of its weight; any gap outweighs it."""
LEVEL_MARK = "@"
"""Stands between a requirement and its range in the key of a need; a formal standard has no range."""
VALUE_DECIMALS = 6
"""Sums are rounded so that the last bits of a matrix product can neither change an order nor a byte."""
BLOCK = 4000
"""Officers handled at once; bounds memory, changes no result."""


@dataclass(frozen=True, kw_only=True)
class CourseSpace:
    """Courses against needs: `coverage` is needs × courses in 0-1; audience and obligation are positions × courses."""

    courses: tuple[Course, ...]
    needs: pd.Index
    """Need key: requirement id and range such as "C3@2-3", or the term of a standard."""
    coverage: Matrix
    positions: pd.Index
    ranks: tuple[str, ...]
    """Rank of each position, what counts for an officer whose own rank is not on record; "" = none."""
    audience: Flags
    mandatory: Flags
    """Positions × courses: must be taken by holders of the position."""
    homes: npt.NDArray[np.object_]
    """Province whose own people a course is held for; "" = everybody's."""
    provinces: Mapping[str, str]
    """Unit → its province."""

    def closing(self, weights: Matrix) -> Matrix:
        """Officers × courses: what each course closes of needs of these weights (officers × needs)."""
        value: Matrix = np.round((sparse.csr_array(weights) @ self._by_need).toarray(), VALUE_DECIMALS)
        return value

    @cached_property
    def _by_need(self) -> sparse.csr_array:
        """`coverage` without its zeros: a need has a few courses, an officer a few dozen of all needs."""
        return sparse.csr_array(self.coverage)

    def open_to_rank(self, rank: str) -> Flags:
        """Courses that are not for other ranks only; an unknown rank bars from none."""
        return np.array(
            [not (rank and course.ranks) or rank in course.ranks for course in self.courses], dtype=np.bool_
        )

    def open_in(self, province: str) -> Flags:
        """Courses that people of a province can attend: those of another province are for its own people."""
        flags: Flags = (self.homes == "") | (self.homes == province)
        return flags

    def position_ranks(self) -> dict[str, str]:
        """Position → its rank."""
        return dict(zip(self.positions.tolist(), self.ranks, strict=True))

    def open_to_ranks(self, own: pd.Series, positions: pd.Series) -> Flags:
        """Rows × courses: open to the officer's own rank, or, where that is unknown, to the rank of the position."""
        codes, ranks = pd.factorize(own.where(own != "", text_of(positions, self.position_ranks())))
        flags = np.array([self.open_to_rank(str(rank)) for rank in ranks], dtype=np.bool_)
        return flags.reshape(len(ranks), len(self.courses))[codes]


def course_space(catalogue: Catalogue, requirements: pd.DataFrame, course_matches: pd.DataFrame) -> CourseSpace:
    """The space of this catalogue. `course_matches`: course_id, requirement_id, confidence from matching texts."""
    courses = tuple(catalogue.courses[key] for key in sorted(catalogue.courses))
    ranges = requirements[["requirement_id", "min_level", "max_level"]].drop_duplicates()
    ranges = ranges.assign(need=need_keys(ranges)).drop_duplicates("need").sort_values("need")
    terms = sorted({term for course in courses for term in course.grants})
    needs = pd.Index([*ranges["need"], *terms])
    positions = pd.Index(sorted(catalogue.positions))
    homes = CourseProvinces(catalogue.units)
    groups = {key: str(position.group) for key, position in catalogue.positions.items()}
    return CourseSpace(
        courses=courses,
        needs=needs,
        coverage=_coverage(courses, ranges, needs, course_matches),
        positions=positions,
        ranks=tuple(catalogue.positions[key].rank for key in positions),
        audience=_flags(courses, positions, groups, "positions"),
        mandatory=_flags(courses, positions, groups, "mandatory_for"),
        homes=np.array([homes.of(course) for course in courses], dtype=object),
        provinces={key: unit.parent_id or key for key, unit in catalogue.units.items()},
    )


def need_keys(frame: pd.DataFrame) -> pd.Series:
    """Requirement id with its range: the same competency asked at 2-3 and at 3-4 is closed by different courses."""
    low, high = frame["min_level"].astype("int64").astype("str"), frame["max_level"].astype("int64").astype("str")
    return frame["requirement_id"] + LEVEL_MARK + low + "-" + high


def gap_needs(gaps: pd.DataFrame, requirements: pd.DataFrame) -> pd.DataFrame:
    """GAPS with the column `need`; a standard's need is its term."""
    ranges = requirements[["position_id", "requirement_id", "min_level", "max_level"]]
    joined = GAPS.check(gaps).merge(ranges, on=["position_id", "requirement_id"], how="left")
    is_standard = joined["kind"] == GapKind.STANDARD
    keys = need_keys(joined.fillna({"min_level": 0, "max_level": 0}))
    return joined.assign(need=keys.where(~is_standard, joined["requirement_id"]))


def need_names(requirements: pd.DataFrame, needs: pd.DataFrame) -> pd.DataFrame:
    """need, name_vi, name_en of every requirement at its range and of every standard that is a gap."""
    named = requirements.assign(need=need_keys(requirements))
    return pd.concat([named, needs])[["need", "name_vi", "name_en"]].drop_duplicates("need").reset_index(drop=True)


def upkeep_needs(asked: pd.DataFrame) -> pd.DataFrame:
    """officer_id, need, priority of keeping up every requirement of the positions held.

    The law asks everybody for a week of training a year, those without a gap too; this little weight makes their
    courses the ones of their own desk. `asked` comes from measure.asked_of.
    """
    frame = asked[["officer_id", "position_id", "requirement_id", "weight", "min_level", "max_level"]]
    return frame.assign(need=need_keys(frame), priority=UPKEEP_SCALE * frame["weight"])


def _coverage(
    courses: tuple[Course, ...], ranges: pd.DataFrame, needs: pd.Index, course_matches: pd.DataFrame
) -> Matrix:
    numbers = {course.course_id: index for index, course in enumerate(courses)}
    outcomes = pd.DataFrame(
        [(course.course_id, out.requirement_id, out.level) for course in courses for out in course.outcomes],
        columns=["course_id", "requirement_id", "reached"],
    )
    explicit = outcomes.merge(ranges, on="requirement_id", how="inner")
    below, above = explicit["reached"] < explicit["min_level"], explicit["reached"] > explicit["max_level"]
    explicit["worth"] = np.select([below, above], [BELOW, ABOVE], REACHES)
    text = course_matches.merge(ranges, on="requirement_id", how="inner")
    text["worth"] = TEXT_WORTH * text["confidence"]
    grants = pd.DataFrame(
        [(course.course_id, term, REACHES) for course in courses for term in course.grants],
        columns=["course_id", "need", "worth"],
    )
    columns = ["course_id", "need", "worth"]
    cells = pd.concat([explicit[columns], text[columns], grants[columns]], ignore_index=True)
    matrix = np.zeros((len(needs), len(courses)), dtype=np.float64)
    rows = needs.get_indexer(pd.Index(cells["need"]))
    np.maximum.at(
        matrix,
        (rows, pd.Index(list(numbers)).get_indexer(pd.Index(cells["course_id"]))),
        cells["worth"].to_numpy(np.float64),
    )
    return matrix


def _flags(courses: tuple[Course, ...], positions: pd.Index, groups: dict[str, str], what: str) -> Flags:
    """Positions × courses; an empty audience means everyone, an empty obligation nobody."""
    named = [set(course.positions if what == "positions" else course.mandatory_for) for course in courses]
    return np.array(
        [
            [(what == "positions" and not names) or key in names or groups[key] in names for names in named]
            for key in positions
        ],
        dtype=np.bool_,
    ).reshape(len(positions), len(courses))


@dataclass(frozen=True, kw_only=True)
class Block:
    """Some officers at once: ids, need weights (officers × needs), and which courses are open or owed to them."""

    officers: pd.Index
    weights: Matrix
    audience: Flags
    mandatory: Flags
    done: Flags


def blocks(
    needs: pd.DataFrame,
    holdings: pd.DataFrame,
    completed: pd.DataFrame,
    space: CourseSpace,
    *,
    people: pd.DataFrame | None = None,
) -> Iterator[Block]:
    """Blocks over all officers by id. `needs` comes from gap_needs; `completed` has officer_id, course_id.

    `people`: OFFICERS; without them the rank of the position held counts, and courses of every province are open.
    """
    held = HOLDINGS.check(holdings)[["officer_id", "position_id"]]
    own = {} if people is None else dict(zip(people["officer_id"], people["rank"], strict=True))
    held = held.assign(rank=text_of(held["officer_id"], own))
    if people is not None:
        units = dict(zip(people["officer_id"], people["unit_id"], strict=True))
        held = held.assign(province=text_of(text_of(held["officer_id"], units), space.provinces))
    officers = pd.Index(sorted(held["officer_id"].unique()))
    for start in range(0, len(officers), BLOCK):
        some = officers[start : start + BLOCK]
        yield _block(some, held[held["officer_id"].isin(some)], needs, completed, space)


def _block(
    officers: pd.Index, held: pd.DataFrame, needs: pd.DataFrame, completed: pd.DataFrame, space: CourseSpace
) -> Block:
    at = officers.get_indexer(pd.Index(held["officer_id"]))
    where = space.positions.get_indexer(pd.Index(held["position_id"]))
    is_open = space.open_to_ranks(held["rank"], held["position_id"])
    if "province" in held:
        codes, provinces = pd.factorize(held["province"])
        is_open &= np.array([space.open_in(str(province)) for province in provinces])[codes]
    audience = np.zeros((len(officers), len(space.courses)), dtype=np.bool_)
    mandatory, done = audience.copy(), audience.copy()
    np.logical_or.at(audience, at, space.audience[where] & is_open)
    np.logical_or.at(mandatory, at, space.mandatory[where] & is_open)
    numbers = pd.Index([course.course_id for course in space.courses])
    finished = completed[completed["officer_id"].isin(officers)]
    finished_at = officers.get_indexer(pd.Index(finished["officer_id"]))
    done[finished_at, numbers.get_indexer(pd.Index(finished["course_id"]))] = True
    return Block(
        officers=officers, weights=_weights(needs, officers, space), audience=audience, mandatory=mandatory, done=done
    )


def _weights(needs: pd.DataFrame, officers: pd.Index, space: CourseSpace) -> Matrix:
    own = needs[needs["officer_id"].isin(officers) & needs["need"].isin(space.needs)]
    weights = np.zeros((len(officers), len(space.needs)), dtype=np.float64)
    cells = (officers.get_indexer(pd.Index(own["officer_id"])), space.needs.get_indexer(pd.Index(own["need"])))
    np.maximum.at(weights, cells, own["priority"].to_numpy(np.float64))
    return weights


def recommendations(block: Block, space: CourseSpace, *, top: int = 10) -> pd.DataFrame:
    """RECOMMENDATIONS of a block: courses by the sum of what they close, mandatory ones first; ties by course id."""
    open_to = block.audience & ~block.done
    value = np.where(open_to, space.closing(block.weights), 0.0)
    owed = block.mandatory & open_to
    order = np.lexsort((np.broadcast_to(np.arange(value.shape[1]), value.shape), -value, ~owed), axis=1)[:, :top]
    rows = np.repeat(np.arange(len(block.officers)), order.shape[1])
    columns = order.ravel()
    ids = np.array([course.course_id for course in space.courses])
    frame = pd.DataFrame(
        {
            "officer_id": block.officers.to_numpy()[rows],
            "course_id": ids[columns],
            "rank": np.tile(np.arange(1, order.shape[1] + 1), len(block.officers)),
            "value": value[rows, columns],
            "is_mandatory": owed[rows, columns],
        }
    )
    return RECOMMENDATIONS.conform(frame[(frame["value"] > 0) | frame["is_mandatory"]])
