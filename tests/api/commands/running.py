"""The command `nangluc` in processes of its own, with a data folder of the test and no setting of the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
START = [sys.executable, "-c", "from api.cli import main; main()", "--lang", "en"]


def environment(folder: Path, **settings: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("NANGLUC_")}
    return {**plain, "NANGLUC_DATA_FOLDER": str(folder), "PYTHONPATH": str(ROOT), **settings}


def nangluc(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*START, *arguments], cwd=folder.parent, env=environment(folder, **settings), capture_output=True, text=True,
        stdin=subprocess.DEVNULL, timeout=600, check=False,
    )  # fmt: skip


@contextmanager
def started(folder: Path, *arguments: str, log: Path, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command that goes on; killed at the end when the test did not end it. Both outputs go to the log."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            [*START, *arguments], cwd=folder.parent, env=environment(folder, **settings), stdout=file, stderr=file,
            start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, 9)
                process.wait()
