"""The unit of every data row: from its own cells, else the group row, the sheet name, the titles or the file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from recommender.readers.cells.unit_names import FormerName, UnitName, UnitNames
from recommender.readers.files.sheets import EMPTY, Cell, address, cell_text
from recommender.readers.problem_log import ProblemLog, SheetLog
from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.picked import Objects, Picked, joint_numbers, pick_field, rows_by_number
from recommender.readers.tables.table import Table
from training_catalog import VocabularyIndex, fold
from training_catalog.types import Unit

MAJORITY = 0.6
"""Part of a file's settled rows that must lie in one province before it decides between namesakes."""
_COUNTS = re.compile(r"(?:\s+\(?\d+(?:[.,]\d+)?\s*(?:người)?\)?)+$")
_NOT_OF_THE_UNIT = re.compile(r"\b(?:nghi huu|chuyen di|thoi viec|nghi viec|nghi che do|khong chuyen trach|tu tran)\b")
NEEDING_UNITS = (TableKind.PEOPLE, TableKind.QUOTAS)
_COMMUNE_START = re.compile(r"(?:(?:ubnd|uy ban nhan dan|dang uy|hdnd)\b.*|xa|phuong|dac khu|thi tran|x|p)\b")
UNNEEDED = {
    "unit_ambiguous": "unit_ambiguous_unneeded", "unit_former_divided": "unit_ambiguous_unneeded",
    "unit_unknown": "unit_unknown_unneeded",
}  # fmt: skip
"""Units that were not found, and what is said where the person was found all the same."""
MOST_HEIRS = 6
"""Units of today named for one of before; a district had more."""
UNSETTLED = "?"
"""Unit of the rows below a group row that names a unit which is not found."""
UNIT_FIELDS = ("unit_id", "unit", "province")


@dataclass(frozen=True, kw_only=True)
class _Wish:
    """What one distinct combination of unit cells of a table says, before namesakes are told apart."""

    code: str
    text: str
    name: UnitName
    settled: Unit | None
    problem: str = ""
    department: str = ""
    former: FormerName | None = None
    """Units of before that the cells name instead of one of today."""


@dataclass(frozen=True, kw_only=True)
class UnitDoubt:
    """A unit not found, in a table where it only helps to tell people apart."""

    code: str
    value: str
    words: dict[str, str]
    at: npt.NDArray[np.intp]
    """Numbers of the data rows that say so."""
    column: int | None
    """Where; None when no column does."""


