"""What waits for a viewer: a count with its words and address, asked of each subject for the home page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One kind of work that waits; `count` nought is shown as done, so that its absence is no riddle."""

    count: int
    label: str
    url: str
    note: str = ""


Words = Callable[[str], str]
"""Translates a Vietnamese source string for the reader."""
