"""A PostgreSQL cluster of this test session on a socket of its own, and empty databases in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from pathlib import Path

import psycopg
import pytest

REQUIRED = "NANGLUC_REQUIRE_ALL"
USER = "nangluc"
NUMBERS = count(1)
WAIT_SECONDS = 300


def binaries() -> Path | None:
    """Folder of the newest server programs of this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    there = shutil.which("postgres")
    return Path(there).parent if there else None


@lru_cache(maxsize=1)
def other_user() -> tuple[str, ...]:
    """What to put before a command so that it does not run as root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return ()
    name = "postgres" if _exists("postgres") else "nobody"
    return ("setpriv", "--reuid", name, "--regid", str(_group(name)), "--clear-groups")


@contextmanager
def cluster() -> Iterator[str]:
    """Address of a running cluster without its database name; stopped and removed at the end."""
    programs = binaries()
    if programs is None:
        reason = "no PostgreSQL server on this machine: apt-get install postgresql"
        if os.environ.get(REQUIRED):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="nangluc-pg-"))
    try:
        folder.chmod(0o755)
        data, sockets = folder / "data", folder / "run"
        for made in (data, sockets):
            made.mkdir(mode=0o700)
            if os.geteuid() == 0:
                shutil.chown(made, other_user()[2], int(other_user()[4]))
        sockets.chmod(0o777)
        _run(programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={sockets} -c fsync=off -c max_connections=200"
        _run(programs / "pg_ctl", "-D", data, "-w", "-t", WAIT_SECONDS, "-l", sockets / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://{USER}@/{{name}}?host={sockets}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-w", "-t", WAIT_SECONDS, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(address: str, *, like: str = "") -> str:
    """Address of an empty database of the cluster, or of a copy of one.

    Its own order of text is Vietnamese, on purpose: no query may rely on the order of the database.
    """
    name = f"test_{os.getpid()}_{next(NUMBERS)}"
    plain = address.replace("+psycopg", "").format(name="postgres")
    icu = "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'vi-VN' LOCALE 'C.UTF-8'"
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} {f'TEMPLATE {like}' if like else icu} STRATEGY file_copy")
    return address.format(name=name)


def _run(*command: object) -> None:
    done = subprocess.run([*other_user(), *map(str, command)], capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def _exists(name: str) -> bool:
    return subprocess.run(["id", name], capture_output=True, check=False).returncode == 0


def _group(name: str) -> int:
    return int(subprocess.run(["id", "-g", name], capture_output=True, text=True, check=True).stdout)
