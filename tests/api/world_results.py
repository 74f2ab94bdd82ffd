"""Results of the runs of the small world, written as frames of the shapes that a real run has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from recommender import columns
from recommender.store.catalogue_now import keep_catalogue
from recommender.store.frames import write_frame
from recommender.store.keys import person_key, search_key, text_key
from recommender.store.tables.runs import RESULTS, RUN
from tests.api.world_rows import (
    A1,
    A1_DEPARTMENT,
    NOW,
    PEOPLE,
    PROVINCE_A,
    PROVINCE_B,
    RUN_A,
    RUN_B,
    RUN_OPEN,
    TODAY,
    Someone,
    add,
)
from training_catalog.types import Catalogue

LABELS = ("meets", "needs_review", "does_not_meet")
Rows = list[dict[str, Any]]
OPEN = {"supervisor": 4.0, "conflict": "supervisor>test", "kept": "neither"}
"""An estimate that leaves both labels, on which two sources disagree."""


def add_runs(conn: Connection, catalogue: Catalogue, *, made_by: str) -> None:
    """Three runs with every result frame, and the catalogue they were made with."""
    keep_catalogue(conn, catalogue, by_name="Phan Nhân Sự", now=NOW)
    scopes = (
        (RUN_A, PROVINCE_A, "published", [person for person in PEOPLE if person.province_id == PROVINCE_A]),
        (RUN_B, PROVINCE_B, "published", [person for person in PEOPLE if person.province_id == PROVINCE_B]),
        (RUN_OPEN, A1, "finished", [person for person in PEOPLE if person.unit_id in {A1, A1_DEPARTMENT}]),
    )
    for run_id, unit_id, status, people in scopes:
        add(conn, RUN, {
            "run_id": run_id, "unit_id": unit_id, "label": f"Rà soát {run_id}", "status": status, "today": TODAY,
            "catalogue_digest": catalogue.digest, "catalogue_version": catalogue.version, "encoder": "lexical",
            "program": "test", "made_by": made_by, "made_by_name": "Phan Nhân Sự", "finished_at": NOW,
            "published_at": NOW if status == "published" else None, "job_id": None,
            "published_by_name": "Đỗ Ký" if status == "published" else "",
            "counts": {"officers": len(people), "verdicts": len(people), **_labels(len(people))},
        })  # fmt: skip
        _write(conn, catalogue, run_id, people)


def _labels(n_people: int) -> dict[str, int]:
    """How many of so many people have each label."""
    return dict(Counter(LABELS[number % len(LABELS)] for number in range(n_people)))


def _write(conn: Connection, catalogue: Catalogue, run_id: str, people: list[Someone]) -> None:
    frames: dict[str, Rows] = {
        "verdicts": [_verdict(one, number) for number, one in enumerate(people)],
        "estimates": [_estimate(one, requirement) for one in people for requirement in ("C1", "C3")],
        "standards": [_standard(one) for one in people],
        "gaps": [_gap(one) for one in people],
        "recommendations": [_recommendation(one) for one in people],
        "plans": [_plan(one) for one in people],
        "demand": list(_demand(people)),
        "uncovered": list(_uncovered(people)),
        "balance": list(_balance(people)),
        "moves": [_move(people[0])],
        "fairness": list(_fairness(len(people))),
    }
    for name, rows in frames.items():
        spec, table = RESULTS[name]
        frame = spec.frame(rows)
        extra = _keys(catalogue, rows) if spec is columns.VERDICTS else None
        write_frame(conn, spec, table, frame=frame, owner={"run_id": run_id}, extra=extra)


def _keys(catalogue: Catalogue, rows: Rows) -> dict[str, list[Any]]:
    names = {person.officer_id: person for person in PEOPLE}
    people = [names[row["officer_id"]] for row in rows]
    positions = [catalogue.positions[row["position_id"]] for row in rows]
    return {
        "name_sort": [person_key(one.name) for one in people],
        "name_search": [search_key(one.name, one.code) for one in people],
        "field": [one.field for one in positions],
        "title_sort": [text_key(one.title_vi) for one in positions],
        "unit_sort": [text_key(one.unit_id) for one in people],
        "doubt": [1 - abs(2 * row["probability"] - 1) for row in rows],
    }


def _of(one: Someone) -> dict[str, Any]:
    return {"officer_id": one.officer_id, "position_id": one.position_id}


def _verdict(one: Someone, number: int) -> dict[str, Any]:
    label = LABELS[number % len(LABELS)]
    return {
        **_of(one), "unit_id": one.unit_id, "share": 1.0, "verdict": label,
        "probability": {"meets": 0.93, "needs_review": 0.55, "does_not_meet": 0.08}[label],
        "failed_questions": "" if label == "meets" else "competency", "review_reasons": "", "standards": "fits",
        "p_competency": 0.6, "share_met": 0.7, "coverage": 0.8, "n_requirements": 2, "n_direct": 1,
        "n_below": 0 if label == "meets" else 1, "results_band": "good",
        "reason_vi": f"Soạn thảo văn bản: {one.name} cần 2–3, ước lượng 2,1.",
        "reason_en": f"Drafting: {one.name} needs 2–3, estimated 2.1.", "change_vi": "Một kết quả sát hạch.",
        "change_en": "One test result.", "legal_basis": "",
    }  # fmt: skip


def _estimate(one: Someone, requirement: str) -> dict[str, Any]:
    return {
        **_of(one), "requirement_id": requirement, "kind": "competency", "domain": "administration",
        "name_vi": "Soạn thảo và ban hành văn bản", "name_en": "Drafting documents", "weight": 1.0, "is_gate": False,
        "min_level": 2, "max_level": 3, "level": 2.1, "sd": 0.4, "p_meets": 0.6, "basis": "results", "n_direct": 1,
        "n_text": 1, "test": 2.2, "quote": "Tham mưu đăng ký hộ tịch và chứng thực", "match_confidence": 0.7,
        **(OPEN if requirement == "C3" else {}),
    }  # fmt: skip


def _standard(one: Someone) -> dict[str, Any]:
    return {
        **_of(one), "rule_id": "degree", "kind": "degree", "status": "fits", "reason": "", "found": "Đại học",
        "wanted": "Đại học", "wanted_en": "University", "after_appointment": False, "decides": True,
        "legal_basis": "Luật",
    }  # fmt: skip


def _gap(one: Someone) -> dict[str, Any]:
    return {
        **_of(one), "requirement_id": "C3", "kind": "shortfall", "domain": "administration",
        "name_vi": "Soạn thảo và ban hành văn bản", "name_en": "Drafting documents", "required": 2.0, "level": 1.6,
        "shortfall": 0.4, "p_gap": 0.7, "priority": 0.5,
    }  # fmt: skip


def _recommendation(one: Someone) -> dict[str, Any]:
    return {"officer_id": one.officer_id, "course_id": "PA-01", "rank": 1, "value": 0.4, "closes": "C3"}


def _plan(one: Someone) -> dict[str, Any]:
    return {
        "officer_id": one.officer_id, "unit_id": one.unit_id, "step": 1, "course_id": "PA-01",
        "course_vi": "Soạn thảo văn bản hành chính", "course_en": "Drafting", "domain": "administration",
        "mode": "class", "provider": "Trường Chính trị", "periods": 40.0, "counted_periods": 40.0, "quarter": "Q1/2027",
        "is_mandatory": False, "priority": 0.5, "closes": "C3", "reason_vi": "Cần 2–3, ước lượng 1,6.",
        "reason_en": "Needs 2–3, estimated 1.6.",
    }  # fmt: skip


def _demand(people: list[Someone]) -> Iterable[dict[str, Any]]:
    for unit_id in dict.fromkeys(one.unit_id for one in people):
        here = [one for one in people if one.unit_id == unit_id]
        for course, more in (("PA-01", 0), ("PA-02", 20)):
            yield {
                "course_id": course, "course_vi": f"Khóa {course}", "course_en": f"Course {course}",
                "province_id": here[0].province_id, "unit_id": unit_id, "domain": "administration", "priority": "high",
                "learners": len(here) + more, "periods": 40.0 * (len(here) + more), "classes": 1.0,
            }  # fmt: skip


def _uncovered(people: list[Someone]) -> Iterable[dict[str, Any]]:
    for unit_id in dict.fromkeys(one.unit_id for one in people):
        yield {
            "requirement_id": "II.04.T01", "unit_id": unit_id, "name_vi": "Đăng ký hộ tịch", "name_en": "Civil status",
            "domain": "professional", "officers": 2, "why": "no_course",
        }  # fmt: skip


def _balance(people: list[Someone]) -> Iterable[dict[str, Any]]:
    for unit_id, position in dict.fromkeys((one.unit_id, one.position_id) for one in people):
        yield {
            "unit_id": unit_id, "position_id": position, "group": "specialist", "field": "justice", "heads": 1,
            "present": 1.0, "suitable": 1.0, "norm": 1.0, "quota": 2.0, "plan": 1.0, "over_norm": 0.0,
            "over_quota": -1.0, "over_plan": 0.0,
        }  # fmt: skip


def _move(one: Someone) -> dict[str, Any]:
    return {
        "officer_id": one.officer_id, "kind": "inside", "from_unit": one.unit_id, "from_position": one.position_id,
        "to_unit": one.unit_id, "to_position": "II.06", "probability": 0.7, "standards": "fits",
        "reason_vi": "Thiếu một vị trí.", "reason_en": "One post is open.",
    }  # fmt: skip


def _fairness(count: int) -> Iterable[dict[str, Any]]:
    for group, rate in (("F", 0.6), ("M", 0.7)):
        yield {
            "dimension": "sex", "group": group, "n": count, "rate": rate, "is_reference": group == "M", "ratio": 0.86,
            "asks_reason": False,
        }  # fmt: skip
