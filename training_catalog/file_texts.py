"""The text of one catalogue file, within its size limit, or the problem that prevents reading it."""

from __future__ import annotations

from pathlib import Path

from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import CatalogueProblem

MAX_FILE_BYTES = 20 * 1024 * 1024


def file_text(path: Path, *, file: str, problems: list[CatalogueProblem]) -> str | None:
    """The decoded text without byte order mark; None and a problem when it cannot be had."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        problems.append(catalogue_problem("file_unreadable", file=file, detail=error.strerror or str(error)))
        return None
    if len(content) > MAX_FILE_BYTES:
        problems.append(catalogue_problem("file_too_large", file=file, limit=MAX_FILE_BYTES // 1024 // 1024))
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(catalogue_problem("not_utf8", file=file, position=error.start))
        return None
