"""Commands on the reference data: check, show, report, compare, export."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from api.commands.options import (
    EXIT_DATA,
    EXIT_OK,
    FOLDER,
    Output,
    catalogue_option,
)


@click.group()
def catalogue() -> None:
    """The reference data: check, show, report, compare, export."""


@catalogue.command("check")
@catalogue_option
@click.pass_obj
def catalogue_check(output: Output, catalogues: tuple[Path, ...]) -> None:
    """Problems of the reference data."""
    from recommender.documents.labels import SEVERITIES
    from recommender.workflows.inspect_catalogue import check_folders

    problems = check_folders(catalogues, today=date.today())
    if output.as_json:
        output.data([vars(problem) for problem in problems])
    else:
        lines = [
            f"{output.pick(*SEVERITIES[problem.severity])}: {problem.file} {problem.row}: "
            f"{output.pick(problem.message_vi, problem.message_en)}"
            for problem in problems
        ]
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
@click.option("--out", type=FOLDER, help="Folder for the page (index.html), the workbook and the CSV tables.")
@click.option("--vectors", is_flag=True, help="Also pairs near in meaning (needs the encoder; about a minute).")
@click.pass_obj
def catalogue_report(output: Output, catalogues: tuple[Path, ...], out: Path | None, vectors: bool) -> None:
    """What there is, what covers what, sources, acts by effect, spelling, doubles: a page, a workbook, tables."""
    from recommender.workflows.inspect_catalogue import make_report, report_json, write_report

    report = make_report(catalogues, today=date.today(), with_meaning=vectors)
    if output.as_json:
        output.data(report_json(report, catalogues))
    else:
        lines = [f"{output.pick(what.vi, what.en)}: {_figure(value)}" for what, value in report.headline]
        output.data("\n".join(lines))
    if out is not None:
        written = write_report(report, out, language=output.language)
        output.say(f"Đã ghi {len(written)} tệp vào {out}.", f"Wrote {len(written)} files to {out}.")
    elif not output.as_json:
        output.say("Thêm --out DIR để ghi trang và bảng.", "Add --out DIR to write the page and the tables.")


def _figure(value: object) -> str:
    return f"{100 * value:.0f} %" if isinstance(value, float) else str(value)


@catalogue.command("diff")
@click.argument("before")
@click.argument("after")
@click.pass_obj
def catalogue_diff(output: Output, before: str, after: str) -> None:
    """What changed from one folder to another, field by field; pack stands for the data of the program."""
    from recommender.documents.labels import CHANGES
    from recommender.workflows.inspect_catalogue import PACK, compare_folders

    for name in (before, after):
        if name != PACK and not Path(name).is_dir():
            raise click.UsageError(output.pick(f"Không có thư mục {name}.", f"There is no folder {name}."))
    found = compare_folders(before, after)
    if output.as_json:
        output.data([asdict(change) for change in found])
        return
    lines: list[str] = []
    for change in found:
        name = output.pick(change.name_vi, change.name_en)
        lines.append(f"{output.pick(*CHANGES[change.kind])}: {change.table} {change.row_id} {name}".rstrip())
        lines += [f"    {one.name}: {one.before or '–'} → {one.after or '–'}" for one in change.fields]
    output.data("\n".join([*lines, output.pick(f"{len(found)} dòng khác nhau.", f"{len(found)} rows differ.")]))


@catalogue.command("export")
@catalogue_option
@click.option(
    "--what",
    type=click.Choice(["positions", "tasks", "competencies", "courses", "laws", "systems", "units", "blueprints"]),
    help="One kind of row; needed for jsonl. csv without it writes a folder with every table.",
)
@click.option("--format", "form", type=click.Choice(["jsonl", "csv", "case"]), default="jsonl", show_default=True)
@click.option("--out", required=True, type=click.Path(path_type=Path))
@click.pass_obj
def catalogue_export(output: Output, catalogues: tuple[Path, ...], what: str | None, form: str, out: Path) -> None:
    """The reference data as JSON lines {"id","text",…}, as CSV, or as one CASE 1.0 package (JSON)."""
    from recommender.workflows import inspect_catalogue as workflow

    if form == "case":
        count = workflow.export_case(catalogues, out=out)
        output.say(f"Đã ghi {count} mục CASE vào {out}.", f"Wrote {count} CASE items to {out}.")
    elif form == "csv" and what is None:
        count = workflow.export_all_csv(catalogues, out=out)
        output.say(f"Đã ghi {count} tệp CSV vào {out}.", f"Wrote {count} CSV files to {out}.")
    elif what is None:
        raise click.UsageError(output.pick("Cần --what với --format jsonl.", "--format jsonl needs --what."))
    else:
        write = workflow.export_csv if form == "csv" else workflow.export
        count = write(catalogues, what=what, out=out)
        output.say(f"Đã ghi {count} dòng vào {out}.", f"Wrote {count} lines to {out}.")
