"""One server and one browser for all journeys; without Chromium they are skipped with one line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.preparing import add_crowd
from tests.journeys.site import CHROMIUM, STEP_MS, Site, Visit, open_browser, running_site, stop, visiting

ROOT = Path(__file__).resolve().parents[2]
Visiting = Callable[..., AbstractContextManager[Visit]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sockets of loopback are open for journeys; all of them run in one worker, since one browser is enough."""
    here = Path(__file__).resolve().parent
    is_missing = not Path(CHROMIUM).exists() and not os.environ.get("NANGLUC_REQUIRE_ALL")
    for item in items:
        if here not in item.path.parents:
            continue
        item.add_marker(pytest.mark.enable_socket)
        item.add_marker(pytest.mark.xdist_group("browser"))
        if is_missing:
            item.add_marker(pytest.mark.skip(reason="no Chromium: run `make test-tools` as root, or install chromium"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The running server."""
    with running_site(tmp_path_factory.mktemp("journeys") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def busy_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A second server, over a world that journeys change: the first stays as every page expects it."""
    with running_site(tmp_path_factory.mktemp("busy") / "data") as running:
        add_crowd(running)
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser; on a busy machine a page may take its time."""
    expect.set_options(timeout=STEP_MS)
    with open_browser() as opened:
        yield opened


@pytest.fixture
def visit_as(site: Site, browser: Browser) -> Visiting:
    """`with visit_as("hr_a1", language="en") as visit:` opens pages as an account."""
    return partial(visiting, browser, site)


@pytest.fixture
def act_as(busy_site: Site, browser: Browser) -> Visiting:
    """As `visit_as`, in the world that journeys change."""
    return partial(visiting, browser, busy_site)


@pytest.fixture
def worker(busy_site: Site) -> Iterator[None]:
    """A worker process beside the busy server."""
    command = [sys.executable, "-m", "tests.journeys.worker", str(busy_site.folder)]
    with (busy_site.folder / "worker.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        try:
            yield
        finally:
            stop(process)
