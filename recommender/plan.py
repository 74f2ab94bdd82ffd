"""Plans: the courses of each officer for the year, chosen one by one by what they still close for their hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from recommender.columns import PLANS, text_of
from recommender.length_words import length_words
from recommender.recommend import LEVEL_MARK, Block, CourseSpace
from recommender.settings import Settings
from recommender.types import GapKind

MOST_COURSES = 10
SMALLEST_GAIN = 0.001
"""Below this gain a course closes nothing worth naming."""
GAIN_BEYOND_YEAR = 0.08
"""Past the yearly minimum a course must close at least this much to be planned."""
CLOSES_SHOWN = 3
REASON_WORDS: dict[str, tuple[str, dict[str, str]]] = {
    "vi": (
        "Chương trình bắt buộc theo vị trí. ",
        {
            GapKind.SHORTFALL: "Khắc phục: ",
            GapKind.STANDARD: "Bổ sung tiêu chuẩn: ",
            GapKind.UNPROVEN: "Chưa có kết quả đánh giá, học để chuẩn bị: ",
            GapKind.DEVELOPMENT: "Nâng cao: ",
            "": "Cập nhật: ",
        },
    ),
    "en": (
        "Mandatory for the position. ",
        {
            GapKind.SHORTFALL: "Closes: ",
            GapKind.STANDARD: "Supplies the standard: ",
            GapKind.UNPROVEN: "No result yet, prepares for: ",
            GapKind.DEVELOPMENT: "Develops: ",
            "": "Keeps up: ",
        },
    ),
}
"""Opening words of a step's reason: when it is mandatory, and by the kind of the gap it closes first."""
HOURS_UNIT = 8.0
WEEK_PERIODS = 40.0
"""A week of full-time study (Decree 171/2025/NĐ-CP: one week, 40 periods)."""
YEAR_WEEKS = 52
QUARTER_WEEKS = 13
NO_STEPS = pd.DataFrame(
    {"officer_id": "", "step": 0, "course": 0, "gain": 0.0, "is_mandatory": False, "closes": ""}, index=[0]
).iloc[:0]
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class _Catalogue:
    """What the choice needs of each course, as arrays in the order of the space."""

    periods: Numbers
    requires: sparse.csr_array
    """courses × courses, 1 where the row needs the column first; few do."""
    grants: Flags
    """Courses that give a formal standard; for one that is missing they may be longer than a year's hours."""
    standards: Flags
    """Needs that are formal standards: they have no level."""


@dataclass
class _State:
    """How far the plans of a block have come."""

    weights: Numbers
    chosen: Flags
    hours: Numbers
    short_hours: Numbers
    """Those of courses that fit into the year's most periods; longer programmes stand beside them."""


def plans(blocks: Iterable[Block], space: CourseSpace, *, settings: Settings) -> pd.DataFrame:
    """Steps of all plans: officer_id, step, course number, gain, needs closed (see `worded_plans` for PLANS rows)."""
    facts = _facts(space, settings=settings)
    steps = [_plan_block(block, space, facts, settings=settings) for block in blocks]
    return pd.concat([NO_STEPS, *steps], ignore_index=True).astype(NO_STEPS.dtypes.to_dict())


def _facts(space: CourseSpace, *, settings: Settings) -> _Catalogue:
    numbers = {course.course_id: index for index, course in enumerate(space.courses)}
    requires = np.zeros((len(numbers), len(numbers)), dtype=np.bool_)
    for course in space.courses:
        for first in course.prerequisites:
            if first in numbers:
                requires[numbers[course.course_id], numbers[first]] = True
    periods = [course.periods_or(settings.unknown_periods) for course in space.courses]
    return _Catalogue(
        periods=np.array(periods, dtype=np.float64),
        requires=sparse.csr_array(requires, dtype=np.float32),
        grants=np.array([bool(course.grants) for course in space.courses], dtype=np.bool_),
        standards=np.array([LEVEL_MARK not in str(need) for need in space.needs], dtype=np.bool_),
    )


