"""Exactly these fields reach each role: no answer grows a field in silence.

To bless a change: look at the difference that the failed test prints; when each new field is meant for that role, run
`.venv/bin/python -m tests.api.test_fields` and commit tests/api/golden/fields.json with the change.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tests.api.world import World, make_world, open_world
from tests.api.world_rows import OWN, RUN_A

GOLDEN: Final = Path(__file__).parent / "golden" / "fields.json"
ROLES: Final = (
    "officer", "hr_a1", "province_a", "decider_a1", "institute", "auditor_a", "administrator_a", "nobody",
)  # fmt: skip
QUESTIONS: Final = (
    "me", "me/looks", "tokens", "people", f"people/{OWN.officer_id}", f"people/{OWN.officer_id}/evidence",
    f"people/{OWN.officer_id}/assessments", f"people/{OWN.officer_id}/personal", f"people/{OWN.officer_id}/plan",
    "runs", f"runs/{RUN_A}", f"runs/{RUN_A}/counts", f"runs/{RUN_A}/verdicts", f"runs/{RUN_A}/facets",
    f"runs/{RUN_A}/people/{OWN.officer_id}", f"runs/{RUN_A}/people/{OWN.officer_id}/recommendations",
    f"runs/{RUN_A}/plan-totals", "decisions", "decisions/DEC4", "objections", "objections/0BJ0", "demand", "uncovered",
    "balance", "moves", f"fairness?run_id={RUN_A}", "imports", "imports/1MP0", "imports/1MP0/problems", "jobs",
    "jobs/J0B0", "own-courses", "own-courses/0WN-1", "offerings", "offerings/0FF-1", "offerings/0FF-1/tickets",
    "accounts", "audit", "catalogue", "catalogue/positions/II.04",
)  # fmt: skip


def paths_in(value: Any, at: str = "") -> Iterator[str]:
    """Dotted paths of all members; rows of a list are one."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            is_open = at.split(".")[-1] in {"counts", "result", "mapping", "levels", "outcomes", "audience"}
            yield from paths_in(inner, f"{at}.*" if is_open else f"{at}.{name}" if at else name)
    elif isinstance(value, list):
        for inner in value:
            yield from paths_in(inner, at)
    elif at:
        yield at


def fields_by_role(world: World) -> dict[str, dict[str, list[str] | int]]:
    """Role → question → the fields of the answer, or its status when it is refused."""
    told: dict[str, dict[str, list[str] | int]] = {}
    for role in ROLES:
        client = world.client(role)
        told[role] = {}
        for question in QUESTIONS:
            answer = client.get(f"/api/v1/{question}")
            fields = sorted(set(paths_in(answer.json()))) if answer.status_code == 200 else answer.status_code
            told[role][question] = fields
    return told


def test_each_role_gets_exactly_the_listed_fields(world: World) -> None:
    blessed = json.loads(GOLDEN.read_text(encoding="utf-8"))
    told = fields_by_role(world)
    for role in ROLES:
        assert told[role] == blessed[role], role


def test_no_field_of_a_person_reaches_an_institute_or_an_auditor() -> None:
    blessed = json.loads(GOLDEN.read_text(encoding="utf-8"))
    personal = {"officer_id", "code", "birth_date", "sex", "ethnicity", "quote"}
    for role in ("institute", "auditor_a"):
        for question, fields in blessed[role].items():
            if isinstance(fields, list) and question not in {"me", "catalogue/positions/II.04"}:
                assert not {field.split(".")[-1] for field in fields} & personal, (role, question)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        make_world(Path(folder) / "data")
        written = json.dumps(fields_by_role(open_world(Path(folder) / "data")), indent=1)
        GOLDEN.write_text(written + "\n", encoding="utf-8")
