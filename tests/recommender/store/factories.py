"""A small country for tests: two provinces of two communes, twelve people, one published and one finished run.

Nothing is matched or encoded: result frames are made directly, so a world takes some tens of milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
from sqlalchemy import Connection, insert, update

from recommender import columns
from recommender.permissions import Grant, Role, Viewer
from recommender.store import Store
from recommender.store.importing.put_people import assessment_row, insert_rows, put_officer, statement_row
from recommender.store.positions import put_positions
from recommender.store.results.run_frames import RunRecord, finish_run, start_run, write_results
from recommender.store.tables.people import ASSESSMENT, HOLDING, QUOTA, STATEMENT
from recommender.store.tables.runs import RUN, RunStatus
from recommender.store.units import add_department, put_units
from tests.recommender.factories import catalogue
from training_catalog.types import Catalogue, Unit

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
DEPARTMENT = "00001-VP"
UNITS = {
    "01": Unit(unit_id="01", name="Tỉnh Á Đông", kind="province", parent_id=None),
    "02": Unit(unit_id="02", name="Tỉnh Đắk Nam", kind="province", parent_id=None),
    "00001": Unit(unit_id="00001", name="Xã Ân Thi", kind="commune", parent_id="01"),
    "00002": Unit(unit_id="00002", name="Phường Đống Đa", kind="ward", parent_id="01"),
    "00003": Unit(unit_id="00003", name="Xã Ea Súp", kind="commune", parent_id="02"),
    "00004": Unit(unit_id="00004", name="Đặc khu Côn Đảo", kind="special_zone", parent_id="02"),
}
PEOPLE = (
    ("CB01", "Nguyễn Văn An", "00001", "A"), ("CB02", "Đặng Thị Ánh", "00001", "A"),
    ("CB03", "Trần Ân", "00001", "B"),
    ("CB04", "Lê Thị Bưởi", DEPARTMENT, "A"), ("CB05", "Phạm Đức", "00002", "A"), ("CB06", "Võ Thị Đào", "00002", "B"),
    ("CB07", "Nguyễn Thị An", "00002", "A"), ("CB08", "Hoàng Văn Ánh", "00003", "A"),
    ("CB09", "Y Blik Niê", "00003", "B"),
    ("CB10", "Đinh Ôn", "00003", "A"), ("CB11", "Bùi Ơn", "00004", "A"), ("CB12", "Ngô Thị Ước", "00004", "B"),
)  # fmt: skip
LABELS = ("meets", "needs_review", "does_not_meet")
CHANCES = (0.97, 0.61, 0.12)


@dataclass(frozen=True, kw_only=True)
class World:
    """What was put in: ids by code of a person, and the two runs."""

    officers: dict[str, str]
    published_run: str
    finished_run: str
    catalogue: Catalogue


def officer_id(code: str) -> str:
    return f"OFFICER-{code}"


def viewer(role: Role, unit_id: str = "", *, code: str = "") -> Viewer:
    """Somebody with one role in a unit; a code makes it that person."""
    return Viewer(
        user_id=f"USER-{role}-{unit_id}{code}", name=f"Người {role}", grants=(Grant(role=role, unit_id=unit_id),),
        officer_id=officer_id(code) if code else "",
    )  # fmt: skip


def put_world(store: Store, *, now: datetime = NOW) -> World:
    """The whole small country in one transaction."""
    known = catalogue()
    with store.writing() as conn:
        put_units(conn, UNITS, now=now)
        add_department(conn, DEPARTMENT, name="Văn phòng", parent_id="00001", now=now)
        put_positions(conn, known)
        for place, (code, name, unit_id, position_id) in enumerate(PEOPLE):
            put_person(conn, code, name=name, unit_id=unit_id, position_id=position_id, place=place)
        insert_rows(conn, QUOTA, [{
            "unit_id": "00001", "position_id": "A", "norm": 2.0, "quota": 3.0, "plan": None, "place": "q!s!A1",
            "import_id": None,
        }])  # fmt: skip
        put_run(conn, "RUN-1", known=known, started_at=now - timedelta(days=30), is_published=True)
        put_run(conn, "RUN-2", known=known, started_at=now - timedelta(days=1), is_published=False, turn=1)
    return World(
        officers={code: officer_id(code) for code, *_ in PEOPLE}, published_run="RUN-1", finished_run="RUN-2",
        catalogue=known,
    )  # fmt: skip


def put_person(conn: Connection, code: str, *, name: str, unit_id: str, position_id: str, place: int = 0) -> None:
    """One person with a post, two statements and two results."""
    key = officer_id(code)
    province = "01" if unit_id[:5] in ("00001", "00002") else "02"
    put_officer(conn, {
        "officer_id": key, "code": code, "province_id": province, "unit_id": unit_id, "name": name, "rank": "01.003",
        "birth_date": date(1980 + place, 1, 2), "sex": "nữ" if "Thị" in name else "nam", "ethnicity": "Kinh",
        "place": f"people.xlsx!Xã!A{place + 2}",
    }, now=NOW)  # fmt: skip
    conn.execute(insert(HOLDING), [{
        "officer_id": key, "position_id": position_id, "share": 1.0, "place": "", "import_id": None,
    }])  # fmt: skip
    said = [
        {"officer_id": key, "kind": "degree", "text": "Đại học Luật", "subject": "Luật", "grade": "Đại học"},
        {"officer_id": key, "kind": "duty", "text": "đăng ký khai sinh", "dated_on": date(2025, 5, 1 + place)},
    ]
    insert_rows(conn, STATEMENT, [statement_row(one) for one in said])
    results = [
        {"officer_id": key, "topic": "soạn thảo văn bản", "method": "test", "score": 60.0 + place, "scale_min": 0.0,
         "scale_max": 100.0, "dated_on": date(2026, 3, 1)},
        {"officer_id": key, "topic": "soạn thảo văn bản", "method": "supervisor", "level": 3.0},
    ]  # fmt: skip
    insert_rows(conn, ASSESSMENT, [assessment_row(one) for one in results])


def put_run(
    conn: Connection, run_id: str, *, known: Catalogue, started_at: datetime, is_published: bool, turn: int = 0
) -> None:
    """A run over the whole country; `turn` shifts the labels, so that two runs differ."""
    start_run(conn, RunRecord(
        run_id=run_id, unit_id="VN", label=f"Đợt {run_id}", today=TODAY, settings={"class_size": 40},
        catalogue_digest=known.digest, catalogue_version=known.version, encoder="lexical", encoder_digest="",
        fallback="", model_version="", program="test", job_id=None, made_by="USER-X", made_by_name="Người rà soát",
        started_at=started_at,
    ))  # fmt: skip
    frames = run_frames(turn)
    counts = frames["verdicts"]["verdict"].value_counts().to_dict()
    write_results(conn, run_id, frames, catalogue=known)
    finish_run(conn, run_id, values={
        "status": str(RunStatus.FINISHED), "finished_at": started_at + timedelta(minutes=1), "inputs_digest": "i",
        "results_digest": "r", "counts": {"officers": len(PEOPLE), **counts},
    })  # fmt: skip
    if is_published:
        published = {"status": str(RunStatus.PUBLISHED), "published_at": started_at + timedelta(days=1)}
        conn.execute(update(RUN).where(RUN.c.run_id == run_id).values(**published, published_by_name="Giám đốc"))


def run_frames(turn: int = 0) -> dict[str, pd.DataFrame]:
    """Result frames of one run over PEOPLE."""
    judged = [
        (officer_id(code), unit, position, LABELS[(place + turn) % 3], CHANCES[(place + turn) % 3])
        for place, (code, _, unit, position) in enumerate(PEOPLE)
    ]
    plans = columns.PLANS.frame([
        {
            "officer_id": key, "unit_id": unit, "step": step, "course_id": f"C{step}", "course_vi": f"Khóa {step}",
            "course_en": f"Course {step}", "domain": "law", "mode": "class", "provider": "Trường Chính trị",
            "periods": 16.0, "counted_periods": 16.0, "quarter": f"Q{step}/2027", "is_mandatory": step == 1,
            "priority": 1.0, "closes": "C3@2-3", "reason_vi": "Bổ sung", "reason_en": "Closes",
        }
        for key, unit, _, label, _ in judged if label != "meets" for step in (1, 2)
    ])  # fmt: skip
    return {
        "verdicts": columns.VERDICTS.frame([_verdict(*one) for one in judged]),
        "estimates": columns.ESTIMATES.frame([
            _estimate(key, position, requirement) for key, _, position, _, _ in judged for requirement in ("C3", "C6")
        ]),
        "standards": columns.STANDARDS.frame([
            {"officer_id": key, "position_id": position, "rule_id": "degree", "kind": "degree", "status": "fits",
             "reason": "degree_held", "found": "Đại học", "wanted": "Đại học", "wanted_en": "University",
             "decides": True, "legal_basis": "NĐ 361/2025", "evidence_id": "S1"}
            for key, _, position, _, _ in judged
        ]),
        "gaps": columns.GAPS.frame([
            {"officer_id": key, "position_id": position, "requirement_id": "C6", "kind": "shortfall",
             "domain": "digital", "name_vi": "công nghệ thông tin", "name_en": "IT", "required": 2.0, "level": 1.5,
             "shortfall": 0.5, "p_gap": 0.8, "priority": 1.0}
            for key, _, position, label, _ in judged if label != "meets"
        ]),
        "recommendations": columns.RECOMMENDATIONS.frame([
            {"officer_id": key, "course_id": f"C{rank}", "rank": rank, "value": 1.0 / rank, "closes": "C6"}
            for key, *_ in judged for rank in (1, 2, 3)
        ]),
        "plans": plans,
        "demand": _demand(plans),
        "uncovered": columns.UNCOVERED.frame([
            {"requirement_id": "A.T02", "unit_id": "00001", "name_vi": "chứng thực bản sao", "name_en": "copies",
             "domain": "law", "officers": 2, "why": "no_course"},
        ]),
        "balance": columns.BALANCE.frame([
            {"unit_id": "00001", "position_id": "A", "group": "specialist", "field": "office", "heads": 2,
             "present": 2.0, "suitable": 1.0, "norm": 2.0, "quota": 3.0, "plan": np.nan, "over_norm": 0.0,
             "over_quota": -1.0, "over_plan": np.nan},
            {"unit_id": "00003", "position_id": "A", "group": "specialist", "field": "office", "heads": 2,
             "present": 2.0, "suitable": 2.0, "norm": 1.0, "quota": 1.0, "plan": 1.0, "over_norm": 1.0,
             "over_quota": 1.0, "over_plan": 1.0},
        ]),
        "moves": columns.MOVES.frame([
            {"officer_id": officer_id("CB02"), "kind": "between", "from_unit": "00001", "from_position": "A",
             "to_unit": "00002", "to_position": "B", "probability": 0.9, "standards": "fits", "reason_vi": "Thiếu",
             "reason_en": "Short"},
        ]),
        "fairness": columns.FAIRNESS.frame([
            {"dimension": "sex", "group": "nam", "n": 40, "meets": 30.0, "review": 6.0, "fails": 4.0, "rate": 0.75,
             "is_reference": True, "ratio": 1.0},
            {"dimension": "sex", "group": "nữ", "n": 40, "meets": 15.0, "review": 15.0, "fails": 10.0, "rate": 0.375,
             "ratio": 0.5, "p_value": 0.001, "asks_reason": turn > 0},
        ]),
        "problems": columns.PROBLEMS.frame([
            {"file": "people.xlsx", "sheet": "Xã", "cell": "C4", "severity": "warning", "code": "text_tidied",
             "message_vi": "đã chuẩn hóa", "message_en": "tidied"},
        ]),
    }  # fmt: skip


def _demand(plans: pd.DataFrame) -> pd.DataFrame:
    provinces = {"00001": "01", "00002": "01", DEPARTMENT: "01", "00003": "02", "00004": "02"}
    frame = plans.assign(province_id=plans["unit_id"].map(provinces), priority="medium")
    key = ["course_id", "course_vi", "course_en", "province_id", "unit_id", "domain", "priority"]
    total = frame.groupby(key, as_index=False).agg(learners=("officer_id", "count"), periods=("counted_periods", "sum"))
    return columns.DEMAND.conform(total.assign(classes=total["learners"] / 40))


def _verdict(key: str, unit_id: str, position_id: str, label: str, chance: float) -> dict[str, object]:
    return {
        "officer_id": key, "unit_id": unit_id, "position_id": position_id, "share": 1.0, "verdict": label,
        "probability": chance, "failed_questions": "competency" if label == "does_not_meet" else "",
        "review_reasons": "uncertain|thin_evidence" if label == "needs_review" else "", "standards": "fits",
        "p_competency": chance, "share_met": 0.9, "coverage": 0.5, "n_requirements": 2, "n_direct": 1, "n_below": 0,
        "results_band": "Hoàn thành tốt nhiệm vụ", "reason_vi": "Tiêu chuẩn: phù hợp.",
        "reason_en": "Standards: met.", "change_vi": "Cần kết quả sát hạch.", "change_en": "A test result is needed.",
        "legal_basis": "NĐ 361/2025",
    }  # fmt: skip


def _estimate(key: str, position_id: str, requirement_id: str) -> dict[str, object]:
    return {
        "officer_id": key, "position_id": position_id, "requirement_id": requirement_id, "kind": "competency",
        "domain": "administration", "name_vi": f"năng lực {requirement_id}", "name_en": f"competency {requirement_id}",
        "weight": 1.0, "min_level": 2, "max_level": 3, "level": 2.4, "sd": 0.4, "p_meets": 0.84, "basis": "direct",
        "n_direct": 1, "n_text": 1, "test": 2.5, "evidence_id": "A1", "quote": "soạn thảo văn bản: 61/100",
        "quote_on": pd.Timestamp("2026-03-01"), "quote_place": "assessments.xlsx!KQ!F6", "match_confidence": 0.9,
    }  # fmt: skip
