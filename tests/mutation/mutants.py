"""Small wrong versions of a module, one change each, from its syntax tree: what its tests must notice."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}  # fmt: skip
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.FloorDiv: ast.Div, ast.Mod: ast.Mult, ast.MatMult: ast.Mult,
}  # fmt: skip
JOINED: dict[type[ast.boolop], type[ast.boolop]] = {ast.And: ast.Or, ast.Or: ast.And}
CALLED = {
    "min": "max", "max": "min", "sum": "mean", "mean": "sum", "any": "all", "all": "any", "minimum": "maximum",
    "maximum": "minimum", "ceil": "floor", "floor": "ceil", "idxmin": "idxmax", "idxmax": "idxmin", "head": "tail",
}  # fmt: skip
EQUIVALENT_WORDS = ("kind", "validate", "strict")
"""Keyword arguments whose value changes no result: kinds of sorting, checks of pandas and of zip."""


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change: the line it is on, what stood there, what stands there now, and the whole source changed."""

    line: int
    before: str
    after: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its lines; messages, docstrings and annotations are left alone."""
    tree = ast.parse(source)
    spots = [(node, change) for node in _nodes(tree) for change in _changes(node)]
    for node, change in spots:
        changed = copy.deepcopy(tree)
        twin = next(
            other for other in _nodes(changed) if _place(other) == _place(node) and type(other) is type(node)
        )  # fmt: skip
        before = ast.unparse(twin)
        change(twin)
        ast.fix_missing_locations(changed)
        yield Mutant(line=node.lineno, before=before, after=ast.unparse(twin), source=ast.unparse(changed))


def _place(node: ast.expr) -> tuple[int, int, int | None, int | None]:
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


def _nodes(tree: ast.AST) -> list[ast.expr]:
    """Expressions that compute something, in order."""
    skipped = _left_alone(tree)
    found = [node for node in ast.walk(tree) if isinstance(node, ast.expr) and id(node) not in skipped]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset, -(node.end_col_offset or 0)))


def _left_alone(tree: ast.AST) -> set[int]:
    """Ids of the expressions whose change no test of behaviour can or should see."""
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) or (isinstance(node, ast.arg) and node.annotation):
            roots.append(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            roots += [node.returns] if node.returns else []
            roots += node.decorator_list
        elif isinstance(node, ast.ClassDef):
            roots += node.decorator_list
        elif isinstance(node, ast.Raise):
            roots += [part for part in (node.exc,) if part]
        elif (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) or (
            isinstance(node, ast.keyword) and node.arg in EQUIVALENT_WORDS
        ):
            roots.append(node.value)
    return {id(inner) for root in roots for inner in ast.walk(root)}


def _changes(node: ast.expr) -> Iterator[Callable[[ast.expr], None]]:
    if isinstance(node, ast.Compare):
        for other in COMPARED.get(type(node.ops[0]), ()):
            yield lambda twin, other=other: twin.ops.__setitem__(0, other())  # type: ignore[misc]
    elif isinstance(node, ast.BinOp) and type(node.op) in COMPUTED:
        yield lambda twin: setattr(twin, "op", COMPUTED[type(twin.op)]())  # type: ignore[attr-defined]
    elif isinstance(node, ast.BoolOp):
        yield lambda twin: setattr(twin, "op", JOINED[type(twin.op)]())  # type: ignore[attr-defined]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert | ast.USub):
        yield _without_sign
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Call):
        yield from _calls(node)


def _without_sign(twin: ast.expr) -> None:
    """`-x` becomes `+x`; `not x` and `~x` become `not not x` and `~~x`."""
    assert isinstance(twin, ast.UnaryOp)
    if isinstance(twin.op, ast.USub):
        twin.op = ast.UAdd()
    else:
        twin.operand = ast.UnaryOp(op=twin.op, operand=twin.operand)


def _constants(node: ast.Constant) -> Iterator[Callable[[ast.expr], None]]:
    value = node.value
    if isinstance(value, bool):
        yield lambda twin: setattr(twin, "value", not value)
    elif isinstance(value, int):
        yield lambda twin: setattr(twin, "value", value + 1)
    elif isinstance(value, float):
        yield lambda twin: setattr(twin, "value", value * 1.5 + (0.5 if value == 0 else 0))


def _calls(node: ast.Call) -> Iterator[Callable[[ast.expr], None]]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in CALLED:
        yield lambda twin: _renamed(twin, CALLED[name])
    if name == "where" and isinstance(node.func, ast.Attribute) and len(node.args) in (1, 2):
        yield lambda twin: setattr(twin.func, "attr", "mask")  # type: ignore[attr-defined]
    if name in ("fillna", "clip", "abs", "round") and isinstance(node.func, ast.Attribute):
        yield _unwrapped


def _renamed(twin: ast.expr, name: str) -> None:
    assert isinstance(twin, ast.Call)
    if isinstance(twin.func, ast.Attribute):
        twin.func.attr = name
    elif isinstance(twin.func, ast.Name):
        twin.func.id = name


def _unwrapped(twin: ast.expr) -> None:
    """`x.clip(…)` becomes `x.copy()`: the step is left out."""
    assert isinstance(twin, ast.Call)
    assert isinstance(twin.func, ast.Attribute)
    twin.func.attr, twin.args, twin.keywords = "copy", [], []
