"""The server of the speed benchmark as a process of its own: `python -m tests.benchmarks.server_child FOLDER PORT`."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import uvicorn

from api.app import create_app
from recommender.store import open_store
from tests.api.world import KEY, world_settings
from tests.api.world_rows import NOW


def main() -> None:
    """Answers on loopback until it is stopped; the clock stands still, so sessions do not end."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    settings = dataclasses.replace(
        world_settings(folder), allowed_hosts=("127.0.0.1",), public_url=f"http://127.0.0.1:{port}", port=port
    )
    app = create_app(settings, open_store(f"sqlite:///{folder}/nangluc.db", audit_key=KEY), clock=lambda: NOW)
    uvicorn.run(
        app, host="127.0.0.1", port=port, loop="uvloop", http="httptools", log_level="error", access_log=False
    )  # fmt: skip


if __name__ == "__main__":
    main()
