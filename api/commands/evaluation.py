"""Commands that measure the program against planted truth and real sets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from api.commands.options import (
    EXISTING,
    EXISTING_FOLDER,
    FILE,
    FOLDER,
    Output,
    catalogue_option,
)


@click.group()
def evaluate() -> None:
    """Measure the program against known truth, beside plain baselines."""


@evaluate.command("verdicts")
@catalogue_option
@click.option("--communes", default=40, show_default=True, type=click.IntRange(min=1, max=3321))
@click.option("--seed", "seeds", multiple=True, default=(1, 2, 3), show_default=True, type=click.IntRange(min=0))
@click.option("--encoder", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True)
@click.option("--page", default=Path("docs/evaluation.md"), show_default=True, type=FILE, help="Page to write into.")
@click.option("--keep", type=FOLDER, default=None, help="Folder to keep the samples in.")
@click.pass_obj
def evaluate_verdicts(
    output: Output,
    catalogues: tuple[Path, ...],
    communes: int,
    seeds: tuple[int, ...],
    encoder: str,
    page: Path,
    keep: Path | None,
) -> None:
    """Verdicts, levels, matches and courses on samples with planted truth; figures go into the page."""
    from api.progress import Progress
    from recommender.workflows.evaluate_verdicts import Evaluation, evaluate_verdicts

    asked = Evaluation(communes=communes, seeds=seeds, encoder=encoder, catalogues=catalogues, keep=keep)
    with Progress(output) as progress:
        output.data(evaluate_verdicts(asked, page=page, tell=progress.step))


@evaluate.command("matching")
@catalogue_option
@click.option(
    "--sets",
    multiple=True,
    default=("own",),
    show_default=True,
    help="own, or a folder of sets (queries.jsonl, targets.jsonl, qrels.tsv each); may be repeated.",
)
@click.option("--adapter", type=EXISTING_FOLDER, default=None, help="Folder of `models adapt` (default: as shipped).")
@click.option("--out", default=Path("docs/evaluation-matching.md"), show_default=True, type=FILE, help="Page to write.")
@click.pass_obj
def evaluate_matching(
    output: Output, catalogues: tuple[Path, ...], sets: tuple[str, ...], adapter: Path | None, out: Path
) -> None:
    """Every ranker on sets with graded answers, and how sure matches are; figures go into the page."""
    from api.progress import Progress
    from recommender.workflows.evaluate_matching import MatchingEvaluation, evaluate_matching

    asked = MatchingEvaluation(catalogues=catalogues, sets=sets, adapter=adapter)
    with Progress(output) as progress:
        page = evaluate_matching(asked, out=out, tell=progress.step)
    output.data(page)


@evaluate.command("learning")
@catalogue_option
@click.option("--communes", default=300, show_default=True, type=click.IntRange(min=20, max=3321))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(min=0))
@click.option("--repetitions", default=20, show_default=True, type=click.IntRange(min=1))
@click.option(
    "--page", default=Path("docs/evaluation-learning.md"), show_default=True, type=FILE, help="Page to write into."
)
@click.pass_obj
def evaluate_learning(
    output: Output, /, catalogues: tuple[Path, ...], communes: int, seed: int, repetitions: int, page: Path
) -> None:
    """Learning from 0 to 5,000 decisions of simulated officers, beside plain ways; figures go into the page."""
    from api.progress import Progress
    from recommender.workflows.evaluate_learning import Evaluation, evaluate_learning

    asked = Evaluation(communes=communes, seed=seed, repetitions=repetitions, catalogues=catalogues)
    with Progress(output) as progress:
        output.data(evaluate_learning(asked, page=page, tell=progress.step))


@evaluate.command("fairness")
@catalogue_option
@click.option("--communes", default=150, show_default=True, type=click.IntRange(min=4, max=3321))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(min=0))
@click.option("--encoder", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True)
@click.option("--people", multiple=True, type=EXISTING, help="Own files instead of a planted population.")
@click.option("--assessments", multiple=True, type=EXISTING)
@click.option("--decisions", multiple=True, type=EXISTING)
@click.option("--models", type=EXISTING_FOLDER, help="Verdicts of what `nangluc train` learned, not of the policy.")
@click.option("--page", type=FILE, default=None, help="Page to write into (docs/evaluation-fairness.md).")
@click.pass_obj
def evaluate_fairness(output: Output, /, catalogues: tuple[Path, ...], page: Path | None, **given: Any) -> None:
    """Rates, errors, calibration and coverage by group, assessors, and verdicts with names, sex, ethnicity swapped."""
    from api.progress import Progress
    from recommender.workflows.evaluate_fairness import Evaluation, evaluate_fairness

    files = {kind: given.pop(kind) for kind in ("people", "assessments", "decisions")}
    asked = Evaluation(catalogues=catalogues, files=files, **given)
    with Progress(output) as progress:
        output.data(evaluate_fairness(asked, page=page, tell=progress.step))
