"""An import before it is applied: its record, what was read staged in parts beside the live tables, its preview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, delete, func, insert, select, tuple_, update

from recommender.columns import PROBLEMS
from recommender.errors import Conflict
from recommender.permissions import Viewer
from recommender.store.frames import write_frame
from recommender.store.importing.imports import get_import
from recommender.store.importing.staged_content import Staged
from recommender.store.importing.staged_people import Judged, judge_people, refusal_of, refused
from recommender.store.pages import Order, Page, read_page
from recommender.store.tables.imports import (
    IMPORT,
    IMPORT_PROBLEM,
    STAGED_ROW,
    ChangeKind,
    ImportStatus,
    StagedKind,
)
from recommender.store.tables.people import QUOTA
from recommender.store.tables.staged import COPY_OF, Side
from recommender.store.tables.units import UNIT, UNIT_CLOSURE

FIRST_PIECES = 3
"""Field, before and after of a change; what stands behind them is when the value was replaced."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Rows to be staged: those of `staged_row`, and by live table those of its copy."""

    staged: list[dict[str, Any]] = field(default_factory=list)
    copies: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in COPY_OF})


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """What applying an import would do, or did, to one person or quota. `changes`: [field, before, after] each."""

    kind: str
    number: int
    code: str
    name: str
    unit_id: str
    change: str
    refusal: str
    """Of a row that is not taken: a word of `Refusal`, "" where it was not noted."""
    changes: list[list[str]]
    returns: dict[str, str] = field(default_factory=dict)
    """Field → moment at which an import before this one had replaced the value that comes back."""


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


def note_job(conn: Connection, import_id: str, job_id: str) -> None:
    """The job that carries the import on from here."""
    conn.execute(update(IMPORT).where(IMPORT.c.import_id == import_id).values(job_id=job_id))


def read_import(conn: Connection, import_id: str) -> Row[Any]:
    """The record of an import, for the job that carries it out."""
    return conn.execute(select(IMPORT).where(IMPORT.c.import_id == import_id)).one()


def judge_part(conn: Connection, import_id: str, rows: Sequence[tuple[int, StagedKind, Staged]]) -> Part:
    """What applying these rows would do, by what the store holds now; reads only."""
    record = read_import(conn, import_id)
    scope = units_below(conn, record.unit_id)
    people = [(number, staged) for number, kind, staged in rows if kind is StagedKind.PERSON]
    quotas = [(number, staged) for number, kind, staged in rows if kind is StagedKind.QUOTA]
    part = Part()
    for kind, judged in (
        (StagedKind.PERSON, judge_people(conn, record, people, scope=scope)),
        (StagedKind.QUOTA, _judge_quotas(conn, record, quotas, scope=scope)),
    ):
        for one in judged:
            part.staged.append({"import_id": import_id, "kind": str(kind), **one.row})
            for name, made in one.rows.items():
                part.copies[name] += made
    return part


def stage_part(conn: Connection, import_id: str, number: int, part: Part) -> None:
    """Part `number` (counted from 1) of what was read; Conflict unless the parts before it are there."""
    _expect(conn, import_id, ImportStatus.READING, {"staged_parts": number}, parts=number - 1)
    if part.staged:
        conn.execute(insert(STAGED_ROW), part.staged)
    fixed = {"of_import": import_id, "side": str(Side.AFTER)}
    for name, copy in COPY_OF.items():
        if part.copies[name]:
            conn.execute(insert(copy), [{**fixed, **row} for row in part.copies[name]])


def end_staging(
    conn: Connection, import_id: str, problems: pd.DataFrame, *, counts: Mapping[str, int], now: datetime
) -> dict[str, Any]:
    """The import as read to the end: its problems, and its counts with what would change.

    `returned` among them are the numbers of people of whom it brings back what an import had replaced.
    """
    found: Counter[str] = Counter()
    query = select(STAGED_ROW.c.kind, STAGED_ROW.c.change, func.count()).where(STAGED_ROW.c.import_id == import_id)
    for kind, change, count in conn.execute(query.group_by(STAGED_ROW.c.kind, STAGED_ROW.c.change)):
        found[change if kind == StagedKind.PERSON else f"quotas_{change}"] += count
    known = {str(kind): found[str(kind)] for kind in ChangeKind}
    severities = Counter(problems["severity"].tolist())
    told = {f"problems_{severity}": severities[severity] for severity in ("error", "warning", "note")}
    quotas = {name: count for name, count in sorted(found.items()) if name.startswith("quotas_")}
    total: dict[str, Any] = {**counts, **known, **quotas, **told, "returned": _returned(conn, import_id)}
    write_frame(conn, PROBLEMS, IMPORT_PROBLEM, frame=problems, owner={"import_id": import_id})
    values = {"status": str(ImportStatus.STAGED), "staged_at": now, "counts": total}
    _expect(conn, import_id, ImportStatus.READING, values)
    return total


