"""The results workbook from a finished run."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import pandas as pd
import xlsxwriter

from recommender.documents.tables import write_whole
from recommender.inputs import Inputs
from recommender.pipeline import RunResult
from recommender.settings import Settings
from training_catalog.types import Catalogue

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MOST_ROWS = 200_000


def write_results(
    result: RunResult, inputs: Inputs, catalogue: Catalogue, *, settings: Settings, language: str, path: Path
) -> None:
    """Write the workbook in the language `vi` or `en`."""

    def write(beside: Path) -> None:
        book = xlsxwriter.Workbook(str(beside), OPTIONS)
        book.set_properties({"created": datetime.combine(settings.today, time())})
        for name, frame in result.frames().items():
            sheet = book.add_worksheet(name)
            for number, column in enumerate(frame.columns):
                sheet.write_string(0, number, column)
            for row, values in enumerate(frame.head(MOST_ROWS).itertuples(index=False), start=1):
                for number, value in enumerate(values):
                    if isinstance(value, str):
                        sheet.write_string(row, number, value)
                    elif not pd.isna(value) and not isinstance(value, pd.Timestamp):
                        sheet.write_number(row, number, float(value))
        book.close()

    write_whole(path, write)
