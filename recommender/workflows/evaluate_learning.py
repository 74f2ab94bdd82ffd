"""Measure learning from decisions on a planted population and write the learning curve into the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from recommender.evaluate import replaced
from recommender.learning.curve import SLIPS, Curve, learning_curve
from recommender.learning.curve_page import curve_figures
from recommender.learning.planted import planted_cases
from recommender.settings import Settings
from recommender.types import StandardStatus
from training_catalog import load_catalogue

TODAY = date(2026, 11, 21)
"""The day the sample is made for."""
NAME = "learning"


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What to measure on: a population of so many communes, decided about so often, with how many decisions."""

    communes: int
    seed: int
    repetitions: int
    sizes: tuple[int, ...] = (0, 50, 200, 1000, 5000)
    catalogues: tuple[Path, ...] = ()


def evaluate_learning(asked: Evaluation, *, page: Path, tell: Callable[[str], None]) -> str:
    """The figures as Markdown, also written into `page` between its markers."""
    catalogue = load_catalogue(None, *asked.catalogues)
    settings = Settings(today=TODAY)
    tell("population")
    cases = planted_cases(catalogue, communes=asked.communes, seed=asked.seed, settings=settings)
    is_open = cases["standards"] == StandardStatus.CONSIDER
    rules = {
        "Officers who decide by the rule of the policy": cases,
        "Officers who refuse every open clause": cases.assign(is_meeting=cases["is_meeting"] & ~is_open),
    }
    curves = {heading: _curve(ruled, asked, settings, tell) for heading, ruled in rules.items()}
    body = curve_figures(curves, facts=_facts(asked, cases, catalogue.digest))
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(replaced(before, NAME, body), encoding="utf-8", newline="\n")
    return body


def _curve(cases: pd.DataFrame, asked: Evaluation, settings: Settings, tell: Callable[[str], None]) -> Curve:
    return learning_curve(
        cases, sizes=asked.sizes, repetitions=asked.repetitions, settings=settings, tell=tell
    )  # fmt: skip


def _facts(asked: Evaluation, cases: pd.DataFrame, digest: str) -> str:
    command = f"nangluc evaluate learning --communes {asked.communes} --seed {asked.seed}"
    return (
        f"Command: `{command} --repetitions {asked.repetitions}`; catalogue digest `{digest[:12]}`. "
        f"{len(cases):,} planted holdings of {cases['officer_id'].nunique():,} officers, "
        f"{cases['is_meeting'].mean():.1%} truly meeting; topics are given to the requirement they were written for "
        "(no text matching), the rest is the road's own. Half of the officers are decided about, everything is "
        f"measured on the other half; {SLIPS:.0%} of "
        "the decisions say the opposite of the truth. Of n decisions half are fitted on and half calibrate the sets; "
        "the plain ways are fitted on all n. Every figure is the mean over the repetitions. Against decisions the "
        "learned model is asked what the next decision says; against the truth, what is so."
    )
