"""A catalogue of a few positions, competencies and terms; a test sets only what it is about."""

from __future__ import annotations

from training_catalog.types import (
    Catalogue,
    Competency,
    CompetencyGroup,
    Origin,
    Position,
    PositionGroup,
    Task,
    TaskKind,
    Term,
    Trust,
)
from training_catalog.word_form import JobDescription, Place, WrittenStandards

ORIGIN = Origin(source="test", trust=Trust.GENERAL)


def term(term_id: str, name: str, *aliases: str, order: int = 0) -> Term:
    return Term(
        term_id=term_id, name_vi=name, name_en="", aliases=aliases, code="", parent="", order=order, origin=ORIGIN
    )


def terms(*made: Term) -> dict[str, Term]:
    return {each.term_id: each for each in made}


DEGREES = terms(
    term("upper_secondary", "Trung học phổ thông", "THPT", order=2),
    term("intermediate", "Trung cấp", order=4),
    term("university", "Đại học", "cử nhân", order=6),
)
MAJORS = terms(
    term("law", "Luật"),
    term("agronomy", "Nông học", "nông nghiệp"),
    term("accounting", "Kế toán"),
    term("military_base", "Quân sự cơ sở"),
    term("archives", "Lưu trữ học", "văn thư - lưu trữ", "quản trị văn phòng"),
    term("group_health", "Nhóm ngành y tế", "y tế"),
)
CERTIFICATES = terms(
    term("state_management_specialist", "Bồi dưỡng quản lý nhà nước ngạch chuyên viên", "QLNN ngạch chuyên viên"),
    term("state_management_principal", "Bồi dưỡng quản lý nhà nước ngạch chuyên viên chính"),
    term("records_clerk", "Bồi dưỡng nghiệp vụ văn thư"),
    term("security_guard", "Chứng nhận nghiệp vụ bảo vệ", "nghiệp vụ bảo vệ"),
    term("division_leadership", "Bồi dưỡng lãnh đạo, quản lý cấp phòng"),
)
THEORY = terms(term("none", "Chưa học"), term("intermediate", "Trung cấp lý luận chính trị", "trung cấp", order=2))


def competency(competency_id: str, name: str, *aliases: str, group: CompetencyGroup) -> Competency:
    return Competency(
        competency_id=competency_id,
        name_vi=name,
        name_en="",
        aliases=aliases,
        group=group,
        domain=TaskKind.PROFESSIONAL,
        descriptors=(),
        origin=ORIGIN,
    )


COMPETENCIES = {
    each.competency_id: each
    for each in (
        competency("C1", "Đạo đức và bản lĩnh", group=CompetencyGroup.COMMON),
        competency("C2", "Tổ chức thực hiện công việc", "Tổ chức thực hiện", group=CompetencyGroup.COMMON),
        competency("C6", "Sử dụng công nghệ thông tin", group=CompetencyGroup.COMMON),
        competency(
            "P5", "Thực hiện hoạt động chuyên môn, nghiệp vụ", "Tổ chức thực hiện", group=CompetencyGroup.PROFESSIONAL
        ),
        competency("M2", "Quản lý sự thay đổi", group=CompetencyGroup.MANAGEMENT),
    )
}


def position(position_id: str, title: str, *aliases: str) -> Position:
    return Position(
        position_id=position_id,
        title_vi=title,
        title_en=f"{position_id} in English",
        aliases=aliases,
        group=PositionGroup.SPECIALIST,
        department="economy",
        rank="01.003",
        field="agriculture",
        goal_vi="",
        goal_en="",
        levels={},
        standards=(),
        origin=ORIGIN,
    )


POSITIONS = {
    each.position_id: each
    for each in (
        position("II.11", "Chuyên viên về lĩnh vực giao thông"),
        position("II.13", "Chuyên viên về lĩnh vực nông nghiệp; lâm nghiệp; thủy lợi; thủy sản"),
        position("II.24", "Chuyên viên về lĩnh vực y tế", "Cán bộ y tế xã"),
        position("II.32", "Kế toán viên"),
    )
}


def catalogue(*, tasks: dict[str, Task] | None = None) -> Catalogue:
    """The small catalogue."""
    return Catalogue(
        name="small",
        version="1",
        digest="",
        competencies=COMPETENCIES,
        positions=POSITIONS,
        tasks=tasks or {},
        courses={},
        units={},
        vocabularies={
            "degrees": DEGREES,
            "majors": MAJORS,
            "certificates": CERTIFICATES,
            "political_theory": THEORY,
        },
        laws={},
        systems={},
    )


def description(
    *, title: str = "Kế toán viên", code: str = "", education: str = "", certificates: str = ""
) -> JobDescription:
    """An otherwise empty description; use `dataclasses.replace` for the rest."""
    return JobDescription(
        file="form.docx",
        order=1,
        title=title,
        code=code,
        start_date="",
        workplace="",
        processes="",
        goal="",
        duties=(),
        relations=(),
        authority=(),
        standards=WrittenStandards(education=education, certificates=certificates),
        levels=(),
        place=Place(table=1, row=1),
    )
