"""A lock that says that a server or worker of a data folder is running, so that nobody restores under it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recommender.errors import Conflict

NAME = "running.lock"


@contextmanager
def running(folder: Path) -> Iterator[None]:
    """While the block runs, `alone` is refused; the system lets go when the process dies, however it dies."""
    with (folder / NAME).open("w") as file:
        _lock(file.fileno(), fcntl.LOCK_SH)
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Raises Conflict while a server or worker of the folder is running on this machine."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / NAME).open("w") as file:
        _lock(file.fileno(), fcntl.LOCK_EX)
        yield


def _lock(descriptor: int, kind: int) -> None:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Conflict(
            "Máy chủ hoặc tiến trình nền đang chạy.", "A server or worker is running.",
            hint_vi="Dừng trước rồi làm lại.", hint_en="Stop it first, then try again.",
        ) from error  # fmt: skip
