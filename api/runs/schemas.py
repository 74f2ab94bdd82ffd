"""What the endpoints about runs and verdicts take and answer."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from api.web.fields import IdText, Paged, Search, Strict
from api.web.shapes import Shown, example
from models.matcher import Mode
from recommender.documents.list_file import FileForm
from recommender.store.results.runs import CountBy
from recommender.store.results.verdicts import VerdictFilter, VerdictOrder
from recommender.store.tables.runs import RunStatus
from recommender.types import VerdictLabel
from recommender.workflows.export_people import ExportRequest


class RunsQuery(Paged):
    """Runs that touch a unit, or of a status."""

    unit_id: IdText | None = None
    status: RunStatus | None = None


class RunOut(Shown):
    """A run by its record: what it read, with which models and settings, and what it counted."""

    model_config = example(
        run_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", unit_id="01", unit_name="Thành phố Hà Nội", label="Rà soát quý IV/2026",
        status="published", today="2026-11-20", catalogue_version="2026.11", catalogue_digest="7d28…",
        encoder="hybrid", encoder_digest="", fallback="", model_version="1", program="0.1.0", inputs_digest="91ab…",
        results_digest="03fe…", counts={"officers": 4210, "meets": 2900, "not_screened": 12}, job_id=None,
        made_by_name="Trần Thị Bình",
        started_at="2026-11-20T01:00:00+00:00", finished_at="2026-11-20T01:09:00+00:00",
        published_at="2026-11-21T02:00:00+00:00", published_by_name="Lê Văn Cường",
    )  # fmt: skip

    run_id: str
    unit_id: str
    unit_name: str
    label: str
    status: str
    today: date
    catalogue_version: str
    catalogue_digest: str
    encoder: str
    encoder_digest: str
    fallback: str
    model_version: str
    program: str
    inputs_digest: str
    results_digest: str
    counts: Annotated[
        dict[str, Any],
        Field(
            description="Only for who sees the whole unit; not_screened: people without a position that could be read"
        ),
    ]
    job_id: str | None
    made_by_name: str
    started_at: AwareDatetime
    finished_at: AwareDatetime | None
    published_at: AwareDatetime | None
    published_by_name: str | None


class CountsQuery(Strict):
    """What to count by, and below which unit."""

    by: CountBy = CountBy.UNIT
    unit_id: IdText | None = None


class VerdictCountOut(Shown):
    """Verdicts of one group."""

    model_config = example(
        key="00004", name_vi="Phường Ba Đình", name_en="Phường Ba Đình", total=40, meets=28, needs_review=9,
        does_not_meet=3, decided=12,
    )  # fmt: skip

    key: str
    name_vi: str
    name_en: str
    total: int
    meets: int
    needs_review: int
    does_not_meet: int
    decided: int


class VerdictCountsOut(Shown):
    """Counts of all groups."""

    rows: list[VerdictCountOut]


class FacetsQuery(Strict):
    """Verdicts of a run by unit (with all below it), proposal, decision, position, field, words or open objection."""

    unit_id: IdText | None = None
    verdict: VerdictLabel | None = None
    decided: VerdictLabel | None = None
    position_id: IdText | None = None
    field: IdText | None = None
    q: Annotated[Search, Field(description="Words of the name or the code, with or without diacritics")] = ""
    review_reason: IdText | None = None
    failed_question: IdText | None = None
    is_decided: bool | None = None
    has_objection: bool | None = None
    officer_id: IdText | None = None

    def filter(self) -> VerdictFilter:
        """The filter as the store takes it."""
        return VerdictFilter(
            unit_id=self.unit_id or "", verdict=self.verdict, decided=self.decided,
            position_id=self.position_id or "", field=self.field or "", text=self.q,
            review_reason=self.review_reason or "", failed_question=self.failed_question or "",
            is_decided=self.is_decided, has_objection=self.has_objection, officer_id=self.officer_id or "",
        )  # fmt: skip


class VerdictsQuery(FacetsQuery, Paged):
    """The same verdicts as a list: their order, and whether all of them are counted."""

    sort: VerdictOrder = VerdictOrder.NAME
    descending: bool = False
    with_total: bool = Field(default=False, description="Also count the whole list")


class VerdictOut(Shown):
    """A proposal about a person in a position with its reasons, and the decision that stands."""

    model_config = example(
        run_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", officer_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3X", code="CB-0001",
        name="Nguyễn Thị Hoa Mai", unit_id="00004", unit_name="Phường Ba Đình", position_id="II.04",
        title_vi="Chuyên viên về lĩnh vực tư pháp", title_en="Justice specialist", field="justice", share=1.0,
        verdict="needs_review", probability=0.55, is_provisional=False, doubt=0.9, failed_questions=["competency"],
        review_reasons=[],
        standards="fits", p_competency=0.6, share_met=0.7, coverage=0.8, n_requirements=12, n_direct=3, n_below=2,
        results_band="good", reason_vi="Soạn thảo văn bản: cần 2–3, ước lượng 2,1.",
        reason_en="Drafting: needs 2–3, estimated 2.1.", decision_id=None, decided=None, decided_by_name=None,
        decided_at=None, has_objection=False,
    )  # fmt: skip

    run_id: str
    officer_id: str
    code: str
    name: str
    unit_id: str
    unit_name: str
    position_id: str
    title_vi: str
    title_en: str
    field: str
    share: float
    verdict: str
    probability: float | None
    is_provisional: bool = Field(
        description="Results speak of too little of the position: the probability is a stopgap, say so beside it"
    )
    doubt: float
    failed_questions: list[str]
    review_reasons: list[str]
    standards: str
    p_competency: float | None
    share_met: float | None
    coverage: float | None
    n_requirements: int
    n_direct: int
    n_below: int
    results_band: str
    reason_vi: str
    reason_en: str
    decision_id: str | None
    decided: str | None
    decided_by_name: str | None
    decided_at: AwareDatetime | None
    has_objection: bool


class FacetOut(Shown):
    """A value of a filter, and how many verdicts it would show."""

    value: str
    name_vi: str
    name_en: str
    count: int


class FacetsOut(Shown):
    """Counts for each filter while the others stay as they are."""

    verdict: list[FacetOut]
    review_reason: list[FacetOut]
    is_decided: list[FacetOut]
    field: list[FacetOut]
    position: list[FacetOut]


class RunIn(Strict):
    """A run to make over a unit and all below it."""

    model_config = example(unit_id="00004", label="Rà soát quý IV/2026", today="2026-11-22", encoder="hybrid")

    unit_id: IdText
    label: Search = ""
    today: date | None = Field(default=None, ge=date(2000, 1, 1), le=date(2100, 1, 1), description="Day of the review")
    encoder: Mode = Mode.HYBRID


class AskedOut(Shown):
    """The run that waits, and the job that will make it; follow the job."""

    model_config = example(run_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", job_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3X")

    run_id: str
    job_id: str


class ExportIn(Strict):
    """The list to be put into a file: the same filters and order as of /verdicts."""

    model_config = example(unit_id="00004", verdict="needs_review", sort="doubt", descending=True, form="xlsx")

    unit_id: IdText | None = None
    verdict: VerdictLabel | None = None
    decided: VerdictLabel | None = None
    position_id: IdText | None = None
    field: IdText | None = None
    q: Search = ""
    is_decided: bool | None = None
    has_objection: bool | None = None
    sort: VerdictOrder = VerdictOrder.NAME
    descending: bool = False
    form: FileForm = FileForm.XLSX

    def request(self, run_id: str, language: str) -> ExportRequest:
        """The request as the workflow takes it."""
        wanted = VerdictFilter(
            unit_id=self.unit_id or "", verdict=self.verdict, decided=self.decided,
            position_id=self.position_id or "", field=self.field or "", text=self.q, is_decided=self.is_decided,
            has_objection=self.has_objection,
        )  # fmt: skip
        return ExportRequest(
            run_id=run_id, wanted=wanted, order=self.sort, is_descending=self.descending, form=self.form,
            language=language,
        )  # fmt: skip


class JobAskedOut(Shown):
    """The job that will do it."""

    model_config = example(job_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3X")

    job_id: str
