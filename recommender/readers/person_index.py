"""Which officer a row of another table is about: by id, else name and birth day, else a name unique in its unit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from recommender.readers.tables.picked import Objects
from training_catalog import accented

COLUMNS = ["officer_id", "citizen_id", "name", "birth_date", "unit_id"]
"""What is known of an officer by which others name him or her."""


class JoinedBy(StrEnum):
    """How an officer was found; the value is a problem code when something must be said."""

    ID = ""
    """The same id."""
    ID_ZEROS = "join_id_zeros"
    """The same id but for leading zeros."""
    NAME_BIRTH = "join_name_birth"
    """The same name and birth day; no id given."""
    NAME_UNIT = "join_name_unit"
    """A name that one officer of the unit has; no id given."""
    UNKNOWN = "join_unknown"
    """Nobody."""
    AMBIGUOUS = "join_ambiguous"
    """Several officers."""


@dataclass(frozen=True, kw_only=True)
class Joined:
    """An officer id ("" when nobody was found) and how it was found."""

    officer_id: str
    how: JoinedBy


class PersonIndex:
    """The officers read, by every key another table may use."""

    def __init__(self, people: pd.DataFrame) -> None:
        """`people`: officer_id, citizen_id, name, birth_date, unit_id."""
        self._people = people[COLUMNS]
        self._ids: dict[str, str] = {}
        self._bare_ids: dict[str, set[str]] = defaultdict(set)
        self._by_birth: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_unit: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._names: dict[str, str] = {}
        self.unit_ids = frozenset(people["unit_id"]) - {""}
        births = _day_texts(people["birth_date"].to_numpy())
        columns = (people["officer_id"], people["citizen_id"], people["name"], births, people["unit_id"])
        for officer_id, citizen_id, name, birth, unit_id in zip(*columns, strict=True):
            for code in filter(None, (officer_id, citizen_id)):
                self._ids.setdefault(code, officer_id)
                self._bare_ids[code.lstrip("0")].add(officer_id)
            self._names.setdefault(officer_id, name)
            key = accented(name)
            if birth:
                self._by_birth[key, birth].add(officer_id)
            self._by_unit[key, unit_id].add(officer_id)
            self._by_unit[key, ""].add(officer_id)

    def with_others(self, people: pd.DataFrame) -> PersonIndex:
        """The officers read and those of another frame of the same columns whose ids are not among them.

        A name that both have is of several officers; namesakes among units are told apart by the officers read.
        """
        others = people[~people["officer_id"].isin(self._names)]
        if not len(others):
            return self
        joined = PersonIndex(pd.concat([self._people, others[COLUMNS]], ignore_index=True))
        joined.unit_ids = self.unit_ids or joined.unit_ids
        return joined

    def name_of(self, officer_id: str) -> str:
        """The name in the list of people; "" for nobody known."""
        return self._names.get(officer_id, "")

    def find(self, codes: tuple[str, ...], *, name: str, birth: str, unit_id: str) -> Joined:
        """The officer of one row; an id that is given and unknown is never overridden by a name."""
        given = [code for code in codes if code]
        for code in given:
            if code in self._ids:
                return Joined(officer_id=self._ids[code], how=JoinedBy.ID)
        for code in given:
            same = self._bare_ids.get(code.lstrip("0"), set())
            if len(same) == 1:
                return Joined(officer_id=next(iter(same)), how=JoinedBy.ID_ZEROS)
        if given or not name:
            return Joined(officer_id="", how=JoinedBy.UNKNOWN)
        key = accented(name)
        if birth:
            return _one(self._by_birth.get((key, birth), set()), JoinedBy.NAME_BIRTH)
        return _one(self._by_unit.get((key, unit_id), set()), JoinedBy.NAME_UNIT)

    def find_all(self, rows: pd.DataFrame) -> tuple[Objects, Objects]:
        """Officer id and JoinedBy of each row of a frame with codes, citizen_id, name, birth_date and unit_id."""
        births = _day_texts(rows["birth_date"].to_numpy())
        known: dict[tuple[str, ...], Joined] = {}
        found = []
        columns = (rows["code"], rows["citizen_id"], rows["name"], births, rows["unit_id"])
        for code, citizen_id, name, birth, unit_id in zip(*columns, strict=True):
            key = (code, citizen_id, name, birth, unit_id)
            if key not in known:
                known[key] = self.find((code, citizen_id), name=name, birth=birth, unit_id=unit_id)
            found.append(known[key])
        ids = np.array([joined.officer_id for joined in found], dtype=object)
        return ids, np.array([joined.how for joined in found], dtype=object)


def _one(ids: set[str], how: JoinedBy) -> Joined:
    if len(ids) == 1:
        return Joined(officer_id=next(iter(ids)), how=how)
    return Joined(officer_id="", how=JoinedBy.AMBIGUOUS if ids else JoinedBy.UNKNOWN)


def _day_texts(days: np.ndarray) -> list[str]:
    texts = np.datetime_as_string(days.astype("datetime64[D]"))
    return ["" if text == "NaT" else text for text in texts.tolist()]
