"""What an import says about each person and each quota, as JSON values with a digest, from the frames that were read.

The digest leaves out where in the file something stands, so that shuffled rows are no change.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from recommender import columns
from recommender.columns import DAY, FrameSpec
from recommender.inputs import Inputs
from recommender.store.frames import plain_values
from recommender.store.metadata import canonical_json

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


def people_of(inputs: Inputs, *, known: Mapping[str, tuple[str, str]]) -> Iterator[Staged]:
    """Every person of an import in the order read; `known`: code → unit and name of people the files do not list.

    The content of a person that no file lists has no `officer`: only results and decisions are about that person.
    """
    frames = {
        "officer": inputs.officers, "personal": inputs.personal, "holdings": inputs.holdings,
        "statements": inputs.statements, "assessments": inputs.assessments, "decisions": inputs.decisions,
    }  # fmt: skip
    parts = {name: _by_person(frame, PERSON_PARTS[name]) for name, frame in frames.items()}
    for code in dict.fromkeys([*parts["officer"], *parts["assessments"], *parts["decisions"]]):
        personal = parts["personal"].get(code, [{}])[0]
        name = str(personal.pop("name", ""))
        lists = {part: parts[part].get(code, []) for part in LISTS}
        listed = parts["officer"].get(code)
        unit_id, name = (str(listed[0]["unit_id"]), name) if listed else known.get(code, ("", ""))
        officer = {**listed[0], "name": name} if listed else None
        content: dict[str, Any] = {"officer": officer, "personal": personal, **lists}
        yield Staged(code=code, unit_id=unit_id, name=name, digest=content_digest(content), content=content)


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
    if isinstance(value, Mapping):
        return {key: _meant(one) for key, one in value.items() if key != NO_CONTENT}
    if isinstance(value, list):
        return sorted((_meant(one) for one in value), key=canonical_json)
    return value


def _by_person(frame: pd.DataFrame, spec: FrameSpec) -> dict[str, list[dict[str, Any]]]:
    grouped: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for code, row in zip(frame["officer_id"].tolist(), _rows(frame, spec), strict=True):
        grouped[code].append(row)
    return grouped


def _rows(frame: pd.DataFrame, spec: FrameSpec) -> Iterator[dict[str, Any]]:
    """Rows as JSON values: days as ISO text, unknown numbers as null."""
    names = [name for name in spec.columns if name not in SAID_ELSEWHERE]
    lists = [plain_values(frame[name], spec.columns[name]) for name in names]
    lists = [
        [None if day is None else day.isoformat() for day in values] if spec.columns[name] == DAY else values
        for name, values in zip(names, lists, strict=True)
    ]
    return (dict(zip(names, row, strict=True)) for row in zip(*lists, strict=True))
