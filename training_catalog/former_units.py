"""Provinces, districts and communes of before, and the units of today that hold them, from `former_units.csv`.

Read on demand and apart from the catalogue: files of before July 2025 name them, a catalogue does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from training_catalog.build import build_all
from training_catalog.csv_files import read_csv_file
from training_catalog.errors import CatalogueError
from training_catalog.folding import accented, fold
from training_catalog.load import shipped_folder
from training_catalog.overlay import merged_rows
from training_catalog.problem_texts import ERROR, catalogue_problem
from training_catalog.row_fields import RowFields
from training_catalog.rows import FORMER_UNITS, RawRow
from training_catalog.types import CatalogueProblem, Origin, Unit

FILE = "former_units.csv"
_KINDS_OF_PROVINCE = ("tinh", "thanh pho", "tp", "t")
_KINDS = {
    "xa": "xa", "x": "xa", "phuong": "phuong", "p": "phuong", "thi tran": "thi tran", "tt": "thi tran",
    "huyen": "huyen", "h": "huyen", "quan": "quan", "q": "quan", "thi xa": "thi xa", "tx": "thi xa",
    "thanh pho": "thanh pho", "tp": "thanh pho",
}  # fmt: skip
_PART = re.compile(
    r"[,;]| [-–] |\bthuộc\b|\s+(?=(?:huyện|quận|thị xã|thành phố|tỉnh|h\.|q\.|tx\.|tp\.)\s?\S)", re.IGNORECASE
)
_OUTER = re.compile(r"(?:huyen|quan|thi xa|thanh pho|tinh|tp|tx|h|q|t) ")
_OFFICE = re.compile(r"^(?:(?:ủy ban nhân dân|uỷ ban nhân dân|uy ban nhan dan|ubnd|hđnd|hdnd)\s+)+", re.IGNORECASE)


class FormerKind(StrEnum):
    """What a former unit was."""

    PROVINCE = "province"
    DISTRICT = "district"
    """Huyện, quận, thị xã, thành phố thuộc tỉnh: abolished, no unit of today takes its place."""
    COMMUNE = "commune"
    WARD = "ward"
    TOWN = "town"
    """Thị trấn."""
    SPECIAL_ZONE = "special_zone"


@dataclass(frozen=True, kw_only=True)
class FormerUnit:
    """A province, district or commune that is no more, or goes by another name or code."""

    former_id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    parent_id: str
    """The former district or province it was part of, "" when not said."""
    unit_ids: tuple[str, ...]
    """The units of today that hold it; several when it was divided."""
    until: date | None
    """The first day on which it was no more."""
    basis: str
    """The act."""
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class FormerMatch:
    """A former unit that a text names, the units of today, and the sentence to show beside the reading."""

    former: FormerUnit
    units: tuple[Unit, ...]
    note_vi: str
    note_en: str

    @property
    def unit(self) -> Unit | None:
        """The one unit of today; None when the former one was divided among several."""
        return self.units[0] if len(self.units) == 1 else None


class FormerUnits:
    """Look-up of former units by name and code; a name or code that a province has today is no former one."""

    def __init__(self, rows: Mapping[str, FormerUnit], units: Mapping[str, Unit]) -> None:
        self.rows = dict(rows)
        self._units = dict(units)
        self._provinces: dict[str, FormerUnit] = {}
        self._places: dict[str, dict[str, FormerUnit]] = {}
        self._by_alias: dict[str, FormerUnit] = {}
        self._today = {_bare_province(unit.name) for unit in units.values() if not unit.parent_id}
        for former in self.rows.values():
            for name in (former.name, *former.aliases):
                if former.kind == FormerKind.PROVINCE:
                    self._provinces.setdefault(_bare_province(name), former)
                else:
                    self._places.setdefault(_with_kind(name), {})[former.former_id] = former
                    if name.isdigit():
                        self._by_alias[name] = former

    def province(self, text: str) -> FormerMatch | None:
        """The province of today for a former name (with or without its kind) or two-digit code."""
        stripped = text.strip()
        if _bare_province(stripped) in self._today or stripped.zfill(2) in self._units:
            return None
        former = self._provinces.get(_bare_province(stripped))
        if former is None and stripped.isdigit():
            former = self.rows.get(stripped.zfill(2))
        return self._match(former) if former is not None and former.kind == FormerKind.PROVINCE else None

    def by_code(self, code: str) -> FormerMatch | None:
        """The former commune of a code that no unit has today."""
        former = None if code in self._units else self.rows.get(code) or self._by_alias.get(code)
        return self._match(former) if former is not None and former.kind != FormerKind.PROVINCE else None

    def communes(self, text: str, *, province_id: str = "") -> tuple[FormerMatch, ...]:
        """The former communes or districts a text names with their kind; only those now in the province when given.

        A district or former province that the text names behind ("xã Tân An, huyện Yên Dũng, tỉnh Bắc Giang") tells
        namesakes apart.
        """
        name, *around = [
            part.strip() for part in _PART.split(_OFFICE.sub("", text.strip())) if part and part.strip()
        ] or [""]
        found = [former for former in self._places.get(_with_kind(name), {}).values() if _is_spelled(former, name)]
        for part in around:
            inside = [former for former in found if self._is_inside(former, part)]
            found = inside if inside or _OUTER.match(fold(part)) else found
        matches = [self._match(former) for former in found]
        return tuple(
            match for match in matches if not province_id or any(unit.parent_id == province_id for unit in match.units)
        )

    def inside(self, matches: tuple[FormerMatch, ...], province: FormerUnit) -> tuple[FormerMatch, ...]:
        """Those that were part of this former province."""
        return tuple(match for match in matches if province in self._above(match.former))

    def where(self, former: FormerUnit) -> str:
        """Its name with those of the district and province it was part of."""
        return ", ".join(each.name for each in (former, *self._above(former)))

    def _above(self, former: FormerUnit) -> list[FormerUnit]:
        above: list[FormerUnit] = []
        while (upper := self.rows.get(former.parent_id)) is not None and upper not in above:
            above.append(upper)
            former = upper
        return above

    def _is_inside(self, former: FormerUnit, part: str) -> bool:
        """Whether a unit above, of then or of today, goes by this name, with or without its kind."""
        today = [self._units.get(unit.parent_id or "") for unit in self._match(former).units]
        names = [each.name for each in (*self._above(former), *today) if each is not None]
        wanted = {_with_kind(part), _without_kind(part), _bare_province(part)}
        return any(wanted & {_with_kind(name), _without_kind(name), _bare_province(name)} for name in names)

    def _heirs(self, former: FormerUnit) -> tuple[Unit, ...]:
        """The units of today that hold it; one that was merged away since stands for those that hold it now."""
        found: dict[str, Unit] = {}
        seen, waiting = {former.former_id}, list(former.unit_ids)
        while waiting:
            unit_id = waiting.pop(0)
            if unit_id in self._units:
                found[unit_id] = self._units[unit_id]
            elif unit_id in self.rows and unit_id not in seen:
                waiting[:0] = self.rows[unit_id].unit_ids
            seen.add(unit_id)
        return tuple(found.values())

    def _match(self, former: FormerUnit) -> FormerMatch:
        units = self._heirs(former)
        names = ", ".join(f"{unit.name} ({unit.unit_id})" for unit in units)
        day = former.until
        since_vi = f" từ {day:%d/%m/%Y}" if day else ""
        since_en = f" since {day.isoformat()}" if day else ""
        basis = f" ({former.basis})" if former.basis else ""
        return FormerMatch(
            former=former,
            units=units,
            note_vi=f"“{former.name}” là đơn vị cũ,{since_vi} thuộc {names}{basis}.",
            note_en=f"“{former.name}” is a former unit, part of {names}{since_en}{basis}.",
        )


def load_former_units(*folders: Path | None, units: Mapping[str, Unit]) -> FormerUnits:
    """The former units of the folders, later ones over earlier ones; `None`, or no argument, is the shipped pack.

    `units` are those of the catalogue. Raises CatalogueError with every problem when any of them is an error.
    """
    rows, problems = read_former_units(*folders, units=units)
    if any(problem.severity == ERROR for problem in problems):
        raise CatalogueError(problems)
    return FormerUnits(rows, units)


def read_former_units(
    *folders: Path | None, units: Mapping[str, Unit]
) -> tuple[dict[str, FormerUnit], list[CatalogueProblem]]:
    """Every row that can be read, and every problem: of the files, and units of today that do not exist."""
    problems: list[CatalogueProblem] = []
    layers: list[list[RawRow]] = []
    for folder in folders or (None,):
        path = (folder or shipped_folder()) / FILE
        if path.is_file():
            file = f"{path.parent.name}/{FILE}"
            layers.append(read_csv_file(path, table=FORMER_UNITS, file=file, problems=problems))
    merged = merged_rows(layers, problems)
    rows = build_all(merged.table(FORMER_UNITS), _make, problems)
    return rows, [*problems, *_dangling(rows, units)]


def _dangling(rows: Mapping[str, FormerUnit], units: Mapping[str, Unit]) -> Iterator[CatalogueProblem]:
    """Heirs that are neither a unit of today nor a former one that leads on, and unknown units above."""
    what = {"what_vi": "đơn vị", "what_en": "a unit", "suggestion_vi": "", "suggestion_en": ""}
    for former in rows.values():
        row = former.former_id
        for unit_id in former.unit_ids:
            if unit_id not in units and (unit_id == row or unit_id not in rows):
                values = {"key": "unit_ids", "value": unit_id, **what}
                yield catalogue_problem("unknown_reference", file=FILE, row=row, **values)
        if former.parent_id and former.parent_id not in rows and former.parent_id not in units:
            yield catalogue_problem("former_parent_unknown", file=FILE, row=row, value=former.parent_id)


def _make(row: RawRow, fields: RowFields, problems: list[CatalogueProblem]) -> FormerUnit:
    return FormerUnit(
        former_id=row.row_id,
        name=fields.text("name"),
        kind=str(fields.choice("kind", FormerKind, FormerKind.COMMUNE)),
        aliases=fields.texts("aliases"),
        parent_id=fields.text("parent_id"),
        unit_ids=fields.texts("unit_ids"),
        until=fields.day("until"),
        basis=fields.text("basis"),
        origin=fields.origin(),
    )


def _bare_province(text: str) -> str:
    folded = fold(text)
    for kind in _KINDS_OF_PROVINCE:
        if folded.startswith(f"{kind} "):
            return folded[len(kind) + 1 :]
    return folded


def _with_kind(text: str) -> str:
    """Folded, kinds in full."""
    words = fold(text).split()
    for length in (2, 1):
        full = _KINDS.get(" ".join(words[:length]))
        if full is not None and len(words) > length:
            return " ".join([full, *words[length:]])
    return " ".join(words)


def _without_kind(text: str) -> str:
    named = _with_kind(text)
    kind = next((kind for kind in sorted(set(_KINDS.values())) if named.startswith(f"{kind} ")), "")
    return named.removeprefix(f"{kind} ")


def _is_spelled(former: FormerUnit, text: str) -> bool:
    """Whether the diacritics agree; a text typed without any agrees with all."""
    spelled = accented(text).split()
    if spelled == fold(text).split():
        return True
    return any(accented(name).split()[-len(spelled) + 1 :] == spelled[1:] for name in (former.name, *former.aliases))
