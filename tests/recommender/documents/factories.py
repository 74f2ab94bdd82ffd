"""A small finished run with realistic values: three officers in two communes, every frame filled after its spec."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd

from recommender import columns as frames
from recommender.inputs import Inputs
from recommender.pipeline import RunResult
from recommender.settings import Settings
from tests.recommender import factories as make
from training_catalog.types import Catalogue, StandardKind

TODAY = pd.Timestamp(make.TODAY)
SETTINGS = Settings(today=make.TODAY, p_meets=0.75, p_fails=0.25)
PEOPLE = (("CC03", "Đặng Thị Ánh", "00001"), ("CC02", "Nguyễn Văn Bình", "00001"), ("CC01", "Lê Thị Ân", "00002"))
"""Id, name, unit; in the order in which lists show them."""
Rows = Sequence[Mapping[str, object]]


def catalogue() -> Catalogue:
    """Two positions with standards, one course, a field with a name."""
    courses = (make.course("K1", {"C3": 3}, provider="Trường Chính trị tỉnh"),)
    base = make.catalogue(courses=courses)
    return replace(base, vocabularies={**base.vocabularies, "fields": {"office": make.term("office", "Văn phòng")}})


def inputs(**more: pd.DataFrame) -> Inputs:
    """Officers, holdings, names, a degree each, two quotas."""
    held = {"CC01": "A", "CC02": "B", "CC03": "A"}
    given: dict[str, pd.DataFrame] = {
        "officers": frames.OFFICERS.frame(
            [{"officer_id": key, "unit_id": unit, "place": "people.xlsx!DS!A7"} for key, _, unit in PEOPLE]
        ),
        "holdings": frames.HOLDINGS.frame(
            [{"officer_id": key, "position_id": value, "share": 1.0} for key, value in held.items()]
        ),
        "personal": frames.PERSONAL.frame(
            [{"officer_id": key, "name": name, "sex": "female", "ethnicity": "Tày"} for key, name, _ in PEOPLE]
        ),
        "statements": frames.STATEMENTS.frame(
            [
                {
                    "statement_id": f"s{key}",
                    "officer_id": key,
                    "kind": "degree",
                    "text": "Đại học Luật",
                    "grade": "Đại học",
                    "periods": np.nan,
                    "place": "people.xlsx!DS!K7",
                }
                for key, _, _ in PEOPLE
            ]
        ),
        "quotas": make.quotas(("00001", "A", 2), ("00002", "A", 0)),
    }
    return Inputs(**{**given, **more})


def verdict(key: str, position_id: str, label: str, **given: object) -> dict[str, object]:
    units = {person: unit for person, _, unit in PEOPLE}
    return {
        "officer_id": key,
        "unit_id": units[key],
        "position_id": position_id,
        "share": 1.0,
        "verdict": label,
        "probability": {"meets": 0.95, "needs_review": 0.5, "does_not_meet": 0.02}[label],
        "p_competency": 0.97,
        "standards": {"meets": "fits", "needs_review": "consider", "does_not_meet": "unfit"}[label],
        "failed_questions": "standards" if label == "does_not_meet" else "",
        "review_reasons": "standards_open|uncertain" if label == "needs_review" else "",
        "share_met": 0.9,
        "coverage": 0.6,
        "n_requirements": 4,
        "n_direct": 3,
        "n_below": 1,
        "results_band": "Hoàn thành tốt nhiệm vụ",
        "reason_vi": "Tiêu chuẩn: phù hợp.",
        "reason_en": "Standards: met.",
        "change_vi": "",
        "change_en": "",
        "legal_basis": "NĐ 361/2025/NĐ-CP",
        **given,
    }


def estimate(officer_id: str, requirement_id: str, level: float, **given: object) -> dict[str, object]:
    return {
        "officer_id": officer_id,
        "position_id": "A",
        "requirement_id": requirement_id,
        "kind": "competency",
        "domain": "administration",
        "name_vi": "Soạn thảo văn bản",
        "name_en": "Drafting",
        "weight": 1.0,
        "is_gate": False,
        "min_level": 2,
        "max_level": 3,
        "level": level,
        "sd": 0.4,
        "p_meets": 0.9,
        "basis": "direct",
        "n_direct": 1,
        "n_text": 0,
        "test": level,
        "supervisor": np.nan,
        "peer": np.nan,
        "self": np.nan,
        "quote": "Bài sát hạch: 78/100",
        "quote_on": TODAY,
        "quote_place": "assessments.xlsx!KQ!C9",
        "match_confidence": 0.93,
        **given,
    }


def standard(officer_id: str, status: str, **given: object) -> dict[str, object]:
    return {
        "officer_id": officer_id,
        "position_id": "A",
        "rule_id": "major",
        "kind": str(StandardKind.MAJOR),
        "status": status,
        "reason": "major_named",
        "found": "Đại học Luật",
        "wanted": "Ngành luật",
        "decides": True,
        "legal_basis": "NĐ 361/2025/NĐ-CP",
        "evidence_id": f"s{officer_id}",
        **given,
    }


def gap(officer_id: str, requirement_id: str, kind: str, priority: float) -> dict[str, object]:
    return {
        "officer_id": officer_id,
        "position_id": "A",
        "requirement_id": requirement_id,
        "kind": kind,
        "domain": "administration",
        "name_vi": "Soạn thảo văn bản",
        "name_en": "Drafting",
        "required": 2.0,
        "level": 1.4,
        "shortfall": 0.6,
        "p_gap": 0.8,
        "priority": priority,
    }


def step(officer_id: str, number: int, periods: float, **given: object) -> dict[str, object]:
    units = {key: unit for key, _, unit in PEOPLE}
    return {
        "officer_id": officer_id,
        "unit_id": units[officer_id],
        "step": number,
        "course_id": "K1",
        "course_vi": "Khóa soạn thảo",
        "course_en": "Drafting course",
        "domain": "administration",
        "mode": "class",
        "provider": "Trường Chính trị tỉnh",
        "periods": periods,
        "counted_periods": periods,
        "quarter": "Q1/2027",
        "is_mandatory": False,
        "priority": 2.5,
        "closes": "C3@2-3",
        "reason_vi": "Khắc phục: soạn thảo.",
        "reason_en": "Closes: drafting.",
        **given,
    }


def wanted(unit_id: str, learners: int, priority: str) -> dict[str, object]:
    return {
        "course_id": "K1",
        "course_vi": "Khóa soạn thảo",
        "course_en": "Drafting course",
        "province_id": "01",
        "unit_id": unit_id,
        "domain": "administration",
        "priority": priority,
        "learners": learners,
        "periods": 16.0 * learners,
        "classes": learners / 40,
    }


def post(unit_id: str, position_id: str, present: float, quota: float) -> dict[str, object]:
    return {
        "unit_id": unit_id,
        "position_id": position_id,
        "group": "specialist",
        "field": "office",
        "heads": int(present),
        "present": present,
        "suitable": 1.0,
        "norm": np.nan,
        "quota": quota,
        "plan": np.nan,
        "over_norm": np.nan,
        "over_quota": present - quota,
        "over_plan": np.nan,
    }


ROWS: Mapping[str, Rows] = {
    "verdicts": [
        verdict("CC01", "A", "does_not_meet"),
        verdict("CC02", "B", "meets"),
        verdict("CC03", "A", "needs_review"),
    ],
    "estimates": [estimate("CC03", "C6", 1.4, p_meets=0.4), estimate("CC03", "C3", 2.6), estimate("CC01", "C3", 3.2)],
    "standards": [
        standard("CC01", "unfit", reason="major_other"),
        standard("CC03", "consider", reason="major_related"),
    ],
    "gaps": [
        gap("CC03", "C6", "shortfall", 2.5),
        gap("CC03", "C3", "development", 0.1),
        gap("CC01", "C3", "unproven", 0.2),
    ],
    "recommendations": [{"officer_id": "CC03", "course_id": "K1", "rank": 1, "value": 1.5, "closes": "C3@2-3"}],
    "plans": [step("CC03", 1, 24), step("CC03", 2, 24, course_id="K2"), step("CC01", 1, 16)],
    "demand": [wanted("00001", 2, "high"), wanted("00002", 1, "low")],
    "uncovered": [
        {
            "requirement_id": "A.T01",
            "unit_id": "00001",
            "name_vi": "Đăng ký khai sinh",
            "name_en": "Birth registration",
            "domain": "professional",
            "officers": 2,
            "why": "no_course",
        }
    ],
    "balance": [post("00001", "A", 1.0, 2.0), post("00001", "B", 1.0, 0.0), post("00002", "A", 1.0, 0.0)],
    "moves": [
        {
            "officer_id": "CC01",
            "kind": "between",
            "from_unit": "00002",
            "from_position": "A",
            "to_unit": "00001",
            "to_position": "A",
            "probability": 0.8,
            "standards": "fits",
            "reason_vi": "Nơi đi dôi dư, nơi đến thiếu.",
            "reason_en": "Over there, short here.",
        }
    ],
    "matches": [{"text": "soạn thảo", "requirement_id": "C3", "score": 3.1, "confidence": 0.93, "rank": 1}],
    "fairness": [
        {
            "dimension": "sex",
            "group": "female",
            "n": 40,
            "meets": 20,
            "rate": 0.5,
            "ratio": 0.62,
            "ratio_low": 0.45,
            "ratio_high": 0.87,
            "asks_reason": True,
        },
        {
            "dimension": "sex",
            "group": "male",
            "n": 40,
            "meets": 32,
            "rate": 0.8,
            "ratio": 1.0,
            "is_reference": True,
            "ratio_low": 0.9,
            "ratio_high": 1.1,
        },
    ],
    "assessors": [
        {
            "method": "supervisor",
            "assessor": "Hà Văn Dũng",
            "officers": 12,
            "results": 90,
            "compared": 9,
            "leniency": 0.41,
            "sd": 0.12,
            "spread": 0.25,
        },
        {
            "method": "supervisor",
            "assessor": "Vũ Thị Hoa",
            "officers": 8,
            "results": 60,
            "compared": 8,
            "leniency": -0.1,
            "sd": 0.14,
            "spread": 0.25,
        },
        {
            "method": "peer",
            "assessor": "Hội đồng số 2",
            "officers": 3,
            "results": 9,
            "compared": 0,
            "leniency": 0.0,
            "sd": 0.25,
            "spread": 0.25,
        },
        {
            "method": "peer",
            "assessor": "Hội đồng số 1",
            "officers": 15,
            "results": 45,
            "compared": 15,
            "leniency": -0.52,
            "sd": 0.1,
            "spread": 0.25,
        },
    ],
    "problems": [
        {
            "file": "people.xlsx",
            "sheet": "DS",
            "cell": "F9",
            "severity": "warning",
            "code": "unknown_unit",
            "value": "Xã X",
            "message_vi": "Không rõ xã.",
            "message_en": "Unknown commune.",
            "suggestion_vi": "Ghi tỉnh.",
            "suggestion_en": "Name the province.",
        }
    ],
}


def result(**other: Rows) -> RunResult:
    """The run, with the rows of some frames replaced."""
    specs = {spec.name: spec for spec in vars(frames).values() if isinstance(spec, frames.FrameSpec)}
    chosen = {**ROWS, **other}
    names = [field.name for field in fields(RunResult) if field.name in specs]
    return RunResult(
        **{name: specs[name].frame(chosen.get(name, ())) for name in names}, seconds={"match": 1.25, "verdict": 0.5}
    )


def empty_result() -> RunResult:
    """A run in which nothing came out."""
    return result(**dict.fromkeys(ROWS, ()))


def file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
