"""Who each data row is about: id, citizen id, name and birth day, from whichever columns a table has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from recommender.readers.cells.values import is_tick, read_sex
from recommender.readers.fields.day_columns import NO_DAY, Days, day_column
from recommender.readers.files.sheets import Cell, cell_text
from recommender.readers.problem_log import SheetLog
from recommender.readers.tables.picked import Objects, Picked, Words, field_texts, pick_field
from recommender.readers.tables.table import Table

CITIZEN_DIGITS = 12
OLD_CITIZEN_DIGITS = 9
YOUNGEST, OLDEST = 16, 80
_POWER = re.compile(r"\d+(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_HONORIFIC = re.compile(r"^(?:Ông|Bà|Đ/c|Đồng chí|Ths\.?|ThS\.|TS\.|Mr\.?|Mrs\.?|Ms\.?)\s+(?=\S+\s+\S)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class PersonColumns:
    """Per data row of one table; "" and NaT where the table does not say."""

    codes: Objects
    citizen_ids: Objects
    names: Objects
    births: Days
    sexes: Objects
    shown_column: int
    """Column whose cells stand for the person in messages: the id's, else the name's."""

    def __len__(self) -> int:
        return len(self.names)


def person_columns(table: Table, spot: SheetLog, *, today: date) -> PersonColumns:
    """Ids, names, birth days and sexes of a table's data rows, what is odd written to the log."""
    codes = _ids(pick_field(table, "officer_id"), len(table.rows), spot)
    citizens = _ids(pick_field(table, "citizen_id"), len(table.rows), spot, is_citizen=True)
    births = _births(table, spot, today=today)
    shown = table.column("officer_id") or table.column("citizen_id") or table.column("full_name")
    shown = shown or table.column("given_name") or table.header.columns[0]
    return PersonColumns(
        codes=codes,
        citizen_ids=citizens,
        names=_names(table),
        births=births,
        sexes=_sexes(table, spot),
        shown_column=shown.column,
    )


def _ids(picked: Picked | None, count: int, spot: SheetLog, *, is_citizen: bool = False) -> Objects:
    if picked is None:
        return np.full(count, "", dtype=object)
    ids = [_id_text(value) for value in picked.values]
    told: Words = {}
    for number, text in enumerate(ids):
        if _POWER.fullmatch(text):
            told[number] = ("id_damaged", {})
            ids[number] = ""
        elif is_citizen and text.isdigit() and len(text) < CITIZEN_DIGITS and len(text) != OLD_CITIZEN_DIGITS:
            told[number] = ("citizen_id_zeros", {"suggestion": text.zfill(CITIZEN_DIGITS)})
    picked.report(spot, told)
    return picked.spread(ids, "")


def _id_text(value: Cell) -> str:
    if isinstance(value, float) and not value.is_integer():
        return ""
    text = f"{int(value)}" if isinstance(value, float) and not isinstance(value, bool) else cell_text(value)
    return re.sub(r"\s+", "", text.strip().strip("'"))


def _names(table: Table) -> Objects:
    if table.column("full_name") is not None:
        picked = pick_field(table, "full_name")
        return picked.spread([_name(cell_text(value)) for value in picked.values], "") if picked else np.array([])
    family, given = field_texts(table, "family_middle"), field_texts(table, "given_name")
    return np.array([_name(f"{one} {other}") for one, other in zip(family, given, strict=True)], dtype=object)


def _name(text: str) -> str:
    """The name in one line with single blanks; capitals throughout become capitals of each word."""
    name = _HONORIFIC.sub("", " ".join(text.split()))
    return " ".join(word.capitalize() for word in name.split()) if name.isupper() or name.islower() else name


def _births(table: Table, spot: SheetLog, *, today: date) -> Days:
    births = np.full(len(table.rows), NO_DAY, dtype="datetime64[s]")
    for name in ("birth", "birth_male", "birth_female"):
        picked = pick_field(table, name)
        days = day_column(picked, spot, count=len(table.rows), today=today, impossible="birth_impossible")
        _say_odd_births(picked, days, spot, today=today)
        births = np.where(np.isnat(births), days, births)
    return births


def _say_odd_births(picked: Picked | None, days: Days, spot: SheetLog, *, today: date) -> None:
    """Say which birth days of a column give an age that nobody in office has."""
    years = today.year - days.astype("datetime64[Y]").astype(float) - 1970
    odd: npt.NDArray[np.bool_] = ~np.isnat(days) & ((years < YOUNGEST) | (years > OLDEST))
    if picked is not None and odd.any():
        picked.report(
            spot, {int(number): ("birth_odd", {}) for number in np.unique(picked.numbers[odd]) if number >= 0}
        )


def _sexes(table: Table, spot: SheetLog) -> Objects:
    sexes = np.full(len(table.rows), "", dtype=object)
    for name, sex in (("sex_male", "male"), ("sex_female", "female")):
        picked = pick_field(table, name)
        if picked is not None:
            marks = picked.spread([_ticked_sex(value, sex) for value in picked.values], "")
            sexes = np.where(sexes == "", marks, sexes)
    for name, sex in (("birth_male", "male"), ("birth_female", "female")):
        picked = pick_field(table, name)
        if picked is not None:
            sexes = np.where((sexes == "") & (picked.numbers >= 0), sex, sexes)
    picked = pick_field(table, "sex")
    if picked is not None:
        read = [read_sex(value) for value in picked.values]
        picked.report(spot, {number: ("sex_unreadable", {}) for number, sex in enumerate(read) if sex is None})
        sexes = np.where(sexes == "", picked.spread([sex or "" for sex in read], ""), sexes)
    return sexes


def _ticked_sex(value: Cell, sex: str) -> str:
    return sex if is_tick(value) or read_sex(value) == sex else ""
