"""Commands of learning from signed decisions: train, and the versions it makes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from api.commands.options import EXISTING_FOLDER, FOLDER, Day, Output, catalogue_option, chosen_day, input_options


@click.command()
@input_options
@catalogue_option
@click.option("--models", required=True, type=FOLDER, help="Folder of versions; a new one is added and made current.")
@click.option("--today", type=Day(), default=None, help="Day of the review (default: today).")
@click.option("--encoder", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True)
@click.option("--error", type=click.FloatRange(0.01, 0.49), default=None, help="Error level reported (default 0.1).")
@click.pass_obj
def train(
    output: Output, /, models: Path, today: datetime | None, encoder: str, error: float | None, **given: Any
) -> None:
    """Learn from signed decisions (--decisions); refused when no better than the written policy."""
    from api.progress import Progress
    from recommender.workflows.train_suitability import Request, train_suitability

    catalogues = given.pop("catalogues")
    request = Request(
        files=given, catalogues=catalogues, models=models, today=chosen_day(today), encoder=encoder, error=error
    )
    with Progress(output) as progress:
        learned = train_suitability(request, tell=progress.step)
    output.data(learned.as_record() if output.as_json else learned.text(output.language))


@click.group("models")
def model_versions() -> None:
    """Versions of the learned model: list them, go back to an earlier one."""


@model_versions.command("list")
@click.option("--models", required=True, type=EXISTING_FOLDER)
@click.pass_obj
def models_list(output: Output, models: Path) -> None:
    """Every version with its figures; the current one is marked."""
    from recommender.workflows.train_suitability import listed_versions

    output.data(listed_versions(models))


@model_versions.command("rollback")
@click.option("--models", required=True, type=EXISTING_FOLDER)
@click.option("--to", "number", type=click.IntRange(min=1), default=None, help="Version (default: the one before).")
@click.pass_obj
def models_rollback(output: Output, models: Path, number: int | None) -> None:
    """Make an earlier version the current one; nothing is deleted."""
    from recommender.workflows.train_suitability import rolled_back

    output.data(rolled_back(models, number))
