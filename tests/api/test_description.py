"""The description of the API: complete, stable, and with an example wherever somebody starts from one.

To bless a changed list of operations: look at the difference, then write the printed list to
tests/api/golden/operations.txt; a name that programs use must not change inside /api/v1.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.api.world import World

GOLDEN = Path(__file__).parent / "golden" / "operations.txt"
REFUSALS = {"400", "401", "403", "404", "405", "413", "422", "429"}


@pytest.fixture(scope="module")
def described(shared_world: World) -> dict[str, Any]:
    told: dict[str, Any] = shared_world.app.openapi()
    return told


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), path, operation)
        for path, methods in sorted(described["paths"].items()) for method, operation in sorted(methods.items())
    ]  # fmt: skip


def test_it_is_openapi_3_1_without_pages_in_it(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    assert all(path.startswith("/api/v1/") for path in described["paths"])


def test_the_names_of_operations_are_those_that_programs_know(described: dict[str, Any]) -> None:
    told = [f"{operation['operationId']}: {method} {path}" for method, path, operation in operations(described)]
    assert len({line.split(":")[0] for line in told}) == len(told)
    assert sorted(told) == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_every_operation_declares_its_refusals_and_who_may_call_it(described: dict[str, Any]) -> None:
    for method, path, operation in operations(described):
        assert set(operation["responses"]) >= REFUSALS, (method, path)
        assert "application/problem+json" in operation["responses"]["404"]["content"]
        assert operation["security"] == [] or operation["x-policy"], (method, path)
        assert operation["description"], (method, path)


def test_no_parameter_is_said_to_take_null(described: dict[str, Any]) -> None:
    parameters = [one for _, _, operation in operations(described) for one in operation.get("parameters", ())]
    assert len(parameters) > 100
    assert [one["name"] for one in parameters if {"type": "null"} in one["schema"].get("anyOf", ())] == []


def test_every_shape_that_is_sent_or_shown_as_a_row_has_an_example(described: dict[str, Any]) -> None:
    shapes = described["components"]["schemas"]
    rows = {
        shape["properties"]["rows"]["items"]["$ref"].split("/")[-1]
        for name, shape in shapes.items() if name.startswith("PageOut_")
    }  # fmt: skip
    sent = {
        content["schema"]["$ref"].split("/")[-1]
        for _, _, operation in operations(described) if "requestBody" in operation
        for kind, content in operation["requestBody"]["content"].items() if kind == "application/json"
    }  # fmt: skip
    reference = {"Competency", "Course", "Law", "Position", "System", "Task"}
    assert sorted(name for name in (rows | sent) - reference if "example" not in shapes[name]) == []


def test_only_those_who_are_signed_in_may_read_it(shared_world: World) -> None:
    assert shared_world.client("").get("/api/v1/openapi.json").status_code == 401
    assert shared_world.client("institute").get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")


def test_every_kind_of_problem_leads_to_its_meaning(shared_world: World) -> None:
    client = shared_world.client("")
    for url in ("/api/v1/nothing", "/api/v1/me", "/api/v1/people?x=1"):
        problem = client.get(url).json()
        assert client.get(problem["type"]).json()["status"] == problem["status"]


@pytest.mark.parametrize(("language", "title"), [("vi", "Không tìm thấy"), ("en", "Not found")])
def test_a_refusal_speaks_the_language_of_the_caller(shared_world: World, language: str, title: str) -> None:
    assert shared_world.client("", language=language).get("/api/v1/nothing").json()["title"] == title


def test_another_method_is_refused_with_all_that_are_taken(shared_world: World) -> None:
    answer = shared_world.client("hr_a1").patch("/api/v1/people/x/plan/PA-01")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, PUT"