@dataclass(frozen=True, kw_only=True)
class UnitRows:
    """Unit id and department of each data row of a table; "" when not known."""

    unit_ids: Objects
    departments: Objects
    province_id: str
    """Province that titles, sheet or file name speak of."""
    doubts: tuple[UnitDoubt, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnitReader:
    """Finds the units of the tables of one file, in two passes: sure ones first, then namesakes by majority."""

    names: UnitNames
    departments: VocabularyIndex
    log: ProblemLog
    among: frozenset[str] = frozenset()
    """Units of the people read before: of namesakes, the one in which there are people is meant."""
    home: str = ""
    """Unit of rows of which neither cells nor titles tell one."""

    def rows_of(self, tables: Sequence[Table]) -> list[UnitRows]:
        """For each table of one file, the unit of each of its data rows."""
        parts = [_TableUnits(table, self) for table in tables]
        votes: Counter[str] = Counter()
        for part in parts:
            votes.update(part.sure_provinces())
        total = votes.total()
        leader = max(votes, key=lambda key: (votes[key], key), default="")
        majority = leader if total and votes[leader] >= MAJORITY * total else ""
        return [part.settled(majority) for part in parts]


class _TableUnits:
    """Unit cells and context of one table."""

    def __init__(self, table: Table, reader: UnitReader) -> None:
        self.table, self.names, self.departments = table, reader.names, reader.departments
        self.spot: SheetLog = reader.log.sheet(table.sheet)
        self.among = reader.among
        self.home = "" if self._is_of_others() else reader.home
        self.columns = [picked for name in UNIT_FIELDS if (picked := pick_field(table, name)) is not None]
        self.province_id = self._context_province()
        self.context = self._context_unit()
        self.numbers, combinations = joint_numbers(self.columns, len(table.rows))
        self.wishes = [self._wish(combination) for combination in combinations]
        self.group_units, self.group_departments = self._groups()

    def _context_texts(self) -> list[str]:
        stem = self.table.sheet.file.rsplit(".", 1)[0].replace("_", " ").replace("-", " ")
        return [*self.table.titles, self.table.sheet.name, stem]

    def _is_of_others(self) -> bool:
        """Whether the sheet says that those on it do not serve in the unit: no unit is taken for granted then."""
        return any(_NOT_OF_THE_UNIT.search(fold(text)) for text in (*self.table.titles, self.table.sheet.name))

    def _context_province(self) -> str:
        for text in self._context_texts():
            province_id = self.names.province_inside(text)
            if province_id:
                return province_id
        *_, sheet, stem = self._context_texts()
        if province_id := self.names.province(sheet) or self.names.province(stem):
            return province_id
        for text in self._context_texts():
            match = self.names.former_province_inside(text)
            if match is not None and match.unit is not None:
                self.spot.add("province_former", value=match.former.name, unit=match.unit.name)
                return match.unit.unit_id
        return ""

    def _context_unit(self) -> Unit | None:
        """The one commune that the sheet name, a title or the file name speaks of."""
        titles = self._context_texts()
        for text in [titles[-2], *titles[:-2], titles[-1]]:
            found = self._in_province(self.names.communes_inside(text))
            if not found and text == titles[-2]:
                found = self._in_province(self.names.commune(text).candidates)
            if len(found) == 1:
                return found[0]
        return None

    def _in_province(self, units: tuple[Unit, ...], province_id: str = "") -> tuple[Unit, ...]:
        wanted = province_id or self.province_id
        kept = tuple(unit for unit in units if unit.parent_id == wanted)
        return kept or units

    def _wish(self, combination: tuple[Cell, ...]) -> _Wish:
        given = {_field(picked): cell_text(value) for picked, value in zip(self.columns, combination, strict=True)}
        code, text = given.get("unit_id", "").strip(), given.get("unit", "").strip()
        if not code and text in self.names.communes:
            code, text = text, ""
        name = self.names.commune(text) if text else UnitName()
        province = given.get("province", "")
        province_id = self.names.province(province) or name.province_id
        before = self.names.former_province(province) if province and not self.names.province(province) else None
        if before is not None and before.unit is not None:
            province_id = before.unit.unit_id
        name = replace(name, province_id=province_id)
        by_code, was_padded = self.names.by_code(code) if code else (None, False)
        if by_code is not None:
            differs = name.candidates and by_code not in name.candidates
            problem = "unit_code_name_differ" if differs else "unit_code_zeros" if was_padded else ""
            return _Wish(code=code, text=text, name=name, settled=by_code, problem=problem)
        if text and not name.candidates and (term := self.departments.find(text)) is not None:
            return _Wish(code=code, text="", name=UnitName(), settled=None, department=term.term_id)
        found = self._in_province(name.candidates, province_id)
        if not found or before is not None:
            wanted = province_id or self.province_id
            former = self.names.former_commune(text, code=code, province_id=wanted, province=before)
            if former is not None:
                one = former.units[0] if len(former.units) == 1 else None
                return _Wish(code=code, text=text, name=UnitName(province_id=province_id), settled=one, former=former)
        settled = found[0] if len(found) == 1 else None
        return _Wish(code=code, text=text, name=name, settled=settled, problem="unit_code_unknown" if code else "")

    def sure_provinces(self) -> Counter[str]:
        """Provinces of the rows whose own cells settle the unit."""
        votes: Counter[str] = Counter()
        used = self.numbers[self.numbers != EMPTY]
        for number, count in zip(*np.unique(used, return_counts=True), strict=True):
            unit = self.wishes[int(number)].settled
            if unit is not None and unit.parent_id:
                votes[unit.parent_id] += int(count)
        return votes

    def _groups(self) -> tuple[list[str], list[str]]:
        """Unit id and department id that hold below each group row."""
        units, departments = [], []
        unit, department, wanted = "", "", self.province_id
        for words in self.table.groups:
            text = self._group_text(words)
            province_id = self.names.province(text) or self.names.province_inside(text)
            wanted = province_id or wanted
            candidates = self._in_province(self.names.commune(text).candidates, wanted)
            if len(candidates) == 1:
                unit, department = candidates[0].unit_id, ""
            elif (term := self.departments.find(text)) is not None:
                department = term.term_id
            elif candidates:
                self.spot.add("group_ambiguous", value=text, suggestion=self.names.labels(candidates[:6]))
                unit, department = UNSETTLED, ""
            elif _COMMUNE_START.match(fold(text)):
                unit, department = self._group_of_before(text, wanted), ""
            elif not province_id:
                self.spot.add("group_unknown", value=text)
            units.append(unit)
            departments.append(department)
        return units, departments

    def _group_of_before(self, text: str, province_id: str) -> str:
        """Unit id below a group row that names no unit of today."""
        former = self.names.former_commune(text, province_id=province_id)
        if former is None:
            near = self.names.nearest(text, province_id=province_id)
            self.spot.add("unit_unknown", value=text, suggestion=self.names.labels(near))
            return UNSETTLED
        code, words = _former_words(former, self.names)
        self.spot.add(code, value=text, **words)
        return former.units[0].unit_id if len(former.units) == 1 else UNSETTLED

    def _group_text(self, words: str) -> str:
        """The words of a group row; counts behind the name go unless they belong to it ("Sơn Kim 1")."""
        bare = _COUNTS.sub("", words)
        return words if self.names.commune(words).candidates else bare

    def settled(self, majority: str) -> UnitRows:
        """Unit and department of each row, with the province of most other rows telling namesakes apart."""
        ids, problems = [], {}
        for number, wish in enumerate(self.wishes):
            unit, problem = self._decided(wish, majority)
            ids.append(unit.unit_id if unit else "")
            if problem:
                problems[number] = problem
        own = np.array([*ids, ""], dtype=object)[self.numbers]
        fallback = self._fallback()
        doubts = self._report(problems)
        blank = np.array([not (wish.text or wish.code) for wish in self.wishes] + [True])[self.numbers]
        unit_ids = np.where(blank, fallback, own)
        if (unit_ids[blank] == "").any() and self.table.header.kind in NEEDING_UNITS:
            first = self.table.rows[np.nonzero(blank & (unit_ids == ""))[0][0]]
            count = int((blank & (unit_ids == "")).sum())
            self.spot.add("unit_missing", f"A{first + 1}", count=str(count))
        own_department = np.array([*[wish.department for wish in self.wishes], ""], dtype=object)[self.numbers]
        by_group = np.array([*self.group_departments, ""], dtype=object)[self.table.group_of]
        departments = np.where(own_department != "", own_department, by_group)
        return UnitRows(
            unit_ids=unit_ids, departments=departments, province_id=self.province_id or majority, doubts=doubts
        )

    def _decided(self, wish: _Wish, majority: str) -> tuple[Unit | None, tuple[str, dict[str, str]] | None]:
        if wish.former is not None:
            return wish.settled, _former_words(wish.former, self.names)
        label = {"unit": self.names.label(wish.settled)} if wish.settled else {}
        if wish.settled is not None or not (wish.text or wish.code):
            return wish.settled, (
                wish.problem,
                {**label, "suggestion": label.get("unit", "")},
            ) if wish.problem else None
        candidates = wish.name.candidates
        if candidates:
            inside = [unit for unit in candidates if unit.parent_id == majority]
            if len(inside) == 1 and not wish.name.province_id:
                return inside[0], ("unit_by_majority", {"unit": self.names.label(inside[0])})
            peopled = [unit for unit in candidates if unit.unit_id in self.among]
            if len(peopled) == 1:
                return peopled[0], ("unit_by_people", {"unit": self.names.label(peopled[0])})
            return None, ("unit_ambiguous", {"suggestion": self.names.labels(candidates[:6])})
        province_id = wish.name.province_id or self.province_id or majority
        near = self.names.nearest(wish.text, province_id=province_id) if wish.text else ()
        return None, ("unit_unknown", {"suggestion": self.names.labels(near)})

    def _fallback(self) -> Objects:
        context = self.context.unit_id if self.context else self.home
        by_group = np.array([*self.group_units, ""], dtype=object)[self.table.group_of]
        return np.where(by_group == UNSETTLED, "", np.where(by_group != "", by_group, context))

    def _report(self, problems: dict[int, tuple[str, dict[str, str]]]) -> tuple[UnitDoubt, ...]:
        """Say what is wrong with units that are needed; what may not matter is handed back."""
        shown = next((picked for picked in self.columns if _field(picked) == "unit"), None) or next(
            iter(self.columns), None
        )
        doubts = []
        places = rows_by_number(self.numbers)
        for number, (code, words) in problems.items():
            wish = self.wishes[number]
            doubt = UnitDoubt(
                code=code,
                value=wish.code if code.startswith("unit_code") else wish.text or wish.code,
                words=words,
                at=places[number],
                column=shown.head.column if shown else None,
            )
            if code in UNNEEDED and self.table.header.kind not in NEEDING_UNITS:
                doubts.append(doubt)
            else:
                _say(doubt, self.table, self.spot, doubt.at)
        return tuple(doubts)


def report_doubts(table: Table, rows: UnitRows, officer_ids: Objects, log: ProblemLog) -> None:
    """Say which units were not found: an error where the person was not found either, else a note."""
    spot = log.sheet(table.sheet)
    is_lost = officer_ids == ""
    for doubt in rows.doubts:
        _say(doubt, table, spot, doubt.at[is_lost[doubt.at]])
        _say(replace(doubt, code=UNNEEDED[doubt.code]), table, spot, doubt.at[~is_lost[doubt.at]])


def _former_words(former: FormerName, names: UnitNames) -> tuple[str, dict[str, str]]:
    """What is said of a unit of before: the one that holds it today, or those among which somebody must choose."""
    if len(former.units) == 1:
        return "unit_former", {"former": former.said, "unit": names.label(former.units[0])}
    return "unit_former_divided", {"former": former.said, "suggestion": names.labels(former.units[:MOST_HEIRS])}


def _say(doubt: UnitDoubt, table: Table, spot: SheetLog, at: npt.NDArray[np.intp]) -> None:
    cells = ["" if doubt.column is None else address(int(row), doubt.column) for row in table.rows[at]]
    spot.add_all(doubt.code, cells, value=doubt.value, **doubt.words)


def _field(picked: Picked) -> str:
    return picked.head.meaning.field if picked.head.meaning else ""
