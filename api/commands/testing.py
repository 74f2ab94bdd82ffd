"""The command that scores tests."""

from __future__ import annotations

import sys
from typing import Any

import click

from api.commands.options import (
    EXISTING,
    EXIT_DATA,
    EXIT_OK,
    FILE,
    Day,
    Output,
)


@click.command("score-test")
@click.option("--responses", type=EXISTING, help="CSV or workbook: rows people, first column the id, items 0/1/blank.")
@click.option("--model", type=click.Choice(["rasch", "2pl"]), default="rasch", show_default=True)
@click.option(
    "--ability", type=click.Choice(["eap", "mle", "wle"]), default=None,
    help="Default: mle for rasch (needs no assumption on who sat the test), eap for 2pl; all are finite.",
)  # fmt: skip
@click.option(
    "--sheets", type=click.Choice(["auto", "complete", "all"]), default="auto", show_default=True,
    help="Whose answers Rasch difficulties rest on; auto: complete ones where they are at least half.",
)  # fmt: skip
@click.option("--key", type=EXISTING, help="item,option: the responses hold option letters instead of 0/1.")
@click.option("--cuts", type=EXISTING, help="Cut scores between levels: judges' ratings or given abilities.")
@click.option("--minimum", type=click.IntRange(1, 9), help="Level to be met; with --cuts.")
@click.option("--totals", type=EXISTING, help="Instead of --responses: id,score; with --reliability.")
@click.option("--reliability", type=click.FloatRange(0, 1))
@click.option("--highest", type=click.FloatRange(min=0, min_open=True), help="Highest total possible; with --totals.")
@click.option(
    "--blanks", type=click.Choice(["missing", "wrong"]), default=None,
    help="Blank cells: not given (missing) or not solved (wrong). Default: missing, with a warning.",
)  # fmt: skip
@click.option("--assessments", type=FILE, help="Also write the levels as results that `screen --assessments` reads.")
@click.option("--topic", default="", help="What the test was about; with --assessments.")
@click.option("--taken", type=Day(), default=None, help="Day of the test; with --assessments.")
@click.option("--out", required=True, type=FILE, help="S.csv (other tables beside it) or S.xlsx (one workbook).")
@click.pass_obj
def score(output: Output, /, **options: Any) -> None:
    """Score a test: ability, standard error and level of each person; statistics of each item beside it."""
    from recommender.workflows.score_test import Request, score_test

    taken = options.pop("taken")
    scored = score_test(Request(**options, taken=taken.date() if taken else None, language=output.language))
    if output.as_json:
        output.data(scored.as_record())
    else:
        output.say(scored.text("vi"), scored.text("en"))
    sys.exit(EXIT_DATA if scored.n_errors else EXIT_OK)
