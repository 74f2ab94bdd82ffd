"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click
from click.testing import CliRunner

from api.commands.options import input_options


def test_a_folder_of_positions_stands_for_the_position_files_in_it(tmp_path: Path) -> None:
    taken: list[tuple[Path, ...]] = []

    @click.command()
    @input_options
    def command(positions: tuple[Path, ...], **_: object) -> None:
        taken.append(positions)

    folder = tmp_path / "positions"
    folder.mkdir()
    for name in ("b.yaml", "a.yaml", "ghi chú.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    (people := tmp_path / "people.csv").write_text("x", encoding="utf-8")
    (word := tmp_path / "x.docx").write_text("x", encoding="utf-8")
    given = ["--people", str(people), "--positions", str(folder), "--positions", str(word)]
    assert CliRunner().invoke(command, given).exit_code == 0
    assert taken == [(folder / "a.yaml", folder / "b.yaml", word)]
