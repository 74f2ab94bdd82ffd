"""Look at the reference data: its problems, one entry, its coverage, or all of it as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

from recommender.errors import UsageError
from training_catalog import ExportKind, check_catalogue, coverage, export_lines, load_catalogue, read_catalogue
from training_catalog.counts import split_counts
from training_catalog.types import CatalogueProblem


def check_folders(folders: tuple[Path, ...], *, today: date) -> list[CatalogueProblem]:
    """Everything wrong in the shipped data with these folders laid over it."""
    catalogue, problems = read_catalogue(None, *folders)
    return [*problems, *check_catalogue(catalogue, today=today)]


def show_entry(folders: tuple[Path, ...], entry_id: str) -> dict[str, object]:
    """One competency, position, task, course, unit, law, system or blueprint by its id."""
    catalogue = load_catalogue(None, *folders)
    tables = (
        catalogue.positions, catalogue.competencies, catalogue.tasks, catalogue.courses, catalogue.units,
        catalogue.laws, catalogue.systems, catalogue.blueprints,
    )  # fmt: skip
    for table in tables:
        if entry_id in table:
            return asdict(table[entry_id])
    raise UsageError(f"Không có mã {entry_id} trong danh mục.", f"No entry {entry_id} in the catalogue.")


def overview(folders: tuple[Path, ...]) -> dict[str, object]:
    """Name, version, digest and the number of entries of each kind, whole and split."""
    catalogue = load_catalogue(None, *folders)
    counts = {name: len(getattr(catalogue, name)) for name in ("competencies", "positions", "tasks", "courses")}
    more = {name: len(getattr(catalogue, name)) for name in ("units", "laws", "systems", "blueprints")}
    facts = {"name": catalogue.name, "version": catalogue.version, "digest": catalogue.digest}
    terms = {key: len(entries) for key, entries in catalogue.vocabularies.items()}
    return {**facts, **counts, **more, "terms": terms, **split_counts(catalogue)}


def report(folders: tuple[Path, ...]) -> dict[str, object]:
    """Which courses cover each task and each level step of each competency."""
    return asdict(coverage(load_catalogue(None, *folders)))


def export(folders: tuple[Path, ...], *, what: str, out: Path) -> int:
    """Write one JSON line an entry; the number of lines."""
    lines = list(_encoded(folders, what))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")
    return len(lines)


def _encoded(folders: tuple[Path, ...], what: str) -> Iterator[str]:
    for entry in export_lines(load_catalogue(None, *folders), ExportKind(what)):
        yield json.dumps(entry, ensure_ascii=False, default=str)
