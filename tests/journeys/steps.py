"""Steps of a person on a page, each of which ends when the page it leads to stands."""

from __future__ import annotations

import time
from typing import Final

from playwright.sync_api import Locator, Page

WORK_SECONDS: Final = 240
"""The longest that a worker may take, on a busy machine."""
PAUSE_MS: Final = 500


def follow(wanted: Locator) -> None:
    """Press what leads to another page, and wait for that page.

    A click alone returns while the old page still stands: what is read next may be the old page, a page half parsed,
    or no page at all, and a `goto` next would break off the request before the server has done what was asked.
    """
    with wanted.page.expect_navigation():
        wanted.click()


def heading_once_done(page: Page, meanwhile: str) -> str:
    """The main heading once it is not the one that stands while a worker is at it; the page is asked for again."""
    until = time.monotonic() + WORK_SECONDS
    while (heading := page.locator("h1").inner_text()) == meanwhile:
        if time.monotonic() > until:
            raise AssertionError(page.locator("main").inner_text()[:2000])
        page.wait_for_timeout(PAUSE_MS)
        page.reload()
    return heading
