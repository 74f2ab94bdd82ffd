"""Raw sheets of the input files, parsed in child processes while the tables before them are being understood."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from recommender.readers.files.csv_text import csv_sheet
from recommender.readers.files.limits import Limits
from recommender.readers.files.precheck import FileKind, checked_kind
from recommender.readers.files.sandbox import parsed_sheets
from recommender.readers.files.sheets import Sheet

AHEAD = 2
"""Files parsed before they are asked for; more would only fill memory."""


def raw_sheets(path: Path, *, limits: Limits) -> list[Sheet]:
    """Every sheet of a file as stored; raises FileRefused or OSError."""
    if checked_kind(path, limits=limits) is FileKind.TEXT:
        return [csv_sheet(path, limits=limits)]
    return parsed_sheets(path, limits=limits)


class SheetsAhead:
    """Context that gives `raw_sheets` of the files of one reading, which are asked for in the order given."""

    def __init__(self, paths: Sequence[Path], *, limits: Limits) -> None:
        self._limits = limits
        self._waiting = deque(paths)
        self._parsing: dict[Path, Future[list[Sheet]]] = {}
        self._threads = ThreadPoolExecutor(max_workers=AHEAD)

    def of(self, path: Path) -> list[Sheet]:
        """The sheets of a file, each file once; raises what reading it raises."""
        found = self._parsing.pop(path, None)
        self._parse_more()
        return raw_sheets(path, limits=self._limits) if found is None else found.result()

    def _parse_more(self) -> None:
        while self._waiting and len(self._parsing) < AHEAD:
            path = self._waiting.popleft()
            if path not in self._parsing:
                self._parsing[path] = self._threads.submit(raw_sheets, path, limits=self._limits)

    def __enter__(self) -> Self:
        self._parse_more()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)
