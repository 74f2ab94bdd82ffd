"""Modules and functions stay small enough to be read at once; limits in DECISIONS.md."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("api", "models", "recommender", "training_catalog")
LONGEST_MODULE = 400
LONGEST_BODY = 60
MOST_PARAMETERS = 7
MOST_INPUTS = 11
"""Of an endpoint, whose parameters are the declared inputs of a route and are given by name, never by a caller."""
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager"}


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def is_endpoint(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a route leads to the function: `@router.get(…)` and the like."""
    called = [one.func for one in function.decorator_list if isinstance(one, ast.Call)]
    return any(isinstance(one, ast.Attribute) and ast.unparse(one.value) == "router" for one in called)


def too_big(source: str) -> list[str]:
    """What in a module's text is over a limit."""
    found = []
    if source.count("\n") > LONGEST_MODULE:
        found.append(f"module of {source.count(chr(10))} lines")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if body_lines(node) > LONGEST_BODY:
                found.append(f"{node.name}: body of {body_lines(node)} lines")
            named = [a.arg for a in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]]
            most = MOST_INPUTS if is_endpoint(node) else MOST_PARAMETERS
            if len([name for name in named if name not in {"self", "cls"}]) > most:
                found.append(f"{node.name}: {len(named)} parameters")
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_within_limits(path: Path) -> None:
    assert too_big(path.read_text(encoding="utf-8")) == []
    assert path.stem not in FORBIDDEN_NAMES


def test_a_planted_breach_is_seen() -> None:
    long_body = "def f():\n" + "    x = 1\n" * (LONGEST_BODY + 1)
    many = "def g(a, b, c, d, e, f, g, h):\n    return 1\n"
    assert [found.split(":")[0] for found in too_big(long_body + many)] == ["f", "g"]
    assert too_big("\n" * (LONGEST_MODULE + 1)) == [f"module of {LONGEST_MODULE + 1} lines"]
