"""A real worker process beside the server of the journeys, by the same clock.

python -m tests.journeys.worker FOLDER
"""

from __future__ import annotations

import signal
import sys
from datetime import timedelta
from pathlib import Path

from recommender.store import open_store
from recommender.store.job_run import Folders
from recommender.workflows.run_jobs import Worker, WorkerSettings
from tests.api.world import KEY, world_settings
from tests.journeys.server import now_of


def work(folder: Path) -> None:
    """Takes jobs until it is stopped."""
    started = float((folder / "started").read_text())
    settings = world_settings(folder)
    folders = Folders(
        uploads=settings.uploads_folder, exports=settings.exports_folder, anchors=settings.anchor_folder,
        backups=settings.backups_folder,
    )  # fmt: skip
    store = open_store(f"sqlite:///{folder}/nangluc.db", audit_key=KEY)
    working = Worker(
        store, WorkerSettings(name="journey", folders=folders, lease=timedelta(seconds=60)),
        clock=lambda: now_of(started),
    )  # fmt: skip
    signal.signal(signal.SIGTERM, lambda _number, _frame: working.stop_asked.set())
    working.run()
    store.close()


if __name__ == "__main__":
    work(Path(sys.argv[1]))
