"""Measure whether verdicts treat groups alike, on a planted population or on an office's own files, into a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from models.matcher import Mode
from recommender.documents.labels import Labels
from recommender.evaluate import replaced
from recommender.evaluate.fairness_page import FairnessFigures, fairness_figures
from recommender.evaluate.group_errors import KEY, GroupErrors, group_errors
from recommender.evaluate.swapped import swap_check, swapped_inputs, swapped_sample
from recommender.fairness import groups_of
from recommender.inputs import Inputs
from recommender.learning import labelled
from recommender.matching import ChosenEncoder, TextMatcher, encoder_for
from recommender.pipeline import RunResult, screen
from recommender.readers import InputFiles, read_inputs
from recommender.sample import make_sample, write_sample
from recommender.sample.population import TODAY, Sample
from recommender.settings import Settings
from recommender.suitability import LearnedSuitability, open_suitability
from recommender.workflows.screen_files import input_files
from training_catalog import load_catalogue
from training_catalog.types import Catalogue

NAME = "fairness"
DECISIONS, TRUTH = "decisions signed", "the planted truth"


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What to measure on: `files` (people, assessments, decisions → paths), or a planted population without them."""

    communes: int = 150
    seed: int = 1
    encoder: str = "hybrid"
    catalogues: tuple[Path, ...] = ()
    files: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    models: Path | None = None
    today: date = TODAY


@dataclass(frozen=True, kw_only=True)
class _Judge:
    """Everything a screening needs besides its inputs."""

    catalogue: Catalogue
    chosen: ChosenEncoder
    settings: Settings
    suitability: LearnedSuitability | None

    def screened(self, inputs: Inputs) -> RunResult:
        matcher = TextMatcher.of(self.chosen, self.catalogue)
        return screen(
            inputs, self.catalogue, matcher=matcher, settings=self.settings, suitability=self.suitability
        )  # fmt: skip

    def read(self, files: InputFiles) -> Inputs:
        return read_inputs(files, self.catalogue, today=self.settings.today)


def evaluate_fairness(asked: Evaluation, *, page: Path | None, tell: Callable[[str], None]) -> str:
    """The figures as Markdown, also written into `page` between its markers when given."""
    judge = _judge(asked)
    is_planted = not asked.files.get("people")
    figures = _planted(asked, judge, tell) if is_planted else _own(asked, judge, tell)
    body = fairness_figures(figures, Labels.of(judge.catalogue, "en"))
    if page is not None:
        before = page.read_text(encoding="utf-8") if page.exists() else ""
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(replaced(before, NAME, body), encoding="utf-8", newline="\n")
    return body


def _judge(asked: Evaluation) -> _Judge:
    settings = Settings(today=asked.today)
    learned = open_suitability(asked.models, settings=settings)[1] if asked.models else None
    return _Judge(
        catalogue=load_catalogue(None, *asked.catalogues), chosen=encoder_for(Mode(asked.encoder)), settings=settings,
        suitability=learned,
    )  # fmt: skip


def _planted(asked: Evaluation, judge: _Judge, tell: Callable[[str], None]) -> FairnessFigures:
    sample = make_sample(judge.catalogue, communes=asked.communes, seed=asked.seed)
    tell("population")
    inputs = _through_files(sample, judge)
    result = judge.screened(inputs)
    tell("swapped")
    other = judge.screened(_through_files(swapped_sample(sample), judge))
    truth = sample.truth[KEY].assign(is_meeting=sample.truth["meets"] == 1)
    command = f"nangluc evaluate fairness --communes {asked.communes} --seed {asked.seed}"
    facts = (
        f"Command: `{command}`. A planted population of {asked.communes} communes ({len(inputs.officers):,} officers) "
        "in which sex and ethnicity have no bearing on true levels or papers, written to workbooks and read back. "
    )
    return FairnessFigures(
        facts=facts + _facts(judge), rates=result.fairness, assessors=result.assessors,
        errors=_all_errors(result, inputs, judge, {DECISIONS: _decided(result, inputs), TRUTH: truth}),
        swap=swap_check(result.frames(), other.frames(), through_files=True),
    )  # fmt: skip


def _own(asked: Evaluation, judge: _Judge, tell: Callable[[str], None]) -> FairnessFigures:
    tell("read")
    inputs = judge.read(input_files(asked.files))
    tell("population")
    result = judge.screened(inputs)
    tell("swapped")
    other = judge.screened(swapped_inputs(inputs))
    facts = f"{len(inputs.officers):,} officers of the files given; day of the run {asked.today:%Y-%m-%d}. "
    return FairnessFigures(
        facts=facts + _facts(judge), rates=result.fairness, assessors=result.assessors,
        errors=_all_errors(result, inputs, judge, {DECISIONS: _decided(result, inputs)}),
        swap=swap_check(result.frames(), other.frames(), through_files=False),
    )  # fmt: skip


def _through_files(sample: Sample, judge: _Judge) -> Inputs:
    with TemporaryDirectory() as folder:
        written = write_sample(sample, Path(folder))
        files = InputFiles(
            people=written.people, assessments=written.assessments, quotas=written.quotas, decisions=written.decisions
        )
        return judge.read(files)


def _decided(result: RunResult, inputs: Inputs) -> pd.DataFrame:
    return labelled(result.verdicts[KEY], inputs.decisions)[[*KEY, "is_meeting"]]


def _all_errors(
    result: RunResult, inputs: Inputs, judge: _Judge, labels: Mapping[str, pd.DataFrame]
) -> dict[str, tuple[GroupErrors, ...]]:
    rows = result.verdicts[[*KEY, "unit_id"]]
    groups = groups_of(
        rows[["officer_id", "unit_id"]], inputs.personal, inputs.officers, units=judge.catalogue.units,
        settings=judge.settings,
    )  # fmt: skip
    groups = pd.concat([rows[KEY].reset_index(drop=True), groups.drop(columns="province")], axis=1)
    return {name: group_errors(result.verdicts, own, groups) for name, own in labels.items()}


def _facts(judge: _Judge) -> str:
    way = "sets of a learned model" if judge.suitability else "the written policy"
    return f"Verdicts by {way}; encoder `{judge.chosen.name}`; catalogue digest `{judge.catalogue.digest[:12]}`."
