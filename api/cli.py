"""The command line `nangluc`: parses, calls one workflow, prints. Each command imports only its own workflow."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    import pandas as pd

EXIT_OK, EXIT_FAILURE, EXIT_USAGE, EXIT_DATA, EXIT_PARTIAL = 0, 1, 2, 3, 4
Command = TypeVar("Command", bound=Callable[..., object])
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)

EXAMPLES = """
\b
Ví dụ / Examples:
  nangluc demo
  nangluc template --out mau/
  nangluc check  --people nhan_su.xlsx --assessments danh_gia.xlsx
  nangluc screen --people nhan_su.xlsx --assessments danh_gia.xlsx --quotas bien_che.xlsx --out ket_qua/
"""


class Output:
    """Where messages go: stderr, in the language asked for; `--quiet` keeps only errors."""

    def __init__(self, *, language: str, quiet: bool, as_json: bool) -> None:
        self.language = language
        self.quiet = quiet
        self.as_json = as_json

    def pick(self, vietnamese: str, english: str) -> str:
        """The text in the language of this run."""
        return vietnamese if self.language == "vi" else english

    def say(self, vietnamese: str, english: str) -> None:
        """A message for the person at the terminal."""
        if not self.quiet:
            click.echo(self.pick(vietnamese, english), err=True)

    def data(self, value: object) -> None:
        """Data, to standard output."""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2, default=str)
        click.echo(text)


def _default_language() -> str:
    return "en" if os.environ.get("LC_ALL", os.environ.get("LANG", "vi")).lower().startswith("en") else "vi"


def _catalogue_option(command: Command) -> Command:
    return click.option(
        "--catalogue", "catalogues", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Folder that extends or replaces parts of the shipped reference data; may be repeated.",
    )(command)  # fmt: skip


def _input_options(command: Command) -> Command:
    for option in reversed(
        (
            click.option("--people", "people", required=True, multiple=True, type=EXISTING, help="Staff workbook(s)."),
            click.option("--assessments", multiple=True, type=EXISTING, help="Assessment results."),
            click.option("--quotas", multiple=True, type=EXISTING, help="Norm, quota and plan by unit and position."),
            click.option("--decisions", multiple=True, type=EXISTING, help="Decisions signed earlier."),
            click.option("--positions", multiple=True, type=EXISTING, help="Word job descriptions or position files."),
        )
    ):
        command = option(command)
    return command


@click.group(epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--lang", type=click.Choice(["vi", "en"]), default=None, help="Language of messages and results.")
@click.option("--quiet", is_flag=True, help="Only errors.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable output where a command has any.")
@click.version_option(package_name="nangluc")
@click.pass_context
def cli(context: click.Context, lang: str | None, quiet: bool, as_json: bool) -> None:
    """Năng Lực: ai đáp ứng vị trí việc làm, vì sao, học gì, thừa thiếu ở đâu.

    Who meets their job position, why, which training closes each gap, and where staff are over or short.
    """
    context.obj = Output(language=lang or _default_language(), quiet=quiet, as_json=as_json)


@cli.command()
@_input_options
@_catalogue_option
@click.option("--out", required=True, type=FOLDER, help="Folder for the results.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Day of the review (default: today).")
@click.option("--encoder", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True)
@click.option("--engine", type=click.Choice(["local", "dask", "ray"]), default="local", show_default=True)
@click.pass_obj
def screen(
    output: Output,
    /,
    out: Path,
    today: datetime | None,
    encoder: str,
    engine: str,
    catalogues: tuple[Path, ...],
    **files: tuple[Path, ...],
) -> None:
    """Screen everybody: verdicts, gaps, plans, demand, balance and moves, as files.

    Ends with 3 when a whole file could not be read. Cells and rows that could not be used are listed in the results;
    `nangluc check` ends with 3 on any of them.
    """
    from api.progress import Progress
    from recommender.workflows.screen_files import Request, screen_files

    request = Request(
        files=files, catalogues=catalogues, out=out, encoder=encoder, engine=engine, language=output.language,
        today=_day(today),
    )  # fmt: skip
    with Progress(output) as progress:
        summary = screen_files(request, tell=progress.step)
    output.data(summary.as_record() if output.as_json else summary.text(output.language))
    sys.exit(EXIT_DATA if summary.n_files_refused else EXIT_OK)


@cli.command()
@_input_options
@_catalogue_option
@click.pass_obj
def check(output: Output, /, catalogues: tuple[Path, ...], **files: tuple[Path, ...]) -> None:
    """Every problem of the input with file, sheet, cell, message and suggestion; nothing else is done."""
    from recommender.workflows.check_files import check_files

    problems = check_files(files, catalogues=catalogues, today=date.today())
    output.data(problems.to_dict("records") if output.as_json else _problem_lines(problems, output))
    sys.exit(EXIT_DATA if (problems["severity"] == "error").any() else EXIT_OK)


def _problem_lines(problems: pd.DataFrame, output: Output) -> str:
    language = output.language
    lines = [
        f"{row.file} [{row.sheet}] {row.cell} {row.severity}: {getattr(row, f'message_{language}')} "
        f"{getattr(row, f'suggestion_{language}')}".strip()
        for row in problems.itertuples()
    ]
    found = output.pick(f"{len(problems)} vấn đề.", f"{len(problems)} problems.")
    return "\n".join([*lines, found])


@cli.command()
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@_catalogue_option
@click.option("--out", required=True, type=FOLDER, help="Folder for the position files.")
@click.pass_obj
def positions(output: Output, files: tuple[Path, ...], catalogues: tuple[Path, ...], out: Path) -> None:
    """Read official Word job descriptions into catalogue files, one a position."""
    from recommender.workflows.read_positions import read_positions

    written = read_positions(files, catalogues=catalogues, out=out)
    output.data(written.as_record() if output.as_json else written.text(output.language))
    sys.exit(EXIT_DATA if written.n_errors else EXIT_OK)


@cli.command()
@click.option("--queries", required=True, type=EXISTING, help='JSON lines {"id","text"}.')
@click.option("--targets", required=True, type=EXISTING, help='JSON lines {"id","text"}.')
@click.option("--top", default=10, show_default=True, type=click.IntRange(min=1))
@click.option("--out", required=True, type=FILE)
@click.option("--encoder", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True)
@click.pass_obj
def match(output: Output, queries: Path, targets: Path, top: int, out: Path, encoder: str) -> None:
    """Rank target texts for each query text."""
    from recommender.workflows.match_files import match_files

    count = match_files(queries, targets, top=top, encoder=encoder, out=out)
    output.say(f"Đã ghi {count} dòng vào {out}.", f"Wrote {count} lines to {out}.")


@cli.command("score-test")
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
@click.option("--out", required=True, type=FILE)
@click.pass_obj
def score(output: Output, /, **options: Any) -> None:
    """Score a test: ability, standard error and level of each person; statistics of each item beside it."""
    from recommender.workflows.score_test import Request, score_test

    scored = score_test(Request(**options))
    if output.as_json:
        output.data(scored.as_record())
    else:
        output.say(scored.text("vi"), scored.text("en"))
    sys.exit(EXIT_DATA if scored.n_errors else EXIT_OK)


@cli.command()
@click.option("--pairs", required=True, type=EXISTING, help='JSON lines {"id","profile","requirement"}.')
@click.option("--out", required=True, type=FILE)
@click.option("--encoder", type=click.Choice(["hybrid", "lexical"]), default="hybrid", show_default=True)
@click.pass_obj
def fit(output: Output, pairs: Path, out: Path, encoder: str) -> None:
    """Whether each free-text profile meets its free-text requirement: probability, verdict, set, lines."""
    from recommender.workflows.fit_pairs import fit_pairs

    summary = fit_pairs(pairs, encoder=encoder, out=out)
    if summary.fallback:
        output.say(
            f"Chỉ so từ ngữ, không có bộ mã hóa: {summary.fallback}", f"Words only, no encoder: {summary.fallback}"
        )
    output.say(f"Đã ghi {summary.n_pairs} dòng vào {out}.", f"Wrote {summary.n_pairs} lines to {out}.")


@cli.group()
def catalogue() -> None:
    """The reference data: check, show, report, export."""


@catalogue.command("check")
@_catalogue_option
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
@_catalogue_option
@click.pass_obj
def catalogue_show(output: Output, entry: str | None, catalogues: tuple[Path, ...]) -> None:
    """One entry by its id (II.04, C6, a task, a course …), or the number of entries of each kind."""
    from recommender.workflows.inspect_catalogue import overview, show_entry

    output.data(show_entry(catalogues, entry) if entry else overview(catalogues))


@catalogue.command("report")
@_catalogue_option
@click.pass_obj
def catalogue_report(output: Output, catalogues: tuple[Path, ...]) -> None:
    """Which courses cover each task and each level step."""
    from recommender.workflows.inspect_catalogue import report

    output.data(report(catalogues))


@catalogue.command("export")
@_catalogue_option
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


@cli.command()
@_catalogue_option
@click.option("--out", required=True, type=FOLDER)
@click.pass_obj
def template(output: Output, catalogues: tuple[Path, ...], out: Path) -> None:
    """The four empty workbooks with drop-downs, an example row and a guide."""
    from recommender.workflows.write_forms import write_forms

    for path in write_forms(catalogues, out=out):
        output.data(str(path))


@cli.command()
@_catalogue_option
@click.option("--communes", required=True, type=click.IntRange(min=1, max=3321))
@click.option("--seed", required=True, type=click.IntRange(min=0))
@click.option("--out", required=True, type=FOLDER)
@click.pass_obj
def sample(output: Output, catalogues: tuple[Path, ...], communes: int, seed: int, out: Path) -> None:
    """A synthetic population in the real input formats, with the planted truth beside it."""
    from recommender.workflows.make_population import make_population

    for path in make_population(catalogues, communes=communes, seed=seed, out=out):
        output.data(str(path))


@cli.command()
@click.option("--out", default=Path("demo"), show_default=True, type=FOLDER)
@click.option("--encoder", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True)
@click.pass_obj
def demo(output: Output, out: Path, encoder: str) -> None:
    """The main job on a sample of 12 communes of one province: people, verdicts, plans, demand, balance."""
    from api.progress import Progress
    from recommender.workflows.run_demo import run_demo

    with Progress(output) as progress:
        summary = run_demo(out=out, encoder=encoder, language=output.language, tell=progress.step)
    output.data(summary.as_record() if output.as_json else summary.text(output.language))


@cli.group()
def evaluate() -> None:
    """Measure the program against known truth, beside plain baselines."""


@evaluate.command("verdicts")
@_catalogue_option
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
@_catalogue_option
@click.option("--page", default=Path("docs/evaluation.md"), show_default=True, type=FILE, help="Page to write into.")
@click.pass_obj
def evaluate_matching(output: Output, catalogues: tuple[Path, ...], page: Path) -> None:
    """How sure matches are, on catalogue wordings held out one at a time; figures go into the page."""
    from api.progress import Progress
    from recommender.workflows.evaluate_matching import evaluate_matching

    with Progress(output) as progress:
        output.data(evaluate_matching(catalogues, page=page, tell=progress.step))


def _day(value: datetime | None) -> date:
    return value.date() if value else date.today()


def main() -> None:
    """Entry point: a refusal becomes one message and its exit code; anything else is a bug and shows its trace."""
    try:
        sys.exit(cli(standalone_mode=False) or EXIT_OK)
    except click.exceptions.Abort:
        click.echo("Đã dừng. / Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_USAGE)
    except Exception as error:
        # The edge of the process: our own refusals carry two languages and an exit code, wherever they come from.
        sys.exit(_refused(error))


def _refused(error: Exception) -> int:
    message = getattr(error, "message_vi", None)
    if message is None:
        raise error
    language = "en" if "en" in _asked_language() else "vi"
    hint = getattr(error, f"hint_{language}", "")
    click.echo(f"{getattr(error, f'message_{language}')} {hint}".strip(), err=True)
    return int(getattr(error, "exit_code", EXIT_FAILURE))


def _asked_language() -> str:
    arguments = sys.argv[1:]
    if "--lang" in arguments[:-1]:
        return arguments[arguments.index("--lang") + 1]
    return _default_language()
