"""Results workbooks written for a test and read back as any program would: cells, and the XML behind them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

from recommender.documents.results_workbook import write_results
from recommender.inputs import Inputs
from recommender.pipeline import RunResult
from tests.recommender.documents import factories as make

Row = list[object]


@dataclass(frozen=True, kw_only=True)
class Book:
    """A workbook read back."""

    path: Path
    sheets: dict[str, list[Row]]

    def texts(self, sheet: str) -> str:
        """All text of a sheet."""
        return "\n".join(str(cell) for row in self.sheets[sheet] for cell in row if cell != "")

    def table(self, sheet: str, first_head: str) -> list[dict[str, object]]:
        """Rows below the row of heads that holds `first_head`, up to the first empty one."""
        rows = self.sheets[sheet]
        at = next(number for number, row in enumerate(rows) if first_head in row)
        start = rows[at].index(first_head)
        found = []
        for row in rows[at + 1 :]:
            if not any(cell != "" for cell in row[start:]):
                break
            found.append({str(head): value for head, value in zip(rows[at][start:], row[start:], strict=False) if head})
        return found

    def xml(self, pattern: str) -> str:
        """The XML of all parts whose name matches."""
        with zipfile.ZipFile(self.path) as parts:
            names = [name for name in parts.namelist() if re.search(pattern, name)]
            return "\n".join(parts.read(name).decode() for name in names)


def write(folder: Path, language: str = "vi", *, result: RunResult | None = None, inputs: Inputs | None = None) -> Book:
    """A workbook of the run of the factories, or of another."""
    path = folder / f"results_{language}.xlsx"
    write_results(
        result or make.result(), inputs or make.inputs(), make.catalogue(), settings=make.SETTINGS, language=language,
        path=path,
    )  # fmt: skip
    read = CalamineWorkbook.from_path(str(path))
    sheets = {name: read.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in read.sheet_names}
    return Book(path=path, sheets=sheets)
