"""An adaptation of the text encoder carried out by the worker: one archive of its model folder among the exports.

Nothing is screened with it by itself: who runs the server looks at its figures and unpacks it where it is to be used.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from models.adapting import AdaptSettings
from recommender.permissions import Action
from recommender.store.job_run import JobRun
from recommender.workflows.adapt_encoder import ADAPTER, adapt_encoder

EPOCH = (2026, 1, 1, 0, 0, 0)
"""Day of every file in the archive, so that equal folders make equal archives."""


def run_adapt_job(job: JobRun) -> None:
    """Adapt the encoder and keep the archive; the handler of the job `adapt`."""
    job.viewer.require(Action.MANAGE_SETTINGS)
    settings = replace(AdaptSettings(), seed=int(job.payload["seed"]))
    if int(job.payload["steps"]):
        settings = replace(settings, steps=int(job.payload["steps"]))

    def tell(stage: str) -> None:
        step = stage.removeprefix("step ")
        job.progress(int(step) if step.isdecimal() else 0, settings.steps + 1, "adapt" if step.isdecimal() else stage)

    with tempfile.TemporaryDirectory(prefix="nangluc-adapt-") as folder:
        made = adapt_encoder(Path(folder), settings=settings, is_whole=False, tell=tell)
        name = job.file_name("zip")
        _archive(Path(folder) / ADAPTER, job.folders.exports / name)
    result = {"pairs": made.pairs, "steps": settings.steps, "loss": f"{made.loss:.3f}", "moved": f"{made.moved:.3f}"}
    with job.store.writing() as conn:
        job.finish(conn, result=result, result_file=name)


def _archive(folder: Path, path: Path) -> None:
    """The files of a folder in one archive, written beside and moved into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(one for one in folder.rglob("*") if one.is_file()):
            inside = zipfile.ZipInfo(f"{ADAPTER}/{file.relative_to(folder).as_posix()}", date_time=EPOCH)
            archive.writestr(inside, file.read_bytes(), zipfile.ZIP_DEFLATED)
    os.replace(beside, path)
