"""The cursor of somebody else finds nothing, in every list of the API and of the pages; one's own goes on.

The lists are all routes that take a cursor; what their cursors are made for is taken from the server as it answers.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from api.web.cursors import CursorSeal
from tests.api.cells import cells_of, routes_of
from tests.api.related import SCOPE
from tests.api.world import World

ACCOUNTS = tuple(account for account in SCOPE if account)
LEAST_LISTS, LEAST_SWAPS, LEAST_WALKED = 35, 100, 7
NEXT = re.compile(r'href="([^"]*[?&;]cursor=[^"]*)" rel="next"')


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A list as one account sees it: its address, and the seal of its cursors."""

    account: str
    template: str
    url: str
    seal: CursorSeal

    def with_cursor(self, cursor: str | None) -> str:
        """The address of the list after a cursor."""
        return f"{self.url}{'&' if '?' in self.url else '?'}cursor={cursor}"


def takes_cursor(route: APIRoute) -> bool:
    return "GET" in (route.methods or ()) and "cursor" in {one.alias for one in get_flat_params(route.dependant)}


@pytest.fixture(scope="module")
def clients(shared_world: World) -> Iterator[dict[str, TestClient]]:
    """One running client an account."""
    with ExitStack() as running:
        yield {account: running.enter_context(shared_world.client(account)) for account in ACCOUNTS}


@pytest.fixture(scope="module")
def lists(shared_world: World, clients: dict[str, TestClient]) -> list[Seen]:
    """Every list, by every account that sees it."""
    found, asked = [], []
    whole = CursorSeal.opened

    def noted(seal: CursorSeal, cursor: str | None) -> str | None:
        asked.append(seal)
        return whole(seal, cursor)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(CursorSeal, "opened", noted)
        for route in filter(takes_cursor, routes_of(shared_world.app)):
            for url, account in {(cell.url, cell.account): None for cell in cells_of(route, ACCOUNTS)}:
                asked.clear()
                answer = clients[account].get(url)
                if answer.status_code == 200:
                    assert len(asked) == 1, (url, len(asked))
                    seal = asked[0]
                    found.append(Seen(account=account, template=route.path, url=url, seal=seal))
    return found


def swaps(lists: list[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Each list with the same list of another account, and with another list of the same account."""
    for one in lists:
        others = [two for two in lists if two.template == one.template and two.account != one.account]
        strange = [two for two in lists if two.template != one.template and two.account == one.account]
        yield from ((one, two) for two in (others[-1:] + strange[-1:]))


def test_every_list_is_seen_by_somebody(shared_world: World, lists: list[Seen]) -> None:
    routes = {route.path for route in routes_of(shared_world.app) if takes_cursor(route)}
    assert {one.template for one in lists} == routes
    assert len(routes) >= LEAST_LISTS


def test_the_cursor_of_somebody_else_or_of_another_list_finds_nothing(
    clients: dict[str, TestClient], lists: list[Seen]
) -> None:
    pairs = list(swaps(lists))
    assert len(pairs) >= LEAST_SWAPS
    assert len({one.template for one, two in pairs if one.account != two.account}) >= LEAST_LISTS - 2
    wrong = []
    for one, two in pairs:
        answer = clients[one.account].get(one.with_cursor(two.seal.sealed("[]")))
        if answer.status_code != 404:
            wrong.append((one.account, one.url, two.account, two.url, answer.status_code))
    assert wrong == []


def test_a_text_that_is_no_cursor_is_refused_for_its_form(clients: dict[str, TestClient], lists: list[Seen]) -> None:
    told = {one.with_cursor("W10"): one for one in lists}
    wrong = [url for url, one in told.items() if clients[one.account].get(url).status_code != 422]
    assert wrong == []


@pytest.fixture
def one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of one row, so that the small world fills several."""
    for name, module in list(sys.modules.items()):
        if name.startswith("api.") and isinstance(getattr(module, "ROWS", None), int):
            monkeypatch.setattr(module, "ROWS", 1)


def following(html: str) -> str:
    found = NEXT.search(html)
    return found[1].replace("&amp;", "&") if found else ""


@pytest.mark.usefixtures("one_row")
def test_the_next_page_opens_for_its_reader_in_any_language_and_for_nobody_else(
    world: World, lists: list[Seen]
) -> None:
    walked, wrong = set(), []
    for one in lists:
        if one.template.startswith("/api/") or one.template in walked:
            continue
        link = following(world.client(one.account).get(one.url).text)
        others = [two.account for two in lists if two.url == one.url and two.account != one.account]
        if not link or not others:
            continue
        walked.add(one.template)
        first, english = (world.client(one.account, language=each).get(link) for each in ("vi", "en"))
        stranger = world.client(others[0]).get(link)
        more = world.client(one.account).get(f"{link}&done=x&columns=name")
        got = [answer.status_code for answer in (first, english, more, stranger)]
        after = {following(answer.text) for answer in (first, english)}
        if got != [200, 200, 200, 404] or len(after) > 1 or link in after:
            wrong.append((one.account, link, got))
    assert wrong == []
    assert len(walked) >= LEAST_WALKED