def _plan_block(block: Block, space: CourseSpace, facts: _Catalogue, *, settings: Settings) -> pd.DataFrame:
    shape = block.audience.shape
    if not shape[1]:
        return NO_STEPS.copy()
    none = np.zeros(shape[0], np.float64)
    state = _State(
        weights=block.weights.copy(), chosen=np.zeros(shape, np.bool_), hours=none, short_hours=none.copy()
    )  # fmt: skip
    steps = []
    for step in range(1, MOST_COURSES + 1):
        best, gain, is_owed = _choice(block, space, facts, state, settings=settings)
        going = np.flatnonzero(best >= 0)
        if not len(going):
            break
        steps.append(
            _taken(block, space, state, going, best[going]).assign(
                step=step, gain=gain[going], is_mandatory=is_owed[going]
            )
        )
        _advance(space, facts, state, going, best[going], settings=settings)
    return pd.concat(steps, ignore_index=True) if steps else NO_STEPS.copy()


def _choice(
    block: Block, space: CourseSpace, facts: _Catalogue, state: _State, *, settings: Settings
) -> tuple[npt.NDArray[np.int64], Numbers, Flags]:
    """The next course of each officer (-1: none), its gain, and whether it is owed.

    Programmes of months neither use up the hours of the other courses nor may add up to more than a year of weeks:
    what a year cannot hold waits for the next.
    """
    gain = space.closing(state.weights)
    known = block.done | state.chosen
    ready = (facts.requires @ (~known).T.astype(np.float32)).T == 0
    ready &= state.hours[:, None] + facts.periods[None, :] <= YEAR_WEEKS * WEEK_PERIODS
    fits = state.short_hours[:, None] + facts.periods[None, :] <= settings.most_periods
    owed = block.mandatory & ~known & ready
    long_standard = facts.grants[None, :] & (space.closing(state.weights * facts.standards) > 0)
    enough = np.where(state.hours >= settings.yearly_periods, GAIN_BEYOND_YEAR, SMALLEST_GAIN)
    open_to = block.audience & ~known & ready & (fits | long_standard) & (gain >= enough[:, None])
    worth = np.where(open_to, gain / np.sqrt(facts.periods[None, :] / HOURS_UNIT), 0.0) + np.where(owed, 1e6, 0.0)
    best = worth.argmax(axis=1).astype(np.int64)
    rows = np.arange(len(best))
    best[worth[rows, best] <= 0] = -1
    return best, gain[rows, best].astype(np.float64), owed[rows, best]


def _taken(
    block: Block, space: CourseSpace, state: _State, going: npt.NDArray[np.int64], best: npt.NDArray[np.int64]
) -> pd.DataFrame:
    """The steps taken, with the needs each closes most, as keys joined by a bar."""
    closed = state.weights[going] * space.coverage[:, best].T
    top = np.argsort(-closed, axis=1, kind="stable")[:, :CLOSES_SHOWN]
    names = space.needs.to_numpy(dtype=object)[top]
    names[np.take_along_axis(closed, top, axis=1) <= SMALLEST_GAIN / 2] = ""
    joined = pd.Series(names[:, 0], dtype="str")
    for column in range(1, names.shape[1]):
        more = pd.Series(names[:, column], dtype="str")
        joined = joined + ("|" + more).where(more != "", "")
    return pd.DataFrame({"officer_id": block.officers.to_numpy()[going], "course": best, "closes": joined})


def _advance(
    space: CourseSpace,
    facts: _Catalogue,
    state: _State,
    going: npt.NDArray[np.int64],
    best: npt.NDArray[np.int64],
    *,
    settings: Settings,
) -> None:
    periods = facts.periods[best]
    state.chosen[going, best] = True
    state.hours[going] += periods
    state.short_hours[going] += np.where(periods <= settings.most_periods, periods, 0.0)
    state.weights[going] *= 1 - space.coverage[:, best].T


