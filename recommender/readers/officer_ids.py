"""One officer a person: ids from the files or made from name, birth day and unit, with repeated rows settled."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from recommender.readers.problem_log import ProblemLog
from training_catalog import accented

ID_DIGITS = 10


def with_officer_ids(rows: pd.DataFrame, log: ProblemLog) -> pd.DataFrame:
    """The rows with `officer_id`; rows kept out have "", each said in the log.

    A row with the same id as an earlier one is the same officer when name and unit agree; another name or another unit
    keeps the later row out, because nobody but the office can tell which is right.
    """
    rows = rows.assign(officer_id=_ids(rows, log))
    first = rows[rows["officer_id"] != ""].drop_duplicates("officer_id").set_index("officer_id")
    again = rows[(rows["officer_id"] != "") & rows.duplicated("officer_id")]
    kept_out = []
    for index, row in again.iterrows():
        earlier = first.loc[row["officer_id"]]
        words = {"first": str(earlier["place"]), "name": str(row["name"])}
        code = _clash(row, earlier)
        if code:
            kept_out.append(index)
        log.add(code or "officer_again", row["file"], row["sheet"], row["cell"], value=row["officer_id"], **words)
    rows.loc[kept_out, "officer_id"] = ""
    _report_namesakes(rows, log)
    _report_alike_ids(rows, log)
    return rows


def _clash(row: pd.Series, earlier: pd.Series) -> str:
    if row["name"] and earlier["name"] and accented(row["name"]) != accented(earlier["name"]):
        return "id_of_two_names"
    if row["unit_id"] and earlier["unit_id"] and row["unit_id"] != earlier["unit_id"]:
        return "officer_in_two_units"
    return ""


def _ids(rows: pd.DataFrame, log: ProblemLog) -> np.ndarray:
    given = rows["code"].where(rows["code"] != "", rows["citizen_id"])
    made = given == ""
    nameless = made & (rows["name"] == "")
    births = rows["birth_date"].dt.strftime("%Y-%m-%d").fillna("")
    keys = [
        f"{accented(name)}|{birth}|{unit}"
        for name, birth, unit in zip(rows["name"][made], births[made], rows["unit_id"][made], strict=True)
    ]
    ids = given.to_numpy(dtype=object, copy=True)
    ids[made.to_numpy()] = [f"P{hashlib.blake2b(key.encode(), digest_size=ID_DIGITS // 2).hexdigest()}" for key in keys]
    ids[nameless.to_numpy()] = ""
    for (file, sheet), part in rows[made].groupby(["file", "sheet"], sort=False):
        log.add("id_made", str(file), str(sheet), str(part["cell"].iloc[0]), count=str(len(part)))
    return ids


def _report_namesakes(rows: pd.DataFrame, log: ProblemLog) -> None:
    """People of one name and birth day under two ids: perhaps one person entered twice."""
    known = rows[(rows["officer_id"] != "") & (rows["name"] != "") & rows["birth_date"].notna()]
    keys = known["name"].map({name: accented(name) for name in known["name"].unique()})
    repeated = known.assign(key=keys).drop_duplicates("officer_id")
    groups = repeated[repeated.duplicated(["key", "birth_date"], keep=False)]
    for _, part in groups.groupby(["key", "birth_date"], sort=False):
        first = part.iloc[0]
        for _, row in part.iloc[1:].iterrows():
            log.add(
                "officer_twice", row["file"], row["sheet"], row["cell"],
                value=str(row["name"]), first=str(first["place"]), name=str(row["name"]),
            )  # fmt: skip


def _report_alike_ids(rows: pd.DataFrame, log: ProblemLog) -> None:
    """Ids that differ by capitals or spaces only: two people, or one entered twice."""
    people = rows[rows["officer_id"] != ""].drop_duplicates("officer_id")
    bare = people["officer_id"].str.replace(r"\s+", "", regex=True).str.casefold()
    groups = people.assign(bare=bare)[bare.duplicated(keep=False)]
    for _, part in groups.groupby("bare", sort=False):
        first = part.iloc[0]
        for _, row in part.iloc[1:].iterrows():
            log.add(
                "ids_alike", row["file"], row["sheet"], row["cell"],
                value=str(row["officer_id"]), other=str(first["officer_id"]), first=str(first["place"]),
            )  # fmt: skip
