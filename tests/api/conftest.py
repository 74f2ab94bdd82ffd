"""The small world of `tests.api.world` for tests of the API and of pages: made once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.world import World, make_world, open_world


@pytest.fixture(scope="session")
def world_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the world in it; never opened by tests, only copied."""
    folder = tmp_path_factory.mktemp("world")
    make_world(folder)
    return folder


@pytest.fixture(scope="session")
def shared_world(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One open world for tests that only read."""
    folder = tmp_path_factory.mktemp("shared") / "data"
    shutil.copytree(world_folder, folder)
    world = open_world(folder)
    yield world
    world.store.close()


@pytest.fixture
def world(world_folder: Path, tmp_path: Path) -> Iterator[World]:
    """A world of one's own."""
    shutil.copytree(world_folder, tmp_path / "data")
    world = open_world(tmp_path / "data")
    yield world
    world.store.close()
