"""A worker beside the web processes: started, started again when it dies, stopped with them."""

from __future__ import annotations

import subprocess
import sys
import threading

START = "from api.cli import main; main()"
WAIT_SECONDS = 5.0
STOP_SECONDS = 20.0


class WorkerBeside:
    """One `nangluc worker` process that lives as long as this object is running."""

    def __init__(self, environ: dict[str, str], parent: int) -> None:
        self._command = [sys.executable, "-c", START, "worker", "--parent", str(parent)]
        self._environ = environ
        self._is_over = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="worker", daemon=True)

    def start(self) -> None:
        """Start the worker and watch it."""
        self._begin()
        self._thread.start()

    def stop(self) -> None:
        """Let the worker put its job back and end; kill it when it does not."""
        self._is_over.set()
        with self._lock:
            process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _begin(self) -> None:
        with self._lock:
            if not self._is_over.is_set():
                self._process = subprocess.Popen(self._command, env=self._environ)

    def _watch(self) -> None:
        while not self._is_over.is_set():
            process = self._process
            if process is not None and process.poll() is not None and not self._is_over.wait(WAIT_SECONDS):
                self._begin()
            self._is_over.wait(0.5)
