"""The server of the speed benchmark: `python -m tests.benchmarks.server_child FOLDER PORT PROCESSES`."""

from __future__ import annotations

import dataclasses
import os
import signal
import socket
import sys
from pathlib import Path

import uvicorn

from api.app import create_app
from api.web_process import make_ready
from recommender.store import open_store
from tests.api.world import KEY, world_settings
from tests.api.world_rows import NOW


def main() -> None:
    """Answers on loopback until it is stopped, in so many processes that share one socket, as `nangluc serve` does."""
    folder, port, n_processes = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(2048)
    children = []
    for _ in range(n_processes):
        child = os.fork()
        if not child:
            answer(folder, port, listening)
            return
        children.append(child)

    def stop(*_: object) -> None:
        for child in children:
            os.kill(child, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    for child in children:
        os.waitpid(child, 0)


def answer(folder: Path, port: int, listening: socket.socket) -> None:
    """One web process; its clock stands still, so sessions do not end."""
    settings = dataclasses.replace(
        world_settings(folder), allowed_hosts=("127.0.0.1",), public_url=f"http://127.0.0.1:{port}", port=port
    )
    app = create_app(settings, open_store(f"sqlite:///{folder}/nangluc.db", audit_key=KEY), clock=lambda: NOW)
    make_ready()
    config = uvicorn.Config(
        app, loop="uvloop", http="httptools", log_level="error", access_log=False, timeout_keep_alive=75
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
