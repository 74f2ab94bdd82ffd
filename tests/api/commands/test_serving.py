"""`nangluc serve` as a process: it answers, refuses what is unsafe, and ends with its worker however it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_socket

from api.commands.serving import kept_times
from api.settings import ServerSettings
from recommender.workflows.keep_no_longer import Kept
from tests.api.commands.running import nangluc, started

pytestmark = pytest.mark.enable_socket
DEADLINE = 300.0


def wait_for(found: Callable[[], object]) -> object:
    """What is found in time."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.05)
    pytest.fail(f"waited {DEADLINE} s")


def address(log: Path) -> str:
    return str(wait_for(lambda: re.search(r"http://127\.0\.0\.1:\d+", log.read_text()) or None).group())  # type: ignore[attr-defined]


def get(url: str) -> tuple[int, bytes]:
    with urllib.request.urlopen(url, timeout=DEADLINE) as answer:
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


@dataclass(frozen=True, kw_only=True)
class Server:
    folder: Path
    log: Path
    url: str
    process_id: int


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with its worker, shared by the tests that only look at it."""
    folder = tmp_path_factory.mktemp("server")
    pytest_socket.enable_socket()
    with started(folder / "data", "serve", "--port", "0", log=folder / "log") as process:
        url = address(folder / "log")
        wait_for(lambda: workers_of(process.pid))
        yield Server(folder=folder / "data", log=folder / "log", url=url, process_id=process.pid)


def test_a_new_server_has_its_units_and_titles(server: Server) -> None:
    """Also where nobody ran `db upgrade` before, as in a container."""
    with closing(sqlite3.connect(f"file:{server.folder / 'nangluc.db'}?mode=ro", uri=True)) as database:
        counts = [database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("unit", "position")]
    assert counts[0] > 3000
    assert counts[1] > 40


def test_a_server_answers(server: Server) -> None:
    assert get(server.url + "/healthz")[0] == 200


def test_the_running_log_is_json(server: Server) -> None:
    get(server.url + "/healthz")

    def line_of_the_request() -> bool:
        """The answer goes out before its line is written; a line half written is not read as one."""
        whole = server.log.read_text().rpartition("\n")[0].splitlines()
        return any(json.loads(line).get("route") == "/healthz" for line in whole if line.startswith("{"))

    assert wait_for(line_of_the_request)


def test_secrets_are_in_no_argument_no_environment_and_no_log(server: Server) -> None:
    processes = (server.process_id, *workers_of(server.process_id))
    shown = [Path(f"/proc/{one}/{what}").read_bytes() for one in processes for what in ("cmdline", "environ")]
    keys = [path.read_bytes().strip() for path in (server.folder / "keys").iterdir()]
    assert len(keys) == 2
    assert not [key for key in keys for text in (*shown, server.log.read_bytes()) if key in text]


def test_a_worker_that_dies_is_started_again(server: Server) -> None:
    first = workers_of(server.process_id)[0]
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: [one for one in workers_of(server.process_id) if one != first])


def test_two_web_processes_serve_one_port_and_end_with_their_worker_on_sigterm(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with started(tmp_path / "data", "serve", "--port", "0", "--workers", "2", log=log) as process:
        url = address(log)
        assert [get(url + "/healthz")[0] for _ in range(8)] == [200] * 8
        wait_for(lambda: workers_of(process.pid))
        process.send_signal(signal.SIGTERM)
        assert process.wait(DEADLINE) == 0
    assert workers_of(process.pid) == []
    assert "Traceback" not in log.read_text()


def test_a_killed_server_leaves_no_worker_behind(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with started(tmp_path / "data", "serve", "--port", "0", log=log) as process:
        wait_for(lambda: workers_of(process.pid))
        os.kill(process.pid, signal.SIGKILL)
        process.wait(DEADLINE)
        wait_for(lambda: not workers_of(process.pid))


def test_a_worker_keeps_files_as_long_as_the_settings_say(tmp_path: Path) -> None:
    settings = ServerSettings(
        data_folder=tmp_path, kept_exports_days=2, kept_workbooks_days=3, kept_backups_days=11
    )  # fmt: skip
    kept = kept_times(settings)
    assert [one.days for one in (kept.exports, kept.workbooks, kept.backups)] == [2, 3, 11]
    usual = kept_times(ServerSettings(data_folder=tmp_path))
    assert usual == Kept()


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
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = nangluc(tmp_path / "data", "serve", "--no-worker", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert done.stderr.strip().splitlines()[-1].startswith("Cannot listen on 127.0.0.1")
