"""Every route of the server with every account and every place, and what must come of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from fastapi import FastAPI
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from api.web.access import Policy, PolicyKind, policy_of
from recommender.permissions import ALLOWED, OF_THE_SERVER, Action, Role
from recommender.permissions import PERSONAL as PERSONAL_ACTIONS
from tests.api.bodies import BODIES, NAMED_IN_BODY, UPLOADS, WHOLE_RUN
from tests.api.related import (
    OF_UNIT,
    OPAQUE,
    PERSON,
    PERSONAL,
    REFERENCE,
    RUN_IDS,
    RUNS_SEEN,
    RUNS_WHOLE,
    SCOPE,
    Place,
    unit_of,
)
from tests.api.world import ROLES, World
from tests.api.world_rows import PEOPLE, RUN_A, run_of

ACCOUNT: Final = re.compile(r"@(\w+)@")
PARAMETER: Final = re.compile(r"{(\w+)(?::\w+)?}")
SEEN: Final = frozenset({200, 201, 202, 204, 303, 304, 409, 412, 422, 428})
"""Answers to somebody who may: carried out, or refused for a reason that has nothing to do with who asks."""
NAMED_BY: Final = {"job_id": frozenset({Action.SEE_JOBS}), "token_id": frozenset({Action.MANAGE_TOKENS})}
"""For routes open to everybody signed in: what lets one see things that others own."""
WITH_SECRET: Final = frozenset({
    "/account/sessions/end", "/account/tokens/end", "/sign-in/enrol/confirm", "/sign-in/code",
})  # fmt: skip
"""Forms whose body holds a code or names one's own session or token; an empty one names none."""
ONLY_OWNER: Final = {
    ("GET", "/api/v1/jobs/{job_id}/file"): "hr_a1",
    ("GET", "/admin/jobs/{job_id}/file"): "hr_a1",
    ("GET", "/jobs/{job_id}/file"): "hr_a1",
    ("PUT", "/api/v1/own-courses/{own_course_id}"): "institute",
    ("DELETE", "/api/v1/own-courses/{own_course_id}"): "institute",
    ("PUT", "/api/v1/offerings/{offering_id}"): "institute",
    ("GET", "/api/v1/offerings/{offering_id}/tickets"): "institute",
    ("POST", "/api/v1/offerings/{offering_id}/results"): "institute",
    ("GET", "/courses/{own_course_id}"): "institute",
    ("POST", "/courses/{own_course_id}"): "institute",
    ("POST", "/courses/{own_course_id}/end"): "institute",
    ("GET", "/offerings/{offering_id}/edit"): "institute",
    ("POST", "/offerings/{offering_id}"): "institute",
    ("POST", "/offerings/{offering_id}/results"): "institute",
    ("GET", "/offerings/{offering_id}/results"): "institute",
    ("GET", "/offerings/{offering_id}/results.xlsx"): "institute",
    ("POST", "/offerings/{offering_id}/results/preview"): "institute",
}
"""Requests that are carried out only for the account that made the thing."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One request of one account about a thing in one place."""

    account: str
    method: str
    template: str
    url: str
    place: Place
    policy: Policy
    parameters: tuple[str, ...]

    def ask(self, client: TestClient, users: Mapping[str, str]) -> tuple[int, str]:
        """Status and text of the answer; `users` are the ids of the accounts that an address may name."""
        url = ACCOUNT.sub(lambda found: users[found[1]], self.url)
        key = (self.method, self.template)
        body = BODIES.get(key)
        content = body(self.place) if body else ({} if self.method in {"POST", "PUT", "PATCH"} else None)
        if content is None:
            answer = client.request(self.method, url)
        elif self.is_page or key in UPLOADS:
            answer = client.request(self.method, url, data=content, files=UPLOADS.get(key))
        else:
            answer = client.request(self.method, url, json=content)
        return answer.status_code, answer.text

    @property
    def role(self) -> Role | None:
        """The role of the account."""
        return ROLES[self.account][0] if self.account in ROLES else None

    @property
    def is_page(self) -> bool:
        """Whether people and not programs read the answer."""
        return not self.template.startswith("/api/")

    def allowed(self) -> frozenset[int]:
        """The statuses that are right."""
        if self.policy.kind is PolicyKind.PUBLIC:
            return SEEN | {401, 404, 429}
        if self.policy.kind is PolicyKind.MONITORING:
            return frozenset({404})
        if not self.account:
            return frozenset({303, 401}) if self.is_page else frozenset({401})
        if self.policy.kind is PolicyKind.PERMITTED and not self._acts():
            return frozenset({403})
        if self.template in WITH_SECRET:
            return SEEN | {401, 404}
        if self._is_seen():
            return SEEN | {404} if any(parameter in OPAQUE for parameter in self.parameters) else SEEN
        return frozenset({404, 422}) if self.is_page and self.method != "GET" else frozenset({404})

    def _acts(self) -> frozenset[Action]:
        actions = frozenset(self.policy.actions)
        for parameter in self.parameters:
            actions = actions or NAMED_BY.get(parameter, frozenset())
        allowed = ALLOWED[self.role] if self.role else frozenset()
        return actions & (allowed if ROLES.get(self.account, ("", "-"))[1] == "" else allowed - OF_THE_SERVER)

    def _is_seen(self) -> bool:
        key = (self.method, self.template)
        if key in ONLY_OWNER and self.account != ONLY_OWNER[key]:
            return False
        return all(self._sees(parameter) for parameter in self.parameters)

    def _sees(self, parameter: str) -> bool:
        if parameter in REFERENCE or parameter in OPAQUE:
            return True
        if parameter == "run_id" and "officer_id" in self.parameters:
            return True
        if parameter == "run_id":
            seen = RUNS_WHOLE if (self.method, self.template) in WHOLE_RUN else RUNS_SEEN
            return RUN_IDS[self.place] in seen.get(self.account, frozenset())
        if not self._acts():
            return False
        ids = {**PERSONAL, **OF_UNIT}[parameter]
        wanted = ids[self.place]
        scope = SCOPE[self.account]
        if self.role is Role.OFFICER and parameter not in PERSONAL:
            return False
        return wanted in {ids[place] for place in scope}


