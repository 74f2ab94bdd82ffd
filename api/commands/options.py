"""What every command shares: where messages go, exit codes, and options that several commands take."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import click

EXIT_OK, EXIT_FAILURE, EXIT_USAGE, EXIT_DATA, EXIT_PARTIAL = 0, 1, 2, 3, 4
Command = TypeVar("Command", bound=Callable[..., object])
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
ANYTHING = click.Path(exists=True, path_type=Path)
EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


class Day(click.ParamType[datetime]):
    """A day as programs or as offices write it, from 2000 on."""

    name = "date"
    ways = ("%Y-%m-%d", "%d/%m/%Y")
    first = datetime(2000, 1, 1)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Midnight of that day."""
        found = value if isinstance(value, datetime) else self._read(str(value))
        if found is None:
            self.fail(f"'{value}' is not a day such as 2026-12-31 or 31/12/2026.", param, ctx)
        if found < self.first:
            self.fail(f"'{value}' is before the year {self.first.year}.", param, ctx)
        return found

    def _read(self, text: str) -> datetime | None:
        for way in self.ways:
            with suppress(ValueError):
                return datetime.strptime(text, way)
        return None


class Output:
    """Where messages go: stderr, in the language asked for; `--quiet` keeps only errors and warnings."""

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

    def warn(self, text: str) -> None:
        """What nobody may overlook, even in a quiet run."""
        if text:
            click.echo(text, err=True)

    def report(self, record: object, text: str) -> None:
        """What a command found whose results are files: for programs always, as text unless the run is quiet."""
        if self.as_json:
            self.data(record)
        elif not self.quiet:
            self.data(text)

    def data(self, value: object) -> None:
        """Data, to standard output."""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2, default=str)
        click.echo(text)


def catalogue_option(command: Command) -> Command:
    """`--catalogue DIR`, repeatable."""
    return click.option(
        "--catalogue", "catalogues", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Folder that extends or replaces parts of the shipped reference data; may be repeated.",
    )(command)  # fmt: skip


def _each_file(_: click.Context, __: click.Parameter, chosen: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files given, and for a folder the position files in it, by name."""
    return tuple(file for path in chosen for file in (sorted(path.glob("*.yaml")) if path.is_dir() else [path]))


def input_options(command: Command) -> Command:
    """The files of a screening."""
    for option in reversed(
        (
            click.option("--people", "people", required=True, multiple=True, type=EXISTING, help="Staff workbook(s)."),
            click.option("--assessments", multiple=True, type=EXISTING, help="Assessment results."),
            click.option("--quotas", multiple=True, type=EXISTING, help="Norm, quota and plan by unit and position."),
            click.option("--decisions", multiple=True, type=EXISTING, help="Decisions signed earlier."),
            click.option(
                "--positions",
                multiple=True,
                type=ANYTHING,
                callback=_each_file,
                help="Word job descriptions, position files, or the folder of them that `nangluc positions` wrote.",
            ),
        )
    ):
        command = option(command)
    return command


def chosen_day(value: datetime | None) -> date:
    """The day given, else today."""
    return value.date() if value else date.today()
