"""What an import says about each person and each quota, as plain values with a digest, from the frames that were read.

The digest leaves out where in the file something stands, so that shuffled rows are no change.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

import numpy as np
import pandas as pd

from recommender import columns
from recommender.columns import DAY, FrameSpec
from recommender.inputs import Inputs
from recommender.store.frames import plain_values
from recommender.store.metadata import canonical_json
from recommender.store.tables.imports import StagedKind

PERSON_PARTS: dict[str, FrameSpec] = {
    "officer": columns.OFFICERS, "personal": columns.PERSONAL, "holdings": columns.HOLDINGS,
    "statements": columns.STATEMENTS, "assessments": columns.ASSESSMENTS, "decisions": columns.DECISIONS,
}  # fmt: skip
LISTS = ("holdings", "statements", "assessments", "decisions")
SAID_ELSEWHERE = ("officer_id", "statement_id", "assessment_id")
NO_CONTENT = "place"


@dataclass(frozen=True, kw_only=True)
class Staged:
    """One row to be staged."""

    code: str
    unit_id: str
    name: str
    digest: str
    content: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class PeopleRead:
    """Every person of an import in the order read, made into rows a part at a time so that memory stays small."""

    codes: tuple[str, ...]
    known: Mapping[str, tuple[str, str]]
    """Code → unit and name of people the files do not list."""
    frames: Mapping[str, pd.DataFrame]
    places: Mapping[str, tuple[np.ndarray, np.ndarray]]
    """Part → rows of its frame in the order of `codes`, and the place in `codes` of each."""

    @classmethod
    def of(cls, inputs: Inputs, *, known: Mapping[str, tuple[str, str]]) -> Self:
        """People that a file lists come first, then those about whom there are only results or decisions."""
        frames = {
            "officer": inputs.officers, "personal": inputs.personal, "holdings": inputs.holdings,
            "statements": inputs.statements, "assessments": inputs.assessments, "decisions": inputs.decisions,
        }  # fmt: skip
        said = [code for name in ("officer", "assessments", "decisions") for code in frames[name]["officer_id"]]
        codes = tuple(dict.fromkeys(said))
        place = {code: number for number, code in enumerate(codes)}
        places = {}
        for name, frame in frames.items():
            of_row = np.fromiter((place.get(code, -1) for code in frame["officer_id"]), dtype=np.int64)
            order = np.argsort(of_row, kind="stable")
            places[name] = (order, of_row[order])
        return cls(codes=codes, known=known, frames=frames, places=places)

    def part(self, start: int, stop: int) -> Iterator[Staged]:
        """People `start` to `stop` (counted from 0, the last left out).

        The content of a person that no file lists has no `officer`: only results and decisions are about that person.
        """
        parts = {name: self._by_person(name, start, stop) for name in PERSON_PARTS}
        for code in self.codes[start:stop]:
            personal = parts["personal"].get(code, [{}])[0]
            name = str(personal.pop("name", ""))
            lists = {part: parts[part].get(code, []) for part in LISTS}
            listed = parts["officer"].get(code)
            unit_id, name = (str(listed[0]["unit_id"]), name) if listed else self.known.get(code, ("", ""))
            officer = {**listed[0], "name": name} if listed else None
            content: dict[str, Any] = {"officer": officer, "personal": personal, **lists}
            yield Staged(code=code, unit_id=unit_id, name=name, digest=content_digest(content), content=content)

    def _by_person(self, name: str, start: int, stop: int) -> dict[str, list[dict[str, Any]]]:
        order, sorted_places = self.places[name]
        first, last = np.searchsorted(sorted_places, [start, stop])
        frame = self.frames[name].take(order[first:last])
        grouped: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for code, row in zip(frame["officer_id"].tolist(), _rows(frame, PERSON_PARTS[name]), strict=True):
            grouped[code].append(row)
        return grouped


@dataclass(frozen=True, kw_only=True)
class RowsRead:
    """All rows of an import, people first, in parts that end at the same rows every time."""

    people: PeopleRead
    quotas: tuple[Staged, ...]

    @classmethod
    def of(cls, inputs: Inputs, *, known: Mapping[str, tuple[str, str]]) -> Self:
        """`known`: code → unit and name of people the files do not list."""
        return cls(people=PeopleRead.of(inputs, known=known), quotas=tuple(quotas_of(inputs)))

    def __len__(self) -> int:
        """People and quotas."""
        return len(self.people.codes) + len(self.quotas)

    def part(self, start: int, stop: int) -> list[tuple[int, StagedKind, Staged]]:
        """Rows `start` to `stop` (counted from 0, the last left out), numbered from 1 by kind."""
        n_people = len(self.people.codes)
        first, last = max(start - n_people, 0), max(stop - n_people, 0)
        people = enumerate(self.people.part(start, min(stop, n_people)), start=start + 1)
        quotas = enumerate(self.quotas[first:last], start=first + 1)
        return [
            *((number, StagedKind.PERSON, staged) for number, staged in people),
            *((number, StagedKind.QUOTA, staged) for number, staged in quotas),
        ]


def quotas_of(inputs: Inputs) -> Iterator[Staged]:
    """Every quota of an import."""
    for row in _rows(inputs.quotas, columns.QUOTAS):
        yield Staged(
            code=str(row["position_id"]), unit_id=str(row["unit_id"]), name="", digest=content_digest(row), content=row
        )


def content_digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of what is said, wherever in the file it stands and in whatever order lists are."""
    return hashlib.sha256(canonical_json(_meant(content)).encode()).hexdigest()


def revived(row: Mapping[str, Any], spec: FrameSpec) -> dict[str, Any]:
    """A row out of JSON with its days as days again."""
    return {
        name: date.fromisoformat(value) if value and spec.columns.get(name) == DAY else value
        for name, value in row.items()
    }


def _meant(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _meant(one) for key, one in value.items() if key != NO_CONTENT}
    if isinstance(value, list):
        return sorted((_meant(one) for one in value), key=canonical_json)
    return value


def _rows(frame: pd.DataFrame, spec: FrameSpec) -> Iterator[dict[str, Any]]:
    """Rows as JSON values: days as ISO text, unknown numbers as null."""
    names = [name for name in spec.columns if name not in SAID_ELSEWHERE]
    lists = [plain_values(frame[name], spec.columns[name]) for name in names]
    lists = [
        [None if day is None else day.isoformat() for day in values] if spec.columns[name] == DAY else values
        for name, values in zip(names, lists, strict=True)
    ]
    return (dict(zip(names, row, strict=True)) for row in zip(*lists, strict=True))
