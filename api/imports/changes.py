"""What confirming an import would do, row by row, in the office's words: names of units and ranks instead of codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from api.imports.contexts import ChangeLine
from api.look import words
from api.look.formats import day
from api.look.terms import term_name
from recommender.store.importing.staging import ChangeView
from recommender.store.tables.imports import ChangeKind, Refusal
from recommender.types import EvidenceKind
from recommender.working_days import office_day
from training_catalog.types import Catalogue

FIELDS: Mapping[str, str] = {
    "name": "full_name", "unit_id": "unit", "department": "department", "rank": "rank", "started_on": "joined_on",
    "birth_date": "birth", "norm": "norm", "quota": "quota", "plan": "plan",
}  # fmt: skip
"""Field of a staged row → field of a sheet, which has words."""
KINDS = frozenset(map(str, EvidenceKind))
COUNTED = KINDS | {"assessments", "decisions"}
"""Fields of which a change can say how many rows go and how many come, instead of what they say."""
PIECES = (("{} mục cũ", "{} old"), ("{} mục mới", "{} new"))
DAYS = ("birth_date", "started_on")
CODED: Mapping[str, str] = {"sex": "sex", "party": "answer"}
"""Field → table of words of its values."""


def change_lines(
    rows: Sequence[ChangeView], units: Mapping[str, str], catalogue: Catalogue, *, language: str
) -> tuple[ChangeLine, ...]:  # fmt: skip
    """The rows as they are shown; `units`: id → name."""

    def shown(field: str, value: str) -> str:
        if field == "unit_id":
            return units.get(value, value)
        if field == "position":
            return _posts(value, catalogue, place)
        if field in DAYS and value:
            return day(date.fromisoformat(value))
        if field in CODED and value:
            return words.word(value, CODED[field], language)
        if field in ("rank", "department") and value:
            return term_name(catalogue, f"{field}s", value, language=language)
        return value if field in KINDS else value.removesuffix(".0")

    def both(field: str, before: str, after: str) -> tuple[str, str, str]:
        name = words.word(FIELDS.get(field, field), "evidence" if field in KINDS else "column", language)
        if field in COUNTED and (before + after).isdecimal():
            gone, come = (pair[place] for pair in PIECES)
            return name, gone.format(before) if before else "", come.format(after)
        return name, shown(field, before), shown(field, after)

    place = int(language == "en")
    return tuple(
        ChangeLine(
            name=row.name or _title(row, catalogue, place), code=row.code, change=row.change,
            fields=tuple(both(*change) for change in row.changes), refusal=_refusal(row, units, language),
            number=row.number,
            returns=tuple(
                (*both(*change), day(office_day(datetime.fromisoformat(row.returns[change[0]]))))
                for change in row.changes if change[0] in row.returns
            ),
        )
        for row in rows
    )  # fmt: skip


def units_in(rows: Sequence[ChangeView]) -> list[str]:
    """Ids of the units that people come from or go to."""
    moved = [value for row in rows for field, *pair in row.changes if field == "unit_id" for value in pair if value]
    return [*moved, *(row.unit_id for row in rows if row.refusal == Refusal.UNIT_OUTSIDE)]


def _refusal(row: ChangeView, units: Mapping[str, str], language: str) -> str:
    """Why a row is not taken, with the name of a unit that lies outside."""
    if row.change != ChangeKind.REFUSED:
        return ""
    why = words.word(row.refusal, "refusal", language)
    return f"{units.get(row.unit_id, row.unit_id)}: {why}" if row.refusal == Refusal.UNIT_OUTSIDE else why


def _title(row: ChangeView, catalogue: Catalogue, place: int) -> str:
    """Of a quota the title of its position."""
    position = catalogue.positions.get(row.code)
    if position is None:
        return ""
    return position.title_en if place else position.title_vi


def _posts(value: str, catalogue: Catalogue, place: int) -> str:
    """Titles of positions, with their shares where there are several."""
    named = []
    for post in filter(None, value.split("; ")):
        position_id, _, share = post.rpartition(" ") if post.endswith("%") else (post, "", "")
        position = catalogue.positions.get(position_id)
        title = position_id if position is None else (position.title_vi, position.title_en)[place]
        named.append(f"{title} {share}".strip())
    return "; ".join(named)
