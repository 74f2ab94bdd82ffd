"""What holds for all tests: seeds fixed and no deadlines, so that a busy machine changes no result."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")
