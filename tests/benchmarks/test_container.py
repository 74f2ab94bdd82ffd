"""Does the container of docs/running.md build and start? Its own lines are read from the page and carried out.

Where no registry is at hand, the base image is made of Debian's packages under the name that the page asks for: the
same release with Python, pip and certificates. Needs root, `buildah` and `mmdebstrap` (apt), 8 GB of disk, half an
hour. NANGLUC_BENCH_PIP names a pip.conf and NANGLUC_BENCH_MOUNTS paths (comma between) that pip needs on this machine.

22 November 2026, 2 cores, load 6 to 12: base of Debian 12 in a minute; all ten steps of the page carried out in 26
minutes (most of it digests of an image of 2 GB); as user 999 `db upgrade`, `doctor` (nothing bad), `serve` with its
worker, `/healthz` and `user add`. These commands were given one by one; this file as a whole got as far as the base
before the machine was needed. `--read-only`, the HEALTHCHECK and Docker itself were not tried.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "running.md"
PORT = 18_477
INCLUDED = "python3,python3-pip,python-is-python3,ca-certificates"
NEEDED = ("buildah", "mmdebstrap")
pytestmark = [
    pytest.mark.bench, pytest.mark.enable_socket,
    pytest.mark.skipif(
        os.geteuid() != 0 or not all(map(shutil.which, NEEDED)), reason="needs root, buildah and mmdebstrap"
    ),
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Builder:
    """Buildah with a storage of its own, so that nothing of this machine is touched."""

    folder: Path

    def command(self, *arguments: str) -> list[str]:
        storage = ("--root", str(self.folder / "root"), "--runroot", str(self.folder / "run"))
        return ["buildah", *storage, "--storage-driver", "vfs", *arguments]

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout.strip()

    def inside(self, container: str, *command: str) -> list[str]:
        mounts = ("-v", f"{self.folder / 'data'}:/data")
        return self.command("run", "--isolation", "chroot", "--network", "host", *mounts, container, "--", *command)


def container_file() -> str:
    (text,) = re.findall(r"```dockerfile\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return str(text)


def make_base(build: Builder, name: str) -> None:
    """Debian of the release in the name, with what the official image has and the page uses."""
    release = name.rpartition("-")[2]
    archive = build.folder / "base.tar"
    subprocess.run(["mmdebstrap", "--variant=minbase", f"--include={INCLUDED}", release, str(archive)], check=True)
    made = build("from", "scratch")
    top = Path(build("mount", made))
    subprocess.run(["tar", "-C", str(top), "-xf", str(archive)], check=True)
    for guard in top.glob("usr/lib/python3*/EXTERNALLY-MANAGED"):
        guard.unlink()  # the official image has a Python of its own, which pip may fill
    build("umount", made)
    build("commit", "--rm", made, f"docker.io/library/{name}")


def volumes() -> list[str]:
    """What pip needs of this machine while the image is built."""
    mounts = [f"{one}:{one}:ro" for one in os.environ.get("NANGLUC_BENCH_MOUNTS", "").split(",") if one]
    if config := os.environ.get("NANGLUC_BENCH_PIP"):
        mounts.append(f"{config}:/etc/pip.conf:ro")
    return [word for mount in mounts for word in ("-v", mount)]


def test_the_container_of_the_page_builds_and_answers(tmp_path: Path, say: Callable[[str], None]) -> None:
    build, context = Builder(folder=tmp_path), tmp_path / "context"
    context.mkdir()
    (context / "Containerfile").write_text(container_file(), encoding="utf-8")
    wheel = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(context), str(ROOT)]
    subprocess.run(wheel, check=True, stdout=subprocess.DEVNULL)
    (base,) = re.findall(r"^FROM (\S+)$", container_file(), re.MULTILINE)
    make_base(build, base)
    build(
        "bud", "--isolation", "chroot", "--network", "host", "--pull-never", *volumes(), "-t", "nangluc", str(context)
    )
    running = build("from", "--pull-never", "localhost/nangluc")
    build("config", "--env", "NANGLUC_PUBLIC_URL=https://nangluc.example.gov.vn", running)
    build("config", "--env", f"NANGLUC_PORT={PORT}", running)
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    user = int(subprocess.run(build.inside(running, "id", "-u"), capture_output=True, text=True, check=True).stdout)
    assert user != 0
    os.chown(data, user, -1)
    server = subprocess.Popen(build.inside(running, "nangluc", "serve"))
    try:
        assert is_answering(seconds=120)
        done = subprocess.run(build.inside(running, "nangluc", "doctor"), capture_output=True, text=True, check=False)
        say(done.stdout)
        assert done.returncode == 0
    finally:
        server.terminate()
        server.wait(timeout=60)


def is_answering(*, seconds: float) -> bool:
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}/healthz", headers={"Host": "nangluc.example.gov.vn"})
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(request, timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.5)
    return False
