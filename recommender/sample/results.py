"""Results: what tests, superiors, colleagues and officers themselves say about levels, by topic, with their errors.

A score comes from the true continuous level plus an error of the method, through the inverse of the documented cut
scores. Campaigns are wide tables of the competencies; single results are long rows by topic.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from recommender.columns import ASSESSMENTS
from recommender.sample.communes import Communes
from recommender.sample.data_files import topics
from recommender.sample.draws import Flags, Floats, Ints, Texts, flags, texts
from recommender.sample.levels import Asked, Levels
from recommender.sample.people import EPOCH, People, as_days
from recommender.sample.staffing import Posts
from recommender.settings import Settings
from recommender.types import Method

ERROR = {Method.TEST: 0.45, Method.SUPERVISOR: 0.6, Method.PEER: 0.75, Method.SELF: 0.9}
SELF_LENIENT = 0.4
LENIENCY = 0.25
"""Spread of the leniency of single superiors."""
KNOTS = (0.5, 1.5, 2.5, 3.5, 4.5, 5.0)
"""Levels at score 0, at each cut score and at the top of the scale, as the method note says."""
SCALES = ("100", "10", "level")
SCALE_SHARES = {
    Method.TEST: (0.65, 0.35, 0.0),
    Method.SUPERVISOR: (0.3, 0.2, 0.5),
    Method.PEER: (0.3, 0.3, 0.4),
    Method.SELF: (0.2, 0.1, 0.7),
}
CAMPAIGN_RATE = {Method.SUPERVISOR: 0.8, Method.SELF: 0.5, Method.PEER: 0.12}
VARIANTS = 6
"""Wordings of the competencies that campaigns choose from."""
COVERAGE = (0.6, 0.9)
"""Share of the competencies that an officer has results on."""
MISSING = 0.04
TESTED = 0.16
"""Chance of a test of a competency that an officer has results on."""
TASK_RATE = {"gate": 0.75, "own": 0.5, "shared": 0.22}
TASK_METHODS = {Method.TEST: 0.45, Method.SUPERVISOR: 0.6, Method.SELF: 0.15}
THIN, THIN_KEPT = 0.06, 0.05
"""Officers with almost no evidence, and the share of results they keep."""
CAMPAIGN_DAYS = ("2024-03-15", "2024-11-20", "2025-05-10", "2025-11-25", "2026-05-15", "2026-09-20")
FIRST_DAY, LAST_DAY = "2023-12-01", "2026-10-31"
ASSESSORS = {
    Method.TEST: "Hội đồng sát hạch {province}",
    Method.SUPERVISOR: "Lãnh đạo {department}, {unit}",
    Method.PEER: "Tập thể {department}, {unit}",
    Method.SELF: "Tự đánh giá",
}
DEPARTMENT_WORDS = {
    "office": "Văn phòng",
    "economy": "Phòng Kinh tế",
    "culture_social": "Phòng Văn hóa - Xã hội",
    "pasc": "Trung tâm PVHCC",
    "military": "Ban CHQS",
}


@dataclass(frozen=True, kw_only=True)
class Results:
    """ASSESSMENTS as columns, ordered by officer; `campaign` ≥ 0 marks rows of a wide table."""

    officer: Ints
    requirement: Ints
    topic: Texts
    method: Texts
    scale: Texts
    value: Floats
    """Score on the scale, or the level."""
    day: Ints
    campaign: Ints
    assessor: Texts


def make_results(
    asked: Asked, levels: Levels, communes: Communes, posts: Posts, people: People, *, rng: np.random.Generator
) -> Results:
    """All results of all officers."""
    words = topics()
    has_topic = np.array([key in words for key in asked.requirement_ids])
    thin = flags(rng, THIN, posts.officers)
    wide = _campaigns(asked, levels, posts, thin, rng)
    single = _singles(asked, levels, has_topic, thin, rng)
    entry = np.concatenate([wide.entry, single.entry])
    method = np.concatenate([wide.method, single.method])
    scale = np.concatenate([wide.scale, single.scale])
    campaign = np.concatenate([wide.campaign, single.campaign])
    variant = np.concatenate([wide.variant, single.variant])
    day = np.concatenate([wide.day, single.day])
    officer, requirement = levels.officer[entry], levels.requirement[entry]
    value = _scores(levels.true[entry], method, scale, _leniency(people, posts, rng)[officer], rng)
    topic = _topics(asked, requirement, variant)
    order = np.lexsort((np.arange(len(entry)), officer))
    return Results(
        officer=officer[order],
        requirement=requirement[order],
        topic=topic[order],
        method=method[order],
        scale=scale[order],
        value=value[order],
        day=day[order],
        campaign=campaign[order],
        assessor=_assessors(communes, posts, people, method, officer)[order],
    )


def assessments_frame(results: Results, officer_ids: Texts) -> pd.DataFrame:
    """ASSESSMENTS, numbered in the order of officers."""
    is_level = results.scale == "level"
    top = np.where(results.scale == "10", 10.0, 100.0)
    frame = pd.DataFrame(
        {
            "assessment_id": [f"A{number:08d}" for number in range(1, len(results.officer) + 1)],
            "officer_id": officer_ids[results.officer],
            "topic": results.topic,
            "method": results.method,
            "score": np.where(is_level, np.nan, results.value),
            "scale_min": np.where(is_level, np.nan, 0.0),
            "scale_max": np.where(is_level, np.nan, top),
            "level": np.where(is_level, results.value, np.nan),
            "dated_on": as_days(results.day),
            "assessor": results.assessor,
        }
    )
    return ASSESSMENTS.conform(frame)


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    """Entries of Levels that a result is about, with how it was made."""

    entry: Ints
    method: Texts
    scale: Texts
    campaign: Ints
    variant: Ints
    day: Ints


def _campaigns(asked: Asked, levels: Levels, posts: Posts, thin: Flags, rng: np.random.Generator) -> _Drawn:
    """Wide tables: one method, scale, day and wording of each competency for all officers who took part."""
    entries = np.flatnonzero(asked.is_competency[levels.requirement])
    covered = rng.uniform(*COVERAGE, posts.officers)
    entries = entries[rng.random(len(entries)) < covered[levels.officer[entries]]]
    parts: list[tuple[Ints, Ints]] = []
    table = _tables(rng)
    for method, rate in CAMPAIGN_RATE.items():
        choices = np.array([place for place, row in enumerate(table) if row[0] == method])
        took = flags(rng, np.where(thin, THIN_KEPT, rate), posts.officers)
        campaign = choices[rng.integers(0, len(choices), posts.officers)]
        kept = entries[took[levels.officer[entries]] & (rng.random(len(entries)) >= MISSING)]
        parts.append((kept, campaign[levels.officer[kept]]))
    entry = np.concatenate([part[0] for part in parts])
    campaign = np.concatenate([part[1] for part in parts])
    return _Drawn(
        entry=entry,
        method=texts([str(row[0]) for row in table])[campaign],
        scale=texts([row[1] for row in table])[campaign],
        campaign=campaign,
        variant=campaign % VARIANTS,
        day=days_of([row[2] for row in table])[campaign],
    )


def _tables(rng: np.random.Generator) -> list[tuple[Method, str, str]]:
    """Method, scale and day of each campaign: two scales of each method, on different days."""
    rows = []
    for method in CAMPAIGN_RATE:
        likely = sorted(SCALES, key=lambda scale: -SCALE_SHARES[method][SCALES.index(scale)])
        count = 3 if method == Method.SUPERVISOR else 2
        days = rng.permutation(len(CAMPAIGN_DAYS))[:count]
        rows += [(method, likely[place], CAMPAIGN_DAYS[day]) for place, day in enumerate(days)]
    return rows


def _singles(asked: Asked, levels: Levels, has_topic: Flags, thin: Flags, rng: np.random.Generator) -> _Drawn:
    """Long rows: tests of competencies, and results on tasks by several methods."""
    requirement = levels.requirement
    competency = asked.is_competency[requirement]
    rate = np.where(competency, TESTED, _task_rates(asked, requirement)) * has_topic[requirement]
    rate = np.where(thin[levels.officer], rate * THIN_KEPT, rate)
    entries = np.flatnonzero(rng.random(len(rate)) < rate)
    is_task = ~competency[entries]
    parts: list[Ints] = []
    methods: list[Texts] = []
    seen = np.zeros(len(entries), dtype=bool)
    for method, share in TASK_METHODS.items():
        made = is_task & flags(rng, share, len(entries))
        if method == Method.TEST:
            made |= ~is_task
        if method == list(TASK_METHODS)[-1]:
            made |= ~seen
        seen |= made
        parts.append(entries[made])
        methods.append(texts([str(method)] * int(made.sum())))
    entry, method_of = np.concatenate(parts), np.concatenate(methods)
    scale = texts([""] * len(entry))
    for method in TASK_METHODS:
        here = np.flatnonzero(method_of == str(method))
        scale[here] = texts(list(SCALES))[rng.choice(len(SCALES), size=len(here), p=SCALE_SHARES[method])]
    first, last = days_of([FIRST_DAY, LAST_DAY])
    return _Drawn(
        entry=entry,
        method=method_of,
        scale=scale,
        campaign=np.full(len(entry), -1, dtype=np.int64),
        variant=rng.integers(0, VARIANTS * 4, len(entry)),
        day=rng.integers(first, last + 1, len(entry)),
    )


def _task_rates(asked: Asked, requirement: Ints) -> Floats:
    """Chance of a result on a task: gates of any position most, shared tasks least."""
    gate = np.zeros(len(asked.requirement_ids), dtype=bool)
    gate[asked.requirement[asked.is_gate]] = True
    shared = np.array([key.startswith("COM.") for key in asked.requirement_ids])
    rates = np.where(shared, TASK_RATE["shared"], np.where(gate, TASK_RATE["gate"], TASK_RATE["own"]))
    result: Floats = rates[requirement]
    return result


def days_of(days: list[str]) -> Ints:
    """ISO days as days since 1970."""
    return (np.array(days, dtype="datetime64[D]") - EPOCH).astype(np.int64)


def _leniency(people: People, posts: Posts, rng: np.random.Generator) -> Floats:
    """By officer: the leniency of the superior of that department and commune."""
    names, code = np.unique(people.department.astype(str), return_inverse=True)
    assessor = posts.unit * len(names) + code
    lenient: Floats = rng.normal(0, LENIENCY, int(assessor.max()) + 1)[assessor]
    return lenient


def _scores(true: Floats, method: Texts, scale: Texts, lenient: Floats, rng: np.random.Generator) -> Floats:
    """Scores on their scale, rounded as people write them."""
    error = np.zeros(len(true))
    for name, spread in ERROR.items():
        error[method == str(name)] = spread
    said = true + rng.normal(0, 1, len(true)) * error
    said += np.where(method == str(Method.SUPERVISOR), lenient, 0.0)
    said += np.where(method == str(Method.SELF), SELF_LENIENT, 0.0)
    said = np.clip(said, KNOTS[0], KNOTS[-1])
    percent = np.interp(said, KNOTS, (0.0, *_cut_scores(), 100.0))
    value = np.where(scale == "100", np.round(percent), np.round(percent * 2 / 10) / 2)
    tests = method == str(Method.TEST)
    value = np.where((scale == "10") & tests, np.round(percent / 10, 1), value)
    return np.where(scale == "level", np.clip(np.floor(said + 0.5), 1, 5), value)


def _cut_scores() -> tuple[float, float, float, float]:
    default: tuple[float, float, float, float] = Settings.__dataclass_fields__["cut_scores"].default  # type: ignore[assignment]
    return default


def _topics(asked: Asked, requirement: Ints, variant: Ints) -> Texts:
    words = topics()
    lists = [words.get(key, ("",)) for key in asked.requirement_ids]
    chosen = [lists[r][v % len(lists[r])] for r, v in zip(requirement.tolist(), variant.tolist(), strict=True)]
    return texts(chosen)


def _assessors(communes: Communes, posts: Posts, people: People, method: Texts, officer: Ints) -> Texts:
    """Who assessed, in words; each distinct one made once."""
    names: dict[tuple[str, str, int], str] = {}
    result = []
    departments = people.department[officer]
    units = posts.unit[officer]
    for way, department, unit in zip(method.tolist(), departments.tolist(), units.tolist(), strict=True):
        key = (way, department, unit)
        if key not in names:
            names[key] = ASSESSORS[Method(way)].format(
                province=communes.province[unit], department=DEPARTMENT_WORDS[department], unit=communes.name[unit]
            )
        result.append(names[key])
    return texts(result)
