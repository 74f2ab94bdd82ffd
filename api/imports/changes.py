"""What confirming an import would do, row by row, in the office's words: names of units and ranks instead of codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from api.imports.contexts import ChangeLine
from api.look import words
from api.look.terms import term_name
from recommender.store.staging import ChangeView
from training_catalog.types import Catalogue

FIELDS: Mapping[str, str] = {
    "name": "full_name", "unit_id": "unit", "department": "department", "rank": "rank", "started_on": "joined_on",
    "norm": "norm", "quota": "quota", "plan": "plan",
}  # fmt: skip
"""Field of a staged row → field of a sheet, which has words."""


def change_lines(
    rows: Sequence[ChangeView], units: Mapping[str, str], catalogue: Catalogue, *, language: str
) -> tuple[ChangeLine, ...]:  # fmt: skip
    """The rows as they are shown; `units`: id → name."""

    def shown(field: str, value: str) -> str:
        if field == "unit_id":
            return units.get(value, value)
        if field in ("rank", "department") and value:
            return term_name(catalogue, f"{field}s", value, language=language)
        return value.removesuffix(".0")

    place = int(language == "en")
    return tuple(
        ChangeLine(
            name=row.name or _title(row, catalogue, place), code=row.code, change=row.change,
            fields=tuple(
                (words.word(FIELDS.get(field, field), "column", language), shown(field, before), shown(field, after))
                for field, before, after in row.changes
            ),
        )
        for row in rows
    )  # fmt: skip


def units_in(rows: Sequence[ChangeView]) -> list[str]:
    """Ids of the units that people come from or go to."""
    return [value for row in rows for field, *pair in row.changes if field == "unit_id" for value in pair if value]


def _title(row: ChangeView, catalogue: Catalogue, place: int) -> str:
    """Of a quota the title of its position."""
    position = catalogue.positions.get(row.code)
    if position is None:
        return ""
    return position.title_en if place else position.title_vi
