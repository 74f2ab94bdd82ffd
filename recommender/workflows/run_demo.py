"""The main job on a sample of one province, so that a newcomer sees real output within minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from recommender.documents.summary import Summary
from recommender.workflows.make_population import make_population
from recommender.workflows.screen_files import Request, screen_files

COMMUNES = 12
SEED = 2026
PROVINCE = "52"
"""Gia Lai: mountain, plain and coast."""
TODAY = date(2026, 11, 21)
"""The sample is dated; screening it later would make its evidence look old."""


def run_demo(*, out: Path, encoder: str, language: str, tell: Callable[[str], None]) -> Summary:
    """Write the sample to `out/input`, screen it to `out/results`; the summary of the run."""
    tell("sample")
    folder = out / "input"
    make_population((), communes=COMMUNES, seed=SEED, out=folder, province=PROVINCE)
    files = {kind: (folder / f"{kind}.xlsx",) for kind in ("people", "assessments", "quotas")}
    request = Request(files=files, out=out / "results", today=TODAY, encoder=encoder, language=language)
    return screen_files(request, tell=tell)
