"""Every `__init__.py` holds its public names, sorted, and nothing else; every package module says what it yields."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("api", "models", "recommender", "training_catalog")
INITS = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("__init__.py"))
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
STANDARD = ("__future__", "importlib", "typing")
ALLOWED = (ast.Expr, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)


def is_lazy_import(node: ast.stmt) -> bool:
    """The block for type checkers, or the function of PEP 562 that imports a name when it is first used."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.FunctionDef) and node.name == "__getattr__"


@pytest.mark.parametrize("path", INITS, ids=lambda path: str(path.relative_to(ROOT)))
def test_init_holds_public_names_only(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert all(isinstance(node, ALLOWED) or is_lazy_import(node) for node in ast.parse(source).body)
    module = importlib.import_module(".".join(path.parent.relative_to(ROOT).parts))
    names = getattr(module, "__all__", None)
    imports = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom) and node.module not in STANDARD
    ]
    if imports:
        imported = [alias.asname or alias.name for node in imports for alias in node.names]
        assert names == sorted(imported, key=lambda name: (name.casefold(), name))
        assert all(hasattr(module, name) for name in names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_opens_with_what_it_yields(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if source.strip():
        assert ast.get_docstring(ast.parse(source)), f"{path} has no docstring"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_assert_guards_package_code(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert)]
