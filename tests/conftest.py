"""What holds for all tests: seeds fixed, no deadlines and no check of speed, so that a busy machine changes nothing;
and which tests run together when processes share them: those of a file, which share what it made, the longest first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

ROOT = Path(__file__).resolve().parents[1]
LONGEST: Final = ("tests/journeys", "tests/api/test_nasty_strings.py")
"""Folders and files that take minutes: begun first, so that at the end no process waits for another."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a process of several: the tests of a file are a group, unless they are in one, and groups are in order."""
    if not hasattr(config, "workerinput"):
        return
    places = {item: item.path.relative_to(ROOT).as_posix() for item in items}
    for item, place in places.items():
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(place))
    items.sort(key=lambda item: _turn(places[item]))


def _turn(place: str) -> int:
    return next((turn for turn, start in enumerate(LONGEST) if place.startswith(start)), len(LONGEST))