def cells_of(route: APIRoute, accounts: tuple[str, ...]) -> Iterator[Cell]:
    """Every account, and every place where the route names a thing or a unit."""
    parameters = tuple(PARAMETER.findall(route.path))
    query = {
        field.alias for field in get_flat_params(route.dependant) if field.field_info.__class__.__name__ == "Query"
    }
    has_unit = "unit_id" in query and "unit_id" not in parameters
    methods = sorted((route.methods or set()) - {"HEAD"})
    path = PARAMETER.sub(r"{\1}", route.path)
    named = tuple(NAMED_IN_BODY[(method, path)] for method in methods if (method, path) in NAMED_IN_BODY)
    is_placed = has_unit or bool(named) or any(parameter not in {**REFERENCE, **OPAQUE} for parameter in parameters)
    policy = policy_of(route)
    if policy is None:
        raise AssertionError(f"{route.path} has no policy")
    for method in methods:
        for account in accounts:
            for place in Place if is_placed else (Place.SAME_UNIT,):
                url = PARAMETER.sub(lambda found, place=place: value_of(found[1], place, parameters), route.path)
                if has_unit and method == "GET":
                    url += f"?unit_id={unit_of(place)}"
                yield Cell(
                    account=account, method=method, template=path, url=url, place=place,
                    policy=policy, parameters=parameters + named,
                )  # fmt: skip


def value_of(parameter: str, place: Place, parameters: tuple[str, ...]) -> str:
    """What stands for a parameter of an address in a place."""
    if parameter in REFERENCE or parameter in OPAQUE:
        return {**REFERENCE, **OPAQUE}[parameter]
    if parameter == "run_id":
        person = PERSON[place]
        return (run_of(person) if person else RUN_A) if "officer_id" in parameters else RUN_IDS[place]
    known = {**PERSONAL, **OF_UNIT}
    if parameter not in known:
        raise AssertionError(f"unknown path parameter {parameter}: add it to tests/api/related.py")
    return known[parameter][place]


def routes_of(app: FastAPI) -> list[APIRoute]:
    """All routes, by path and methods."""
    found = [route for route in app.routes if isinstance(route, APIRoute)]
    return sorted(found, key=lambda route: (route.path, sorted(route.methods or ())))


def leaked(world: World, cell: Cell, text: str) -> list[str]:
    """Names and ids of people in an answer that the account may not see; ids that it sent itself do not count."""
    role = cell.role
    sees_people = role is not None and bool(ALLOWED[role] & (PERSONAL_ACTIONS - {Action.ERASE_PERSON}))
    units = {unit_of(place) for place in SCOPE[cell.account]} if sees_people else set()
    hidden = [
        one for one in PEOPLE
        if one.unit_id not in units or (role is Role.OFFICER and one != PEOPLE[0])
    ]  # fmt: skip
    found = [one.name for one in hidden if one.name in text]
    if Action.SEE_AUDIT not in (ALLOWED[role] if role else ()):
        found += [one.officer_id for one in hidden if one.officer_id in text and one.officer_id not in cell.url]
    return found
