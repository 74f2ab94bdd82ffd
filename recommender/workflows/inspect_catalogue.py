"""Look at the reference data: its problems, one entry, the report on all of it, or its export."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.documents.catalogue_page import catalogue_page
from recommender.documents.catalogue_tables import report_values, write_csv_tables, write_workbook
from recommender.errors import UsageError
from training_catalog import (
    ExportKind,
    PositionIndex,
    case_package,
    check_catalogue,
    coverage,
    export_lines,
    flat_cells,
    load_catalogue,
    read_catalogue,
    read_former_units,
    write_catalogue_csv,
)
from training_catalog.counts import split_counts
from training_catalog.differences import RowChange, catalogue_values, differences
from training_catalog.formula_guard import guarded
from training_catalog.report import CatalogueReport, NearTexts, catalogue_report
from training_catalog.types import Catalogue, CatalogueProblem

if TYPE_CHECKING:
    from models.encoder import Encoder
    from training_catalog.likeness import Pair

PAGE = "index.html"
PACK, HEADING = "pack", "catalogue.yaml"
SHOWN_PAIRS = 40
DECIMALS = 3


def check_folders(folders: tuple[Path, ...], *, today: date) -> list[CatalogueProblem]:
    """Everything wrong in the shipped data with these folders laid over it."""
    return _checked(folders, today=today)[1]


def show_entry(folders: tuple[Path, ...], entry_id: str) -> dict[str, object]:
    """One entry of any kind by its id; a position also as sheets write its code or title."""
    catalogue = load_catalogue(None, *folders)
    tables = (
        catalogue.positions, catalogue.competencies, catalogue.tasks, catalogue.courses, catalogue.units,
        catalogue.laws, catalogue.systems, catalogue.blueprints,
    )  # fmt: skip
    for table in tables:
        if entry_id in table:
            return asdict(table[entry_id])
    position = PositionIndex(catalogue.positions).find(entry_id)
    if position is not None:
        return asdict(position)
    raise UsageError(f"Không có mã {entry_id} trong danh mục.", f"No entry {entry_id} in the catalogue.")


def overview(folders: tuple[Path, ...]) -> dict[str, object]:
    """Name, version, digest and the number of entries of each kind, whole and split."""
    catalogue = load_catalogue(None, *folders)
    counts = {name: len(getattr(catalogue, name)) for name in ("competencies", "positions", "tasks", "courses")}
    more = {name: len(getattr(catalogue, name)) for name in ("units", "laws", "systems", "blueprints")}
    facts = {"name": catalogue.name, "version": catalogue.version, "digest": catalogue.digest}
    terms = {key: len(entries) for key, entries in catalogue.vocabularies.items()}
    return {**facts, **counts, **more, "terms": terms, **split_counts(catalogue)}


def compare_folders(before: str, after: str) -> tuple[RowChange, ...]:
    """What changed from one version to another. Each is a folder, or `pack` for the data of the program.

    A folder with a heading (catalogue.yaml) is a whole catalogue; any other is laid over the pack.
    """
    old, new = (catalogue_values(_version(name)) for name in (before, after))
    return differences(old, new)


def _version(name: str) -> Catalogue:
    if name == PACK:
        return load_catalogue()
    folder = Path(name)
    return load_catalogue(folder) if (folder / HEADING).is_file() else load_catalogue(None, folder)


def make_report(folders: tuple[Path, ...], *, today: date, with_meaning: bool = False) -> CatalogueReport:
    """The report. `with_meaning` adds pairs near in meaning; they are left out where there is no encoder."""
    catalogue, problems = _checked(folders, today=today)
    by_meaning = _near_in_meaning(catalogue) if with_meaning else None
    return catalogue_report(catalogue, problems, today=today, by_meaning=by_meaning)


def report_json(report: CatalogueReport, folders: tuple[Path, ...]) -> dict[str, object]:
    """The report as plain values, with the courses of each task and each level step."""
    return {**report_values(report), "coverage": asdict(coverage(load_catalogue(None, *folders)))}


def write_report(report: CatalogueReport, out: Path, *, language: str) -> list[Path]:
    """Write the page, the workbook and the CSV tables into the folder; their paths."""
    out.mkdir(parents=True, exist_ok=True)
    page = out / PAGE
    page.write_text(catalogue_page(report), encoding="utf-8", newline="\n")
    return [page, write_workbook(report, out, language=language), *write_csv_tables(report, out)]


def export(folders: tuple[Path, ...], *, what: str, out: Path) -> int:
    """Write one JSON line an entry; the number of lines."""
    lines = list(export_lines(load_catalogue(None, *folders), ExportKind(what)))
    text = "".join(json.dumps(line, ensure_ascii=False, default=str) + "\n" for line in lines)
    return _written(out, text.encode(), len(lines))


def export_csv(folders: tuple[Path, ...], *, what: str, out: Path) -> int:
    """Write one row an entry, for a spreadsheet (byte order mark, no formulas); the number of rows."""
    rows = [flat_cells(line) for line in export_lines(load_catalogue(None, *folders), ExportKind(what))]
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, fieldnames=list(rows[0]) if rows else ["id"], lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: guarded(value) for key, value in row.items()} for row in rows)
    return _written(out, stream.getvalue().encode("utf-8-sig"), len(rows))


def export_all_csv(folders: tuple[Path, ...], *, out: Path) -> int:
    """Write every table of the pack as CSV into the folder; the number of files."""
    return len(write_catalogue_csv(load_catalogue(None, *folders), out))


def export_case(folders: tuple[Path, ...], *, out: Path) -> int:
    """Write the pack as one CASE 1.0 package; the number of its items."""
    package = case_package(load_catalogue(None, *folders))
    items = package["CFItems"]
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    return _written(out, text.encode(), len(items) if isinstance(items, list) else 0)


def _written(out: Path, content: bytes, count: int) -> int:
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    return count


def _checked(folders: tuple[Path, ...], *, today: date) -> tuple[Catalogue, list[CatalogueProblem]]:
    catalogue, problems = read_catalogue(None, *folders)
    _, of_former = read_former_units(None, *folders, units=catalogue.units)
    return catalogue, [*problems, *of_former, *check_catalogue(catalogue, today=today)]


def _near_in_meaning(catalogue: Catalogue) -> NearTexts | None:
    """The nearest pairs of tasks, and of courses of one mode, by cosine of centred vectors."""
    from models.matcher import Mode  # the models are needed for this part of the report only
    from recommender.matching import encoder_for
    from training_catalog.checks.near_texts import course_text

    encoder = encoder_for(Mode.DENSE).encoder
    if encoder is None:
        return None
    tasks = [task.text_vi for task in catalogue.tasks.values()]
    courses = list(catalogue.courses.values())
    modes = [str(course.mode) for course in courses]
    return NearTexts(
        encoder=encoder.name,
        tasks=_nearest_pairs(tasks, encoder, alike=["" for _ in tasks]),
        courses=_nearest_pairs([course_text(course) for course in courses], encoder, alike=modes),
    )


def _nearest_pairs(texts: Sequence[str], encoder: Encoder, *, alike: Sequence[str]) -> tuple[Pair, ...]:
    """The nearest pairs of texts with equal labels."""
    import numpy as np

    from models.encoder import TextKind
    from training_catalog.likeness import Pair

    vectors = encoder.encode(texts, kind=TextKind.PASSAGE).astype(np.float64)
    vectors -= vectors.mean(axis=0)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.finfo(np.float64).tiny)
    cosines = np.triu(vectors @ vectors.T, 1).round(DECIMALS)
    labels = np.asarray(alike)
    cosines[labels[:, None] != labels[None, :]] = 0.0
    order = np.argsort(-cosines, axis=None, kind="stable")[:SHOWN_PAIRS]
    places = [divmod(int(place), len(texts)) for place in order]
    pairs = [Pair(first, second, float(cosines[first, second])) for first, second in places]
    return tuple(pair for pair in pairs if pair.cosine > 0)
