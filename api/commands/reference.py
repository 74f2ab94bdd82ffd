"""Commands on the reference data: check, show, report, export."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from api.commands.options import (
    EXIT_DATA,
    EXIT_OK,
    FILE,
    Output,
    catalogue_option,
)


@click.group()
def catalogue() -> None:
    """The reference data: check, show, report, export."""


@catalogue.command("check")
@catalogue_option
@click.pass_obj
def catalogue_check(output: Output, catalogues: tuple[Path, ...]) -> None:
    """Problems of the reference data."""
    from recommender.workflows.inspect_catalogue import check_folders

    problems = check_folders(catalogues, today=date.today())
    if output.as_json:
        output.data([vars(problem) for problem in problems])
    else:
        texts = [output.pick(problem.message_vi, problem.message_en) for problem in problems]
        pairs = zip(problems, texts, strict=True)
        lines = [f"{problem.file} {problem.row} {problem.severity}: {text}" for problem, text in pairs]
        output.data("\n".join([*lines, output.pick(f"{len(lines)} vấn đề.", f"{len(lines)} problems.")]))
    sys.exit(EXIT_DATA if any(problem.severity == "error" for problem in problems) else EXIT_OK)


@catalogue.command("show")
@click.argument("entry", required=False)
@catalogue_option
@click.pass_obj
def catalogue_show(output: Output, entry: str | None, catalogues: tuple[Path, ...]) -> None:
    """One entry by its id (II.04, C6, a task, a course …), or the number of entries of each kind."""
    from recommender.workflows.inspect_catalogue import overview, show_entry

    output.data(show_entry(catalogues, entry) if entry else overview(catalogues))


@catalogue.command("report")
@catalogue_option
@click.pass_obj
def catalogue_report(output: Output, catalogues: tuple[Path, ...]) -> None:
    """Which courses cover each task and each level step."""
    from recommender.workflows.inspect_catalogue import report

    output.data(report(catalogues))


@catalogue.command("export")
@catalogue_option
@click.option(
    "--what", required=True,
    type=click.Choice(["positions", "tasks", "competencies", "courses", "laws", "systems", "units", "blueprints"]),
)  # fmt: skip
@click.option("--out", required=True, type=FILE)
@click.pass_obj
def catalogue_export(output: Output, catalogues: tuple[Path, ...], what: str, out: Path) -> None:
    """The reference data as JSON lines {"id","text",…}."""
    from recommender.workflows.inspect_catalogue import export

    count = export(catalogues, what=what, out=out)
    output.say(f"Đã ghi {count} dòng vào {out}.", f"Wrote {count} lines to {out}.")
