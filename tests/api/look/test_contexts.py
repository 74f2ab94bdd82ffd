"""Every page promises what it shows: template names are fields of its Context, and every field is used."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import meta, nodes

from api.look.translations import LOCALE
from api.rendering import TEMPLATES, environment

API = LOCALE.parent
PARTS = ("includes/", "base.html")


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A call of `render` in a module: its template, and the Context that goes in."""

    module: str
    line: int
    template: str
    context: type[object]


def rendered() -> list[Rendered]:
    """Every call of `render` under api."""
    found: list[Rendered] = []
    for path in sorted(API.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = ".".join(path.relative_to(API.parent).with_suffix("").parts)
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                found.extend(_calls(function, name))
    return found


def _calls(function: ast.FunctionDef, name: str) -> Iterator[Rendered]:
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "render":
            template, context = call.args[1], call.args[2]
            if not isinstance(template, ast.Constant):
                raise AssertionError(f"{name}:{call.lineno}: write the template's name in place")
            made = _made_by(context, function)
            kind = getattr(importlib.import_module(name), made)
            if not isinstance(kind, type):
                kind = typing.get_type_hints(kind)["return"]
            yield Rendered(module=name, line=call.lineno, template=str(template.value), context=kind)


def _made_by(context: ast.expr, function: ast.FunctionDef) -> str:
    """The class or function that makes the context: called in place, or where its name was given."""
    if isinstance(context, ast.Name):
        given = [
            node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == context.id for t in node.targets)
        ]
        context = given[-1] if given else context
    if isinstance(context, ast.Call) and isinstance(context.func, ast.Name):
        return context.func.id
    raise AssertionError(f"{function.name}: call the Context, or a function that returns one, by its plain name")


def names_used(template: str, declared: set[str]) -> set[str]:
    """Names that a template takes from its context, with those of the templates it extends or includes."""
    shown = environment("vi")
    source = (TEMPLATES / template).read_text(encoding="utf-8")
    tree = shown.parse(source)
    names = meta.find_undeclared_variables(tree) - (set(shown.globals) - declared) - _own_names(tree)
    for node in tree.find_all((nodes.Extends, nodes.Include)):
        other = typing.cast(nodes.Include, node).template
        if isinstance(other, nodes.Const):
            names |= names_used(str(other.value), declared)
    return names


def _own_names(tree: nodes.Template) -> set[str]:
    """Names that a template imports, defines or sets: blocks and calls look them up as if they came from outside."""
    own: set[str] = set()
    for node in tree.find_all((nodes.FromImport, nodes.Import, nodes.Macro, nodes.Assign, nodes.AssignBlock)):
        if isinstance(node, nodes.FromImport):
            own |= {name if isinstance(name, str) else name[1] for name in node.names}
        elif isinstance(node, nodes.Import | nodes.Macro):
            own.add(node.target if isinstance(node, nodes.Import) else node.name)
        else:
            own |= {name.name for name in node.target.find_all(nodes.Name)} | {str(getattr(node.target, "name", ""))}
    return own


CALLS = rendered()


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.module}-{call.template}")
def test_template_and_context_name_the_same_things(call: Rendered) -> None:
    declared = {field.name for field in dataclasses.fields(call.context)}  # type: ignore[arg-type]
    assert names_used(call.template, declared) - {"shell"} == declared, f"{call.module}:{call.line}"


def test_every_template_belongs_to_a_page() -> None:
    files = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    included = {
        str(node.template.value)
        for name in files
        for node in environment("vi").parse((TEMPLATES / name).read_text(encoding="utf-8")).find_all(nodes.Include)
        if isinstance(node.template, nodes.Const)
    }
    pages = {name for name in files if not name.startswith(PARTS)}
    assert pages - included == {call.template for call in CALLS}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_template_compiles(language: str) -> None:
    for path in sorted(TEMPLATES.rglob("*.html")):
        environment(language).get_template(path.relative_to(TEMPLATES).as_posix())


def test_part_says_what_each_macro_yields() -> None:
    for path in sorted((TEMPLATES / "includes").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        macros = [part.split("(")[0] for part in text.split("{% macro ")[1:]]
        assert [name for name in macros if not name.startswith("_") and f"{{# {name}(" not in text] == [], path.name


def test_folder_of_templates_is_a_subject() -> None:
    folders = {path.parent.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    assert all((API / name).is_dir() for name in folders - {".", "includes"}), "a template without its subject"
    assert Path(TEMPLATES / "base.html").exists()
