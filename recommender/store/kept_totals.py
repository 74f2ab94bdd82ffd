"""Sums over the rows of a finished run, kept in memory: the rows never change, and a country has a million of them.

What is kept belongs to an engine and goes with it. Sums are counted anew when the run gets its results or is published,
when units are merged and when a person is erased.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from recommender.permissions import Action, Viewer
from recommender.store.tables.decisions import DECISION
from recommender.store.tables.people import OFFICER
from recommender.store.tables.runs import RUN
from recommender.store.tables.units import UNIT

Sums = TypeVar("Sums")
Key = tuple[Hashable, ...]
MOST_KEPT: Final = 100
"""Sums of one question, in as many scopes."""


@dataclass(frozen=True, kw_only=True)
class _Shelf:
    """What is kept of one database: by question and key, the last used last; and what is being counted."""

    sums: defaultdict[Hashable, OrderedDict[Key, Any]] = field(default_factory=lambda: defaultdict(OrderedDict))
    counting: dict[Key, Lock] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def find(self, key: Key) -> tuple[Any, ...]:
        """The sums in a tuple of one, or nothing."""
        here = self.sums[key[0]]
        if key not in here:
            return ()
        here.move_to_end(key)
        return (here[key],)

    def put(self, key: Key, sums: object) -> None:
        """Keep sums; the oldest of the same question make room."""
        here = self.sums[key[0]]
        here[key] = sums
        while len(here) > MOST_KEPT:
            here.popitem(last=False)


_SHELVES: Final[WeakKeyDictionary[Engine, _Shelf]] = WeakKeyDictionary()
_LOCK: Final = Lock()


def kept(conn: Connection, run_id: str, key: Key, counted: Callable[[], Sums]) -> Sums:
    """What `counted` says of a run, counted once for a key; the key names the question and the scope of the viewer.

    Whether the viewer may see the run at all is asked before, each time. Who asks the same while it is being counted
    waits for the answer: a hundred readers of a new run count it once.
    """
    key = (*key, run_id, *_stamp(conn, run_id))
    with _LOCK:
        shelf = _SHELVES.setdefault(conn.engine, _Shelf())
    with shelf.lock:
        found = shelf.find(key)
        turn = None if found else shelf.counting.setdefault(key, Lock())
    if turn is None:
        return cast(Sums, found[0])
    with turn:
        with shelf.lock:
            found = shelf.find(key)
        if found:
            return cast(Sums, found[0])
        try:
            sums = counted()
            with shelf.lock:
                shelf.put(key, sums)
        finally:
            with shelf.lock:
                shelf.counting.pop(key, None)
    return sums


def scope_of(viewer: Viewer, action: Action) -> tuple[str, ...]:
    """The part of a key that says how far the viewer sees: two viewers of one scope get the same sums."""
    return viewer.roots(action)


def decisions_so_far(conn: Connection, run_id: str) -> tuple[Hashable, ...]:
    """The part of a key that changes with every decision on a run; () as long as there is none."""
    query = select(func.count(), func.max(DECISION.c.decision_id)).where(DECISION.c.run_id == run_id)
    count, last = conn.execute(query).one()
    return (count, last) if count else ()


def _stamp(conn: Connection, run_id: str) -> tuple[Hashable, ...]:
    """What changes whenever sums over a run may."""
    ended = select(func.count()).select_from(OFFICER).where(OFFICER.c.erased_at.is_not(None))
    parts = (
        select(func.max(UNIT.c.changed_at)), select(func.count()).select_from(UNIT), ended,
        select(RUN.c.status).where(RUN.c.run_id == run_id), select(RUN.c.finished_at).where(RUN.c.run_id == run_id),
    )  # fmt: skip
    return tuple(conn.execute(select(*[part.scalar_subquery() for part in parts])).one())
