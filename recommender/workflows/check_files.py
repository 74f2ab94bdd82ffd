"""Every problem of the input files and of the positions they bring; nothing else is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from recommender.documents.marked import marked_workbook
from recommender.readers import read_inputs
from recommender.workflows.read_positions import catalogue_with_positions
from recommender.workflows.screen_files import input_files


def check_files(files: Mapping[str, tuple[Path, ...]], *, catalogues: tuple[Path, ...], today: date) -> pd.DataFrame:
    """PROBLEMS rows of everything that would be read by a screening of these files."""
    catalogue, problems = catalogue_with_positions(catalogues, files.get("positions", ()))
    inputs = read_inputs(input_files(files), catalogue, today=today)
    return inputs.with_problems(problems).problems


def mark_files(files: Mapping[str, tuple[Path, ...]], problems: pd.DataFrame, *, out: Path) -> tuple[Path, ...]:
    """The same workbooks with the cells that have problems in red and commented, written to `out`; their paths."""
    out.mkdir(parents=True, exist_ok=True)
    named = {path.name: path for paths in files.values() for path in paths}
    return tuple(
        marked_workbook(path, problems[problems["file"] == name], out / f"{path.stem}-marked.xlsx")
        for name, path in named.items()
        if (problems["file"] == name).any()
    )
