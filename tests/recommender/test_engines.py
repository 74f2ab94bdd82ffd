"""Blocks of work give the same results wherever they run; engines that are not installed are refused at once."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from recommender.engines import LOCAL, PACKAGES, require_engine, run_blocks
from recommender.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 600


def digest_of_run(engine: str) -> str:
    """Digest of all frames of a run in blocks of two officers, made in a process of its own: engines open sockets."""
    command = [sys.executable, "-m", "tests.recommender.engine_child", engine]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=SECONDS)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()[-1]


@pytest.mark.parametrize("engine", sorted(PACKAGES))
def test_every_engine_gives_the_same_bytes(engine: str) -> None:
    if find_spec(PACKAGES[engine]) is None:
        pytest.skip(f"nangluc[{engine}] is not installed")
    assert digest_of_run(engine) == digest_of_run(LOCAL)


@pytest.mark.parametrize("engine", ["nowhere", *sorted(PACKAGES)])
def test_an_engine_that_is_not_installed_is_refused_with_what_to_install(engine: str) -> None:
    if engine in PACKAGES and find_spec(PACKAGES[engine]) is not None:
        require_engine(engine)
        return
    with pytest.raises(UsageError) as refused:
        require_engine(engine)
    assert f"nangluc[{engine}]" in refused.value.text("vi")


def test_results_come_in_the_order_of_the_blocks() -> None:
    assert run_blocks(LOCAL, lambda block: block * 2, [3, 1, 2]) == [6, 2, 4]


def test_no_blocks_give_no_results() -> None:
    assert run_blocks(LOCAL, lambda block: block, []) == []
