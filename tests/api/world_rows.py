"""The rows of the small world: two provinces with two communes each (one with a department), twelve people, two runs.

Written straight into the tables, so that a test of a page needs neither a workbook nor a matcher.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Table, insert

from recommender.store.keys import person_key, search_key
from recommender.store.metadata import Day, Flag, Instant, Json, Key, Number, Whole
from recommender.store.positions import put_positions
from recommender.store.tables.decisions import DECISION, OBJECTION
from recommender.store.tables.headings import HEADING_MAPPING
from recommender.store.tables.imports import IMPORT, IMPORT_PROBLEM
from recommender.store.tables.jobs import JOB
from recommender.store.tables.people import ASSESSMENT, EVIDENCE_FILE, HOLDING, OFFICER, PERSONAL, QUOTA, STATEMENT
from recommender.store.tables.plans import COURSE, ENROLMENT, OFFERING, PROGRESS
from recommender.store.units import add_department, put_units
from tests.api.world_imports import FILE, MAPPING, PROBLEM, heading_row
from training_catalog.types import Catalogue

NOW: Final = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
TODAY: Final = date(2026, 11, 22)

PROVINCE_A, PROVINCE_B = "01", "04"
A1, A2, B1, B2 = "00004", "00008", "01273", "01279"
A1_DEPARTMENT: Final = "00004-P1"
POSITIONS: Final = ("II.04", "II.05", "II.06")


@dataclass(frozen=True, kw_only=True)
class Someone:
    """A person of the world; name and id occur nowhere else, so a leak shows in any text."""

    officer_id: str
    name: str
    unit_id: str
    province_id: str
    position_id: str

    @property
    def code(self) -> str:
        """What HR writes."""
        return f"CB-{self.officer_id[-4:]}"


def _someone(number: int, name: str, unit_id: str) -> Someone:
    return Someone(
        officer_id=f"01K9PERS0N00000000000000{number:02d}", name=name, unit_id=unit_id,
        province_id=PROVINCE_A if unit_id in {A1, A2, A1_DEPARTMENT} else PROVINCE_B,
        position_id=POSITIONS[number % 3],
    )  # fmt: skip


PEOPLE: Final = (
    _someone(1, "Nguyễn Thị Ánh Dương", A1), _someone(2, "Trần Văn Đức", A1), _someone(3, "Lê Thị Thu Hà", A1),
    _someone(4, "Phạm Quốc Khánh", A1_DEPARTMENT), _someone(5, "Hoàng Thị Ngọc Lan", A1_DEPARTMENT),
    _someone(6, "Vũ Đình Ẩn", A2), _someone(7, "Đặng Thị Mỹ Linh", A2), _someone(8, "Bùi Xuân Phúc", A2),
    _someone(9, "Nông Thị Quyên", B1), _someone(10, "Hoàng Văn Tày", B1),
    _someone(11, "Lý Thị Uyên", B2), _someone(12, "Mông Văn Vững", B2),
)  # fmt: skip
BY_ID: Final = {person.officer_id: person for person in PEOPLE}
OWN = PEOPLE[0]
"""The civil servant with an account, in A1."""


def row(table: Table, **given: Any) -> dict[str, Any]:
    """A valid row: what is given, and blanks of the right kind for everything else that must be there."""
    values = dict(given)
    for column in table.columns:
        if column.name not in values and not column.nullable:
            values[column.name] = _blank(column.type)
    return values


def _blank(kind: Any) -> object:
    for known, blank in (
        (Instant, NOW), (Day, TODAY), (Flag, False), (Json, {}), (Key, b""), (Whole, 0), (Number, 0.0),
    ):  # fmt: skip
        if isinstance(kind, known):
            return blank
    return ""


def add(conn: Connection, table: Table, *rows: dict[str, Any]) -> None:
    """Rows into a table."""
    conn.execute(insert(table), [row(table, **given) for given in rows])


def add_units(conn: Connection, catalogue: Catalogue) -> None:
    """The country, its two provinces, their communes and a department; titles of all positions."""
    chosen = {unit_id: catalogue.units[unit_id] for unit_id in (PROVINCE_A, A1, A2, PROVINCE_B, B1, B2)}
    put_units(conn, chosen, now=NOW)
    add_department(conn, A1_DEPARTMENT, name="Phòng Kinh tế", parent_id=A1, now=NOW)
    put_positions(conn, catalogue)


def add_people(conn: Connection) -> None:
    """Everybody with a post, a degree, a duty and a result; and the posts the units have."""
    for number, person in enumerate(PEOPLE, 1):
        add(conn, OFFICER, {
            "officer_id": person.officer_id, "province_id": person.province_id, "code": person.code,
            "unit_id": person.unit_id, "department": "office", "rank": "specialist", "started_on": date(2015, 3, 1),
            "name": person.name, "name_sort": person_key(person.name), "version": 1,
            "name_search": search_key(person.name, person.code), "erased_at": None,
        })  # fmt: skip
        add(conn, PERSONAL, {"officer_id": person.officer_id, "birth_date": date(1985, 5, number), "sex": "F"})
        add(conn, HOLDING, {"officer_id": person.officer_id, "position_id": person.position_id, "share": 1.0})
        for place, (kind, text) in enumerate((
            ("degree", "Đại học Luật"), ("duty", "Tham mưu đăng ký hộ tịch và chứng thực"),
        )):  # fmt: skip
            add(conn, STATEMENT, {
                "statement_id": f"S{person.officer_id}{place}", "officer_id": person.officer_id, "kind": kind,
                "text": text, "subject": "Luật", "grade": "Đại học", "standing": "counts", "dated_on": date(2008, 6, 1),
            })  # fmt: skip
        add(conn, ASSESSMENT, {
            "assessment_id": f"A{person.officer_id}", "officer_id": person.officer_id, "topic": "C3", "method": "test",
            "score": 62.0, "scale_min": 0.0, "scale_max": 100.0, "dated_on": date(2026, 6, 1),
        })  # fmt: skip
    for unit_id in (A1, A2, B1, B2):
        for position_id in POSITIONS:
            add(conn, QUOTA, {"unit_id": unit_id, "position_id": position_id, "norm": 1.0, "quota": 2.0, "plan": 1.0})


def add_work(conn: Connection, users: dict[str, str]) -> None:
    """What people did with the results: a decision, objections, progress, imports, jobs, an institute's class."""
    for number, person in enumerate((OWN, PEOPLE[3], PEOPLE[5], PEOPLE[8])):
        unit, run_id = person.unit_id, run_of(person)
        add(conn, OBJECTION, {
            "objection_id": f"0BJ{number}", "run_id": run_id, "officer_id": person.officer_id,
            "position_id": person.position_id, "unit_id": unit, "text": f"Kiến nghị của {person.name}",
            "lodged_at": NOW - timedelta(days=2), "due_on": date(2026, 12, 1), "status": "open", "version": 1,
            "answered_at": None,
        })  # fmt: skip
    for number, person in enumerate((OWN, PEOPLE[1], PEOPLE[3], PEOPLE[5], PEOPLE[8])):
        add(conn, EVIDENCE_FILE, {
            "file_id": f"F1LE{number}", "officer_id": person.officer_id, "name": "chứng chỉ.pdf",
            "media_type": "application/pdf", "stored_as": f"F1LE{number}.pdf",
        })  # fmt: skip
    for number, person in enumerate((PEOPLE[1], PEOPLE[4], PEOPLE[6], PEOPLE[9], OWN)):
        add(conn, DECISION, {
            "decision_id": f"DEC{number}", "run_id": run_of(person), "officer_id": person.officer_id,
            "position_id": person.position_id, "unit_id": person.unit_id, "proposed": "needs_review",
            "decided": "meets", "reason_code": "", "decided_by": users["decider_a1"], "decided_by_name": "Đỗ Ký",
            "decided_on": TODAY, "superseded_by": None,
        })  # fmt: skip
    for person in PEOPLE:
        add(conn, PROGRESS, {
            "officer_id": person.officer_id, "year": 2026, "course_id": "PA-01", "status": "planned", "version": 1,
            "periods_done": None, "done_on": None, "file_id": None, "changed_by": users["hr_a1"],
        })  # fmt: skip
    owners = ((A1, "hr_a1"), (A1_DEPARTMENT, "hr_a1"), (A2, "hr_a2"), (B1, "hr_b1"))
    for number, (unit, user) in enumerate(owners):
        add(conn, IMPORT, {
            "import_id": f"1MP{number}", "digest": f"{number:064d}", "unit_id": unit, "status": "staged",
            "files": [FILE], "mapping": MAPPING, "made_by": users[user], "made_by_name": user, "job_id": None,
        })  # fmt: skip
        add(conn, IMPORT_PROBLEM, {"import_id": f"1MP{number}", **PROBLEM})
        add(conn, HEADING_MAPPING, heading_row(number, unit, users[user]), heading_row(number + 4, unit, users[user]))
        add(conn, JOB, {
            "job_id": f"J0B{number}", "kind": "export", "unit_id": unit, "asked_by": users[user], "status": "done",
            "finished_at": NOW, "result_file": f"J0B{number}.csv",
        })  # fmt: skip
    add(conn, COURSE, {
        "course_id": "0WN-1", "owner_id": users["institute"], "provider": "Trường Chính trị", "name_vi": "Hộ tịch số",
        "name_en": "Digital civil status", "domain": "professional", "mode": "class", "language": "vi",
        "is_active": True, "version": 1, "audience": {}, "outcomes": {}, "grants": [],
    })  # fmt: skip
    add(conn, OFFERING, {
        "offering_id": "0FF-1", "course_id": "0WN-1", "course_vi": "Hộ tịch số", "course_en": "Digital civil status",
        "owner_id": users["institute"], "provider": "Trường Chính trị", "province_id": PROVINCE_A, "seats": 40,
        "mode": "class", "status": "open", "starts_on": date(2027, 1, 12), "ends_on": date(2027, 1, 15), "version": 1,
    })  # fmt: skip
    add(conn, ENROLMENT, {
        "enrolment_id": "ENR-1", "offering_id": "0FF-1", "officer_id": OWN.officer_id, "status": "enrolled",
        "changed_by": users["hr_a1"],
    })  # fmt: skip


def run_of(person: Someone) -> str:
    """The published run that holds this person."""
    return RUN_A if person.province_id == PROVINCE_A else RUN_B


RUN_A, RUN_B, RUN_OPEN = "RUNA", "RUNB", "RUN0PEN"
"""Published over province A, published over province B, finished but not published over A1."""
