"""What is known of the files of an import before they are read, and what is learned from reading them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from recommender.inputs import Inputs
from recommender.readers import InputFiles
from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.layout_values import choices_of, known_of, known_values, sheet_values
from recommender.readers.tables.layouts import KnownHeadings, Layouts, SheetLayout, Source
from recommender.store.importing.headings import NewHeadings, forget_same, note_use, remember

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PLACE_PARTS = 3
"""File, sheet and cell."""
KINDS = ("people", "assessments", "quotas", "decisions")


@dataclass(frozen=True, kw_only=True)
class ReadingPlan:
    """The files of one import with the names they came with, and what persons said of their sheets."""

    files: InputFiles
    paths: tuple[Path, ...]
    names: dict[Path, str]
    known: Mapping[tuple[TableKind, str], KnownHeadings]
    layouts: Layouts

    def kept(self, mapping: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
        """What to keep with the import once its files were read; of each sheet how many rows said something."""
        told = rows_told(inputs)
        sheets = sheet_values(self.layouts.taken, self.paths)
        for one, layout in zip(sheets, self.layouts.taken, strict=True):
            one["n_told"] = min(one["n_rows"], len(told.get((self.names[layout.path], layout.sheet), ())))
        return {
            "corrections": mapping.get("corrections", []), "known": known_values(self.known, self.layouts.taken),
            "sheets": sheets,
        }  # fmt: skip


def reading_plan(
    files: Sequence[Mapping[str, Any]], mapping: Mapping[str, Any], *, uploads: Path,
    known: Mapping[tuple[TableKind, str], KnownHeadings],
) -> ReadingPlan:  # fmt: skip
    """The plan of an import from its record; one that was read before is read with what was known then."""
    paths = tuple(uploads / file["stored_as"] for file in files)
    meant = known_of(mapping["known"]) if "known" in mapping else known
    return ReadingPlan(
        files=InputFiles(**{
            kind: tuple(path for path, file in zip(paths, files, strict=True) if file["kind"] == kind)
            for kind in KINDS
        }),
        paths=paths, names=dict(zip(paths, shown_names(files), strict=True)), known=meant,
        layouts=Layouts(choices=choices_of(mapping.get("corrections", []), paths), known=meant),
    )  # fmt: skip


def rows_told(inputs: Inputs) -> dict[tuple[str, str], set[str]]:
    """File and sheet → numbers of the rows from which anything was taken."""
    found: dict[tuple[str, str], set[str]] = {}
    frames = (inputs.officers, inputs.holdings, inputs.statements, inputs.assessments, inputs.quotas, inputs.decisions)
    for frame in frames:
        for place in frame["place"].unique():
            parts = place.rsplit("!", 2)
            if len(parts) == PLACE_PARTS:
                found.setdefault((parts[0], parts[1]), set()).add(parts[2].lstrip(LETTERS))
    return found


def shown_names(files: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the files of an import are called where they are spoken of; a second one of a name is numbered."""
    names: list[str] = []
    for file in files:
        path = Path(file["name"])
        name, number = path.name, 2
        while name in names:
            name, number = f"{path.stem} ({number}){path.suffix}", number + 1
        names.append(name)
    return names


def learn_headings(conn: Any, plan: ReadingPlan, mapping: Mapping[str, Any], *, now: datetime) -> None:
    """Remember the sheets that persons corrected, forget those that turned out to be read so anyway, note the use."""
    said = {(plan.paths[one["file"]], one["sheet"]): one for one in mapping.get("corrections", [])}
    for layout in plan.layouts.taken:
        by = said.get((layout.path, layout.sheet))
        if by is None or not layout.digest:
            continue
        if layout.source is Source.CORRECTED:
            remember(conn, _new(layout, by["unit_id"]), by=by["by"], by_name=by["by_name"], now=now)
        else:
            forget_same(conn, by["unit_id"], str(layout.file_kind), digest=layout.digest)
    note_use(conn, [layout.mapping_id for layout in plan.layouts.taken if layout.mapping_id], now=now)


def _new(layout: SheetLayout, unit_id: str) -> NewHeadings:
    return NewHeadings(
        unit_id=unit_id, file_kind=str(layout.file_kind), digest=layout.digest, table_kind=str(layout.kind or ""),
        headings=[one.heading for one in layout.columns], fields=[one.field for one in layout.columns],
    )  # fmt: skip
