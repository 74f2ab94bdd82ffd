"""The inputs of a run out of the store, and its record and results into it, all at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Row, Table, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from recommender import columns
from recommender.columns import FrameSpec
from recommender.errors import ContractError
from recommender.inputs import Inputs
from recommender.store.frames import frame_of, read_frame, write_frame
from recommender.store.keys import text_key
from recommender.store.service_ends import serving
from recommender.store.tables.decisions import DECISION, FINAL_LABELS
from recommender.store.tables.people import (
    ASSESSMENT,
    EARLIER_DECISION,
    HOLDING,
    OFFICER,
    PERSONAL,
    QUOTA,
    STATEMENT,
    Standing,
)
from recommender.store.tables.runs import PLAN, RESULTS, RUN, RunStatus
from recommender.store.tables.units import UNIT
from recommender.store.visibility import within
from training_catalog.types import Catalogue


@dataclass(frozen=True, kw_only=True)
class RunRecord:
    """What a run is made with; see the columns of the table `run`."""

    run_id: str
    unit_id: str
    label: str
    today: date
    settings: dict[str, Any]
    catalogue_digest: str
    catalogue_version: str
    encoder: str
    encoder_digest: str
    fallback: str
    model_version: str
    program: str
    job_id: str | None
    made_by: str
    made_by_name: str
    started_at: datetime


def read_inputs_of(conn: Connection, unit_id: str) -> Inputs:
    """Everything that a run over a unit (and all below it) reads. People are known by their ids of the store."""
    here = within(unit_id, OFFICER.c.unit_id)
    people = select(OFFICER.c.officer_id).where(here, serving())

    def about(spec: FrameSpec, source: Table, *where: ColumnElement[bool]) -> pd.DataFrame:
        return read_frame(conn, spec, source, source.c.officer_id.in_(people), *where)

    return Inputs(
        officers=about(columns.OFFICERS, OFFICER),
        personal=_personal(conn, people),
        holdings=about(columns.HOLDINGS, HOLDING),
        statements=about(columns.STATEMENTS, STATEMENT, STATEMENT.c.standing == str(Standing.COUNTS)),
        assessments=about(columns.ASSESSMENTS, ASSESSMENT),
        quotas=read_frame(conn, columns.QUOTAS, QUOTA, within(unit_id, QUOTA.c.unit_id)),
        decisions=_decisions(conn, people),
    )


def start_run(conn: Connection, record: RunRecord) -> None:
    """The record of a run that has no results yet."""
    empty = {"inputs_digest": "", "results_digest": "", "counts": {}, "status": str(RunStatus.WAITING)}
    conn.execute(insert(RUN).values(**vars(record), **empty))


def waiting_runs(conn: Connection, unit_id: str, *, today: date) -> Sequence[Row[Any]]:
    """Records of runs over a unit as of a day that have no results yet, the oldest first."""
    query = select(RUN).where(RUN.c.unit_id == unit_id, RUN.c.today == today, RUN.c.status == str(RunStatus.WAITING))
    return conn.execute(query.order_by(RUN.c.started_at, RUN.c.run_id)).all()


def read_record(conn: Connection, run_id: str) -> Row[Any]:
    """The record of a run, for the job that makes it."""
    return conn.execute(select(RUN).where(RUN.c.run_id == run_id)).one()


def write_results(conn: Connection, run_id: str, frames: Mapping[str, pd.DataFrame], *, catalogue: Catalogue) -> None:
    """All result frames of a run."""
    for name, (spec, table) in RESULTS.items():
        frame = spec.conform(spec.check(frames[name]), sort=bool(spec.key))
        extra = _verdict_keys(conn, frame, catalogue) if name == columns.VERDICTS.name else None
        write_frame(conn, spec, table, frame=frame, owner={"run_id": run_id}, extra=extra)


def finish_run(conn: Connection, run_id: str, *, values: dict[str, Any]) -> None:
    """The end of a run that waited; ContractError when it does not wait."""
    waits = (RUN.c.run_id == run_id, RUN.c.status == str(RunStatus.WAITING))
    if conn.execute(update(RUN).where(*waits).values(**values)).rowcount != 1:
        raise ContractError(f"run {run_id} does not wait for results")


def read_results(conn: Connection, run_id: str, name: str) -> pd.DataFrame:
    """One result frame of a run as it was written."""
    spec, table = RESULTS[name]
    return read_frame(conn, spec, table, table.c.run_id == run_id)


def inputs_digest(inputs: Inputs) -> str:
    """SHA-256 over every frame that stages read; the same people and files give the same digest."""
    digest = hashlib.sha256()
    shaped = replace(inputs).checked()
    for spec in columns.INPUTS:
        frame = getattr(shaped, spec.name)
        digest.update(f"{spec.name}\0{len(frame)}\0".encode())
        digest.update(pd.util.hash_pandas_object(frame, index=False).to_numpy(dtype=np.uint64).tobytes())
    return digest.hexdigest()


def _personal(conn: Connection, people: Any) -> pd.DataFrame:
    wanted = [OFFICER.c.officer_id, OFFICER.c.name, *[PERSONAL.c[name] for name in (
        "birth_date", "sex", "ethnicity", "religion", "party",
    )]]  # fmt: skip
    query = select(*wanted).join(PERSONAL, PERSONAL.c.officer_id == OFFICER.c.officer_id)
    query = query.where(OFFICER.c.officer_id.in_(people)).order_by(OFFICER.c.officer_id)
    return frame_of(conn, columns.PERSONAL, query)


def _decisions(conn: Connection, people: Any) -> pd.DataFrame:
    """Decisions taken here and those read from workbooks; of two on one day the one taken here."""
    earlier = read_frame(conn, columns.DECISIONS, EARLIER_DECISION, EARLIER_DECISION.c.officer_id.in_(people))
    ranked = (
        select(
            DECISION.c.officer_id, DECISION.c.position_id, DECISION.c.decided.label("label"), DECISION.c.decided_on,
            DECISION.c.decided_by_name.label("decided_by"), DECISION.c.reason_text.label("reason"),
            DECISION.c.decision_id.label("place"),
        )
        .where(DECISION.c.officer_id.in_(people), DECISION.c.superseded_by.is_(None))
        .where(DECISION.c.decided.in_([str(label) for label in FINAL_LABELS]))
        .order_by(DECISION.c.decided_at, DECISION.c.decision_id)
    )  # fmt: skip
    taken = frame_of(conn, columns.DECISIONS, ranked)
    both = pd.concat([earlier, taken], ignore_index=True)
    return columns.DECISIONS.conform(both.drop_duplicates(list(columns.DECISIONS.key), keep="last"))


def _verdict_keys(conn: Connection, frame: pd.DataFrame, catalogue: Catalogue) -> dict[str, list[Any]]:
    """The columns a page of verdicts is sorted and searched by."""
    ids = sorted(set(frame["officer_id"]))
    people = {}
    for start in range(0, len(ids), 10_000):
        part = OFFICER.c.officer_id.in_(ids[start : start + 10_000])
        query = select(OFFICER.c.officer_id, OFFICER.c.name_sort, OFFICER.c.name_search).where(part)
        people.update({row.officer_id: (row.name_sort, row.name_search) for row in conn.execute(query)})
    units = {row.unit_id: row.name_sort for row in conn.execute(select(UNIT.c.unit_id, UNIT.c.name_sort))}
    titles = {key: (text_key(one.title_vi), one.field) for key, one in catalogue.positions.items()}
    unknown = (b"", "")
    probability = frame["probability"].fillna(0.5).to_numpy()
    positions = [titles.get(key) or (text_key(key), "") for key in frame["position_id"]]
    return {
        "name_sort": [people.get(key, unknown)[0] for key in frame["officer_id"]],
        "name_search": [people.get(key, unknown)[1] for key in frame["officer_id"]],
        "field": [field for _, field in positions],
        "title_sort": [title for title, _ in positions],
        "unit_sort": [units.get(key, b"") for key in frame["unit_id"]],
        "doubt": (1.0 - np.abs(2.0 * probability - 1.0)).round(9).tolist(),
    }


def count_people(conn: Connection, unit_id: str) -> int:
    """How many people a run over a unit would read."""
    query = select(func.count()).select_from(OFFICER).where(within(unit_id, OFFICER.c.unit_id))
    return int(conn.execute(query.where(serving())).scalar_one())


def publish(conn: Connection, run_id: str, *, by_name: str, now: datetime) -> None:
    """A finished run is now shown to the people concerned."""
    values = {"status": str(RunStatus.PUBLISHED), "published_at": now, "published_by_name": by_name}
    conn.execute(update(RUN).where(RUN.c.run_id == run_id, RUN.c.status == str(RunStatus.FINISHED)).values(**values))


def has_plan(conn: Connection, run_id: str, officer_id: str) -> bool:
    """Whether a run planned training for a person."""
    mine = (PLAN.c.run_id == run_id, PLAN.c.officer_id == officer_id)
    return conn.execute(select(PLAN.c.step).where(*mine).limit(1)).first() is not None
