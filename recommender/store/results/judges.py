"""What judged the published runs in force, the written rule or a learned model with what it was told, from the store.

In force is the newest published run of each unit. Nothing here tells of a unit or a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from recommender.settings import Settings
from recommender.store.tables.runs import RUN, RunStatus


@dataclass(frozen=True, kw_only=True)
class Judge:
    """The written rule with its thresholds, or a version of the learned model with its error level."""

    model_version: str
    """"" for the written rule."""
    share_required: float
    coverage_required: float
    p_meets: float | None
    p_fails: float | None
    """Thresholds of the written rule; a learned model has none."""
    error_level: float | None
    """Of a learned model alone."""


@dataclass(frozen=True, kw_only=True)
class InForce:
    """A judge with how many published runs it judged, and the day of the newest one."""

    judge: Judge
    n_runs: int
    today: date


def judge_of(model_version: str, settings: Mapping[str, Any]) -> Judge:
    """The judge of a run by its record; a setting that is not recorded has its default."""
    defaults: dict[str, Any] = {field.name: field.default for field in fields(Settings)}
    known = {**defaults, **settings}
    is_learned = bool(model_version)
    return Judge(
        model_version=model_version, share_required=known["share_required"],
        coverage_required=known["coverage_required"], p_meets=None if is_learned else known["p_meets"],
        p_fails=None if is_learned else known["p_fails"], error_level=known["error_level"] if is_learned else None,
    )  # fmt: skip


def judges_in_force(conn: Connection) -> tuple[InForce, ...]:
    """Every judge of a run in force, the newest first; () before the first publication."""
    order = (RUN.c.started_at.desc(), RUN.c.run_id.desc())
    place = func.row_number().over(partition_by=RUN.c.unit_id, order_by=order).label("place")
    published = select(RUN.c.model_version, RUN.c.settings, RUN.c.today, place)
    newest = published.where(RUN.c.status == str(RunStatus.PUBLISHED)).subquery()
    alike = (newest.c.model_version, newest.c.settings)
    query = select(*alike, func.count().label("n"), func.max(newest.c.today).label("today"))
    found: dict[Judge, list[tuple[int, date]]] = defaultdict(list)
    for row in conn.execute(query.where(newest.c.place == 1).group_by(*alike)):
        found[judge_of(row.model_version, row.settings)].append((row.n, row.today))
    each = [
        InForce(judge=judge, n_runs=sum(n for n, _ in rows), today=max(day for _, day in rows))
        for judge, rows in found.items()
    ]
    return tuple(sorted(each, key=lambda one: (-one.today.toordinal(), -one.n_runs, repr(one.judge))))
