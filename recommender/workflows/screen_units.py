"""A run over a unit and all below it: asked for as a job, made from the store's frames, kept whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.errors import ModelError
from models.matcher import Mode
from models.suitability import Version
from models.suitability.versions import CURRENT
from recommender.documents.run_record import frame_digest, installed_version
from recommender.errors import Conflict, NangLucError, UsageError
from recommender.matching import TextMatcher, encoder_for
from recommender.permissions import Action, Viewer
from recommender.pipeline import RunResult, screen
from recommender.settings import Settings
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.catalogue_now import catalogue_now, keep_catalogue, with_shipped_titles
from recommender.store.engine import Store, lock, refresh_statistics
from recommender.store.job_run import JobRun
from recommender.store.jobs import enqueue, is_unfinished
from recommender.store.metadata import canonical_json, new_id
from recommender.store.positions import put_positions
from recommender.store.results import run_frames
from recommender.store.results.run_frames import RunRecord
from recommender.store.tables.jobs import JobKind
from recommender.store.tables.runs import RunStatus
from recommender.store.units import get_unit, require_unit
from recommender.suitability import LearnedSuitability, open_suitability
from recommender.types import VerdictLabel
from recommender.working_days import office_day
from training_catalog.types import Catalogue

STAGES = 12
"""About how many stages a run tells of."""
EARLIEST_DAY = date(2000, 1, 1)


@dataclass(frozen=True, kw_only=True)
class ScreenRequest:
    """A run that somebody asks for."""

    unit_id: str
    label: str
    today: date
    encoder: str = "hybrid"
    changed_settings: dict[str, float] = field(default_factory=dict)
    """Settings of `recommender.settings.Settings` that differ from their defaults."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The run that waits and the job that will make it."""

    run_id: str
    job_id: str


def ask_for_run(store: Store, viewer: Viewer, request: ScreenRequest, *, now: datetime) -> Asked:
    """Note the run and ask a worker to make it; who asks again before it is made gets the same one.

    Conflict when there is nobody to screen or somebody else waits for just this run, UsageError for an odd day.
    """
    _require_day(request.today, now=now)
    with store.writing() as conn:
        unit = require_unit(conn, viewer, Action.SCREEN, unit_id=request.unit_id)
        if run_frames.count_people(conn, unit.unit_id) == 0:
            raise Conflict(
                "Đơn vị chưa có người để rà soát.", "There is nobody in the unit to screen.",
                hint_vi="Nhập danh sách cán bộ, công chức trước.", hint_en="Import the list of people first.",
            )  # fmt: skip
        request = replace(request, unit_id=unit.unit_id, label=_label(request, unit.name))
        lock(conn, f"screen {unit.unit_id}")
        if (same := _same_run(conn, viewer, request)) is not None:
            return same
        run_id = new_id(now)
        job_id = enqueue(conn, JobKind.SCREEN, {"run_id": run_id}, viewer=viewer, unit_id=unit.unit_id, now=now)
        note_run(store, conn, viewer, request, run_id=run_id, job_id=job_id, now=now)
    return Asked(run_id=run_id, job_id=job_id)


def _same_run(conn: Any, viewer: Viewer, request: ScreenRequest) -> Asked | None:
    """The run of that name over the same units, as of the same day, with the same settings, that is not made yet."""
    wanted = canonical_json(run_settings(request))
    for waits in run_frames.waiting_runs(conn, request.unit_id, today=request.today):
        is_other = waits.label != request.label or canonical_json(waits.settings) != wanted
        if is_other or not is_unfinished(conn, waits.job_id, [JobKind.SCREEN]):
            continue
        if waits.made_by == viewer.user_id:
            return Asked(run_id=waits.run_id, job_id=waits.job_id)
        raise Conflict(
            f"{waits.made_by_name} vừa yêu cầu rà soát đúng phạm vi này, tính đến đúng ngày này; đợt đó đang chạy.",
            f"{waits.made_by_name} has just asked for a review of these units as of this day; it is being made.",
            hint_vi="Chờ đợt đó xong rồi xem ở mục Rà soát.", hint_en="Wait until it is done and see it under Reviews.",
        )  # fmt: skip
    return None


def _label(request: ScreenRequest, unit_name: str) -> str:
    """What the run is called: as asked, else by its units and its day."""
    return request.label.strip() or f"{unit_name} {request.today:%d/%m/%Y}"


def _require_day(today: date, *, now: datetime) -> None:
    if not EARLIEST_DAY <= today <= office_day(now):
        raise UsageError(
            f"Ngày rà soát từ {EARLIEST_DAY:%d/%m/%Y} đến hôm nay.",
            f"The day of a review lies between {EARLIEST_DAY:%d/%m/%Y} and today.",
            field="today",
        )


def note_run(
    store: Store, conn: Any, viewer: Viewer, request: ScreenRequest, *, run_id: str, job_id: str | None,
    now: datetime,
) -> None:  # fmt: skip
    """The record of a run that is about to be made, and who asked for it."""
    name = get_unit(conn, request.unit_id).name
    run_frames.start_run(conn, RunRecord(
        run_id=run_id, unit_id=request.unit_id, label=_label(request, name),
        today=request.today, settings=run_settings(request),
        catalogue_digest="", catalogue_version="", encoder="", encoder_digest="", fallback="", model_version="",
        program=installed_version("nangluc"), job_id=job_id, made_by=viewer.user_id, made_by_name=viewer.name,
        started_at=now,
    ))  # fmt: skip
    entry = AuditEntry(
        actor=viewer.user_id, action=Action.SCREEN, subject_kind="run", subject_id=run_id, unit_id=request.unit_id
    )
    append_audit(conn, store.audit_key, entry, now=now)


