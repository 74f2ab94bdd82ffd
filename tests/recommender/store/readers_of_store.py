"""Every public function of the store that only reads, found in its source, and arguments for any of them.

A function reads when it takes a connection first and neither it nor a function of the store that it calls makes an
INSERT, UPDATE or DELETE. Arguments are drawn by the name of the parameter, so a new reader is asked as soon as it is
written; a parameter nobody knows yet fails the test.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import random
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

import recommender.store
from recommender.permissions import Viewer
from recommender.store.offerings import get_offering
from recommender.store.results.compared_runs import ComparedFilter, find_compared
from recommender.store.results.runs import get_run

ROOT: Final = Path(recommender.store.__file__).parent
WRITES: Final = frozenset({"insert", "update", "delete"})
NOT_ASKED: Final[Mapping[str, str]] = {
    "pages.read_page": "takes a query; every list is read through it",
    "views.all_views": "takes a query; used by others here",
    "views.one_view": "takes a query; used by others here",
    "frames.read_frame": "takes a table; `read_results` is read through it",
    "frames.frame_of": "takes a query; `read_inputs_of` is read through it",
    "kept_totals.kept": "takes the function that counts; every kept sum is read through it",
    "results.verdicts.kept_of_filter": "takes the function that counts; facets are read through it",
    "importing.staging.judge_part": "takes rows of a file; imports are tested whole on both databases",
    "importing.staged_people.judge_people": "takes rows of a file; imports are tested whole on both databases",
    "importing.forget_workbooks.lost_files": "takes a folder; the names it asks for are read by the others there",
    "engine.lock": "reads nothing: waits for a turn",
}
"""Function → why it is not asked by itself."""
Pool = Mapping[str, tuple[Any, ...]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reader:
    """A public function that only reads, and what it takes after the connection."""

    name: str
    function: Callable[..., Any]
    parameters: tuple[inspect.Parameter, ...]
    kinds: Mapping[str, Any]


@cache
def readers() -> tuple[Reader, ...]:
    """All of them, by module and name, without those of NOT_ASKED."""
    sources = dict(_sources())
    writers = _writers(sources)
    found = []
    for (module, name), node in sorted(sources.items()):
        first = node.args.args[0].annotation if node.args.args else None
        told = f"{module.removeprefix('recommender.store.')}.{name}"
        is_reader = isinstance(first, ast.Name) and first.id == "Connection" and (module, name) not in writers
        if name.startswith("_") or not is_reader or told in NOT_ASKED:
            continue
        function = getattr(import_module(module), name)
        parameters = tuple(inspect.signature(function).parameters.values())[1:]
        kinds = typing.get_type_hints(function, localns={"Connection": Connection, "Viewer": Viewer})
        found.append(Reader(name=told, function=function, parameters=parameters, kinds=kinds))
    return tuple(found)


def _sources() -> Iterator[tuple[tuple[str, str], ast.FunctionDef]]:
    for path in sorted(ROOT.rglob("*.py")):
        if "migrations" not in path.parts:
            module = ".".join(("recommender", "store", *path.relative_to(ROOT).with_suffix("").parts))
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef):
                    yield (module, node.name), node


def _writers(sources: Mapping[tuple[str, str], ast.FunctionDef]) -> set[tuple[str, str]]:
    """Those that write, and those that call one that writes; what a name means is looked up in its module."""
    calls = {key: set(_called(key[0], node)) for key, node in sources.items()}
    writers = {key for key, called in calls.items() if called & {("sqlalchemy", name) for name in WRITES}}
    while True:
        more = {key for key, called in calls.items() if key not in writers and called & writers}
        if not more:
            return writers
        writers |= more


def _called(module: str, node: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    names = vars(import_module(module))
    for call in (one for one in ast.walk(node) if isinstance(one, ast.Call)):
        if isinstance(call.func, ast.Name):
            meant = names.get(call.func.id)
            source = getattr(meant, "__module__", "") or ""
            is_write = call.func.id in WRITES and source.startswith("sqlalchemy")
            yield ("sqlalchemy" if is_write else source, call.func.id)
        elif isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            yield (getattr(names.get(call.func.value.id), "__name__", ""), call.func.attr)


def arguments(reader: Reader, conn: Connection, pool: Pool, chosen: random.Random) -> dict[str, Any]:
    """What a reader is asked with; AssertionError for a parameter of which nothing is known."""
    return {one.name: _value(one, reader.kinds[one.name], conn, pool, chosen) for one in reader.parameters}


def _value(
    one: inspect.Parameter, kind: Any, conn: Connection, pool: Pool, chosen: random.Random
) -> Any:  # fmt: skip
    if one.name == "cursor":
        return None
    if one.name in STORED:
        return STORED[one.name](conn, pool, chosen)
    if one.name in pool and not _is_choice(kind):
        known = [value for value in pool[one.name] if value is not None or kind not in (datetime, str)]
        return chosen.choice(known)
    is_left_out = one.default is not inspect.Parameter.empty and chosen.random() < 0.3
    return one.default if is_left_out else _of_kind(one.name, kind, pool, chosen)


def _is_choice(kind: Any) -> bool:
    """Whether the type, or one of its types, is a fixed choice."""
    kinds = typing.get_args(kind) or (kind,)
    return any(isinstance(one, type) and issubclass(one, Enum) for one in kinds)


def _of_kind(name: str, kind: Any, pool: Pool, chosen: random.Random) -> Any:
    """A value of a type: a member, a flag, a filter with drawn fields."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        kinds = typing.get_args(kind)
        return _of_kind(name, chosen.choice(kinds), pool, chosen)
    if kind is type(None):
        return None
    if isinstance(kind, type) and issubclass(kind, Enum):
        return chosen.choice(list(kind))
    if kind is bool:
        return chosen.random() < 0.5
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        kinds = typing.get_type_hints(kind)
        fields = [
            one.name
            for one in dataclasses.fields(kind)
            if one.name != "cursor" and (one.default is dataclasses.MISSING or chosen.random() < 0.4)
        ]
        given = {}
        for field in fields:
            is_known = field in pool and not _is_choice(kinds[field])
            given[field] = chosen.choice(pool[field]) if is_known else _of_kind(field, kinds[field], pool, chosen)
        return kind(**given)
    raise AssertionError(f"nothing is known of a parameter {name}: {kind}; add it to the pool")


def _run(conn: Connection, pool: Pool, chosen: random.Random) -> Any:
    return get_run(conn, pool["viewer"][0], chosen.choice([one for one in pool["run_id"] if len(one) < 9]))


def _offering(conn: Connection, pool: Pool, chosen: random.Random) -> Any:
    return get_offering(conn, pool["offering_id"][0])


def _rows(conn: Connection, pool: Pool, chosen: random.Random) -> Any:
    return find_compared(conn, pool["viewer"][0], pool["runs"][0], wanted=ComparedFilter()).rows


STORED: Final[Mapping[str, Callable[[Connection, Pool, random.Random], Any]]] = {
    "run": _run, "offered": _offering, "rows": _rows,
}  # fmt: skip
"""Parameters that are rows which another reader gave."""