def refused_codes(conn: Connection, import_id: str) -> list[str]:
    """Codes of the people who are not taken."""
    row = STAGED_ROW.c
    mine = (row.import_id == import_id, row.kind == str(StagedKind.PERSON), row.change == str(ChangeKind.REFUSED))
    return list(conn.execute(select(row.code).where(*mine).order_by(row.number)).scalars())


def _returned(conn: Connection, import_id: str) -> list[int]:
    row = STAGED_ROW.c
    mine = (row.import_id == import_id, row.kind == str(StagedKind.PERSON), row.change == str(ChangeKind.CHANGED))
    found = conn.execute(select(row.number, row.changes).where(*mine).order_by(row.number))
    return [number for number, changes in found if any(len(change) > FIRST_PIECES for change in changes)]


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
    conn: Connection, viewer: Viewer, import_id: str, *, change: ChangeKind | None = None,
    numbers: Sequence[int] | None = None, limit: int = 100, cursor: str | None = None,
) -> Page[ChangeView]:  # fmt: skip
    """What applying the import would do, person by person; unchanged ones only when asked for.

    `numbers`: only people of these numbers.
    """
    get_import(conn, viewer, import_id)
    columns = [STAGED_ROW.c[name] for name in ("kind", "number", "code", "name", "unit_id", "change", "changes")]
    query = select(*columns).where(STAGED_ROW.c.import_id == import_id)
    kept = STAGED_ROW.c.change != str(ChangeKind.UNCHANGED) if change is None else STAGED_ROW.c.change == str(change)
    if numbers is not None:
        query = query.where(STAGED_ROW.c.kind == str(StagedKind.PERSON), STAGED_ROW.c.number.in_(numbers))
    order = Order(columns=(STAGED_ROW.c.kind, STAGED_ROW.c.number))
    return read_page(
        conn, query.where(kept), order=order, made=_change_view, limit=limit, cursor=cursor, with_total=True
    )


def _change_view(row: Row[Any]) -> ChangeView:
    values = dict(row._mapping)
    names = ("kind", "number", "code", "name", "unit_id", "change")
    is_refused = row.change == ChangeKind.REFUSED
    return ChangeView(
        **{name: values[name] for name in names}, refusal=row.changes[0][2] if is_refused and row.changes else "",
        changes=[] if is_refused else [change[:FIRST_PIECES] for change in row.changes],
        returns={} if is_refused else {
            change[0]: change[FIRST_PIECES] for change in row.changes if len(change) > FIRST_PIECES
        },
    )  # fmt: skip


def units_below(conn: Connection, unit_id: str) -> dict[str, str]:
    """Unit id → province, of the unit and all below it."""
    query = select(UNIT.c.unit_id, UNIT.c.province_id).join(UNIT_CLOSURE, UNIT_CLOSURE.c.unit_id == UNIT.c.unit_id)
    rows = conn.execute(query.where(UNIT_CLOSURE.c.ancestor_id == unit_id).order_by(UNIT.c.unit_id))
    return {row.unit_id: row.province_id for row in rows}


def _expect(
    conn: Connection, import_id: str, status: ImportStatus, values: Mapping[str, Any], *, parts: int | None = None
) -> None:
    mine = [IMPORT.c.import_id == import_id, IMPORT.c.status == str(status)]
    if parts is not None:
        mine.append(IMPORT.c.staged_parts == parts)
    if conn.execute(update(IMPORT).where(*mine).values(**values)).rowcount != 1:
        raise Conflict("Lượt nhập đã được xử lý ở nơi khác.", "The import was carried on elsewhere.")


def _judge_quotas(
    conn: Connection, record: Row[Any], rows: Sequence[tuple[int, Staged]], *, scope: Mapping[str, str]
) -> Iterator[Judged]:
    keys = [(staged.unit_id, staged.code) for _, staged in rows]
    query = select(QUOTA).where(tuple_(QUOTA.c.unit_id, QUOTA.c.position_id).in_(keys))
    there = {(row.unit_id, row.position_id): row for row in conn.execute(query)}
    for number, staged in rows:
        old = there.get((staged.unit_id, staged.code))
        names = ("norm", "quota", "plan")
        pairs = [(name, _text(getattr(old, name, None)), _text(staged.content[name])) for name in names]
        changes = [[name, before, after] for name, before, after in pairs if before != after]
        change = ChangeKind.ADDED if old is None else ChangeKind.CHANGED if changes else ChangeKind.UNCHANGED
        refusal = refusal_of(staged.unit_id, scope)
        is_mine = refusal is None
        row = {
            "number": number, "code": staged.code, "province_id": "", "unit_id": staged.unit_id, "name": staged.name,
            "change": str(change if is_mine else ChangeKind.REFUSED),
            "changes": changes if refusal is None else refused(refusal),
            "digest": staged.digest, "is_listed": True, "officer_id": None, "known_id": None, "known_version": None,
        }  # fmt: skip
        content = {**staged.content, "import_id": record.import_id}
        yield Judged(row=row, rows={QUOTA.name: [content]} if is_mine else {})


def _text(value: Any) -> str:
    return "" if value is None else str(value)