def run_settings(request: ScreenRequest) -> dict[str, Any]:
    """The settings as the record of a run keeps them."""
    settings = Settings(today=request.today, **request.changed_settings)  # type: ignore[arg-type]
    return {**_plain_settings(settings), "encoder": str(Mode(request.encoder))}


def run_screen_job(job: JobRun) -> None:
    """Make the run a job is about; the handler of the job `screen`."""
    run_id = str(job.payload["run_id"])
    told: list[str] = []

    def tell(stage: str) -> None:
        told.append(stage)
        job.progress(min(len(set(told)), STAGES), STAGES + 1, stage)

    try:
        counts = make_run(job.store, run_id, clock=job.now, tell=tell, models=_learned(job.folders.models))
    except NangLucError as error:
        with job.store.writing() as conn:
            values = {"status": str(RunStatus.FAILED), "finished_at": job.now(), "counts": {"failure": error.code}}
            run_frames.finish_run(conn, run_id, values=values)
        raise
    with job.store.writing() as conn:
        job.finish(conn, result={"run_id": run_id, **counts})


def make_run(
    store: Store, run_id: str, *, clock: Callable[[], datetime], tell: Callable[[str], None], models: Path | None = None
) -> dict[str, Any]:
    """Read, screen and write a run that waits, in one transaction; its counts. A finished run is left as it is."""
    with store.reading() as conn:
        record = run_frames.read_record(conn, run_id)
        if record.status != RunStatus.WAITING:
            return dict(record.counts)
        tell("read")
        inputs = run_frames.read_inputs_of(conn, record.unit_id)
        catalogue = catalogue_now(conn, record.unit_id)
    settings = _settings_of(record.settings)
    version, suitability = _judge(models, settings) if models else (None, None)
    tell("encoder")
    chosen = encoder_for(Mode(record.settings["encoder"]))
    matcher = TextMatcher.of(chosen, catalogue)
    result = screen(inputs, catalogue, matcher=matcher, settings=settings, suitability=suitability, tell=tell)
    tell("write")
    counts = _counts(result, officers=len(inputs.officers))
    values = {
        "status": str(RunStatus.FINISHED), "finished_at": clock(), "catalogue_digest": catalogue.digest,
        "catalogue_version": catalogue.version, "encoder": chosen.name, "encoder_digest": chosen.digest,
        "fallback": chosen.fallback, "model_version": str(version.number) if version else "",
        "inputs_digest": run_frames.inputs_digest(inputs), "results_digest": results_digest(result), "counts": counts,
    }  # fmt: skip
    with store.writing() as conn:
        run_frames.finish_run(conn, run_id, values=values)
        _write(conn, run_id, result, catalogue, by_name=record.made_by_name, now=clock())
    refresh_statistics(store)
    return counts


def _learned(models: Path | None) -> Path | None:
    """The folder, when it has a current version; without one the written policy judges."""
    return models if models is not None and (models / CURRENT).exists() else None


def _judge(models: Path, settings: Settings) -> tuple[Version, LearnedSuitability]:
    """NangLucError for a version that cannot be trusted: a run is then refused, never judged by something else."""
    try:
        return open_suitability(models, settings=settings)
    except ModelError as error:
        raise NangLucError(error.message_vi, error.message_en) from error


def results_digest(result: RunResult) -> str:
    """One digest of all result frames: a run repeated from its record gives it again."""
    digests = {name: frame_digest(frame) for name, frame in result.frames().items()}
    return hashlib.sha256(canonical_json(digests).encode()).hexdigest()


def _write(conn: Any, run_id: str, result: RunResult, catalogue: Catalogue, *, by_name: str, now: datetime) -> None:
    put_positions(conn, with_shipped_titles(catalogue))
    keep_catalogue(conn, catalogue, by_name=by_name, now=now)
    run_frames.write_results(conn, run_id, result.frames(), catalogue=catalogue)


def _counts(result: RunResult, *, officers: int) -> dict[str, Any]:
    labels = result.verdicts["verdict"].value_counts()
    return {
        "officers": officers, "verdicts": len(result.verdicts),
        **{str(label): int(labels.get(str(label), 0)) for label in VerdictLabel},
        "plans": int(result.plans["officer_id"].nunique()), "moves": len(result.moves),
        "problems": len(result.problems), "asks_reason": int(result.fairness["asks_reason"].sum()),
        "seconds": round(sum(result.seconds.values()), 1),
    }  # fmt: skip


def _plain_settings(settings: Settings) -> dict[str, Any]:
    values = asdict(settings)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _settings_of(kept: dict[str, Any]) -> Settings:
    """The settings in a run record, as they were."""
    values: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in kept.items()}
    values.pop("encoder", None)
    values["today"] = date.fromisoformat(values["today"])
    return Settings(**values)
