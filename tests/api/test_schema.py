"""The API keeps its own description: all checks of schemathesis, every operation, as every role.

What fits the description is carried out, or refused for what it is about; the ids of what exists, and what else depends
on what is stored, are filled in by `real_ids`. A few examples an operation run with the suite; `-m bench` runs a
hundred of each.
"""

from __future__ import annotations

import copy
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation

from tests.api.real_ids import with_real_ids
from tests.api.related import Place
from tests.api.world import SAME_ORIGIN, World, open_world, reset

ROLES = ("officer", "hr_a1", "province_a", "decider_a1", "institute", "auditor_a", "administrator", "nobody", "token")
FEW, MANY = 2, 100
ENOUGH = 3
"""Examples after which every change that a role may make to what is its own has been carried out at least once."""
SOUND = {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "304", "403", "404", "409", "412"]}}}
"""What may be answered to a request that fits: done, not yours, not there, in the way, changed meanwhile. Never 422."""
MAKERS: Mapping[str, frozenset[str]] = MappingProxyType({
    "officer": frozenset({"objections", "objections/{objection_id}/withdraw", "evidence/{statement_id}/withdraw"}),
    "hr_a1": frozenset({
        "decisions", "decisions/confirm", "evidence/{statement_id}/judge", "imports", "imports/{import_id}/cancel",
        "imports/{import_id}/confirm", "imports/{import_id}/undo", "jobs/{job_id}/cancel", "runs",
        "runs/{run_id}/exports", "offerings/{offering_id}/enrolments", "people/{officer_id}/evidence",
        "people/{officer_id}/plan/{course_id}",
    }),
    "province_a": frozenset({
        "objections/{objection_id}/answer", "people/{officer_id}/erase", "runs/{run_id}/publish",
    }),
    "decider_a1": frozenset({"fairness/reasons"}),
    "institute": frozenset({
        "offerings", "offerings/{offering_id}", "offerings/{offering_id}/results", "own-courses",
        "own-courses/{own_course_id}", "tokens", "tokens/{token_id}",
    }),
    "administrator": frozenset({"accounts/{user_id}/move", "adaptations"}),
})  # fmt: skip
"""Role → the changes that it makes, by what follows /api/v1/."""
OWN_PLACE: Mapping[str, Place] = MappingProxyType(dict.fromkeys(MAKERS, Place.SAME_UNIT) | {"officer": Place.OWN})
"""Role → where what it changes lies."""
load_all_checks()
REJECTION = CHECKS.get_one("negative_data_rejection")


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


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What came of all that one role asked."""

    wrong: list[str] = field(default_factory=list)
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Operation and status of what fitted the description → how often."""


def ask_all(
    world: World,
    who: Caller,
    examples: int,
    fresh: Path,
    *modes: GenerationMode,
    only: Collection[str] = (),
    at: Place | None = None,
) -> Asked:
    """Every operation, one after the other; a change starts from the world as it was made."""
    config = SchemathesisConfig.from_dict(SOUND)
    schema = schemathesis.openapi.from_dict(by_one_way(world, who.role), config=config)
    schema.app = world.app
    asked = Asked()
    for result in schema.get_all_operations():
        operation = result.ok()
        if only and (operation.method.upper() == "GET" or operation.path.removeprefix("/api/v1/") not in only):
            continue
        for mode in modes:
            if operation.method.upper() != "GET":
                reset(world, fresh)
            try:
                check(
                    operation,
                    who,
                    mode,
                    examples=examples,
                    fill=partial(with_real_ids, world=world, account=who.role, at=at),
                    asked=asked,
                )
            except BaseExceptionGroup as failed:
                asked.wrong.append(f"{who.role} {operation.label} ({mode}): {failed}")
    return asked


def by_one_way(world: World, role: str) -> dict[str, Any]:
    """The description as a browser or a program reads it: with the other way to sign in the checks would send both."""
    other = "session" if role == "token" else "token"
    told = copy.deepcopy(world.app.openapi())
    del told["components"]["securitySchemes"][other]
    for methods in told["paths"].values():
        for operation in methods.values():
            operation["security"] = [way for way in operation["security"] if other not in way]
    return told


def is_wrong_only_in_who_asks(case: Case) -> bool:
    """Whether nothing but the session or the token breaks the description, which are put back with every request."""
    parts = case.meta.components if case.meta is not None else {}
    wrong = {place for place, part in parts.items() if part.mode is GenerationMode.NEGATIVE}
    return bool(wrong) and wrong <= {ParameterLocation.HEADER, ParameterLocation.COOKIE}


def check(
    operation: Any, who: Caller, mode: GenerationMode, *, examples: int, fill: Callable[[Case], Case], asked: Asked
) -> None:
    """Raises the failures of one operation."""
    is_right = mode is GenerationMode.POSITIVE

    @settings(
        max_examples=examples, database=None, derandomize=True, suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate], deadline=None,
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        sent = fill(case) if is_right else case
        not_checked = [REJECTION] if is_wrong_only_in_who_asks(sent) else []
        answer = sent.call_and_validate(
            base_url="http://testserver", headers=who.headers, cookies=who.cookies, excluded_checks=not_checked
        )
        if is_right:
            asked.statuses[operation.label, answer.status_code] += 1

    ask()


def test_every_check_there_is_is_made(described_world: World) -> None:
    config = schemathesis.openapi.from_dict(described_world.app.openapi()).config.checks_config_for()
    names = CHECKS.get_all_names()
    assert len(names) >= 10
    assert [name for name in names if not config.get_by_name(name=name).enabled] == []


BOTH = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@pytest.mark.parametrize("role", ROLES)
def test_the_api_is_as_described(described_world: World, world_folder: Path, role: str) -> None:
    assert ask_all(described_world, caller(described_world, role), FEW, world_folder, *BOTH).wrong == []


def test_every_change_is_carried_out_for_somebody(described_world: World, world_folder: Path) -> None:
    """Otherwise the checks above would hold of an API that refuses everything."""
    done: set[str] = set()
    for role, changes in MAKERS.items():
        who = caller(described_world, role)
        asked = ask_all(
            described_world, who, ENOUGH, world_folder, GenerationMode.POSITIVE, only=changes, at=OWN_PLACE[role]
        )
        assert asked.wrong == []
        done |= {label for label, status in asked.statuses if status < 300}
    schema = schemathesis.openapi.from_dict(described_world.app.openapi())
    labels = {result.ok().label for result in schema.get_all_operations()}
    assert sorted(label for label in labels - done if not label.startswith("GET ")) == []


@pytest.mark.bench
@pytest.mark.parametrize("role", ROLES)
def test_the_api_is_as_described_by_many_examples(described_world: World, world_folder: Path, role: str) -> None:
    assert ask_all(described_world, caller(described_world, role), MANY, world_folder, *BOTH).wrong == []
