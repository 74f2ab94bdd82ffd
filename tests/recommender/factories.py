"""Small valid inputs for stage tests: two positions, officers who hold them, and a matcher by equal words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from recommender.columns import ASSESSMENTS, HOLDINGS, OFFICERS, QUOTAS, STATEMENTS
from recommender.inputs import Inputs
from recommender.settings import Settings
from training_catalog.types import (
    Catalogue,
    Competency,
    CompetencyGroup,
    Course,
    CourseMode,
    CourseStatus,
    LevelRange,
    Origin,
    Outcome,
    Position,
    PositionGroup,
    StandardKind,
    StandardRule,
    Task,
    TaskKind,
    TaskWeight,
    Term,
    Trust,
    Unit,
)

TODAY = date(2026, 11, 21)
SETTINGS = Settings(today=TODAY)
ORIGIN = Origin(source="made for tests", trust=Trust.INFERRED)
SPECIALIST_RANGE = LevelRange(minimum=2, maximum=3)


def term(term_id: str, name: str, *, order: int = 0, parent: str = "", aliases: tuple[str, ...] = ()) -> Term:
    return Term(
        term_id=term_id, name_vi=name, name_en=term_id, aliases=aliases, code="", parent=parent, order=order,
        origin=ORIGIN,
    )  # fmt: skip


def rule(rule_id: str, kind: StandardKind, **given: object) -> StandardRule:
    values: dict[str, object] = {
        "text_vi": f"yêu cầu {rule_id}", "text_en": f"asks {rule_id}", "minimum": None, "accepted": (),
        "open_clause": False, "alternatives": (), "after_appointment": False, "is_enabled": True, "valid_from": None,
        "valid_to": None, "legal_basis": "NĐ 361/2025", "origin": ORIGIN, **given,
    }  # fmt: skip
    return StandardRule(rule_id=rule_id, kind=kind, **values)  # type: ignore[arg-type]


def competency(competency_id: str, name: str, *, domain: TaskKind = TaskKind.ADMINISTRATION) -> Competency:
    return Competency(
        competency_id=competency_id, name_vi=name, name_en=f"{name} en", aliases=(), group=CompetencyGroup.COMMON,
        domain=domain, descriptors=(), origin=ORIGIN,
    )  # fmt: skip


def task(task_id: str, text: str, *, weight: TaskWeight = TaskWeight.CORE) -> Task:
    return Task(
        task_id=task_id, position_ids=(task_id.rsplit(".", 1)[0],), kind=TaskKind.PROFESSIONAL, weight=weight,
        level=SPECIALIST_RANGE, text_vi=text, text_en=f"{text} en", wordings=(), laws=(), systems=(), origin=ORIGIN,
    )  # fmt: skip


def position(
    position_id: str, standards: tuple[StandardRule, ...], *, levels: tuple[str, ...] = ("C3", "C6")
) -> Position:
    return Position(
        position_id=position_id, title_vi=f"vị trí {position_id}", title_en=f"position {position_id}", aliases=(),
        group=PositionGroup.SPECIALIST, department="office", rank="01.003", field="office", goal_vi="", goal_en="",
        levels=dict.fromkeys(levels, SPECIALIST_RANGE), standards=standards, origin=ORIGIN,
    )  # fmt: skip


def course(course_id: str, outcomes: Mapping[str, int], **given: object) -> Course:
    values: dict[str, object] = {
        "name_vi": f"khóa {course_id}", "name_en": f"course {course_id}", "outline": "", "provider": "",
        "domain": TaskKind.ADMINISTRATION, "positions": (), "ranks": (), "mode": CourseMode.CLASS,
        "duration_periods": 16, "language": "vi",
        "prerequisites": (), "grants": (), "mandatory_for": (), "decree171_group": 4, "status": CourseStatus.REAL,
        "document": "", "origin": ORIGIN, **given,
    }  # fmt: skip
    reached = tuple(Outcome(requirement_id=key, level=level) for key, level in outcomes.items())
    return Course(course_id=course_id, outcomes=reached, **values)  # type: ignore[arg-type]


DEGREE = rule("degree", StandardKind.DEGREE, minimum="university")
MAJOR = rule("major", StandardKind.MAJOR, accepted=("law",), open_clause=True, alternatives=("civil_status",))
CERTIFICATE = rule("certificate", StandardKind.CERTIFICATE, accepted=("qlnn_cv",))
POLITICS = rule("politics", StandardKind.POLITICAL_THEORY, minimum="intermediate")
VOCABULARIES: dict[str, dict[str, Term]] = {
    "degrees": {
        "intermediate": term("intermediate", "Trung cấp", order=4),
        "university": term("university", "Đại học", order=6),
        "master": term("master", "Thạc sĩ", order=7),
    },
    "majors": {
        "group_law": term("group_law", "Nhóm luật"),
        "law": term("law", "Luật", parent="group_law"),
        "public_administration": term("public_administration", "Hành chính công", parent="group_law"),
        "agronomy": term("agronomy", "Trồng trọt", parent="group_agriculture"),
    },
    "certificates": {
        "qlnn_cv": term("qlnn_cv", "Quản lý nhà nước ngạch chuyên viên", order=2, parent="qlnn"),
        "qlnn_cvc": term("qlnn_cvc", "Quản lý nhà nước ngạch chuyên viên chính", order=3, parent="qlnn"),
        "civil_status": term("civil_status", "Bồi dưỡng nghiệp vụ hộ tịch"),
    },
    "political_theory": {
        "elementary": term("elementary", "Sơ cấp", order=1),
        "intermediate": term("intermediate", "Trung cấp", order=2),
    },
}


def catalogue(*, courses: Sequence[Course] = (), positions: Sequence[Position] = ()) -> Catalogue:
    """Position A asks C3, C6 and two tasks; position B asks C3, C6 and one task; both ask all four standards."""
    chosen = positions or (position("A", (DEGREE, MAJOR, CERTIFICATE, POLITICS)), position("B", (DEGREE,)))
    tasks = (task("A.T01", "đăng ký khai sinh"), task("A.T02", "chứng thực bản sao"), task("B.T01", "thu ngân sách"))
    competencies = (
        competency("C3", "soạn thảo văn bản"),
        competency("C6", "công nghệ thông tin", domain=TaskKind.DIGITAL),
    )
    return Catalogue(
        name="test", version="1", digest="0" * 64,
        competencies={entry.competency_id: entry for entry in competencies},
        positions={entry.position_id: entry for entry in chosen},
        tasks={entry.task_id: entry for entry in tasks},
        courses={entry.course_id: entry for entry in courses},
        units={
            "01": Unit(unit_id="01", name="Tỉnh A", kind="province", parent_id=None),
            "00001": Unit(unit_id="00001", name="Xã Một", kind="commune", parent_id="01"),
            "00002": Unit(unit_id="00002", name="Xã Hai", kind="commune", parent_id="01"),
        },
        vocabularies=VOCABULARIES, laws={}, systems={},
    )  # fmt: skip


class EqualWords:
    """A matcher that is sure of a pair when a line of the target is the query, and knows nothing else."""

    def confidences(self, queries: Sequence[str], targets: Sequence[str]) -> npt.NDArray[np.float32]:
        lines = [set(target.split("\n")) for target in targets]
        return np.array([[float(query in wordings) for wordings in lines] for query in queries], dtype=np.float32)


def officers(*ids: str, unit_id: str = "00001") -> pd.DataFrame:
    return OFFICERS.frame([{"officer_id": key, "unit_id": unit_id} for key in ids])


def holdings(**held: str) -> pd.DataFrame:
    """holdings(o1="A", o2="B"): one position each, whole share."""
    return HOLDINGS.frame([{"officer_id": key, "position_id": value, "share": 1.0} for key, value in held.items()])


def statement(officer_id: str, kind: str, text: str = "", **given: object) -> dict[str, object]:
    key = f"{officer_id}-{kind}-{text}-{given.get('subject', '')}"
    return {"statement_id": key, "officer_id": officer_id, "kind": kind, "text": text, **given}


def statements(*rows: Mapping[str, object]) -> pd.DataFrame:
    return STATEMENTS.frame(rows)


def result(officer_id: str, topic: str, score: float, *, method: str = "test", **given: object) -> dict[str, object]:
    return {
        "assessment_id": f"{officer_id}-{topic}-{method}-{given.get('assessor', '')}", "officer_id": officer_id,
        "topic": topic, "method": method, "score": score, "scale_min": 0.0, "scale_max": 100.0, "level": np.nan,
        "dated_on": pd.Timestamp(TODAY), **given,
    }  # fmt: skip


def assessments(*rows: Mapping[str, object]) -> pd.DataFrame:
    return ASSESSMENTS.frame(rows)


def quotas(*rows: tuple[str, str, float]) -> pd.DataFrame:
    """quotas(("00001", "A", 2)): unit, position, quota; norm and plan unknown."""
    return QUOTAS.frame(
        [
            {"unit_id": unit, "position_id": key, "quota": posts, "norm": np.nan, "plan": np.nan}
            for unit, key, posts in rows
        ]
    )


def full_documents(officer_id: str) -> list[dict[str, object]]:
    """Everything position A asks for on paper."""
    return [
        statement(officer_id, "degree", "Đại học Luật", subject="Luật", grade="Đại học"),
        statement(officer_id, "certificate", "Quản lý nhà nước ngạch chuyên viên"),
        statement(officer_id, "political_theory", "Trung cấp", grade="Trung cấp"),
    ]


def results_in(officer_id: str, score: float, *, topics: Sequence[str] = ()) -> list[dict[str, object]]:
    """The same test score on every requirement of position A."""
    every = ("soạn thảo văn bản", "công nghệ thông tin", "đăng ký khai sinh", "chứng thực bản sao")
    return [result(officer_id, topic, score) for topic in (topics or every)]


def inputs(people: Mapping[str, float], **more: pd.DataFrame) -> Inputs:
    """Officers of position A with full documents and one score each: inputs({"o1": 80})."""
    return Inputs(
        officers=officers(*people),
        holdings=holdings(**dict.fromkeys(people, "A")),
        statements=statements(*[row for key in people for row in full_documents(key)]),
        assessments=assessments(*[row for key, score in people.items() for row in results_in(key, score)]),
        **more,
    )
