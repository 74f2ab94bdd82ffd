"""The sheet of people of whom no verdict exists, because no position of theirs could be read: who, and which cell."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.documents.labels import number_text
from recommender.documents.results_workbook.styles import Kind
from recommender.documents.results_workbook.table import Table, column
from recommender.documents.results_workbook.view import RunView
from recommender.types import Severity

PLACE = r"^(?P<sheet>.*!)(?P<column>[A-Z]+)(?P<row>\d+)$"
"""A cell as inputs name it: file!sheet!H25."""
COLUMNS = (
    column("number", ("TT", "No."), 5, Kind.WHOLE),
    column("officer_id", ("Mã", "Id"), 12),
    column("name", ("Họ và tên", "Full name"), 22),
    column("unit", ("Đơn vị", "Unit"), 22, Kind.WRAP),
    column("place", ("Ở đâu trong tệp", "Where in the files"), 36, Kind.WRAP),
    column("value", ("Giá trị trong tệp", "Value in the file"), 24, Kind.WRAP),
    column("message", ("Vướng gì", "Problem"), 46, Kind.WRAP),
    column("suggestion", ("Cách sửa", "What to do"), 46, Kind.WRAP),
)


def unscreened(view: RunView) -> pd.DataFrame:
    """The people without a verdict, in the order of lists; none are left out of a workbook without being named."""
    people = view.people[~view.people["officer_id"].isin(view.result.verdicts["officer_id"])]
    return people.sort_values("order", kind="stable").reset_index(drop=True)


def unscreened_table(view: RunView) -> Table:
    """One row a person, with the cell to mend."""
    say, people = view.say, unscreened(view)
    rows = people.merge(_cells(view, people["officer_id"]), on="officer_id", how="left")
    count = number_text(len(rows), view.labels.language)
    return Table(
        tab=say("Chưa rà soát được", "Not reviewed"),
        title=say("Ai chưa rà soát được, sửa ô nào?", "Who could not be reviewed, and which cell is to be mended?"),
        answer=say(
            "{0} người chưa có kết luận vì chưa đọc được vị trí việc làm đang giữ.",
            "No verdict on {0} of the people: the position they hold could not be read.",
        ).format(count),
        notes=(
            say(
                "Sửa ô trong tệp rồi rà soát lại. Những người này chưa có dòng nào ở trang “Kết luận”.",
                "Mend the cells and run the review again. These people have no row on the sheet “Verdicts” yet.",
            ),
        ),
        columns=COLUMNS, rows=rows.assign(number=np.arange(1, len(rows) + 1)), frozen=3,
        empty=say("Ai cũng đã được rà soát.", "Everybody was reviewed."),
    )  # fmt: skip


def _cells(view: RunView, people: pd.Series) -> pd.DataFrame:
    """Of each person the cell of the position that could not be read, or the row when no one cell is to blame."""
    officers = view.inputs.officers
    found = officers.loc[officers["officer_id"].isin(people), ["officer_id", "place"]].reset_index(drop=True)
    found = found.assign(row=_rows_of(found["place"]))
    blamed = found.merge(_refused_positions(view), on="row", how="inner").drop_duplicates("officer_id")
    joined = found.merge(blamed.drop(columns=["place", "row"]), on="officer_id", how="left")
    nothing = view.say(
        "Ô vị trí việc làm để trống hoặc không đọc được.", "The cell of the position is empty or could not be read."
    )
    mend = view.say("Điền vị trí việc làm theo mã hoặc tên.", "Fill in the position by code or title.")
    return pd.DataFrame(
        {
            "officer_id": joined["officer_id"],
            "place": joined["at"].fillna(joined["place"]).str.replace("!", " · ", regex=False),
            "value": joined["value"].fillna(""),
            "message": joined["message"].fillna(nothing),
            "suggestion": joined["suggestion"].fillna(mend),
        }
    )


def _refused_positions(view: RunView) -> pd.DataFrame:
    """Problems about one position cell each: the row they are in, the cell, what is wrong, what to do."""
    whole = view.result.problems
    codes = whole["code"].str.startswith("position_") & (whole["code"] != "position_missing")
    chosen = whole[codes & (whole["severity"] == Severity.ERROR)]
    at = chosen["file"] + "!" + chosen["sheet"] + "!" + chosen["cell"]
    return pd.DataFrame(
        {
            "row": _rows_of(at), "at": at, "value": chosen["value"], "message": chosen[view.text("message")],
            "suggestion": chosen[view.text("suggestion")],
        }
    ).dropna(subset="row")  # fmt: skip


def _rows_of(places: pd.Series) -> pd.Series:
    """File, sheet and row of each cell; missing where none is named."""
    parts = places.astype("str").str.extract(PLACE)
    return parts["sheet"] + parts["row"]
