"""A running server and a browser for journeys: started, asked for pages as any account, and stopped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import pyotp
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import delete

from recommender.second_factor import STEP_SECONDS
from recommender.store import open_store
from recommender.store.access import accounts, sessions
from recommender.store.access.sessions import Device
from recommender.store.tables.notices import NOTICE_READING
from tests.api.world import KEY
from tests.journeys.server import make_journey_world, now_of

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
LOOPBACK = "http://127.0.0.1:"
"""The server, and the provider of identities beside it."""
START_SECONDS, STOP_SECONDS = 180, 60
PAGE_MS, STEP_MS = 120_000, 60_000
"""The longest that a page may take to come, and a step on it: a machine may be busy with other work."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A server that listens, and what is needed to come in."""

    url: str
    folder: Path
    started: float
    secrets: dict[str, str]
    languages: dict[str, str] = field(default_factory=dict)
    """Account → language it was last given."""

    def now(self) -> datetime:
        """The server's time."""
        return now_of(self.started)

    def renew(self, account: str) -> None:
        """A new session for an account whose session a journey has ended."""
        store = open_store(f"sqlite:///{self.folder}/nangluc.db", audit_key=KEY)
        with store.writing() as conn:
            found = accounts.find_account(conn, account)
            if found is None:
                raise LookupError(account)
            self.secrets[account] = sessions.create(
                conn, found.user_id, device=Device(address="127.0.0.1"), is_second_factor_done=True, now=self.now()
            )  # fmt: skip
        store.close()

    def forget_notice(self, account: str) -> None:
        """The account has not read the notice about personal data yet."""
        store = open_store(f"sqlite:///{self.folder}/nangluc.db", audit_key=KEY)
        with store.writing() as conn:
            found = accounts.find_account(conn, account)
            if found is None:
                raise LookupError(account)
            conn.execute(delete(NOTICE_READING).where(NOTICE_READING.c.user_id == found.user_id))
        store.close()

    def code_of(self, secret: str, *, steps_ahead: int = 0) -> str:
        """The authenticator's code of this secret."""
        return str(pyotp.TOTP(secret).generate_otp(int(self.now().timestamp()) // STEP_SECONDS + steps_ahead))


@contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    """The server over a fresh world in an empty folder; it ends with the block."""
    make_journey_world(folder)
    started = time.time()
    (folder / "started").write_text(repr(started))
    with (folder / "server.log").open("w") as log:
        command = [sys.executable, "-m", "tests.journeys.server", str(folder)]
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=dict(os.environ))
        try:
            url = f"http://127.0.0.1:{_port(folder, server)}"
            secrets = json.loads((folder / "world.json").read_text())["secrets"]
            yield Site(url=url, folder=folder, started=started, secrets=secrets)
        finally:
            stop(server)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Asks a process to end, and ends it when it does not."""
    process.terminate()
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _port(folder: Path, server: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        if (folder / "port").exists() and (text := (folder / "port").read_text()):
            return text
        time.sleep(0.05)
    raise RuntimeError((folder / "server.log").read_text())


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Headless Chromium of the system; nothing is downloaded."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS, timeout=START_SECONDS * 1000)
        try:
            yield browser
        finally:
            browser.close()


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A page in the browser with everything that went wrong on it."""

    page: Page
    site: Site
    has_script: bool = True
    """Without scripts no check that waits can run in the page."""
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """The page of a path, loaded."""
        self.page.goto(self.site.url + path)
        return self.page


@contextmanager
def visiting(
    browser: Browser, site: Site, account: str = "", *, language: str = "vi", theme: Literal["light", "dark"] = "light",
    width: int = 1280, has_script: bool = True,
) -> Iterator[Visit]:  # fmt: skip
    """A visitor, signed in as the account unless it is ""; complaints are collected."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, java_script_enabled=has_script,
        locale="vi-VN" if language == "vi" else "en-GB", reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(STEP_MS)
    context.set_default_navigation_timeout(PAGE_MS)
    cookies = {"lang": language}
    if account:
        cookies["nangluc"] = site.secrets[account]
    context.add_cookies([{"name": name, "value": value, "url": site.url} for name, value in cookies.items()])
    if account and site.languages.get(account, "vi") != language:
        _choose(context, site, account, language)
    visit = Visit(page=context.new_page(), site=site, has_script=has_script)
    _listen(visit)
    try:
        yield visit
    finally:
        if account and language != "vi":
            # The account keeps its language: whoever signs in with it next expects Vietnamese.
            _choose(context, site, account, "vi")
        context.close()


def _choose(context: BrowserContext, site: Site, account: str, language: str) -> None:
    answer = context.request.post(
        f"{site.url}/preferences",
        form={"language": language, "next": "/notice"},
        headers={"Origin": site.url},
        timeout=PAGE_MS,
    )
    if not answer.ok:
        raise RuntimeError(f"{answer.status} {answer.text()[:300]}")
    site.languages[account] = language


def _listen(visit: Visit) -> None:
    def console(message: Any) -> None:
        is_status = message.text.startswith("Failed to load resource: the server responded with a status of 4")
        if message.type in ("error", "warning") and not is_status:
            visit.complaints.append(f"{message.type}: {message.text}")

    def asked(request: Any) -> None:
        if not request.url.startswith((visit.site.url, LOOPBACK, "data:", "blob:")):
            visit.complaints.append(f"leaves the machine: {request.url}")

    visit.page.on("console", console)
    visit.page.on("pageerror", lambda error: visit.complaints.append(f"script: {error}"))
    visit.page.on("request", asked)
