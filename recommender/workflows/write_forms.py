"""Write the four empty workbooks that an HR office fills in."""

from __future__ import annotations

from pathlib import Path

from recommender.documents.templates import write_templates
from training_catalog import load_catalogue


def write_forms(catalogues: tuple[Path, ...], *, out: Path) -> tuple[Path, ...]:
    """The paths written, one a workbook."""
    out.mkdir(parents=True, exist_ok=True)
    return tuple(write_templates(out, load_catalogue(None, *catalogues)))
