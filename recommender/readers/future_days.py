"""Results and statements without the days that lie after the day of the review, each said."""

from __future__ import annotations

from datetime import date

import pandas as pd

from recommender.readers.files.sheets import cell_text
from recommender.readers.problem_log import ProblemLog
from recommender.types import EvidenceKind


def without_future_days(rows: pd.DataFrame, code: str, log: ProblemLog, *, today: date) -> pd.DataFrame:
    """The rows with no day where theirs is after today, so that none counts as fresh; columns dated_on, place."""
    is_future = rows["dated_on"] > pd.Timestamp(today)
    if not is_future.any():
        return rows
    places = rows["place"][is_future].astype("str").str.rsplit("!", n=2, expand=True)
    days = [cell_text(day.date()) for day in rows["dated_on"][is_future]]
    said = pd.DataFrame({"file": places[0], "sheet": places[1], "cell": places[2], "day": days})
    for (file, sheet, day), part in said.groupby(["file", "sheet", "day"], sort=False):
        cells = list(dict.fromkeys(part["cell"]))
        words = {"today": cell_text(today), "times": str(len(cells))}
        log.add(code, str(file), str(sheet), cells[0], value=str(day), **words)
    return rows.assign(dated_on=rows["dated_on"].mask(is_future))


def with_posts_until_today(statements: pd.DataFrame, *, today: date) -> pd.DataFrame:
    """The statements with posts that are to end some day ended today: they were held so long and not longer."""
    goes_on = (statements["kind"] == str(EvidenceKind.PAST_POST)) & (statements["dated_on"] > pd.Timestamp(today))
    return statements.assign(dated_on=statements["dated_on"].mask(goes_on, pd.Timestamp(today)))
