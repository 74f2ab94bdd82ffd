"""`python -m tests.mutation MODULE… [--sample N]`: the share of mutants of each module that its tests kill.

The tests are collected once, so that everything is loaded; then each mutant is tried in a forked child, in which the
functions of the module get the changed code and its constants the changed values before pytest runs and stops at the
first failure. A mutant that uses the processor several times as long as the unchanged module counts as killed.
Survivors are printed with the change, to be tested or explained. A constant that another module has copied by import
keeps its value there.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import math
import os
import random
import resource
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

from tests.mutation.modules import TESTED
from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
SEED = 1
PROFILE, EXAMPLES = "mutation", 30
OPTIONS = (
    "-x",
    "-q",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "--no-header",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)
SLOWER = 3.0
LEAST_SECONDS = 20.0
MOST_WAITED = 900.0
"""Seconds of the clock after which a child that uses no processor is given up: it waits for something."""


def put_in_place(module: ModuleType, source: str) -> None:
    """The module's functions, methods and constants become those of the source, wherever they were imported to."""
    changed = ModuleType(module.__name__)
    changed.__file__ = module.__file__
    exec(compile(source, str(module.__file__), "exec"), changed.__dict__)
    _copied(vars(changed), module)


def _copied(new: dict[str, object], onto: ModuleType | type) -> None:
    for name, value in new.items():
        old = vars(onto).get(name)
        ours, theirs = _function(value), _function(old)
        if ours and theirs:
            theirs.__code__, theirs.__defaults__ = ours.__code__, ours.__defaults__
            theirs.__kwdefaults__ = ours.__kwdefaults__
        elif isinstance(value, type) and isinstance(old, type) and value.__module__ == old.__module__:
            _copied(dict(vars(value)), old)
        elif isinstance(onto, ModuleType) and not name.startswith("__") and not isinstance(value, type) and not ours:
            setattr(onto, name, value)


def _function(value: object) -> FunctionType | None:
    """The function as it is written, within a property, a class or static method or whatever remembers results."""
    if isinstance(value, property):
        value = value.fget
    elif isinstance(value, classmethod | staticmethod):
        value = value.__func__
    if hasattr(value, "cache_clear"):
        value.cache_clear()
    while hasattr(value, "__wrapped__"):
        value = value.__wrapped__
    return value if isinstance(value, FunctionType) else None


def is_killed(name: str, source: str, tests: Sequence[str], *, seconds: float) -> bool:
    """Whether the tests fail, or use more than so many seconds of the processor, when the module is this source.

    Not of the clock: on a busy machine every mutant would look killed.
    """
    child = os.fork()
    if child == 0:
        _child(name, source, tests, seconds=seconds)
    until = time.monotonic() + MOST_WAITED
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _without_shrinking() -> None:
    """Property tests try fewer examples and stop at the first that fails, whatever profile the suite asks for."""
    from hypothesis import Phase, settings

    phases = (Phase.explicit, Phase.generate)
    settings.register_profile(
        PROFILE, phases=phases, database=None, derandomize=True, deadline=None, max_examples=EXAMPLES
    )


def _child(name: str, source: str, tests: Sequence[str], *, seconds: float) -> None:
    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 5))
    code = 1
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            _without_shrinking()
            put_in_place(importlib.import_module(name), source)
            code = int(pytest.main([*OPTIONS, f"--hypothesis-profile={PROFILE}", *tests]))
    finally:
        os._exit(code)


def _used_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tried(name: str, *, sample: int) -> tuple[int, list[Mutant], list[Mutant]]:
    """How many mutants the module has, those tried, and those that survived."""
    source = (ROOT / Path(*name.split("."))).with_suffix(".py").read_text(encoding="utf-8")
    every = list(mutants(source))
    chosen = every if not sample or sample >= len(every) else random.Random(SEED).sample(every, sample)
    chosen = sorted(chosen, key=lambda mutant: mutant.line)
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*OPTIONS, "--collect-only", *TESTED[name]])
    before = _used_by_children()
    if is_killed(name, source, TESTED[name], seconds=600):
        raise SystemExit(f"{name}: its tests fail without any change")
    seconds = max(LEAST_SECONDS, SLOWER * (_used_by_children() - before))
    survivors = [mutant for mutant in chosen if not is_killed(name, mutant.source, TESTED[name], seconds=seconds)]
    return len(every), chosen, survivors


def main() -> None:
    """Try the modules named (all by default), print figures and survivors."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("modules", nargs="*", default=list(TESTED))
    parser.add_argument("--sample", type=int, default=0, help="Mutants tried of each module (0: all).")
    given = parser.parse_args()
    os.chdir(ROOT)
    for name in given.modules:
        total, chosen, survivors = tried(name, sample=given.sample)
        killed = len(chosen) - len(survivors)
        print(f"{name}: {killed} of {len(chosen)} killed ({killed / len(chosen):.1%}); {total} in all", flush=True)
        for mutant in survivors:
            print(f"  line {mutant.line}: {mutant.before}  →  {mutant.after}", flush=True)


if __name__ == "__main__":
    main()
