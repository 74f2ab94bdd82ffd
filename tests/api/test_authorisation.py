"""Who gets what: every route × every role × every place a thing can lie in, enumerated from the application itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.testclient import TestClient

from tests.api.bodies import BODIES
from tests.api.cells import Cell, cells_of, leaked, routes_of
from tests.api.related import SCOPE
from tests.api.world import World, open_world, reset

ACCOUNTS = tuple(SCOPE)
LEAST_CELLS = 2_000
Clients = dict[str, TestClient]
SAFE = frozenset({"GET", "HEAD"})


@pytest.fixture(scope="module")
def open_to_all(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("cells") / "data"
    shutil.copytree(world_folder, folder)
    world = open_world(folder)
    yield world
    world.store.close()


@pytest.fixture(scope="module")
def clients(open_to_all: World) -> Iterator[Clients]:
    """One running client an account: starting one for each of thousands of requests takes longer than the requests."""
    with ExitStack() as running:
        yield {account: running.enter_context(open_to_all.client(account)) for account in ACCOUNTS}


@pytest.fixture(scope="session")
def routes(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[APIRoute]:
    folder = tmp_path_factory.mktemp("routes") / "data"
    shutil.copytree(world_folder, folder)
    return routes_of(open_world(folder).app)


def wrong(world: World, clients: Clients, cell: Cell) -> tuple[int, str]:
    """The status of the answer to a cell, and what is wrong with it; "" when nothing is."""
    client = clients[cell.account]
    client.cookies = world.cookies(cell.account)  # an answer may have changed them
    status, text = cell.ask(client, world.users)
    who = cell.account or "anonymous"
    if status not in cell.allowed():
        return status, f"{who} {cell.method} {cell.url} ({cell.place}): {status}, not {sorted(cell.allowed())}"
    found = leaked(world, cell, text)
    return status, f"{who} {cell.method} {cell.url} ({cell.place}): leaks {found}" if found else ""


def test_every_cell_of_every_route_is_answered_by_its_policy(
    routes: list[APIRoute], open_to_all: World, clients: Clients, world_folder: Path
) -> None:
    mistakes, is_changed, before = [], False, ""
    for route in routes:
        for cell in cells_of(route, ACCOUNTS):
            if is_changed and before != f"{cell.account} {cell.method} {cell.template}":
                reset(open_to_all, world_folder)
                is_changed = False
            before = f"{cell.account} {cell.method} {cell.template}"
            status, mistake = wrong(open_to_all, clients, cell)
            is_changed |= cell.method not in SAFE and status < 400
            if mistake:
                mistakes.append(mistake)
    assert not mistakes, "\n".join(mistakes)


def test_the_matrix_has_at_least_two_thousand_cells(routes: list[APIRoute]) -> None:
    assert sum(1 for route in routes for _ in cells_of(route, ACCOUNTS)) >= LEAST_CELLS


def test_every_program_route_with_a_body_has_an_example_here(routes: list[APIRoute]) -> None:
    lacking = [
        (method, cell.template)
        for route in routes if route.path.startswith("/api/") and route.dependant.body_params
        for cell in list(cells_of(route, ("hr_a1",)))[:1]
        for method in [cell.method] if (method, cell.template) not in BODIES
    ]  # fmt: skip
    assert lacking == []


def test_no_route_stands_in_the_shadow_of_another(routes: list[APIRoute], shared_world: World) -> None:
    for route in routes:
        cell = next(cells_of(route, ("hr_a1",)))
        scope = {"type": "http", "method": cell.method, "path": cell.url.partition("?")[0], "headers": []}
        first = next(found for found in shared_world.app.routes if found.matches(scope)[0] is Match.FULL)
        assert getattr(first, "path", "") == route.path


def test_a_planted_leak_is_seen(shared_world: World) -> None:
    cell = next(cell for cell in cells_of(next(iter(routes_of(shared_world.app))), ("hr_a1",)))
    assert leaked(shared_world, cell, "… Nông Thị Quyên …") == ["Nông Thị Quyên"]
