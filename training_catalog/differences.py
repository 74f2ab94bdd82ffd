"""What differs between two versions of the reference data: rows added, taken out or changed, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from training_catalog.types import Catalogue

TABLES: Final = (
    "positions", "tasks", "competencies", "courses", "blueprints", "laws", "systems", "vocabularies", "units",
)  # fmt: skip
_NAMES: Final = (
    ("title_vi", "title_en"), ("name_vi", "name_en"), ("text_vi", "text_en"), ("asks_vi", "asks_en"),
    ("number", "number"), ("name", "name"),
)  # fmt: skip
_KEYS: Final = ("rule_id", "requirement_id")
"""What tells the entries of a list apart, so that one of them changed is not the whole list changed."""
Values = Mapping[str, Any]


class ChangeKind(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """A field as it was and as it is; "" where it says nothing."""

    name: str
    """Such as `title_vi`, `levels.C6`, `standards.degree.minimum`, `outcomes.II.04.T01.level`."""
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """A row that differs; `fields` only of one that is in both."""

    table: str
    row_id: str
    name_vi: str
    name_en: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()


def catalogue_values(catalogue: Catalogue) -> Values:
    """The rows as plain values, as they are when a version was put away."""
    plain = {name: _plain(getattr(catalogue, name)) for name in TABLES}
    values: Values = json.loads(json.dumps(plain, ensure_ascii=False, default=str))
    return values


def differences(before: Values, after: Values) -> tuple[RowChange, ...]:
    """Every row that differs, by table and id. The values are those of `catalogue_values` or of a kept version."""
    return tuple(change for name in TABLES for change in _of_table(name, before.get(name, {}), after.get(name, {})))


def _plain(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain(row) if isinstance(row, dict) else asdict(row) for key, row in table.items()}


def _of_table(name: str, before: Values, after: Values) -> Iterator[RowChange]:
    if name == "vocabularies":
        for word in sorted({*before, *after}):
            yield from _of_table(f"{name}.{word}", before.get(word, {}), after.get(word, {}))
        return
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED if new is None else ChangeKind.CHANGED
        fields = _fields(old, new) if old is not None and new is not None else ()
        if fields or kind is not ChangeKind.CHANGED:
            vi, en = _names(new or old or {})
            yield RowChange(table=name, row_id=key, name_vi=vi, name_en=en, kind=kind, fields=fields)


def _fields(before: Values, after: Values) -> tuple[FieldChange, ...]:
    """A field that a version does not know is one that says nothing."""
    old, new = dict(_flat("", before)), dict(_flat("", after))
    names = [*old, *(name for name in new if name not in old)]
    pairs = [(name, old.get(name, ""), new.get(name, "")) for name in names]
    return tuple(FieldChange(name=name, before=one, after=two) for name, one, two in pairs if one != two)


def _flat(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Fields with their values in words; a range of levels is one value, a list of texts too."""
    if isinstance(value, dict):
        if set(value) == {"minimum", "maximum"}:
            yield (
                path,
                str(value["minimum"])
                if value["minimum"] == value["maximum"]
                else "{minimum}-{maximum}".format(**value),
            )
            return
        for key, one in value.items():
            yield from _flat(f"{path}.{key}" if path else key, one)
    elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        for number, one in enumerate(value, 1):
            name = next((str(one[key]) for key in _KEYS if key in one), _place(one, number))
            yield from _flat(f"{path}.{name}", {key: part for key, part in one.items() if key not in _KEYS})
    elif isinstance(value, list):
        yield path, "; ".join(str(one) for one in value)
    else:
        yield path, "" if value is None else str(value)


def _place(entry: Values, number: int) -> str:
    """How an entry without an id is called: a descriptor by its group and level, others by their number."""
    return f"{entry['group']}.{entry['level']}" if {"group", "level"} <= set(entry) else str(number)


def _names(row: Values) -> tuple[str, str]:
    for vi, en in _NAMES:
        if row.get(vi):
            return str(row[vi]), str(row.get(en) or row[vi])
    return "", ""