def worded_plans(
    steps: pd.DataFrame,
    space: CourseSpace,
    *,
    officers: pd.DataFrame,
    needs: pd.DataFrame,
    names: pd.DataFrame,
    settings: Settings,
) -> pd.DataFrame:
    """PLANS rows: steps with the facts of their course, the quarter, and the reason in both languages.

    `needs` are the officers' gaps with their need (recommend.gap_needs), `names` those of every need.
    """
    if steps.empty:
        return PLANS.empty()
    frame = steps.merge(_course_facts(space, settings=settings), on="course", how="left")
    frame = frame.merge(officers[["officer_id", "unit_id"]], on="officer_id", how="left")
    frame = frame.sort_values(["officer_id", "step"], kind="stable").reset_index(drop=True)
    frame["quarter"] = _quarters(frame, settings=settings)
    frame["priority"] = frame["gain"].round(4)
    closed, purpose = _closed_names(frame, names), _purposes(frame, needs)
    lengths = {
        language: {
            number: length_words(course, language, unknown=settings.unknown_periods)
            for number, course in enumerate(space.courses)
        }
        for language in REASON_WORDS
    }
    for language, (owed, words) in REASON_WORDS.items():
        start = pd.Series(owed, index=frame.index, dtype="str").where(frame["is_mandatory"], "")
        said = text_of(purpose, words) + closed[language] + "."
        length = " " + text_of(frame["course"], lengths[language])
        frame[f"reason_{language}"] = (start + said.where(closed[language] != "", "") + length).str.strip()
    return PLANS.conform(frame)


def _purposes(frame: pd.DataFrame, needs: pd.DataFrame) -> pd.Series:
    """Why the first need of each step is there: the kind of the gap, or "" for keeping up."""
    first = frame["closes"].astype("object").str.split("|").str[0].fillna("").astype("str")
    kinds = needs.drop_duplicates(["officer_id", "need"])
    keys = (kinds["officer_id"] + "|" + kinds["need"]).tolist()
    return text_of(frame["officer_id"] + "|" + first, dict(zip(keys, kinds["kind"].tolist(), strict=True)))


def _course_facts(space: CourseSpace, *, settings: Settings) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "course": number,
                "course_id": course.course_id,
                "course_vi": course.name_vi,
                "course_en": course.name_en,
                "domain": str(course.domain),
                "mode": str(course.mode),
                "provider": course.provider,
                "periods": course.duration_periods,
                "counted_periods": course.periods_or(settings.unknown_periods),
            }
            for number, course in enumerate(space.courses)
        ]
    )


def _quarters(frame: pd.DataFrame, *, settings: Settings) -> pd.Series:
    """Courses spread evenly over the four quarters after the day of the run, in the order of the plan.

    The quarter is that of the first day: a programme of months weighs as much as a year of other courses and begins
    early enough to end within the year.
    """
    spread = frame.assign(hours=frame["counted_periods"].clip(upper=settings.most_periods))
    hours = spread.groupby("officer_id")["hours"]
    before = hours.cumsum() - spread["hours"]
    share = (before / hours.transform("sum").clip(lower=1)).clip(upper=0.999)
    needed = np.ceil(frame["counted_periods"] / WEEK_PERIODS / QUARTER_WEEKS).clip(lower=1, upper=4)
    place = np.minimum((share * 4).astype("int64"), (4 - needed).astype("int64"))
    start = pd.Period(settings.today, freq="Q")
    labels = pd.Series([f"Q{period.quarter}/{period.year}" for period in (start + step for step in range(1, 5))])
    return pd.Series(labels.to_numpy()[place], index=frame.index, dtype="str")


def _closed_names(frame: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Names of the needs each step closes, in both languages, joined by semicolons."""
    closed = frame["closes"].fillna("")
    known = names.drop_duplicates("need").set_index("need")
    said: dict[str, pd.Series] = {}
    for language in ("vi", "en"):
        name = known[f"name_{language}"].to_dict()
        joined = {
            needs: "; ".join(name[need] for need in needs.split("|") if name.get(need)) for needs in closed.unique()
        }
        said[language] = text_of(closed, joined)
    return pd.DataFrame(said)
