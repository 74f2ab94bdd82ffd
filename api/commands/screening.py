"""Commands of the main job: screen, check, positions, and what a newcomer starts with: template, sample, demo."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.commands.opening import data_option, opened, settings_of
from api.commands.options import (
    EXISTING,
    EXISTING_FOLDER,
    EXIT_DATA,
    EXIT_OK,
    FOLDER,
    Day,
    Output,
    catalogue_option,
    chosen_day,
    input_options,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from recommender.workflows.keep_run import KeptRun
    from recommender.workflows.screen_files import Request


@click.command()
@input_options
@catalogue_option
@click.option("--out", required=True, type=FOLDER, help="Folder for the results.")
@click.option("--today", type=Day(), default=None, help="Day of the review (default: today).")
@click.option("--encoder", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True)
@click.option("--engine", type=click.Choice(["local", "dask", "ray"]), default="local", show_default=True)
@click.option("--models", type=EXISTING_FOLDER, help="Use what `nangluc train` learned instead of the policy.")
@click.option("--fairness-reason", default="", help="Why groups differ, in writing; recorded in run.json.")
@click.option("--run", "label", default=None, metavar="NAME", help="Also import the files and keep a run in the store.")
@click.option("--unit", "unit_id", default="", help="Unit of that run (default: the smallest that holds everybody).")
@data_option
@click.pass_obj
def screen(output: Output, /, out: Path, today: datetime | None, catalogues: tuple[Path, ...], **given: Any) -> None:
    """Screen everybody: verdicts, gaps, plans, demand, balance and moves, as files.

    With --run the files are also imported into the server's store and a run over its people is kept there, to be
    looked at, decided on and published on the pages.

    Ends with 3 when a whole file could not be read. Cells and rows that could not be used are listed in the results;
    `nangluc check` ends with 3 on any of them.
    """
    from api.progress import Progress
    from recommender.workflows.screen_files import RESULTS_WORKBOOK, Request, screen_files

    kept = {name: given.pop(name) for name in ("label", "unit_id", "data_folder")}
    told = {name: given.pop(name) for name in ("encoder", "engine", "fairness_reason", "models")}
    request = Request(
        files=given, catalogues=catalogues, out=out, language=output.language, today=chosen_day(today), **told
    )
    if kept["label"] is not None and (catalogues or given["positions"]):
        raise click.UsageError(output.pick(
            "--run dùng danh mục của kho dữ liệu: hãy đưa vị trí và chương trình vào đó trước.",
            "--run uses the reference data of the store: keep positions and courses there first.",
        ))  # fmt: skip
    if (out / RESULTS_WORKBOOK).exists():
        output.say(f"Ghi đè kết quả đã có trong {out}.", f"Writing over the results in {out}.")
    with Progress(output) as progress:
        summary = screen_files(request, tell=progress.step)
        run = _keep(request, progress.step, **kept) if kept["label"] is not None else None
    output.report({**summary.as_record(), **({"run": asdict(run)} if run else {})}, summary.text(output.language))
    if output.quiet and not output.as_json:
        output.warn(summary.warnings(output.language))
    if run:
        output.say(f"Đã lưu đợt rà soát {run.run_id} (chưa công bố).", f"Kept as run {run.run_id} (not published yet).")
    sys.exit(EXIT_DATA if summary.n_files_refused else EXIT_OK)


def _keep(
    request: Request, tell: Callable[[str], None], *, label: str, unit_id: str, data_folder: Path | None
) -> KeptRun:
    """The same files imported into the server's store and screened there."""
    from recommender.permissions import Grant, Role, Viewer
    from recommender.workflows.keep_run import KeepRequest, keep_run

    settings = settings_of(data_folder=data_folder)
    acting = Viewer(user_id="command line", name="nangluc", grants=(Grant(role=Role.PROVINCE_HR),))
    wanted = KeepRequest(
        files=request.files, label=label, today=request.today, unit_id=unit_id, encoder=request.encoder,
        models=request.models,
    )  # fmt: skip
    with opened(settings) as store:
        return keep_run(
            store, acting, wanted, uploads=settings.uploads_folder, clock=lambda: datetime.now(UTC), tell=tell
        )


