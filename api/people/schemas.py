"""What the endpoints about people take and answer."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, ConfigDict, Field

from api.web.fields import FreeText, IdText, LongText, Paged, Search, Strict, told_text
from api.web.shapes import Shown, example
from recommender.store.people import PeopleFilter
from recommender.types import EvidenceKind
from recommender.workflows.add_evidence import SHORTEST_TEXT, EvidenceRequest
from recommender.workflows.erase_person import LEAST_REASON, MOST_REASON


class PeopleQuery(Paged):
    """People of a unit and all below it, of a position, of a field of work, or by words of name and code."""

    unit_id: IdText | None = None
    position_id: IdText | None = None
    field: IdText | None = None
    q: Annotated[Search, Field(description="Words of the name or the code, with or without diacritics")] = ""
    with_total: bool = Field(default=False, description="Also count the whole list")

    def filter(self) -> PeopleFilter:
        """The filter as the store takes it."""
        return PeopleFilter(
            unit_id=self.unit_id or "", position_id=self.position_id or "", field=self.field or "", text=self.q
        )  # fmt: skip


class HoldingOut(Shown):
    """A position that a person holds; `share` of the work."""

    position_id: str
    title_vi: str
    title_en: str
    share: float


class PersonOut(Shown):
    """A person in a list, by given name."""

    model_config = example(
        officer_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", code="CB-0001", name="Nguyễn Thị Hoa Mai", unit_id="00004",
        unit_name="Phường Ba Đình", department="office", rank="specialist",
        holdings=[{"position_id": "II.04", "title_vi": "Chuyên viên về lĩnh vực tư pháp",
                   "title_en": "Justice specialist", "share": 1.0}],
    )  # fmt: skip

    officer_id: str
    code: str
    name: str
    unit_id: str
    unit_name: str
    department: str
    rank: str
    holdings: list[HoldingOut]


class EvidenceOut(Shown):
    """A dated statement about a person with its source; `answer` is why the unit did not accept it."""

    model_config = example(
        statement_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", kind="duty", text="Tham mưu đăng ký hộ tịch và chứng thực",
        subject="", grade="", started_on="2015-03-01", dated_on=None, periods=None, place="can_bo.xlsx, CB-NV, F17",
        standing="counts", replaces=None, added_by_name="", added_at=None, answer="", file_id=None,
    )  # fmt: skip

    statement_id: str
    kind: str
    text: str
    subject: str
    grade: str
    started_on: date | None
    dated_on: date | None
    periods: float | None
    place: str
    standing: str
    replaces: str | None
    added_by_name: str
    added_at: AwareDatetime | None
    answer: str
    file_id: str | None


class AssessmentOut(Shown):
    """A result by topic: a score on its scale, or a level 1-5."""

    model_config = example(
        assessment_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", topic="C3", method="test", score=62.0, scale_min=0.0,
        scale_max=100.0, level=None, dated_on="2026-06-01", assessor="", place="sat_hach.xlsx, KQ, D12",
    )  # fmt: skip

    assessment_id: str
    topic: str
    method: str
    score: float | None
    scale_min: float | None
    scale_max: float | None
    level: float | None
    dated_on: date | None
    assessor: str
    place: str


class FullPersonOut(Shown):
    """A person with everything that a run reads."""

    person: PersonOut
    started_on: date | None
    changed_at: AwareDatetime
    statements: list[EvidenceOut]
    assessments: list[AssessmentOut]


class EvidenceListOut(Shown):
    """Everything said about a person, newest first."""

    rows: list[EvidenceOut]


class AssessmentListOut(Shown):
    """Every result of a person, newest first."""

    rows: list[AssessmentOut]


class PersonalOut(Shown):
    """Sensitive fields: for the person and for required statistics; no part of any verdict."""

    model_config = example(birth_date="1985-05-01", sex="F", ethnicity="Kinh", religion="", party="")

    birth_date: date | None
    sex: str
    ethnicity: str
    religion: str
    party: str


class EvidenceIn(Strict):
    """A statement about a person: what, when, and the one it corrects. Nothing is ever overwritten."""

    model_config = example(
        kind="certificate", text="Chứng chỉ bồi dưỡng nghiệp vụ hộ tịch", subject="Hộ tịch", grade="",
        started_on=None, dated_on="2026-10-02", periods=24, replaces=None, file_id=None,
    )  # fmt: skip

    kind: Literal[
        EvidenceKind.DEGREE, EvidenceKind.CERTIFICATE, EvidenceKind.POLITICAL_THEORY, EvidenceKind.DUTY,
        EvidenceKind.PAST_POST, EvidenceKind.TRAINING,
    ]  # fmt: skip
    text: Annotated[
        LongText, Field(min_length=SHORTEST_TEXT, max_length=2000, json_schema_extra=told_text(SHORTEST_TEXT))
    ]
    subject: Search = ""
    grade: Search = ""
    started_on: date | None = Field(default=None, description="From 1940 to today")
    dated_on: date | None = Field(default=None, description="From 1940 to today")
    periods: float | None = Field(default=None, ge=0, le=10_000)
    replaces: IdText | None = None
    file_id: IdText | None = None

    def request(self, officer_id: str) -> EvidenceRequest:
        """The request as the workflow takes it."""
        return EvidenceRequest(
            officer_id=officer_id, kind=self.kind, text=self.text, subject=self.subject, grade=self.grade,
            started_on=self.started_on, dated_on=self.dated_on, periods=self.periods, replaces=self.replaces or "",
            file_id=self.file_id or "",
        )  # fmt: skip


class JudgementIn(Strict):
    """The unit's word on a statement that waits; a refusal needs its reason."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"is_accepted": True, "answer": ""},
            "anyOf": [
                {"properties": {"is_accepted": {"const": True}}},
                {"properties": {"answer": told_text(SHORTEST_TEXT)}, "required": ["answer"]},
            ],
        }
    )

    is_accepted: bool
    answer: Annotated[FreeText, Field(max_length=2000)] = ""


class AddedOut(Shown):
    """The id of what was added."""

    model_config = example(statement_id="S01K9ZC3T6Y8Q4M2N5P7R9S1V3W")

    statement_id: str


class EraseIn(Strict):
    """Why the data must go; it cannot be brought back."""

    model_config = example(reason="Đề nghị của người đã thôi việc ngày 01/11/2026, hết thời hạn lưu hồ sơ.")

    reason: Annotated[
        LongText,
        Field(
            min_length=LEAST_REASON, max_length=MOST_REASON, json_schema_extra=told_text(LEAST_REASON),
            description="Of 10 to 1,000 characters.",
        ),
    ]  # fmt: skip


class ErasedOut(Shown):
    """How many files of the person were removed."""

    model_config = example(files_removed=2)

    files_removed: int
