"""The words of other languages that Vietnamese texts may hold, from the list beside this module."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

_LIST = "data/foreign_words.txt"


@lru_cache(maxsize=1)
def foreign_words() -> frozenset[str]:
    """In lower case."""
    text = resources.files("training_catalog.spelling").joinpath(_LIST).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
