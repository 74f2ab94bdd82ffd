"""Write a synthetic population with its planted truth."""

from __future__ import annotations

from pathlib import Path

from recommender.sample import make_sample, write_sample
from training_catalog import load_catalogue


def make_population(catalogues: tuple[Path, ...], *, communes: int, seed: int, out: Path) -> tuple[Path, ...]:
    """The paths written: the four workbooks and the answers."""
    out.mkdir(parents=True, exist_ok=True)
    files = write_sample(make_sample(load_catalogue(None, *catalogues), communes=communes, seed=seed), out)
    workbooks = (*files.people, *files.assessments, *files.quotas, *files.decisions)
    return (*workbooks, files.truth, files.truth_levels, files.truth_standards, files.dirt)
