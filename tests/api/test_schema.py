"""The API keeps its own description: all checks of schemathesis, every operation, as every role.

A few examples an operation run with the suite; `-m bench` runs a hundred of each.
"""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.parameters import ParameterLocation

from tests.api.world import SAME_ORIGIN, World, open_world

ROLES = ("officer", "hr_a1", "province_a", "decider_a1", "institute", "auditor_a", "administrator", "nobody", "token")
FEW, MANY = 2, 100
load_all_checks()
ACCEPTANCE, REJECTION = map(CHECKS.get_one, ("positive_data_acceptance", "negative_data_rejection"))
FILES = ("POST /api/v1/imports",)
"""Its parts are sent without the name of a file, which a description cannot ask for."""
FIXED_TABLES = ("GET /api/v1/demand",)
"""For an institute some cuts are refused as a whole (422), whatever the description of single parameters says."""


@dataclass(frozen=True, kw_only=True)
class Caller:
    """How a role shows who it is."""

    role: str
    headers: dict[str, str]
    cookies: dict[str, str]


@pytest.fixture(scope="module")
def described_world(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("schema") / "data"
    shutil.copytree(world_folder, folder)
    world = open_world(folder)
    yield world
    world.store.close()


def caller(world: World, role: str) -> Caller:
    if role == "token":
        return Caller(role=role, headers={"Authorization": f"Bearer {world.token}"}, cookies={})
    return Caller(role=role, headers=dict(SAME_ORIGIN), cookies={"nangluc": world.secrets[role]})


def failures(world: World, who: Caller, examples: int) -> list[str]:
    """What is wrong, operation by operation."""
    schema = schemathesis.openapi.from_dict(by_token_only(world) if who.role == "token" else world.app.openapi())
    schema.app = world.app
    found = []
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                check(operation, who, mode, examples)
            except BaseExceptionGroup as failed:
                found.append(f"{who.role} {operation.label} ({mode}): {failed.exceptions[0]}")
    return found


def by_token_only(world: World) -> dict[str, Any]:
    """The description as a program reads it: with the other way to sign in the checks would send both at once."""
    told = copy.deepcopy(world.app.openapi())
    del told["components"]["securitySchemes"]["session"]
    for methods in told["paths"].values():
        for operation in methods.values():
            operation["security"] = [way for way in operation["security"] if "session" not in way]
    return told


def is_taken_as_described(_: Any, response: Any, case: Case) -> None:
    """What fits the description is refused for what it asks at most, never for its form."""
    is_right = case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE
    if is_right and response.status_code == 422:
        told = response.json()
        assert told["code"] != "invalid", f"refused for its form: {told['errors']}"


def is_wrong_only_in_its_head(case: Case) -> bool:
    """Whether nothing but a header of the case breaks the description."""
    parts = case.meta.components if case.meta is not None else {}
    return {place for place, part in parts.items() if part.mode is GenerationMode.NEGATIVE} == {
        ParameterLocation.HEADER
    }


def check(operation: Any, who: Caller, mode: GenerationMode, examples: int) -> None:
    """Raises the failures of one operation."""
    is_fixed = who.role in {"institute", "token"} and operation.label in FIXED_TABLES
    # What is asked for must also be sound (a reason for an override, a file in an import): more than a form can say.
    # Whether the form is taken as described is checked all the same, by `is_taken_as_described`.
    has_meaning = is_fixed or operation.method.upper() != "GET"

    @settings(
        max_examples=examples, database=None, derandomize=True, suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        if mode is GenerationMode.POSITIVE and isinstance(case.query, dict):
            case.query.pop("cursor", None)  # only the server makes them; they have their own tests
        not_checked = [ACCEPTANCE] if has_meaning else []
        if who.role == "token" and is_wrong_only_in_its_head(case):
            # It may be wrong only in that it lacks the token, which `who.headers` then puts back: rightly accepted.
            not_checked.append(REJECTION)
        case.call_and_validate(
            base_url="http://testserver", headers=who.headers, cookies=who.cookies, excluded_checks=not_checked,
            additional_checks=[is_taken_as_described] if has_meaning and operation.label not in FILES else [],
        )  # fmt: skip

    ask()


def test_every_check_there_is_is_made(described_world: World) -> None:
    config = schemathesis.openapi.from_dict(described_world.app.openapi()).config.checks_config_for()
    names = CHECKS.get_all_names()
    assert len(names) >= 10
    assert [name for name in names if not config.get_by_name(name=name).enabled] == []


@pytest.mark.parametrize("role", ROLES)
def test_the_api_is_as_described(described_world: World, role: str) -> None:
    assert failures(described_world, caller(described_world, role), FEW) == []


@pytest.mark.bench
@pytest.mark.parametrize("role", ROLES)
def test_the_api_is_as_described_by_many_examples(described_world: World, role: str) -> None:
    assert failures(described_world, caller(described_world, role), MANY) == []
