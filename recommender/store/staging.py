"""An import before it is applied: its record, what was read staged in parts beside the live tables, its preview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, delete, func, insert, select, tuple_, update

from recommender.columns import PROBLEMS
from recommender.errors import Conflict
from recommender.permissions import Viewer
from recommender.store.frames import write_frame
from recommender.store.imports import get_import
from recommender.store.pages import Order, Page, read_page
from recommender.store.staged_content import Staged
from recommender.store.tables.imports import (
    IMPORT,
    IMPORT_PROBLEM,
    STAGED_ROW,
    ChangeKind,
    ImportStatus,
    StagedKind,
)
from recommender.store.tables.people import OFFICER, QUOTA
from recommender.store.tables.units import UNIT, UNIT_CLOSURE
from recommender.store.views import view_of

SHOWN_FIELDS = ("name", "unit_id", "department", "rank", "started_on")


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """What applying an import would do, or did, to one person or quota. `changes`: [field, before, after] each."""

    kind: str
    number: int
    code: str
    name: str
    unit_id: str
    change: str
    changes: list[list[str]]


def put_import(conn: Connection, row: Mapping[str, Any]) -> None:
    """The record of an import that is about to be read."""
    empty = {"status": str(ImportStatus.READING), "staged_parts": 0, "counts": {}, "failure_vi": "", "failure_en": ""}
    conn.execute(insert(IMPORT).values(**empty, **row))


def same_import(conn: Connection, digest: str, unit_id: str) -> str | None:
    """The import of the same files into the same unit that was not given up, if any."""
    alive = [str(ImportStatus.READING), str(ImportStatus.STAGED), str(ImportStatus.APPLIED)]
    query = select(IMPORT.c.import_id).where(
        IMPORT.c.digest == digest, IMPORT.c.unit_id == unit_id, IMPORT.c.status.in_(alive)
    )
    found: str | None = conn.execute(query.order_by(IMPORT.c.made_at.desc()).limit(1)).scalar_one_or_none()
    return found


def read_import(conn: Connection, import_id: str) -> Row[Any]:
    """The record of an import, for the job that carries it out."""
    return conn.execute(select(IMPORT).where(IMPORT.c.import_id == import_id)).one()


def stage_part(conn: Connection, import_id: str, part: int, rows: Sequence[tuple[int, StagedKind, Staged]]) -> None:
    """Part number `part` (counted from 1) of what was read; Conflict unless the parts before it are there."""
    values = {"staged_parts": part}
    _expect(conn, import_id, ImportStatus.READING, values, parts=part - 1)
    for kind in StagedKind:
        of_kind = [(number, staged) for number, what, staged in rows if what is kind]
        if of_kind:
            judged = _people(conn, import_id, of_kind) if kind is StagedKind.PERSON else _quotas(conn, of_kind)
            fixed = {"import_id": import_id, "kind": str(kind)}
            conn.execute(insert(STAGED_ROW), [{**fixed, **one} for one in judged])


def end_staging(
    conn: Connection, import_id: str, problems: pd.DataFrame, *, counts: Mapping[str, int], now: datetime
) -> dict[str, int]:
    """The import as read to the end: its problems, and its counts with what would change."""
    found: Counter[str] = Counter()
    query = select(STAGED_ROW.c.kind, STAGED_ROW.c.change, func.count()).where(STAGED_ROW.c.import_id == import_id)
    for kind, change, count in conn.execute(query.group_by(STAGED_ROW.c.kind, STAGED_ROW.c.change)):
        found[change if kind == StagedKind.PERSON else f"quotas_{change}"] += count
    known = {str(kind): found[str(kind)] for kind in ChangeKind}
    severities = Counter(problems["severity"].tolist())
    told = {f"problems_{severity}": severities[severity] for severity in ("error", "warning", "note")}
    quotas = {name: count for name, count in sorted(found.items()) if name.startswith("quotas_")}
    total = {**counts, **known, **quotas, **told}
    write_frame(conn, PROBLEMS, IMPORT_PROBLEM, frame=problems, owner={"import_id": import_id})
    values = {"status": str(ImportStatus.STAGED), "staged_at": now, "counts": total}
    _expect(conn, import_id, ImportStatus.READING, values)
    return total


def give_up(
    conn: Connection, import_id: str, status: ImportStatus, *, failure_vi: str = "", failure_en: str = ""
) -> None:
    """An import that is not applied: failed or cancelled. What was staged is forgotten, its problems are kept."""
    alive = (str(ImportStatus.READING), str(ImportStatus.STAGED))
    values = {"status": str(status), "failure_vi": failure_vi, "failure_en": failure_en}
    mine = (IMPORT.c.import_id == import_id, IMPORT.c.status.in_(alive))
    if conn.execute(update(IMPORT).where(*mine).values(**values)).rowcount != 1:
        raise Conflict("Lượt nhập này không còn chờ.", "This import is not waiting any more.")
    conn.execute(delete(STAGED_ROW).where(STAGED_ROW.c.import_id == import_id))


def find_changes(
    conn: Connection, viewer: Viewer, import_id: str, *, change: ChangeKind | None = None, limit: int = 100,
    cursor: str | None = None,
) -> Page[ChangeView]:  # fmt: skip
    """What applying the import would do, person by person; unchanged ones only when asked for."""
    get_import(conn, viewer, import_id)
    columns = [STAGED_ROW.c[name] for name in ("kind", "number", "code", "name", "unit_id", "change", "changes")]
    query = select(*columns).where(STAGED_ROW.c.import_id == import_id)
    kept = STAGED_ROW.c.change != str(ChangeKind.UNCHANGED) if change is None else STAGED_ROW.c.change == str(change)
    order = Order(columns=(STAGED_ROW.c.kind, STAGED_ROW.c.number))
    return read_page(
        conn, query.where(kept), order=order, made=view_of(ChangeView), limit=limit, cursor=cursor, with_total=True
    )


def units_below(conn: Connection, unit_id: str) -> dict[str, str]:
    """Unit id → province, of the unit and all below it."""
    query = select(UNIT.c.unit_id, UNIT.c.province_id).join(UNIT_CLOSURE, UNIT_CLOSURE.c.unit_id == UNIT.c.unit_id)
    rows = conn.execute(query.where(UNIT_CLOSURE.c.ancestor_id == unit_id))
    return {row.unit_id: row.province_id for row in rows}


def _expect(
    conn: Connection, import_id: str, status: ImportStatus, values: Mapping[str, Any], *, parts: int | None = None
) -> None:
    mine = [IMPORT.c.import_id == import_id, IMPORT.c.status == str(status)]
    if parts is not None:
        mine.append(IMPORT.c.staged_parts == parts)
    if conn.execute(update(IMPORT).where(*mine).values(**values)).rowcount != 1:
        raise Conflict("Lượt nhập đã được xử lý ở nơi khác.", "The import was carried on elsewhere.")


def _people(conn: Connection, import_id: str, rows: Sequence[tuple[int, Staged]]) -> list[dict[str, Any]]:
    scope = units_below(
        conn, conn.execute(select(IMPORT.c.unit_id).where(IMPORT.c.import_id == import_id)).scalar_one()
    )
    keys = [(scope.get(staged.unit_id, ""), staged.code) for _, staged in rows]
    shown = [OFFICER.c[name] for name in (*SHOWN_FIELDS, "province_id", "code", "content_digest", "erased_at")]
    query = select(*shown).where(tuple_(OFFICER.c.province_id, OFFICER.c.code).in_(keys))
    there = {(row.province_id, row.code): row for row in conn.execute(query)}
    judged = []
    for (number, staged), key in zip(rows, keys, strict=True):
        change, changes = _change(staged, there.get(key), scope)
        judged.append({**_row(number, staged), "province_id": key[0], "change": str(change), "changes": changes})
    return judged


def _change(staged: Staged, there: Row[Any] | None, scope: Mapping[str, str]) -> tuple[ChangeKind, list[list[str]]]:
    if staged.unit_id not in scope or (there is not None and (there.unit_id not in scope or there.erased_at)):
        return ChangeKind.REFUSED, []
    after = staged.content["officer"]
    if there is None:
        return (ChangeKind.REFUSED if after is None else ChangeKind.ADDED), []
    if after is None:
        counts = [(part, len(staged.content[part])) for part in ("assessments", "decisions")]
        return ChangeKind.CHANGED, [[part, "", str(count)] for part, count in counts if count]
    if there.content_digest == staged.digest:
        return ChangeKind.UNCHANGED, []
    pairs = [(name, _text(getattr(there, name)), _text(after.get(name))) for name in SHOWN_FIELDS]
    return ChangeKind.CHANGED, [[name, old, new] for name, old, new in pairs if old != new]


def _quotas(conn: Connection, rows: Sequence[tuple[int, Staged]]) -> list[dict[str, Any]]:
    keys = [(staged.unit_id, staged.code) for _, staged in rows]
    query = select(QUOTA).where(tuple_(QUOTA.c.unit_id, QUOTA.c.position_id).in_(keys))
    there = {(row.unit_id, row.position_id): row for row in conn.execute(query)}
    judged = []
    for number, staged in rows:
        old = there.get((staged.unit_id, staged.code))
        names = ("norm", "quota", "plan")
        pairs = [(name, _text(getattr(old, name, None)), _text(staged.content[name])) for name in names]
        changes = [[name, before, after] for name, before, after in pairs if before != after]
        change = ChangeKind.ADDED if old is None else ChangeKind.CHANGED if changes else ChangeKind.UNCHANGED
        judged.append({**_row(number, staged), "province_id": "", "change": str(change), "changes": changes})
    return judged


def _row(number: int, staged: Staged) -> dict[str, Any]:
    return {
        "number": number, "code": staged.code, "unit_id": staged.unit_id, "name": staged.name,
        "digest": staged.digest, "content": staged.content,
    }  # fmt: skip


def _text(value: Any) -> str:
    return "" if value is None else str(value)
