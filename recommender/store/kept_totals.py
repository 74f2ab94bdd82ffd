"""Sums over the rows of a finished run, kept in memory: the rows never change, and a country has a million of them.

What is kept belongs to an engine and goes with it. A person who is erased stays in sums that were counted before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from recommender.permissions import Action, Viewer
from recommender.store.tables.units import UNIT

Sums = TypeVar("Sums")
MOST_KEPT: Final = 200
_KEPT: Final[WeakKeyDictionary[Engine, OrderedDict[Hashable, Any]]] = WeakKeyDictionary()
_LOCK: Final = Lock()


def kept(conn: Connection, key: tuple[Hashable, ...], counted: Callable[[], Sums]) -> Sums:
    """What `counted` says, counted once for a key; the key names the run, the question and the scope of the viewer.

    Whether the viewer may see the run at all is asked before, each time. Units that were merged are counted anew.
    """
    key = (*key, *conn.execute(select(func.max(UNIT.c.changed_at), func.count())).one())
    with _LOCK:
        here = _KEPT.setdefault(conn.engine, OrderedDict())
        if key in here:
            here.move_to_end(key)
            return cast(Sums, here[key])
    found = counted()
    with _LOCK:
        here[key] = found
        while len(here) > MOST_KEPT:
            here.popitem(last=False)
    return found


def scope_of(viewer: Viewer, action: Action) -> tuple[str, ...]:
    """The part of a key that says how far the viewer sees: two viewers of one scope get the same sums."""
    return viewer.roots(action)
