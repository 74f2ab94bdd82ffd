"""A run asked for on a page is judged by the version that was learned from decisions, when there is one to trust."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from models.suitability import PolicyPriorClassifier, SuitabilityModel, write_version
from models.suitability.versions import NO_CASES
from recommender.permissions import Role
from recommender.store import Store
from recommender.store.job_run import Folders
from recommender.store.jobs import get_job
from recommender.store.results.runs import RunView, get_run
from recommender.store.tables.jobs import JobStatus
from recommender.suitability import FEATURES
from recommender.workflows.import_workbook import confirm_import
from recommender.workflows.run_jobs import Worker, WorkerSettings
from recommender.workflows.screen_units import Asked, ScreenRequest, ask_for_run
from tests.recommender.store.factories import viewer
from tests.recommender.workflows.import_factories import (
    HR,
    NOW,
    PROVINCE,
    Line,
    communes,
    know_province,
    people_file,
    results_file,
    staged,
)

SETTINGS_OF_TRAINING = {"error_level": 0.3}


@pytest.fixture
def province(sqlite_store: Store, tmp_path: Path) -> Store:
    know_province(sqlite_store)
    unit = communes(1)[0][1]
    people = people_file(tmp_path, [Line(code=f"CB{number}", name="Lê Ân", unit=unit) for number in range(6)])
    rows = [f"CB{number},Soạn thảo văn bản,Sát hạch,{20 * number},100,01/03/2026" for number in range(6)]
    import_id = staged(sqlite_store, tmp_path, people, results_file(tmp_path, rows))
    confirm_import(sqlite_store, HR, import_id, now=NOW)
    return sqlite_store


def learn(models: Path) -> None:
    """A version that learned that nobody meets."""
    table = np.random.default_rng(1).normal(size=(200, len(FEATURES)))
    classifier = PolicyPriorClassifier(policy_sd=1, feature_sd=2, offset_sd=2, classes=(False, True))
    model = SuitabilityModel(
        classifier=classifier.fit(table, np.zeros(200, dtype=bool)), features=FEATURES, sets=NO_CASES
    )
    write_version(models, model, texts={}, settings=SETTINGS_OF_TRAINING, metrics={}, libraries={})


def screened(store: Store, folder: Path, models: Path | None) -> tuple[RunView, Asked]:
    """A run asked for and made by a worker."""
    request = ScreenRequest(unit_id=PROVINCE, label="", today=date(2026, 11, 22), encoder="lexical")
    asked = ask_for_run(store, viewer(Role.PROVINCE_HR), request, now=NOW)
    folders = Folders(uploads=folder, exports=folder, anchors=folder, backups=folder, models=models)
    Worker(store, WorkerSettings(name="w", folders=folders), clock=lambda: NOW).run_waiting()
    with store.reading() as conn:
        return get_run(conn, HR, asked.run_id), asked


def test_the_current_version_judges_and_is_named_in_the_run(province: Store, tmp_path: Path) -> None:
    plain, _ = screened(province, tmp_path, tmp_path / "models")
    assert (plain.status, plain.model_version) == ("finished", "")
    learn(tmp_path / "models")
    learned, _ = screened(province, tmp_path, tmp_path / "models")
    assert (learned.status, learned.model_version) == ("finished", "1")
    assert learned.inputs_digest == plain.inputs_digest
    assert learned.results_digest != plain.results_digest


def test_a_version_that_was_changed_on_disk_judges_nobody(province: Store, tmp_path: Path) -> None:
    models = tmp_path / "models"
    learn(models)
    (models / "0001" / "model.skops").write_bytes(b"x")
    run, asked = screened(province, tmp_path, models)
    with province.reading() as conn:
        job = get_job(conn, HR, asked.job_id)
    assert (run.status, job.status) == ("failed", JobStatus.FAILED)
    assert "model.skops" in job.error_en
    assert job.error_vi
