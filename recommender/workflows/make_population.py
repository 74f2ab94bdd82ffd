"""Write a synthetic population with its planted truth."""

from __future__ import annotations

from pathlib import Path

from recommender.sample import make_sample, write_sample
from training_catalog import load_catalogue


def make_population(
    catalogues: tuple[Path, ...], *, communes: int, seed: int, out: Path, province: str | None = None
) -> tuple[Path, ...]:
    """The paths written: the four workbooks and the answers; of one province (id or name) when it is named."""
    out.mkdir(parents=True, exist_ok=True)
    catalogue = load_catalogue(None, *catalogues)
    files = write_sample(make_sample(catalogue, communes=communes, seed=seed, province=province), out)
    workbooks = (*files.people, *files.assessments, *files.quotas, *files.decisions)
    return (*workbooks, files.truth, files.truth_levels, files.truth_standards, files.dirt)
