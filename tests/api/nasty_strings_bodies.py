"""The texts of every JSON body: found in the API's own description, and for each who sends it and where it is read.

A text that is neither in `shown` nor in `unseen` of its request fails the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.api.nasty_strings_forms import (
    CODE,
    SELF,
    evidence_waits,
    groups_ask,
    nothing,
    objections_gone,
    objections_open,
)
from tests.api.world import World
from tests.api.world_rows import A1, OWN, RUN_A

ID_PATTERN: Final = "^[0-9A-Za-z._:@-]+$"
EVIDENCE: Final = {"kind": "duty", "text": "Tham mưu chứng thực"}
COURSE: Final = {"name_vi": "Hộ tịch số nâng cao", "domain": "professional", "mode": "class"}
CLASS: Final = {"course_id": "PA-01", "province_id": "01", "mode": "class", "seats": 30}
PLAN_STEP: Final = f"/api/v1/people/{OWN.officer_id}/plan/PA-01"


@dataclass(frozen=True, kw_only=True)
class BodyCase:
    """A request with texts: who sends it where, a valid body, and what becomes of each text."""

    account: str
    url: str
    body: Mapping[str, Any]
    """`#` in an id becomes a number that is new each time."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """Pointer → address whose answer holds the text afterwards."""
    unseen: Mapping[str, str] = field(default_factory=dict)
    mark_of: str = ""
    """The address whose ETag must be sent."""
    at_start: Callable[[World], None] = nothing
    before: Callable[[World], None] = nothing


BODIES: Final[Mapping[str, BodyCase]] = {
    "POST /api/v1/own-courses": BodyCase(
        account="institute", url="/api/v1/own-courses", body={"course_id": "NJ-#", **COURSE},
        shown={"/name_vi": SELF, "/name_en": SELF, "/outline": SELF}, unseen={"/course_id": CODE},
    ),
    "PUT /api/v1/own-courses/{own_course_id}": BodyCase(
        account="institute", url="/api/v1/own-courses/0WN-1", body=COURSE, mark_of="/api/v1/own-courses/0WN-1",
        shown={"/name_vi": SELF, "/name_en": SELF, "/outline": SELF},
    ),
    "POST /api/v1/offerings": BodyCase(
        account="institute", url="/api/v1/offerings", body=CLASS, shown={"/place": SELF}
    ),
    "PUT /api/v1/offerings/{offering_id}": BodyCase(
        account="institute", url="/api/v1/offerings/0FF-1", body=CLASS, mark_of="/api/v1/offerings/0FF-1",
        shown={"/place": SELF},
    ),
    "POST /api/v1/offerings/{offering_id}/results": BodyCase(
        account="institute", url="/api/v1/offerings/0FF-1/results",
        body={"results": [{"enrolment_id": "ENR-1", "status": "failed"}]},
        unseen={"/results/0/result": "goes into evidence of who passed"},
    ),
    "POST /api/v1/decisions": BodyCase(
        account="decider_a", url="/api/v1/decisions",
        body={
            "run_id": RUN_A, "officer_id": "01K9PERS0N0000000000000002", "position_id": "II.06",
            "decided": "does_not_meet", "reason_code": "evidence_seen", "reason_text": "Đã xem bản gốc.",
        },
        shown={"/reason_text": "/api/v1/decisions?run_id=RUNA"},
    ),
    "POST /api/v1/tokens": BodyCase(
        account="institute", url="/api/v1/tokens", body={"label": "Thử", "actions": ["see_demand"], "days": 3},
        shown={"/label": "/api/v1/tokens"},
    ),
    "POST /api/v1/objections": BodyCase(
        account="officer", url="/api/v1/objections", body={"run_id": RUN_A, "position_id": OWN.position_id},
        shown={"/text": SELF}, before=objections_gone,
    ),
    "PUT /api/v1/objections/{objection_id}/answer": BodyCase(
        account="decider_a", url="/api/v1/objections/0BJ0/answer", body={"is_accepted": True},
        mark_of="/api/v1/objections/0BJ0", shown={"/answer": SELF}, before=objections_open,
    ),
    "POST /api/v1/people/{officer_id}/evidence": BodyCase(
        account="hr_a1", url=f"/api/v1/people/{OWN.officer_id}/evidence", body=EVIDENCE,
        shown=dict.fromkeys(("/text", "/subject", "/grade"), f"/api/v1/people/{OWN.officer_id}/evidence"),
    ),
    "POST /api/v1/evidence/{statement_id}/judge": BodyCase(
        account="hr_a1", url="/api/v1/evidence/SWAITS/judge", body={"is_accepted": False},
        shown={"/answer": f"/api/v1/people/{OWN.officer_id}/evidence"}, before=evidence_waits,
    ),
    "POST /api/v1/people/{officer_id}/erase": BodyCase(
        account="province_a", url=f"/api/v1/people/{OWN.officer_id}/erase", body={},
        unseen={"/reason": "stands in the audit alone, once"},
    ),
    "PUT /api/v1/people/{officer_id}/plan/{course_id}": BodyCase(
        account="hr_a1", url=PLAN_STEP, body={"status": "learning"}, mark_of=PLAN_STEP, shown={"/wish": SELF}
    ),
    "POST /api/v1/runs": BodyCase(
        account="hr_a1", url="/api/v1/runs", body={"unit_id": A1}, shown={"/label": "/api/v1/runs?limit=200"}
    ),
    "POST /api/v1/runs/{run_id}/exports": BodyCase(
        account="hr_a1", url=f"/api/v1/runs/{RUN_A}/exports", body={"form": "csv"}, unseen={"/q": "a search"}
    ),
    "POST /api/v1/fairness/reasons": BodyCase(
        account="auditor_a", url="/api/v1/fairness/reasons",
        body={"run_id": RUN_A, "dimension": "sex", "group": "group #", "reason": "Nhóm này mới tuyển, chưa sát hạch."},
        shown={"/reason": f"/api/v1/fairness?run_id={RUN_A}"}, unseen={"/dimension": CODE, "/group": CODE},
        at_start=groups_ask,
    ),
}  # fmt: skip
"""Method and path → the case."""


def texts_of(described: Mapping[str, Any]) -> dict[str, list[str]]:
    """Request → pointers of what can be any text: no given answers, no ids, no days."""
    found: dict[str, list[str]] = {}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            for kind, content in operation.get("requestBody", {}).get("content", {}).items():
                if kind == "application/json":
                    pointers = sorted(set(_texts(content["schema"], described["components"]["schemas"], "")))
                    found[f"{method.upper()} {path}"] = pointers
    return found


def _texts(schema: Mapping[str, Any], known: Mapping[str, Any], at: str) -> Iterator[str]:
    if "$ref" in schema:
        schema = known[schema["$ref"].rsplit("/", 1)[-1]]
    for one in schema.get("anyOf", ()):
        yield from _texts(one, known, at)
    for name, inner in schema.get("properties", {}).items():
        yield from _texts(inner, known, f"{at}/{name}")
    if "items" in schema:
        yield from _texts(schema["items"], known, f"{at}/0")
    is_given = "enum" in schema or "format" in schema or "const" in schema or schema.get("pattern") == ID_PATTERN
    if schema.get("type") == "string" and not is_given:
        yield at


def put(body: Any, pointer: str, text: str) -> Any:
    """The body with a text at a pointer."""
    first, _, rest = pointer.removeprefix("/").partition("/")
    if isinstance(body, list):
        return [put(one, rest, text) if place == int(first) else one for place, one in enumerate(body)]
    inner = put(body.get(first, {}), rest, text) if rest else text
    return {**body, first: inner}
