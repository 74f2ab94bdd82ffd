"""The catalogue from its folders: the shipped Vietnamese pack, a user's own folder, or one laid over the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

from training_catalog.build import (
    build_all,
    make_blueprint,
    make_competency,
    make_course,
    make_law,
    make_position,
    make_system,
    make_task,
    make_term,
    make_unit,
)
from training_catalog.digest import catalogue_digest
from training_catalog.errors import CatalogueError
from training_catalog.folder_rows import READ_APART, FolderRows, read_folder
from training_catalog.folder_rows import read_position_file as read_position_rows
from training_catalog.folder_rows import read_position_text as read_text_rows
from training_catalog.overlay import MergedRows, merged_rows
from training_catalog.problem_texts import ERROR
from training_catalog.pruning import without_removed
from training_catalog.rows import (
    BLUEPRINTS,
    COMPETENCIES,
    COURSES,
    LAWS,
    POSITIONS,
    SYSTEMS,
    TASKS,
    UNITS,
    VOCABULARIES,
)
from training_catalog.types import Catalogue, CatalogueProblem, Position, Task

SHIPPED_PACK = "data/vn"


def shipped_folder() -> Path:
    """The folder of the pack that comes with the program."""
    return Path(str(resources.files("training_catalog").joinpath(SHIPPED_PACK)))


def load_catalogue(*folders: Path | None) -> Catalogue:
    """The catalogue of the folders, later ones laid over earlier ones; `None`, or no argument, is the shipped pack.

    Raises CatalogueError with every problem when any of them is an error.
    """
    catalogue, problems = read_catalogue(*folders)
    if any(problem.severity == ERROR for problem in problems):
        raise CatalogueError(problems)
    return catalogue


def read_catalogue(*folders: Path | None) -> tuple[Catalogue, list[CatalogueProblem]]:
    """Everything of the folders that can be read, and every problem met on the way. Never raises for bad content."""
    layers = [read_folder(folder or shipped_folder()) for folder in folders or (None,)]
    problems = [problem for layer in layers for problem in layer.problems]
    merged = merged_rows([layer.rows for layer in layers], problems)
    over = (folder for folder in folders if folder is not None and folder != shipped_folder())
    own = tuple(folder for folder in over if (folder / READ_APART).is_file())
    return _assembled(merged, layers, problems, own=own), problems


def read_position_file(path: Path) -> tuple[Position | None, tuple[Task, ...], list[CatalogueProblem]]:
    """The position and the tasks of one position file, and its problems; no position when it cannot be read."""
    return _position_of(read_position_rows(path))


def read_position_text(text: str, *, file: str) -> tuple[Position | None, tuple[Task, ...], list[CatalogueProblem]]:
    """Like `read_position_file`, from what the file holds; `file` is what problems call it."""
    return _position_of(read_text_rows(text, file=file))


def _position_of(found: FolderRows) -> tuple[Position | None, tuple[Task, ...], list[CatalogueProblem]]:
    problems = list(found.problems)
    merged = merged_rows([found.rows], problems)
    positions = build_all(merged.table(POSITIONS), make_position, problems)
    tasks = build_all(merged.table(TASKS), make_task, problems)
    return next(iter(positions.values()), None), tuple(tasks.values()), problems


def _assembled(
    merged: MergedRows, layers: Sequence[FolderRows], problems: list[CatalogueProblem], *, own: tuple[Path, ...]
) -> Catalogue:  # fmt: skip
    catalogue = Catalogue(
        name=" + ".join(layer.name for layer in layers),
        version=" + ".join(layer.version for layer in layers if layer.version),
        digest="",
        competencies=build_all(merged.table(COMPETENCIES), make_competency, problems),
        positions=build_all(merged.table(POSITIONS), make_position, problems),
        tasks=build_all(merged.table(TASKS), make_task, problems),
        courses=build_all(merged.table(COURSES), make_course, problems),
        units=build_all(merged.table(UNITS), make_unit, problems),
        vocabularies={name: build_all(merged.table(name), make_term, problems) for name in VOCABULARIES},
        laws=build_all(merged.table(LAWS), make_law, problems),
        systems=build_all(merged.table(SYSTEMS), make_system, problems),
        blueprints=build_all(merged.table(BLUEPRINTS), make_blueprint, problems),
        former_folders=own,
    )
    catalogue = without_removed(catalogue, merged.removed)
    return replace(catalogue, digest=catalogue_digest(catalogue))
