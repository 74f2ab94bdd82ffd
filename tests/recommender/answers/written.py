"""Small files as offices write them."""

from __future__ import annotations

from pathlib import Path


def written(folder: Path, text: str, *, name: str = "bai.csv", encoding: str = "utf-8") -> Path:
    """A file with this text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
