"""The command that writes the legal folder of a screening."""

from __future__ import annotations

from pathlib import Path

import click

from api.commands.options import EXISTING_FOLDER, FOLDER, Output


@click.command()
@click.option("--results", required=True, type=EXISTING_FOLDER, help="Results folder of `nangluc screen`.")
@click.option("--out", required=True, type=FOLDER, help="Folder for the Word documents.")
@click.option("--office", default="", help="Name of the office that uses the system.")
@click.option("--models", type=EXISTING_FOLDER, help="Versions of the learned model, when verdicts came from one.")
@click.pass_obj
def legal(output: Output, results: Path, out: Path, office: str, models: Path | None) -> None:
    """Model card, data card, impact assessment, instructions for use and public register entry, as Word documents."""
    from recommender.workflows.write_legal_folder import write_legal_folder

    folder = write_legal_folder(results, out=out, office=office, models=models)
    if folder.needs_reason:
        output.say(
            "Chưa được công bố kết quả: kiểm tra công bằng còn thiếu lý do bằng văn bản (xem báo cáo tác động).",
            "Results may not be published yet: the fairness check still lacks a written reason (see the assessment).",
        )
    for path in folder.written:
        output.data(str(path))
