"""Imports as a viewer may see them, with the problems found in their files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, case, func, select, type_coerce

from recommender.columns import PROBLEMS
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer
from recommender.store.frames import frame_of
from recommender.store.metadata import Whole
from recommender.store.pages import Order, Page, read_page
from recommender.store.tables.imports import IMPORT, IMPORT_PROBLEM, STAGED_ROW, ImportStatus
from recommender.store.tables.units import UNIT
from recommender.store.views import one_view, view_of
from recommender.store.visibility import seen_units, within
from recommender.types import Severity


@dataclass(frozen=True, kw_only=True)
class ImportView:
    """An import and how far it is. `counts`: people, added, changed, unchanged, statements, assessments, errors …"""

    import_id: str
    digest: str
    unit_id: str
    unit_name: str
    files: list[dict[str, Any]]
    """name, kind, bytes, sha256, stored_as of each."""
    mapping: dict[str, Any]
    status: str
    counts: dict[str, Any]
    failure_vi: str
    failure_en: str
    job_id: str | None
    made_by_name: str
    made_at: datetime
    staged_at: datetime | None
    applied_at: datetime | None
    applied_by_name: str | None
    undone_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ProblemView:
    """One thing wrong in a file: where, what, and what to do."""

    number: int
    file: str
    sheet: str
    cell: str
    severity: str
    code: str
    value: str
    message_vi: str
    message_en: str
    suggestion_vi: str
    suggestion_en: str


def find_imports(
    conn: Connection, viewer: Viewer, *, unit_id: str = "", status: ImportStatus | None = None, limit: int = 50,
    cursor: str | None = None,
) -> Page[ImportView]:  # fmt: skip
    """Imports, newest first, without how their sheets were read."""
    shown = [column for column in IMPORT.c if column is not IMPORT.c.mapping]
    query = _imports(viewer).with_only_columns(*shown, UNIT.c.name.label("unit_name"))
    query = query.where(within(unit_id, IMPORT.c.unit_id))
    if status is not None:
        query = query.where(IMPORT.c.status == str(status))
    order = Order(columns=(IMPORT.c.made_at, IMPORT.c.import_id), is_descending=True)
    return read_page(conn, query, order=order, made=view_of(ImportView, mapping={}), limit=limit, cursor=cursor)


def get_import(conn: Connection, viewer: Viewer, import_id: str) -> ImportView:
    """One import; NotFound outside what the viewer may import into."""
    found = one_view(conn, _imports(viewer).where(IMPORT.c.import_id == import_id), ImportView)
    if found is None:
        raise NotFound
    return found


def import_problems(
    conn: Connection, viewer: Viewer, import_id: str, *, severity: str = "", code: str = "", limit: int = 100,
    cursor: str | None = None,
) -> Page[ProblemView]:  # fmt: skip
    """Problems, errors first and notes last, each in the order of the files."""
    get_import(conn, viewer, import_id)
    query = select(IMPORT_PROBLEM).where(IMPORT_PROBLEM.c.import_id == import_id)
    for column, value in ((IMPORT_PROBLEM.c.severity, severity), (IMPORT_PROBLEM.c.code, code)):
        if value:
            query = query.where(column == value)
    weights = {str(one): weight for weight, one in enumerate((Severity.ERROR, Severity.WARNING))}
    weight = type_coerce(case(weights, value=IMPORT_PROBLEM.c.severity, else_=len(weights)), Whole)
    order = Order(columns=(weight, IMPORT_PROBLEM.c.number))
    return read_page(conn, query, order=order, made=view_of(ProblemView), limit=limit, cursor=cursor, with_total=True)


def problems_of_file(
    conn: Connection, viewer: Viewer, import_id: str, file: str, *, limit: int = 20_000
) -> pd.DataFrame:  # fmt: skip
    """PROBLEMS rows of one file of an import, the first ones where there are more than anybody would mend."""
    get_import(conn, viewer, import_id)
    columns = [IMPORT_PROBLEM.c[name] for name in PROBLEMS.columns]
    query = select(*columns).where(IMPORT_PROBLEM.c.import_id == import_id, IMPORT_PROBLEM.c.file == file)
    return frame_of(conn, PROBLEMS, query.order_by(IMPORT_PROBLEM.c.number).limit(limit))


def files_with_problems(conn: Connection, viewer: Viewer, import_id: str) -> tuple[str, ...]:
    """Names of the files in which something is wrong."""
    get_import(conn, viewer, import_id)
    query = select(IMPORT_PROBLEM.c.file).where(IMPORT_PROBLEM.c.import_id == import_id).distinct()
    return tuple(conn.execute(query.order_by(IMPORT_PROBLEM.c.file)).scalars())


def count_problems(conn: Connection, viewer: Viewer, import_id: str) -> dict[str, int]:
    """Severity → how many problems."""
    get_import(conn, viewer, import_id)
    query = select(IMPORT_PROBLEM.c.severity, func.count()).where(IMPORT_PROBLEM.c.import_id == import_id)
    rows = conn.execute(query.group_by(IMPORT_PROBLEM.c.severity).order_by(IMPORT_PROBLEM.c.severity))
    return {row[0]: row[1] for row in rows}


def count_changes(conn: Connection, viewer: Viewer, import_id: str) -> dict[str, int]:
    """Kind of change → how many people and quotas."""
    get_import(conn, viewer, import_id)
    query = select(STAGED_ROW.c.change, func.count()).where(STAGED_ROW.c.import_id == import_id)
    rows = conn.execute(query.group_by(STAGED_ROW.c.change).order_by(STAGED_ROW.c.change))
    return {row[0]: row[1] for row in rows}


def _imports(viewer: Viewer) -> Select[Any]:
    query = select(IMPORT, UNIT.c.name.label("unit_name")).join(UNIT, UNIT.c.unit_id == IMPORT.c.unit_id)
    return query.where(seen_units(viewer, Action.IMPORT, IMPORT.c.unit_id))
