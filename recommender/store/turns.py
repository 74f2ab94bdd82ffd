"""Turns of the writers of one process, first come first served: SQLite lets go first who asks at the right moment.

There is one queue for each database and process. Between processes SQLite's own patience decides; but of each process
only one writer stands there.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

_QUEUES: dict[tuple[int, str], Turns] = {}


class Turns:
    """A lock that is given in the order in which it was asked for."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[tuple[threading.Event, int]] = deque()
        self._holder = 0
        """The thread whose turn it is; 0: nobody's."""

    @contextmanager
    def turn(self, seconds: float) -> Iterator[None]:
        """One's turn; who waited so long goes on without it and lets the database decide.

        Raises RuntimeError inside a turn of the same thread, which would wait for itself.
        """
        has_turn = self._take(seconds)
        try:
            yield
        finally:
            if has_turn:
                self._give()

    def _take(self, seconds: float) -> bool:
        me = threading.get_ident()
        with self._guard:
            if self._holder == me:
                raise RuntimeError("a writing transaction inside another one waits for itself")
            if not self._holder:
                self._holder = me
                return True
            mine = (threading.Event(), me)
            self._waiting.append(mine)
        if mine[0].wait(seconds):
            return True
        with self._guard:
            if mine[0].is_set():  # it came in the last moment
                return True
            self._waiting.remove(mine)
            return False

    def _give(self) -> None:
        """To who has waited longest; it is then theirs before anybody else can ask."""
        with self._guard:
            if not self._waiting:
                self._holder = 0
                return
            event, self._holder = self._waiting.popleft()
            event.set()


def turns_at(url: str) -> Turns:
    """The queue of a database in this process; one that was forked begins with an empty one."""
    return _QUEUES.setdefault((os.getpid(), url), Turns())
