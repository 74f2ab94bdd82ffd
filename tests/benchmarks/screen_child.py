"""One run of the main job in a process of its own, so that its peak memory is its own; prints JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from models.matcher import Mode
from recommender.evidence import evidence
from recommender.inputs import Inputs
from recommender.matching import TextMatcher, encoder_for
from recommender.measure import asked_of, estimates
from recommender.pipeline import RunResult, screen
from recommender.readers import InputFiles, read_inputs
from recommender.requirements import requirements
from recommender.settings import Settings
from recommender.standards import standards
from recommender.verdict import verdicts
from recommender.workflows.screen_files import Request, screen_files
from training_catalog import load_catalogue
from training_catalog.types import Catalogue

TODAY = date(2026, 11, 21)
SLICE = 100


def cpu_seconds() -> float:
    """Processor seconds of this process and its children so far: what a busy machine does not stretch."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def both(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor of one call."""
    before = cpu_seconds()
    seconds = timed(work)
    return seconds, cpu_seconds() - before


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def one_by_one(inputs: Inputs, catalogue: Catalogue, result: RunResult, settings: Settings) -> float:
    """Seconds per person of the same stages called for one officer at a time."""
    known = evidence(inputs.statements, inputs.assessments, settings=settings)
    asked = requirements(catalogue)
    people = inputs.officers["officer_id"].tolist()[:SLICE]

    def loop() -> None:
        for person in people:
            held = inputs.holdings[inputs.holdings["officer_id"] == person]
            own = known[known["officer_id"] == person]
            measured = estimates(own, result.matches, asked_of(held, asked), settings=settings)
            checked = standards(held, own, catalogue, settings=settings)
            officer = inputs.officers[inputs.officers["officer_id"] == person]
            verdicts(held, measured, checked, officers=officer, evidence=own, settings=settings)

    return timed(loop) / len(people)


def main(folder: Path, mode: Mode) -> None:
    """Read, screen twice (the first run warms the cache), the whole command once more, then the loop."""
    catalogue = load_catalogue(None)
    settings = Settings(today=TODAY)
    files = InputFiles(
        people=(folder / "people.xlsx",), assessments=(folder / "assessments.xlsx",), quotas=(folder / "quotas.xlsx",)
    )
    read = both(lambda: read_inputs(files, catalogue, today=TODAY))
    inputs = read_inputs(files, catalogue, today=TODAY)
    matcher = TextMatcher.of(encoder_for(mode), catalogue)
    first = both(lambda: screen(inputs, catalogue, matcher=matcher, settings=settings))
    start, before = time.perf_counter(), cpu_seconds()
    result = screen(inputs, catalogue, matcher=matcher, settings=settings)
    warm = time.perf_counter() - start, cpu_seconds() - before
    given = {"people": files.people, "assessments": files.assessments, "quotas": files.quotas}
    request = Request(files=given, out=folder / f"results-{mode}", today=TODAY, encoder=str(mode))
    whole = both(lambda: screen_files(request, tell=lambda _: None))
    texts = pd.concat([inputs.assessments["topic"], inputs.statements["text"]]).nunique()
    print(json.dumps({
        "officers": len(inputs.officers), "holdings": len(inputs.holdings), "results": len(inputs.assessments),
        "texts": int(texts), "read": read, "first": first, "warm": warm, "whole": whole, "stages": result.seconds,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "loop_per_person": one_by_one(inputs, catalogue, result, settings), "encoder": matcher.chosen.name,
    }))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), Mode(sys.argv[2]))
