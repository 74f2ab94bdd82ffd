"""Positions from official Word job descriptions: as catalogue files a person can edit, or laid over a catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from recommender.documents.labels import SEVERITIES
from recommender.problems import Problem
from recommender.types import Severity
from training_catalog import (
    LaidPosition,
    load_catalogue,
    read_position_file,
    under_own_id,
    with_positions,
    write_position,
)
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import Catalogue, CatalogueProblem
from training_catalog.word_form import read_job_descriptions, to_position

WORD_SUFFIXES = (".docx", ".doc")


@dataclass(frozen=True, kw_only=True)
class PositionsWritten:
    """What reading job descriptions gave: files written, requirements per position, problems."""

    files: tuple[Path, ...]
    positions: tuple[tuple[str, str, int, int, int], ...]
    """Id, title, levels, standards, tasks of each position."""
    problems: tuple[CatalogueProblem, ...]

    @property
    def n_errors(self) -> int:
        """Problems because of which something could not be read."""
        return sum(problem.severity == "error" for problem in self.problems)

    def as_record(self) -> dict[str, object]:
        """For `--json`."""
        names = ("position_id", "title", "levels", "standards", "tasks")
        return {
            "files": [str(path) for path in self.files],
            "positions": [dict(zip(names, row, strict=True)) for row in self.positions],
            "problems": [vars(problem) for problem in self.problems],
        }

    def text(self, language: str) -> str:
        """For a person at a terminal."""
        at_vi = language == "vi"
        lines = [
            f"{key}  {title} — {levels}/{standards}/{tasks}" for key, title, levels, standards, tasks in self.positions
        ]
        said = [
            f"{SEVERITIES[problem.severity][0 if at_vi else 1]}: {problem.file}: "
            f"{problem.message_vi if at_vi else problem.message_en}"
            for problem in self.problems
        ]
        head = "Vị trí (năng lực/tiêu chuẩn/nhiệm vụ):" if at_vi else "Positions (levels/standards/tasks):"
        tail = (
            f"{len(self.files)} tệp, {len(said)} vấn đề."
            if at_vi
            else f"{len(self.files)} files, {len(said)} problems."
        )
        return "\n".join([head, *lines, *said, tail])


def read_positions(files: Sequence[Path], *, catalogues: tuple[Path, ...], out: Path) -> PositionsWritten:
    """Write one position file for each description of the Word files; nothing is guessed, every doubt is a problem."""
    catalogue = load_catalogue(None, *catalogues)
    readings, problems = _readings(files, catalogue)
    written, rows = [], []
    for reading in readings:
        written.append(write_position(reading.position, reading.tasks, out))
        position = reading.position
        counts = (len(position.levels), len(position.standards), len(reading.tasks))
        rows.append((position.position_id, position.title_vi, *counts))
    return PositionsWritten(files=tuple(written), positions=tuple(rows), problems=tuple(problems))


def catalogue_with_positions(folders: tuple[Path, ...], files: Iterable[Path]) -> tuple[Catalogue, list[Problem]]:
    """The catalogue with the positions of Word or YAML files laid over it, and the problems of those files."""
    catalogue = load_catalogue(None, *folders)
    chosen = tuple(files)
    if not chosen:
        return catalogue, []
    words = [path for path in chosen if path.suffix.lower() in WORD_SUFFIXES]
    readings, problems = _readings(words, catalogue)
    for path in chosen:
        if path.suffix.lower() not in WORD_SUFFIXES:
            position, tasks, found = read_position_file(path)
            problems += found
            if position is not None:
                readings.append(LaidPosition(position=position, tasks=tasks))
                problems += _lacks(readings[-1], catalogue, file=path.name)
    return with_positions(catalogue, readings), [_as_problem(problem) for problem in problems]


def _lacks(laid: LaidPosition, catalogue: Catalogue, *, file: str) -> list[CatalogueProblem]:
    """What a position that the catalogue does not have cannot be judged without."""
    position = laid.position
    if position.position_id in catalogue.positions:
        return []
    lacking = {
        "position_untitled": position.title_vi in ("", position.position_id),
        "position_without_tasks": not laid.tasks,
        "position_without_standards": not position.standards,
    }
    return [
        catalogue_problem(code, file=file, row=position.position_id, position=position.position_id)
        for code, is_so in lacking.items()
        if is_so
    ]


def _readings(files: Iterable[Path], catalogue: Catalogue) -> tuple[list[LaidPosition], list[CatalogueProblem]]:
    readings: list[LaidPosition] = []
    problems: list[CatalogueProblem] = []
    for path in files:
        reading = read_job_descriptions(path)
        problems += reading.problems
        for description in reading.descriptions:
            made = to_position(description, catalogue)
            problems += made.problems
            laid = LaidPosition(position=made.position, tasks=made.tasks)
            readings.append(under_own_id(laid, {entry.position.position_id for entry in readings}))
            problems += _lacks(readings[-1], catalogue, file=path.name)
    return readings, problems


def _as_problem(problem: CatalogueProblem) -> Problem:
    return Problem(
        file=problem.file,
        sheet="",
        cell=problem.row,
        code=problem.code,
        severity=Severity(problem.severity),
        message_vi=problem.message_vi,
        message_en=problem.message_en,
    )
