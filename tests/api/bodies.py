"""A body for every request that needs one: valid, and about the thing in a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.api.related import NO_SUCH, PERSON, RUN_IDS, Place, unit_of
from tests.api.world_rows import RUN_A, run_of

Body = Callable[[Place], dict[str, Any]]


def _about_person(place: Place) -> dict[str, Any]:
    person = PERSON[place]
    if person is None:
        return {"run_id": RUN_A, "officer_id": NO_SUCH, "position_id": "II.05"}
    return {"run_id": run_of(person), "officer_id": person.officer_id, "position_id": person.position_id}


def _decision(place: Place) -> dict[str, Any]:
    reason = {"reason_code": "evidence_seen", "reason_text": "Đã xem bản gốc chứng chỉ."}
    return {**_about_person(place), "decided": "meets", **reason}


def _confirmation(place: Place) -> dict[str, Any]:
    about = _about_person(place)
    return {"run_id": about.pop("run_id"), "pairs": [about]}


def _objection(place: Place) -> dict[str, Any]:
    about = _about_person(place)
    run_id = NO_SUCH if place is Place.NOBODY else about["run_id"]
    position_id = about["position_id"] if place is Place.OWN else "II.06"  # a post that the civil servant does not hold
    return {"run_id": run_id, "position_id": position_id, "text": "Tôi đề nghị xem lại kết quả này."}


_COURSE: Final = {"name_vi": "Hộ tịch số nâng cao", "domain": "professional", "mode": "class"}
_CLASS: Final = {"course_id": "PA-01", "province_id": "01", "mode": "class", "seats": 30}
BODIES: Final[Mapping[tuple[str, str], Body]] = {
    ("POST", "/courses"): lambda _: {"course_id": "TCT-8", **_COURSE},
    ("POST", "/courses/{own_course_id}"): lambda _: _COURSE,
    ("POST", "/offerings"): lambda _: {**_CLASS, "status": "open"},
    ("POST", "/offerings/{offering_id}"): lambda _: {**_CLASS, "status": "open"},
    ("POST", "/offerings/{offering_id}/results"): lambda _: {"lines": "ENR-1;passed"},
    ("POST", "/offerings/{offering_id}/results/preview"): lambda _: {"lines": "ENR-1;passed"},
    ("POST", "/me/evidence"): lambda _: {"kind": "certificate", "text": "Chứng chỉ tin học"},
    ("POST", "/me/plan/{course_id}"): lambda _: {"year": "2027", "version": "0", "status": "done"},
    ("POST", "/admin/users/{user_id}/roles"): lambda place: {"role": "unit_hr", "unit": unit_of(place)},
    ("POST", "/admin/users/{user_id}/roles/end"): lambda place: {
        "role": "officer" if place is Place.OWN else "unit_hr", "unit": unit_of(place)
    },
    ("POST", "/admin/users/{user_id}/place"): lambda place: {"unit": unit_of(place), "role": "unit_hr", "act": "do"},
    ("POST", "/api/v1/accounts/{user_id}/move"): lambda place: {
        "unit_id": unit_of(place), "roles": ["decision_maker"]
    },
    ("POST", "/admin/users/{user_id}/disabled"): lambda _: {"is_disabled": "true"},
    ("POST", "/api/v1/tokens"): lambda _: {"label": "Thử", "actions": ["see_demand"], "days": 3},
    ("POST", "/runs/new"): lambda place: {"unit": unit_of(place), "label": "Thử", "today": "2026-11-22"},
    ("POST", "/api/v1/adaptations"): lambda _: {"seed": 1, "steps": 1},
    ("POST", "/api/v1/runs"): lambda place: {"unit_id": unit_of(place), "label": "Thử"},
    ("POST", "/api/v1/imports"): lambda place: {"unit_id": unit_of(place)},
    ("POST", "/api/v1/decisions"): _decision,
    ("POST", "/api/v1/decisions/confirm"): _confirmation,
    ("POST", "/api/v1/objections"): _objection,
    ("PUT", "/api/v1/objections/{objection_id}/answer"): lambda _: {"is_accepted": True, "answer": "Đã bổ sung hồ sơ."},
    ("POST", "/api/v1/people/{officer_id}/evidence"): lambda _: {"kind": "duty", "text": "Tham mưu chứng thực"},
    ("POST", "/api/v1/evidence/{statement_id}/judge"): lambda _: {"is_accepted": True},
    ("PUT", "/api/v1/people/{officer_id}/plan/{course_id}"): lambda _: {"status": "learning"},
    ("POST", "/api/v1/fairness/reasons"): lambda place: {
        "run_id": RUN_IDS[place], "dimension": "sex", "group": "F", "reason": "Nhóm này mới tuyển, chưa sát hạch."
    },
    ("POST", "/api/v1/own-courses"): lambda _: {"course_id": "TCT-9", **_COURSE},
    ("PUT", "/api/v1/own-courses/{own_course_id}"): lambda _: _COURSE,
    ("POST", "/api/v1/offerings"): lambda _: _CLASS,
    ("PUT", "/api/v1/offerings/{offering_id}"): lambda _: _CLASS,
    ("POST", "/api/v1/offerings/{offering_id}/enrolments"): lambda place: {
        "officer_id": _about_person(place)["officer_id"]
    },
    ("POST", "/api/v1/offerings/{offering_id}/results"): lambda _: {
        "results": [{"enrolment_id": "ENR-1", "status": "passed"}]
    },
    ("POST", "/api/v1/people/{officer_id}/erase"): lambda _: {"reason": "Đã thôi việc, hết hạn lưu hồ sơ."},
    ("POST", "/api/v1/runs/{run_id}/exports"): lambda _: {"form": "csv"},
}  # fmt: skip
"""Method and route → body. A program's route with a body that is not here fails the walk."""
NAMED_IN_BODY: Final[Mapping[tuple[str, str], str]] = {
    ("POST", "/api/v1/runs"): "unit_id",
    ("POST", "/runs/new"): "unit_id",
    ("POST", "/api/v1/imports"): "unit_id",
    ("POST", "/api/v1/decisions"): "officer_id",
    ("POST", "/api/v1/decisions/confirm"): "officer_id",
    ("POST", "/api/v1/objections"): "officer_id",
    ("POST", "/api/v1/fairness/reasons"): "run_id",
    ("POST", "/api/v1/offerings/{offering_id}/enrolments"): "officer_id",
}
"""Method and route → what the body names, where it decides who may."""
UPLOADS: Final[Mapping[tuple[str, str], dict[str, tuple[str, bytes, str]]]] = {
    ("POST", "/api/v1/imports"): {"people": ("can_bo.csv", "Mã;Họ tên\n1;An\n".encode(), "text/csv")},
}
"""Method and route → files sent beside the body."""
WHOLE_RUN: Final = frozenset({
    ("POST", "/api/v1/runs/{run_id}/publish"), ("POST", "/api/v1/fairness/reasons"),
    ("POST", "/runs/{run_id}/publish"),
})  # fmt: skip
"""Requests that ask for the right over the whole unit of a run, not over a part of it."""
