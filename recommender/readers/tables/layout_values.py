"""How sheets were read, and how persons want them read, as JSON values and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.layouts import KnownHeadings, SheetChoice, SheetLayout


def sheet_values(taken: Iterable[SheetLayout], paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Layouts as JSON values, the file by its place among `paths`."""
    return [
        {
            **{name: value for name, value in asdict(layout).items() if name != "path"},
            "file": paths.index(layout.path),
            "kind": str(layout.kind or ""),
            "source": str(layout.source),
            "file_kind": str(layout.file_kind),
        }
        for layout in taken
    ]


def choice_values(choice: SheetChoice) -> dict[str, Any]:
    """What a person said of a sheet as JSON values."""
    fields = {str(column): name for column, name in choice.fields.items()}
    return {"kind": str(choice.kind or ""), "top": choice.top, "height": choice.height, "fields": fields}


def choices_of(said: Iterable[Mapping[str, Any]], paths: Sequence[Path]) -> dict[tuple[Path, str], SheetChoice]:
    """By file and sheet, what persons said: values of `choice_values` with the place of the file and the sheet."""
    return {
        (paths[one["file"]], one["sheet"]): SheetChoice(
            kind=TableKind(one["kind"]) if one["kind"] else None, top=one["top"], height=one["height"],
            fields={int(column): name for column, name in one["fields"].items()},
        )
        for one in said if one["file"] < len(paths)
    }  # fmt: skip


def known_values(
    known: Mapping[tuple[TableKind, str], KnownHeadings], used: Iterable[SheetLayout]
) -> list[dict[str, Any]]:
    """Of the known headings those that a reading used, as JSON values."""
    keys = {(layout.file_kind, layout.digest) for layout in used if layout.mapping_id}
    return [
        {"file_kind": str(kind), "digest": digest, "mapping_id": one.mapping_id, "kind": str(one.kind or ""),
         "fields": list(one.fields)}
        for (kind, digest), one in known.items() if (kind, digest) in keys
    ]  # fmt: skip


def known_of(values: Iterable[Mapping[str, Any]]) -> dict[tuple[TableKind, str], KnownHeadings]:
    """Known headings from values of `known_values`."""
    return {
        (TableKind(one["file_kind"]), one["digest"]): KnownHeadings(
            mapping_id=one["mapping_id"], kind=TableKind(one["kind"]) if one["kind"] else None,
            fields=tuple(one["fields"]),
        )
        for one in values
    }  # fmt: skip
