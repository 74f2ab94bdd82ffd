"""A store with the sample of a province: twelve communes imported, screened and published, so that one can look at it.

Called again it goes on where it was, or finds what is there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from recommender.errors import ContractError
from recommender.permissions import Action, Grant, Role, Viewer
from recommender.store import people, units
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.engine import Store
from recommender.store.metadata import new_id
from recommender.store.results import run_frames, runs, verdicts
from recommender.store.tables.runs import RunStatus
from recommender.store.totals import staffing
from recommender.types import VerdictLabel
from recommender.workflows.import_files import import_files
from recommender.workflows.load_reference import load_reference
from recommender.workflows.make_population import make_population
from recommender.workflows.screen_units import ScreenRequest, make_run, note_run

COMMUNES, SEED = 12, 2026
PROVINCE = "52"
"""Gia Lai: mountain, plain and coast."""
TODAY = date(2026, 11, 21)
"""The sample is dated; screening it later would make its evidence look old."""
LABEL = "Rà soát mẫu quý IV/2026"
KINDS = ("people", "assessments", "quotas")
REASON = "Dữ liệu mẫu do chương trình tạo ra, không có người thật, nên không cần giải trình thêm."
Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Demo:
    """Where there is something to look at: a province, a commune in it, a person there with a plan, the run."""

    province_id: str
    unit_id: str
    officer_id: str
    run_id: str


def load_demo(
    store: Store, viewer: Viewer, *, now: datetime, communes: int = COMMUNES, encoder: str = "hybrid",
    tell: Tell = lambda stage: None,
) -> Demo:  # fmt: skip
    """The demo of a store, made when it has nobody yet. The viewer is whom the audit names, whatever his roles."""
    grants = (Grant(role=Role.PROVINCE_HR), Grant(role=Role.DECISION_MAKER))
    acting = Viewer(user_id=viewer.user_id, name=viewer.name or "nangluc", grants=grants)
    with store.reading() as conn:
        is_empty = not people.find_people(conn, acting, people.PeopleFilter(), limit=1).rows
    if is_empty:
        tell("sample")
        _import_sample(store, acting, communes=communes, now=now)
    with store.reading() as conn:
        is_published = runs.latest_run(conn, acting) is not None
    if not is_published:
        _publish(store, acting, _screened(store, acting, encoder=encoder, now=now, tell=tell), now=now)
    return _found(store, acting)


def _import_sample(store: Store, acting: Viewer, *, communes: int, now: datetime) -> None:
    load_reference(store, now=now)
    with tempfile.TemporaryDirectory(prefix="nangluc-demo-") as name:
        folder = Path(name)
        make_population((), communes=communes, seed=SEED, out=folder, province=PROVINCE)
        files = {kind: (folder / f"{kind}.xlsx",) for kind in KINDS}
        import_files(store, acting, files, uploads=folder / "uploads", clock=lambda: now)


def _screened(store: Store, acting: Viewer, *, encoder: str, now: datetime, tell: Tell) -> str:
    """A run with results: the one there is, else one over the unit that holds everybody."""
    with store.writing() as conn:
        there = runs.find_runs(conn, acting).rows
        usable = [run.run_id for run in there if run.status in (RunStatus.WAITING, RunStatus.FINISHED)]
        run_id = usable[0] if usable else new_id(now)
        if not usable:
            unit_id = people.unit_of_all(conn)
            request = ScreenRequest(unit_id=unit_id, label=LABEL, today=TODAY, encoder=encoder)
            note_run(store, conn, acting, request, run_id=run_id, job_id=None, now=now)
    make_run(store, run_id, clock=lambda: now, tell=tell)
    return run_id


def _publish(store: Store, acting: Viewer, run_id: str, *, now: datetime) -> None:
    with store.writing() as conn:
        for dimension, group in staffing.reasons_missing(conn, run_id):
            staffing.put_reason(conn, {
                "run_id": run_id, "dimension": dimension, "group": group, "reason": REASON,
                "given_by": acting.user_id, "given_by_name": acting.name, "given_at": now,
            })  # fmt: skip
        run_frames.publish(conn, run_id, by_name=acting.name, now=now)
        entry = AuditEntry(actor=acting.user_id, action=Action.PUBLISH, subject_kind="run", subject_id=run_id)
        append_audit(conn, store.audit_key, entry, now=now)


def _found(store: Store, acting: Viewer) -> Demo:
    """The first person by name with a weak verdict and a plan; the commune with it."""
    with store.reading() as conn:
        run = runs.latest_run(conn, acting)
        if run is None:
            raise ContractError("the demo has no published run")
        for label in (VerdictLabel.NEEDS_REVIEW, VerdictLabel.DOES_NOT_MEET, VerdictLabel.MEETS):
            wanted = verdicts.VerdictFilter(verdict=label)
            for row in verdicts.find_verdicts(conn, acting, run.run_id, wanted=wanted).rows:
                if run_frames.has_plan(conn, run.run_id, row.officer_id):
                    province = units.get_unit(conn, row.unit_id).province_id
                    return Demo(province_id=province, unit_id=row.unit_id, officer_id=row.officer_id, run_id=run.run_id)
    raise ContractError("the demo has nobody with a plan")
