"""Bounds that a workbook must keep to be read: sizes, rows, memory and seconds."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one input file may cost. The defaults carry the staff list of the whole country in one workbook."""

    file_bytes: int = 200 * MEGABYTE
    """Size of the file on disk."""
    unpacked_bytes: int = 400 * MEGABYTE
    """Real bytes inside a zipped workbook, counted while unpacking."""
    entries: int = 2_000
    """Parts inside a zipped workbook."""
    rows: int = 300_000
    """Last row that may carry anything."""
    columns: int = 1_000
    """Last column that may carry anything."""
    cells: int = 30_000_000
    """Rows times columns of one sheet."""
    sheets: int = 1_000
    memory_bytes: int = 1_500 * MEGABYTE
    """Address space of the process that parses."""
    cpu_seconds: int = 60
    wall_seconds: float = 90.0
