"""How the files of an import were read, kept with it, and an import that is to be read once more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, delete, select, update

from recommender.columns import PROBLEMS
from recommender.errors import Conflict
from recommender.store.frames import write_frame
from recommender.store.tables.imports import IMPORT, IMPORT_PROBLEM, STAGED_ROW, ImportStatus

AGAIN = (ImportStatus.STAGED, ImportStatus.FAILED)
"""What can still be read another way."""
ALIVE = (ImportStatus.READING, ImportStatus.STAGED, ImportStatus.APPLIED)


def keep_mapping(conn: Connection, import_id: str, mapping: Mapping[str, Any]) -> None:
    """How the sheets of an import that is being read were taken."""
    reading = (IMPORT.c.import_id == import_id, IMPORT.c.status == str(ImportStatus.READING))
    conn.execute(update(IMPORT).where(*reading).values(mapping=dict(mapping)))


def keep_problems(conn: Connection, import_id: str, problems: pd.DataFrame) -> None:
    """What is wrong in files of which not one row could be used."""
    conn.execute(delete(IMPORT_PROBLEM).where(IMPORT_PROBLEM.c.import_id == import_id))
    write_frame(conn, PROBLEMS, IMPORT_PROBLEM, frame=problems, owner={"import_id": import_id})


def start_again(conn: Connection, import_id: str, mapping: Mapping[str, Any], *, job_id: str) -> None:
    """The import as if its files had just come, with what a person said of them; Conflict once it is applied."""
    record = conn.execute(select(IMPORT).where(IMPORT.c.import_id == import_id)).one()
    twins = select(IMPORT.c.import_id).where(
        IMPORT.c.digest == record.digest, IMPORT.c.unit_id == record.unit_id, IMPORT.c.import_id != import_id,
        IMPORT.c.status.in_(list(map(str, ALIVE))),
    )  # fmt: skip
    waits = (IMPORT.c.import_id == import_id, IMPORT.c.status.in_(list(map(str, AGAIN))))
    values = {
        "status": str(ImportStatus.READING), "staged_parts": 0, "counts": {}, "failure_vi": "", "failure_en": "",
        "staged_at": None, "mapping": dict(mapping), "job_id": job_id,
    }  # fmt: skip
    if conn.execute(twins).first() or conn.execute(update(IMPORT).where(*waits).values(**values)).rowcount != 1:
        raise Conflict(
            "Không đọc lại được: tệp đang được đọc, đã xác nhận, đã bỏ, hoặc đã có trong một lần nhập khác.",
            "It cannot be read again: it is being read, was applied or given up, or is part of another import.",
        )
    for table in (STAGED_ROW, IMPORT_PROBLEM):
        conn.execute(delete(table).where(table.c.import_id == import_id))


def read_on(conn: Connection, import_id: str, *, job_id: str) -> None:
    """The import that a job left unread, for another job to carry on where that one stood."""
    reading = (IMPORT.c.import_id == import_id, IMPORT.c.status == str(ImportStatus.READING))
    if conn.execute(update(IMPORT).where(*reading).values(job_id=job_id)).rowcount != 1:
        raise Conflict("Lượt nhập này không còn chờ.", "This import is not waiting any more.")


def forget_examples(conn: Connection, import_id: str) -> None:
    """Keep how the sheets were read but none of the values shown beside it; once applied nothing is corrected."""
    record = conn.execute(select(IMPORT.c.mapping).where(IMPORT.c.import_id == import_id)).one()
    sheets = [
        {**sheet, "first_rows": [], "columns": [{**one, "examples": []} for one in sheet["columns"]]}
        for sheet in record.mapping.get("sheets", [])
    ]
    if sheets:
        kept = {**record.mapping, "sheets": sheets}
        conn.execute(update(IMPORT).where(IMPORT.c.import_id == import_id).values(mapping=kept))
