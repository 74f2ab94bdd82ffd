"""Requests that fit the description, made about things that exist: ids of the small world, its catalogue and its day.

What a description cannot say, because it depends on what is stored or on the day, is said in `STATE` and filled in
here: after that every such request is carried out, or refused for what it is about (403, 404, 409, 412).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from schemathesis import Case
from sqlalchemy import select

from recommender.store.tables.accounts import API_TOKEN
from tests.api.bodies import UPLOADS
from tests.api.cells import value_of
from tests.api.made_ready import make_ready
from tests.api.related import NO_SUCH, PERSON, PERSONAL, RUN_IDS, Place, unit_of
from tests.api.world import World
from tests.api.world_rows import PROVINCE_A, PROVINCE_B, TODAY, run_of

STATE: Final[Mapping[str, str]] = MappingProxyType({
    "an id": "which ids exist is stored; here they are of the small world, of a place that changes from case to case",
    "reason_code, reason_text": "a reason is asked for when the stored proposal or decision differs",
    "roles": "which units are provinces, and whom an account belongs to, is stored",
    "positions, outcomes, ranks, grants": "codes are those of the catalogue, which grows without the API changing",
    "started_on, dated_on, done_on": "JSON Schema has no bounds of days, and today moves",
    "done_on of a step that is done": "asked for while the quarter of the stored plan is yet to come",
    "starts_on, ends_on": "JSON Schema compares no two fields",
    "people": "whether a file is a table is seen in its content",
    "Idempotency-Key": "which keys were used for another request is stored; here one case has one key",
    "actions": "a token may do no more than the roles of its owner, which are stored; half of them may",
    "If-Match": "the mark of what is stored now",
    "quarter": "demand is cut by quarter inside provinces only; OpenAPI compares no two parameters",
    "unit_id of an institute's demand": "an institute is given fixed tables only; the description is of all roles",
})  # fmt: skip
"""What a request must fit beside its description → why the description cannot say it."""
PROVINCES: Final = {Place.NOBODY: NO_SUCH, Place.OTHER_PROVINCE: PROVINCE_B}
WORDS: Final = "Đã xem bản gốc chứng chỉ, đúng như hồ sơ."
READ_AT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "PUT /api/v1/objections/{objection_id}/answer": "/api/v1/objections/{objection_id}",
        "PUT /api/v1/own-courses/{own_course_id}": "/api/v1/own-courses/{own_course_id}",
        "DELETE /api/v1/own-courses/{own_course_id}": "/api/v1/own-courses/{own_course_id}",
        "PUT /api/v1/offerings/{offering_id}": "/api/v1/offerings/{offering_id}",
        "PUT /api/v1/people/{officer_id}/plan/{course_id}": "/api/v1/people/{officer_id}/plan/{course_id}",
    }
)
"""Edit → where the mark of what is edited is read."""


def with_real_ids(case: Case, world: World, account: str, *, at: Place | None = None) -> Case:
    """The case about things that exist, in a place that is named or chosen by what was generated; its form stays."""
    told = json.dumps([case.path_parameters, str(case.body)], default=str, sort_keys=True)
    place = at or tuple(Place)[zlib.crc32(told.encode()) % len(Place)]
    names = tuple(case.path_parameters or ())
    for name in names:
        case.path_parameters[name] = value_of(name, place, names)
    if "user_id" in names:
        named = str(case.path_parameters["user_id"]).strip("@")
        case.path_parameters["user_id"] = world.users.get(named, named)
    if "token_id" in names:
        with world.store.reading() as conn:
            case.path_parameters["token_id"] = conn.execute(select(API_TOKEN.c.token_id)).scalars().first()
    if isinstance(case.body, dict):
        _fill(case.body, place)
        if (case.method, case.path) in UPLOADS:
            table = UPLOADS[case.method, case.path]["people"][1].decode()
            case.body.update({kind: [table] * len(sent) for kind, sent in case.body.items() if isinstance(sent, list)})
    if isinstance(case.query, dict):
        case.query.pop("cursor", None)  # only the server makes them; they have their own tests
        _fill(case.query, place)
        if case.query.get("quarter"):
            case.query["by"] = "province"
        if account in {"institute", "token"} and case.operation.label == "GET /api/v1/demand":
            case.query.pop("unit_id", None)
    if "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = f"key-{zlib.crc32(told.encode())}-{case.method}{case.path}"
    is_marked = at is not None or zlib.crc32(told.encode()) // len(Place) % 4 > 0
    if is_marked:
        _mark(case, world, account)
    make_ready(case, world, account)
    return case


def _fill(body: dict[str, Any], place: Place) -> None:
    """Ids, codes and days of what is sent, where they are sent."""
    person = PERSON[place]
    officer_id = person.officer_id if person else NO_SUCH
    run_id = (run_of(person) if person else NO_SUCH) if {"officer_id", "pairs", "text"} & set(body) else RUN_IDS[place]
    known: dict[str, Any] = {
        "officer_id": officer_id, "run_id": run_id, "position_id": person.position_id if person else "II.05",
        "unit_id": unit_of(place), "province_id": PROVINCES.get(place, PROVINCE_A),
        "replaces": PERSONAL["statement_id"][place], "file_id": PERSONAL["file_id"][place],
        "positions": ["II.04"], "ranks": ["specialist"], "outcomes": {"II.04.T01": 3}, "grants": [],
    }  # fmt: skip
    if body.get("roles"):
        body["roles"] = ["decision_maker"]
    if "dimension" in body:
        body.update(dimension="sex", group="F")
    for name in set(body) & set(known):
        body[name] = known[name] if body[name] else body[name]
    if "province_id" in body:
        body["course_id"] = "PA-01"
    if "pairs" in body:
        body["pairs"] = [{"officer_id": officer_id, "position_id": known["position_id"]}]
    for number, one in enumerate(body.get("results", ())):
        one["enrolment_id"] = "ENR-1" if number == 0 else one["enrolment_id"]
    if "results" in body:
        body["results"] = body["results"][:1]
    if "actions" in body and place in (Place.OWN, Place.SAME_UNIT, Place.CHILD):
        body["actions"] = ["see_demand"]
    if "decided" in body and "officer_id" in body:
        body.update(reason_code=body.get("reason_code") or "evidence_seen", reason_text=WORDS)
    _keep_days(body)


def _keep_days(body: dict[str, Any]) -> None:
    for name in {"started_on", "dated_on", "done_on"} & set(body):
        if body[name] is not None:
            body[name] = str(min(max(date.fromisoformat(body[name]), date(1940, 1, 1)), TODAY))
    if body.get("status") == "done" and not body.get("done_on"):
        body["done_on"] = str(TODAY)
    if body.get("starts_on") and body.get("ends_on"):
        body["starts_on"], body["ends_on"] = sorted((body["starts_on"], body["ends_on"]))
    if body.get("today"):
        body["today"] = str(TODAY)


def _mark(case: Case, world: World, account: str) -> None:
    """The mark of what stands there; of somebody else's in the cases that are left as they were generated."""
    read = READ_AT.get(f"{case.method} {case.path}")
    if read is None:
        return
    client = world.token_client() if account == "token" else world.client(account)
    found = client.get(read.format(**case.path_parameters))
    if found.status_code == 200:
        case.headers["If-Match"] = found.headers["etag"]
