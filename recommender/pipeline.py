"""The main job on frames: officers' files as frames and a catalogue in, every result frame of a run out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import partial
from typing import TypeVar

import pandas as pd

from recommender.columns import ASSESSORS, FAIRNESS, RECOMMENDATIONS, VERDICTS
from recommender.completed import completed_courses
from recommender.demand import demand, uncovered
from recommender.engines import run_blocks
from recommender.evidence import evidence
from recommender.explain import explained_moves, explained_verdicts, telling_evidence
from recommender.fairness import fairness
from recommender.gaps import gaps
from recommender.inputs import Inputs
from recommender.match import Matcher, course_matches, matches
from recommender.measure import asked_of, estimates_of
from recommender.measuring.leniency import assessor_leniency
from recommender.measuring.observations import as_said, asked_pairs, corrected, observations
from recommender.measuring.taught import taught_levels
from recommender.measuring.witnessed import witnessed_levels
from recommender.plan import NO_STEPS, plans, worded_plans
from recommender.recommend import (
    Block,
    CourseSpace,
    blocks,
    course_space,
    gap_needs,
    need_names,
    recommendations,
    upkeep_needs,
)
from recommender.requirements import requirement_texts, requirements
from recommender.settings import Settings
from recommender.staffing import balance, candidates, moves
from recommender.standards import documents_of, standards
from recommender.verdict import KEY, Suitability, verdict_features, verdicts, with_kept
from training_catalog.types import Catalogue

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """Every frame of a run, named as the files it is written to, and the seconds each stage took."""

    verdicts: pd.DataFrame
    estimates: pd.DataFrame
    standards: pd.DataFrame
    gaps: pd.DataFrame
    recommendations: pd.DataFrame
    plans: pd.DataFrame
    demand: pd.DataFrame
    uncovered: pd.DataFrame
    balance: pd.DataFrame
    moves: pd.DataFrame
    matches: pd.DataFrame
    problems: pd.DataFrame
    seconds: dict[str, float]
    fairness: pd.DataFrame = field(default_factory=FAIRNESS.empty)
    """Rates by group; the only frame made from sensitive fields, and nothing is made from it."""
    assessors: pd.DataFrame = field(default_factory=ASSESSORS.empty)
    """How leniently each assessor rates, as it was taken off the results."""

    def frames(self) -> dict[str, pd.DataFrame]:
        """Name → frame, in the order of the road."""
        named = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        return {name: value for name, value in named.items() if isinstance(value, pd.DataFrame)}


class _Clock:
    """Seconds by stage; `tell` is called with the name of each stage as it starts."""

    def __init__(self, tell: Callable[[str], None] | None) -> None:
        self.seconds: dict[str, float] = {}
        self._tell = tell

    def run(self, name: str, stage: Callable[[], Result]) -> Result:
        if self._tell:
            self._tell(name)
        start = time.perf_counter()
        result = stage()
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start
        return result


@dataclass(frozen=True, kw_only=True)
class _Judgement:
    """Standards, estimates and verdicts of a set of holdings, real or only thought of."""

    standards: pd.DataFrame
    estimates: pd.DataFrame
    verdicts: pd.DataFrame


def screen(
    inputs: Inputs,
    catalogue: Catalogue,
    *,
    matcher: Matcher,
    settings: Settings | None = None,
    suitability: Suitability | None = None,
    engine: str = "local",
    tell: Callable[[str], None] | None = None,
) -> RunResult:
    """The whole road for all officers at once. `engine` is where blocks of plans run: local, dask or ray.

    The same inputs, catalogue, matcher and settings give the same frames.
    """
    settings = settings or Settings(today=date.today())
    inputs = inputs.checked()
    clock = _Clock(tell)
    asked = clock.run("requirements", lambda: requirements(catalogue))
    texts = clock.run("requirements", lambda: requirement_texts(catalogue))
    known = clock.run("evidence", lambda: evidence(inputs.statements, inputs.assessments, settings=settings))
    matched = clock.run("match", lambda: matches(known, texts, matcher))
    answered = asked_of(inputs.holdings, asked)
    heard, seen = clock.run(
        "measure", lambda: _observed(known, matched, answered, (catalogue, texts), settings=settings)
    )
    papers = clock.run("standards", lambda: documents_of(known, catalogue))
    check = partial(standards, evidence=known, catalogue=catalogue, settings=settings, documents=papers)
    decide = partial(verdicts, officers=inputs.officers, evidence=known, settings=settings, suitability=suitability)

    def judge(holdings: pd.DataFrame, seen: pd.DataFrame | None = None) -> _Judgement:
        checked = clock.run("standards", lambda: check(holdings))
        answers, is_held = asked_of(holdings, asked), seen is not None
        if seen is None:
            pairs = asked_pairs(answers)
            seen = clock.run("measure", lambda: observations(known, matched, pairs, settings=settings, **heard))
        measured = clock.run("measure", lambda: estimates_of(seen, answers, settings=settings, is_shown=is_held))
        proposed = clock.run("verdict", lambda: decide(holdings, measured, checked))
        return _Judgement(standards=checked, estimates=with_kept(measured, suitability), verdicts=proposed)

    judged = judge(inputs.holdings, seen)
    found = clock.run("gaps", lambda: gaps(judged.estimates, judged.standards, catalogue))
    space = clock.run("recommend", lambda: course_space(catalogue, asked, course_matches(catalogue, texts, matcher)))
    needs = gap_needs(found, asked)
    done = clock.run("recommend", lambda: completed_courses(known, catalogue))
    wanted = pd.concat([needs, upkeep_needs(answered)], ignore_index=True)
    cut = list(blocks(wanted, inputs.holdings, done, space, people=inputs.officers))
    ranked = clock.run("recommend", lambda: _ranked(cut, space))
    steps = clock.run("plan", lambda: _planned(cut, space, engine=engine, settings=settings))
    planned = clock.run("plan", lambda: worded_plans(
        steps, space, officers=inputs.officers, needs=needs, names=need_names(asked, needs), settings=settings
    ))  # fmt: skip
    posts = clock.run("balance", lambda: _balanced(inputs, judged.verdicts, catalogue))
    proposed = clock.run("moves", lambda: _moves(inputs, judged.verdicts, posts, judge, catalogue))
    return RunResult(
        verdicts=clock.run("explain", lambda: _explained(
            judged, known, seen, settings=settings, suitability=suitability,
        )),
        estimates=judged.estimates,
        standards=judged.standards,
        gaps=found,
        recommendations=ranked,
        plans=planned,
        demand=clock.run("demand", lambda: demand(planned, catalogue.units, settings=settings)),
        uncovered=clock.run("demand", lambda: uncovered(needs, inputs.officers, space)),
        balance=posts,
        moves=clock.run("explain", lambda: explained_moves(proposed, catalogue)),
        matches=matched,
        problems=inputs.problems,
        seconds=clock.seconds,
        assessors=heard["assessors"],
        fairness=clock.run("fairness", lambda: fairness(
            judged.verdicts, inputs.personal, inputs.officers, units=catalogue.units, settings=settings
        )),
    )  # fmt: skip


def _observed(
    known: pd.DataFrame,
    matched: pd.DataFrame,
    answered: pd.DataFrame,
    asked: tuple[Catalogue, pd.DataFrame],
    *,
    settings: Settings,
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """What is known of assessors, courses on record and wordings, and the observations of these pairs with it."""
    catalogue, texts = asked
    pairs = asked_pairs(answered)
    said = as_said(known, matched, pairs, settings=settings)
    heard = {
        "assessors": assessor_leniency(said),
        "taught": taught_levels(known, catalogue),
        "witnessed": witnessed_levels(known, matched, texts),
    }
    return heard, corrected(said, known, pairs, settings=settings, **heard)


def _explained(
    judged: _Judgement,
    known: pd.DataFrame,
    seen: pd.DataFrame,
    *,
    settings: Settings,
    suitability: Suitability | None,
) -> pd.DataFrame:
    """The verdicts with their reasons, each naming the piece of evidence that moves it most."""
    features = verdict_features(judged.verdicts, judged.estimates, judged.standards, settings=settings)
    labels = judged.verdicts[[*KEY, "verdict", "failed_questions", "review_reasons"]]
    telling = telling_evidence(
        features.merge(labels, on=KEY), judged.estimates, seen, settings=settings, judge=suitability
    )
    return explained_verdicts(
        judged.verdicts, judged.estimates, judged.standards, telling=telling, evidence=known, settings=settings,
        judge=suitability,
    )  # fmt: skip


def _planned(cut: list[Block], space: CourseSpace, *, engine: str, settings: Settings) -> pd.DataFrame:
    """Plans block by block on the engine; blocks are independent, so every engine gives the same steps."""
    parts = run_blocks(engine, partial(_block_plans, space=space, settings=settings), cut)
    return pd.concat([NO_STEPS, *parts], ignore_index=True).astype(NO_STEPS.dtypes.to_dict())


def _block_plans(block: Block, *, space: CourseSpace, settings: Settings) -> pd.DataFrame:
    return plans([block], space, settings=settings)


def _balanced(inputs: Inputs, judged: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    return balance(inputs.holdings, inputs.officers, judged, inputs.quotas, catalogue)


def _moves(
    inputs: Inputs,
    present: pd.DataFrame,
    posts: pd.DataFrame,
    judge: Callable[[pd.DataFrame], _Judgement],
    catalogue: Catalogue,
) -> pd.DataFrame:
    """Moves from verdicts on positions the candidates do not hold yet."""
    possible = candidates(posts, inputs.holdings, present, officers=inputs.officers, units=catalogue.units)
    thought = possible.pairs[["officer_id", "to_position"]].drop_duplicates()
    thought = thought.rename(columns={"to_position": "position_id"}).assign(share=1.0, place="")
    if not len(thought):
        return moves(possible, VERDICTS.empty())
    judged = judge(thought)
    return moves(possible, judged.verdicts, standards=judged.standards)


def _ranked(cut: Sequence[Block], space: CourseSpace) -> pd.DataFrame:
    parts = [recommendations(block, space) for block in cut]
    return pd.concat(parts, ignore_index=True) if parts else RECOMMENDATIONS.empty()
