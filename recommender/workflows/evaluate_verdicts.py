"""Measure the whole road on samples with planted truth, files included, and write the figures into the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from models.matcher import Mode
from recommender.evaluate import Scores, read_truth, replaced, scores, verdict_figures, with_exact_levels
from recommender.matching import TextMatcher, encoder_for
from recommender.pipeline import screen
from recommender.readers import InputFiles, read_inputs
from recommender.sample import make_sample, write_sample
from recommender.settings import Settings
from training_catalog import load_catalogue
from training_catalog.types import Catalogue

TODAY = date(2026, 11, 21)
"""The day the sample is made for."""
NAME = "verdicts"


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What to measure on: samples by size and seeds; `keep` holds their files afterwards when given."""

    communes: int
    seeds: tuple[int, ...]
    encoder: str = "hybrid"
    catalogues: tuple[Path, ...] = ()
    keep: Path | None = None


def evaluate_verdicts(asked: Evaluation, *, page: Path, tell: Callable[[str], None]) -> str:
    """The figures as Markdown, also written into `page` between its markers."""
    catalogue = load_catalogue(None, *asked.catalogues)
    chosen = encoder_for(Mode(asked.encoder))
    matcher = TextMatcher.of(chosen, catalogue)
    found = []
    for seed in asked.seeds:
        tell(f"seed {seed}")
        with _folder(asked.keep, seed) as folder:
            found.append(_measured(catalogue, matcher, communes=asked.communes, seed=seed, folder=folder))
    body = verdict_figures(found, facts=_facts(asked, catalogue, chosen.name))
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(replaced(before, NAME, body), encoding="utf-8", newline="\n")
    return body


def _measured(catalogue: Catalogue, matcher: TextMatcher, *, communes: int, seed: int, folder: Path) -> Scores:
    """Sample → files → readers → screen → figures."""
    sample = make_sample(catalogue, communes=communes, seed=seed)
    written = write_sample(sample, folder)
    settings = Settings(today=TODAY)
    files = InputFiles(people=written.people, assessments=written.assessments, quotas=written.quotas)
    inputs = read_inputs(files, catalogue, today=TODAY)
    result = screen(inputs, catalogue, matcher=matcher, settings=settings)
    truth = with_exact_levels(read_truth(folder), sample.truth_levels)
    return scores(
        result, inputs, clean=sample.inputs, truth=truth, catalogue=catalogue, matcher=matcher, settings=settings
    )


@contextmanager
def _folder(keep: Path | None, seed: int) -> Iterator[Path]:
    if keep is None:
        with TemporaryDirectory() as name:
            yield Path(name)
    else:
        folder = keep / f"seed-{seed}"
        folder.mkdir(parents=True, exist_ok=True)
        yield folder


def _facts(asked: Evaluation, catalogue: Catalogue, encoder: str) -> str:
    seeds = " ".join(f"--seed {seed}" for seed in asked.seeds)
    command = f"nangluc evaluate verdicts --communes {asked.communes} {seeds}"
    return (
        f"Command: `{command}`. Catalogue {catalogue.name} {catalogue.version}, digest `{catalogue.digest[:12]}`; "
        f"encoder `{encoder}`; day of the run {TODAY:%Y-%m-%d}. "
        f"{asked.communes} communes a seed, {len(asked.seeds)} seeds; every figure is the mean over the seeds, "
        "with the least and the greatest in brackets."
    )
