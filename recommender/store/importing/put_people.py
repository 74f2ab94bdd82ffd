"""People and what belongs to them as rows of the store, with the keys they are sorted and searched by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert

from recommender.columns import ASSESSMENTS, STATEMENTS, TEXT, FrameSpec
from recommender.store.keys import person_key, search_key
from recommender.store.tables.people import OFFICER, PERSONAL, Standing

ID_BYTES = 13
ROWS_AT_ONCE = 10_000
SENSITIVE = ("birth_date", "sex", "ethnicity", "religion", "party")


def officer_row(given: Mapping[str, Any], *, now: datetime, import_id: str | None = None) -> dict[str, Any]:
    """A row of `officer` from officer_id, code, province_id, unit_id, name and what else is known."""
    name, code = str(given["name"]), str(given["code"])
    return {
        "officer_id": given["officer_id"], "province_id": given["province_id"], "code": code,
        "unit_id": given["unit_id"], "department": given.get("department", ""), "rank": given.get("rank", ""),
        "started_on": given.get("started_on"), "name": name, "name_sort": person_key(name),
        "name_search": search_key(name, code), "place": given.get("place", ""), "import_id": import_id,
        "content_digest": given.get("content_digest", ""), "changed_at": now, "version": 1,
    }  # fmt: skip


def personal_row(given: Mapping[str, Any]) -> dict[str, Any]:
    """A row of `personal`; what is not given is blank."""
    texts = {name: given.get(name) or "" for name in SENSITIVE[1:]}
    return {"officer_id": given["officer_id"], "birth_date": given.get("birth_date"), **texts}


def statement_row(given: Mapping[str, Any], *, import_id: str | None = None) -> dict[str, Any]:
    """A row of `statement` that a file said, under an id that the same words of the same person always get."""
    words = ("officer_id", "kind", "text", "subject", "grade", "started_on", "dated_on")
    return {
        **_frame_row(STATEMENTS, given), "statement_id": content_id("S", *[given.get(name) for name in words]),
        "standing": str(Standing.COUNTS), "import_id": import_id, "replaces": None, "added_by": "",
        "added_by_name": "", "added_at": None, "answer": "", "file_id": None,
    }  # fmt: skip


def assessment_row(given: Mapping[str, Any], *, turn: int = 1, import_id: str | None = None) -> dict[str, Any]:
    """A row of `assessment`; `turn` tells apart results of one day, topic, method and assessor."""
    words = ("officer_id", "topic", "method", "dated_on", "assessor")
    written = content_id("A", *[given.get(name) for name in words], turn)
    return {**_frame_row(ASSESSMENTS, given), "assessment_id": written, "import_id": import_id}


def content_id(kind: str, *words: object) -> str:
    """An id that says what the row says: the same words give the same id, in every import."""
    written = "\x1f".join(_plain(word) for word in words)
    return kind + hashlib.blake2b(written.encode("utf-8", "replace"), digest_size=ID_BYTES).hexdigest()


def insert_rows(conn: Connection, into: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows in parts, so that memory stays small."""
    for start in range(0, len(rows), ROWS_AT_ONCE):
        conn.execute(insert(into), [dict(row) for row in rows[start : start + ROWS_AT_ONCE]])


def put_officer(conn: Connection, given: Mapping[str, Any], *, now: datetime) -> None:
    """One person with the sensitive fields."""
    insert_rows(conn, OFFICER, [officer_row(given, now=now)])
    insert_rows(conn, PERSONAL, [personal_row(given)])


def _frame_row(spec: FrameSpec, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every column of a frame's row: text that is not given is blank, numbers and days are unknown."""
    return {name: given.get(name) or "" if kind == TEXT else given.get(name) for name, kind in spec.columns.items()}


def _plain(word: object) -> str:
    if word is None:
        return ""
    return word.isoformat() if isinstance(word, date) else str(word)
