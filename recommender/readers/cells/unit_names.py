"""Communes and provinces named in text: by code, by full or bare name, with the province that tells namesakes apart.

Names and codes of before July 2025 lead to the units of today that hold them, always with a word about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from training_catalog import FormerMatch, FormerUnits, accented, fold
from training_catalog.types import Unit

SUGGESTIONS = 3
MOST_SOUGHT = 500
"""Different names of no commune for which near ones are sought: a file with more has another column there."""
CODE_DIGITS = 5
LONGEST_NAME = 6
"""Words of the longest commune name, its kind included."""
_OFFICE = re.compile(
    r"^(?:(?:uy ban nhan dan|hoi dong nhan dan|uy ban mttq|ubnd|hdnd|dang uy|va|co quan|don vi|danh sach)\s+)+"
)
_KIND = re.compile(r"\b(xa|phuong|dac khu|x|p|dk)\s+")
_KINDS = {"x": "xa", "p": "phuong", "dk": "dac khu"}
_PROVINCE_WORDS = 4
"""Words of the longest name of a province, without its kind."""
_PROVINCE_KIND = r"(?:tinh|thanh pho|tp|t)"


@dataclass(frozen=True, kw_only=True)
class UnitName:
    """What a text says about a unit: the communes it may mean; one = found."""

    candidates: tuple[Unit, ...] = ()
    province_id: str = ""
    """Province the text itself names, "" when it names none."""


@dataclass(frozen=True, kw_only=True)
class FormerName:
    """Former units that a text may mean, and the units of today that hold them; one unit = found."""

    said: str
    """The former units with the district and province they were part of."""
    units: tuple[Unit, ...]


class UnitNames:
    """Look-up of communes and provinces by name and code.

    `former` gives the units of before; it is asked only when a name or code is not of today.
    """

    def __init__(self, units: Mapping[str, Unit], *, former: Callable[[], FormerUnits] | None = None) -> None:
        self._load_former = former
        self.communes = {key: unit for key, unit in units.items() if unit.parent_id}
        self.provinces = {key: unit for key, unit in units.items() if not unit.parent_id}
        self._near: dict[tuple[str, str], tuple[Unit, ...]] = {}
        self._pools: dict[str, tuple[list[Unit], list[str]]] = {}
        self._full: dict[str, list[Unit]] = {}
        self._bare: dict[str, list[Unit]] = {}
        for unit in self.communes.values():
            name = fold(unit.name)
            self._full.setdefault(name, []).append(unit)
            self._bare.setdefault(_KIND.sub("", name, count=1), []).append(unit)
        self._province_names = {_bare_province(unit.name): key for key, unit in self.provinces.items()}
        names = "|".join(sorted(map(re.escape, self._province_names), key=lambda name: (-len(name), name)))
        self._ends_with_province = re.compile(rf"^(.+?)\s+(?:{_PROVINCE_KIND}\s+)?({names})$") if names else None
        self._province_inside = re.compile(rf"\b{_PROVINCE_KIND}\s+({names})\b") if names else None

    def by_code(self, code: str) -> tuple[Unit | None, bool]:
        """The commune of a code, and whether its leading zeros had to be put back."""
        if code in self.communes:
            return self.communes[code], False
        padded = code.zfill(CODE_DIGITS)
        if code.isdigit() and padded in self.communes:
            return self.communes[padded], True
        return None, False

    def province(self, text: str) -> str:
        """Id of the province a cell names (by code or name), "" when none."""
        stripped = text.strip()
        if stripped.isdigit() and stripped.zfill(2) in self.provinces:
            return stripped.zfill(2)
        return self._province_names.get(_bare_province(text), "")

    def province_inside(self, text: str) -> str:
        """Id of the one province that a title names with its kind ("tỉnh Nghệ An"), "" when none or several."""
        if self._province_inside is None:
            return ""
        found = {self._province_names[match[1]] for match in self._province_inside.finditer(fold(text))}
        return found.pop() if len(found) == 1 else ""

    def commune(self, text: str) -> UnitName:
        """The communes a cell may mean: UBND xã X, tỉnh Y · P. X · Phòng Kinh tế xã X · X."""
        name = _OFFICE.sub("", fold(text))
        tries = [(name, "")]
        if self._ends_with_province and (found := self._ends_with_province.match(name)):
            tries.append((found[1], self._province_names[found[2]]))
        for tried, province_id in tries:
            for wanted in self._wordings(tried):
                units = [unit for unit in self._full.get(wanted, []) if province_id in ("", unit.parent_id)]
                if units:
                    return UnitName(candidates=_as_spelled(units, text), province_id=province_id)
        for tried, province_id in tries:
            units = [unit for unit in self._bare.get(tried, []) if province_id in ("", unit.parent_id)]
            if units:
                return UnitName(candidates=_as_spelled(units, text), province_id=province_id)
        return UnitName(province_id=tries[-1][1])

    @cached_property
    def _former(self) -> FormerUnits | None:
        return self._load_former() if self._load_former else None

    def former_province(self, text: str) -> FormerMatch | None:
        """The province of today for the name or code of a province of before; None when it names none."""
        return self._former.province(text) if text.strip() and self._former else None

    def former_province_inside(self, text: str) -> FormerMatch | None:
        """The same for a title that names a former province with the word "tỉnh"."""
        words = fold(text).split()
        for place, word in enumerate(words[:-1]):
            if word == "tinh":
                for end in range(min(len(words), place + 1 + _PROVINCE_WORDS), place + 1, -1):
                    if match := self.former_province(" ".join(words[place + 1 : end])):
                        return match
        return None

    def former_commune(
        self, text: str, *, code: str = "", province_id: str = "", province: FormerMatch | None = None
    ) -> FormerName | None:
        """What a name or code of before stands for today, in the province of today and of before when they are said."""
        if self._former is None:
            return None
        by_code = self._former.by_code(code.zfill(CODE_DIGITS)) if code.isdigit() else None
        matches = self._former.communes(text, province_id=province_id) if text else ()
        if province is not None:
            matches = self._former.inside(matches, province.former) or matches
        if by_code is not None:
            matches = tuple(match for match in matches if match.former == by_code.former) or (matches or (by_code,))
        units = {unit.unit_id: unit for match in matches for unit in match.units}
        said = "; ".join(self._former.where(match.former) for match in matches[:SUGGESTIONS])
        return FormerName(said=said, units=tuple(units.values())) if units else None

    def communes_inside(self, text: str) -> tuple[Unit, ...]:
        """Communes that a title or sheet name names with their kind, namesakes included; in text order."""
        words = fold(text).split()
        found: dict[str, Unit] = {}
        for start in range(len(words)):
            for length in range(LONGEST_NAME, 1, -1):
                units = self._full.get(_with_kind(" ".join(words[start : start + length])), [])
                if units and start + length <= len(words):
                    found.update({unit.unit_id: unit for unit in _as_spelled(units, text)})
                    break
        return tuple(found.values())

    def nearest(self, text: str, *, province_id: str) -> tuple[Unit, ...]:
        """The communes whose names are nearest, of the province when it is known; none for names past MOST_SOUGHT."""
        asked = (text, province_id)
        if asked not in self._near:
            if len(self._near) >= MOST_SOUGHT:
                return ()
            pool, names = self._pool(province_id)
            wanted = _with_kind(_OFFICE.sub("", fold(text)))
            hits = process.extract(wanted, names, scorer=fuzz.ratio, limit=SUGGESTIONS)
            self._near[asked] = tuple(pool[index] for _, _, index in hits)
        return self._near[asked]

    def _pool(self, province_id: str) -> tuple[list[Unit], list[str]]:
        """The communes of a province, "" for all, with their folded names."""
        if province_id not in self._pools:
            pool = [unit for unit in self.communes.values() if province_id in ("", unit.parent_id)]
            self._pools[province_id] = (pool, [fold(unit.name) for unit in pool])
        return self._pools[province_id]

    def label(self, unit: Unit) -> str:
        """Name with its province and code, as shown in a suggestion."""
        province = self.provinces[unit.parent_id].name if unit.parent_id in self.provinces else ""
        return f"{unit.name}, {province} ({unit.unit_id})"

    def labels(self, units: Iterable[Unit]) -> str:
        """Several units for a suggestion."""
        return "; ".join(self.label(unit) for unit in units)

    @staticmethod
    def _wordings(name: str) -> list[str]:
        """The name itself, then what starts at each word for a kind of commune in it."""
        inner = [name[found.start() :] for found in _KIND.finditer(name)]
        return list(dict.fromkeys(_with_kind(part) for part in [name, *inner]))


def _with_kind(name: str) -> str:
    found = _KIND.match(name)
    return f"{_KINDS.get(found[1], found[1])} {name[found.end() :]}" if found else name


def _bare_province(text: str) -> str:
    return re.sub(rf"^{_PROVINCE_KIND}\s+", "", fold(text))


def _as_spelled(units: list[Unit], text: str) -> tuple[Unit, ...]:
    """Of units that differ in diacritics only, those spelled as in the text, if any is."""
    spelled = f" {accented(text)} "
    same = [unit for unit in units if f" {_bare_accented(unit.name)} " in spelled]
    return tuple(same or units)


def _bare_accented(name: str) -> str:
    return accented(name).split(" ", 1)[-1]
