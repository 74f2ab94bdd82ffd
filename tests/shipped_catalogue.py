"""The shipped catalogue, read once in a test process: reading it takes half a second, and nothing may change it."""

from __future__ import annotations

from functools import cache

from training_catalog import load_catalogue
from training_catalog.types import Catalogue


@cache
def shipped_catalogue() -> Catalogue:
    """What `load_catalogue()` gives, the same object each time."""
    return load_catalogue()
