"""`nangluc serve` as a process: it answers, refuses what is unsafe, ends cleanly with its worker, leaves none behind."""

from __future__ import annotations

import json
import os
import re
import signal
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.commands.running import nangluc, started

pytestmark = pytest.mark.enable_socket
DEADLINE = 120.0


def wait_for(found: Callable[[], object]) -> object:
    """What is found in time."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.2)
    pytest.fail(f"waited {DEADLINE} s")


def address(log: Path) -> str:
    return str(wait_for(lambda: re.search(r"http://127\.0\.0\.1:\d+", log.read_text()) or None).group())  # type: ignore[attr-defined]


def get(url: str) -> tuple[int, bytes]:
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.status, answer.read()


def workers_of(parent: int) -> list[int]:
    """Process ids of the workers that were started with this parent."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"--parent" in words and words[words.index(b"--parent") + 1] == str(parent).encode():
            found.append(int(path.parent.name))
    return found


def test_serve_answers_and_ends_with_its_worker_on_sigterm(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with started(tmp_path / "data", "serve", "--port", "0", log=log) as process:
        assert get(address(log) + "/healthz")[0] == 200
        wait_for(lambda: workers_of(process.pid))
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert workers_of(process.pid) == []
    assert "Traceback" not in log.read_text()


def test_two_web_processes_serve_one_port(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with started(tmp_path / "data", "serve", "--port", "0", "--workers", "2", "--no-worker", log=log) as process:
        url = address(log)
        assert [get(url + "/healthz")[0] for _ in range(8)] == [200] * 8
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_a_killed_server_leaves_no_worker_behind(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with started(tmp_path / "data", "serve", "--port", "0", log=log) as process:
        address(log)
        wait_for(lambda: workers_of(process.pid))
        os.kill(process.pid, signal.SIGKILL)
        process.wait(30)
        wait_for(lambda: not workers_of(process.pid))


def test_a_worker_that_dies_is_started_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with started(tmp_path / "data", "serve", "--port", "0", log=log) as process:
        first = wait_for(lambda: workers_of(process.pid))[0]  # type: ignore[index]
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: [one for one in workers_of(process.pid) if one != first])
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert workers_of(process.pid) == []


@pytest.mark.parametrize(
    "settings",
    [{"NANGLUC_DEBUG": "1"}, {"NANGLUC_PUBLIC_URL": "http://nangluc.example.vn"}, {"NANGLUC_ALLOWED_HOSTS": "*"}],
)
def test_an_unsafe_server_does_not_open_its_port(tmp_path: Path, settings: dict[str, str]) -> None:
    done = nangluc(tmp_path / "data", "serve", "--port", "0", **settings)
    assert done.returncode == 2
    assert "Unsafe settings" in done.stderr
    assert "http://127" not in done.stderr


def test_a_demo_is_refused_beyond_this_machine(tmp_path: Path) -> None:
    done = nangluc(tmp_path / "data", "serve", "--demo", "--host", "0.0.0.0", "--port", "0")
    assert (done.returncode, "127.0.0.1 only" in done.stderr) == (2, True)


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = nangluc(tmp_path / "data", "serve", "--no-worker", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert done.stderr.strip().splitlines()[-1].startswith("Cannot listen on 127.0.0.1")


def test_secrets_are_in_no_argument_and_no_log(tmp_path: Path) -> None:
    log, folder = tmp_path / "log", tmp_path / "data"
    with started(folder, "serve", "--port", "0", log=log) as process:
        get(address(log) + "/healthz")
        worker = wait_for(lambda: workers_of(process.pid))[0]  # type: ignore[index]
        shown = [Path(f"/proc/{one}/cmdline").read_bytes() for one in (process.pid, worker)]
        shown += [Path(f"/proc/{one}/environ").read_bytes() for one in (process.pid, worker)]
    keys = [path.read_bytes().strip() for path in (folder / "keys").iterdir()]
    assert len(keys) == 2
    assert not [key for key in keys for text in (*shown, log.read_bytes()) if key in text]


def test_the_running_log_is_json(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with started(tmp_path / "data", "serve", "--port", "0", "--no-worker", log=log) as process:
        get(address(log) + "/healthz")
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    lines = [line for line in log.read_text().splitlines() if line.startswith("{")]
    assert any(json.loads(line).get("route") == "/healthz" for line in lines)