@click.command()
@input_options
@catalogue_option
@click.option("--marked", type=FOLDER, default=None, help="Also write each workbook back with its bad cells in red.")
@click.pass_obj
def check(output: Output, /, catalogues: tuple[Path, ...], marked: Path | None, **files: tuple[Path, ...]) -> None:
    """Every problem of the input with file, sheet, cell, message and suggestion; nothing else is done."""
    from recommender.workflows.check_files import check_files, mark_files

    problems = check_files(files, catalogues=catalogues, today=date.today())
    for path in mark_files(files, problems, out=marked) if marked else ():
        output.say(f"Đã ghi {path}.", f"Wrote {path}.")
    output.data(problems.to_dict("records") if output.as_json else _problem_lines(problems, output))
    sys.exit(EXIT_DATA if (problems["severity"] == "error").any() else EXIT_OK)


def _problem_lines(problems: pd.DataFrame, output: Output) -> str:
    """A line each, errors first, else in the order of the files."""
    from recommender.documents.labels import SEVERITIES

    records = problems.astype("str").to_dict("records")
    records.sort(key=lambda row: list(SEVERITIES).index(row["severity"]))
    lines = [
        f"{output.pick(*SEVERITIES[row['severity']])}: {row['file']} [{row['sheet']}] {row['cell']}: "
        f"{row[f'message_{output.language}']} {row[f'suggestion_{output.language}']}".strip()
        for row in records
    ]
    found = output.pick(f"{len(problems)} vấn đề.", f"{len(problems)} problems.")
    return "\n".join([*lines, found])


@click.command()
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@catalogue_option
@click.option("--out", required=True, type=FOLDER, help="Folder for the position files.")
@click.pass_obj
def positions(output: Output, files: tuple[Path, ...], catalogues: tuple[Path, ...], out: Path) -> None:
    """Read official Word job descriptions into catalogue files, one a position."""
    from recommender.workflows.read_positions import read_positions

    written = read_positions(files, catalogues=catalogues, out=out)
    output.data(written.as_record() if output.as_json else written.text(output.language))
    sys.exit(EXIT_DATA if written.n_errors else EXIT_OK)


@click.command()
@catalogue_option
@click.option("--out", required=True, type=FOLDER)
@click.pass_obj
def template(output: Output, catalogues: tuple[Path, ...], out: Path) -> None:
    """The four empty workbooks with drop-downs, an example row and a guide."""
    from recommender.workflows.write_forms import write_forms

    for path in write_forms(catalogues, out=out):
        output.data(str(path))


@click.command()
@catalogue_option
@click.option("--communes", required=True, type=click.IntRange(min=1, max=3321))
@click.option("--seed", required=True, type=click.IntRange(min=0))
@click.option("--province", default=None, help="Only communes of this province, by code or name.")
@click.option("--out", required=True, type=FOLDER)
@click.pass_obj
def sample(
    output: Output, catalogues: tuple[Path, ...], communes: int, seed: int, province: str | None, out: Path
) -> None:
    """A synthetic population in the real input formats, with the planted truth beside it."""
    from recommender.workflows.make_population import make_population

    for path in make_population(catalogues, communes=communes, seed=seed, out=out, province=province):
        output.data(str(path))


@click.command()
@click.option("--out", default=Path("demo"), show_default=True, type=FOLDER)
@click.option("--encoder", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True)
@click.pass_obj
def demo(output: Output, out: Path, encoder: str) -> None:
    """The main job on a sample of 12 communes of one province: people, verdicts, plans, demand, balance."""
    from api.progress import Progress
    from recommender.workflows.run_demo import run_demo

    with Progress(output) as progress:
        summary = run_demo(out=out, encoder=encoder, language=output.language, tell=progress.step)
    output.report(summary.as_record(), summary.text(output.language))
