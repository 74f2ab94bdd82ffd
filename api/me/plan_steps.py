"""The courses of a plan as the person follows them: by quarter, with alternatives, open classes and a certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from api.look import formats
from api.look.forms import Field, filled
from api.me.contexts import Alternative, ClassOffer, MyStep, Quarter
from recommender.documents.plan_pdf import PlanLine
from recommender.learner_codes import learner_code
from recommender.permissions import Viewer
from recommender.store import Connection, offerings, people
from recommender.store.offerings import OfferingFilter, OfferingView
from recommender.store.plans import PlanView, StepView
from recommender.store.results.verdict_detail import RecommendationView, recommendations_of
from recommender.store.tables.plans import EnrolmentStatus, OfferingStatus, StepStatus
from recommender.store.units import get_unit
from recommender.workflows.follow_plan import is_ahead
from training_catalog.types import Course, CourseMode

MOST_ALTERNATIVES: Final = 3
MOST_CLASSES: Final = 5
MOST_PERIODS: Final = 2000
EARLIEST: Final = date(2000, 1, 1)
FILES: Final = ".pdf,.png,.jpg,.jpeg"
Words = Callable[[str], str]


def quarters_of(
    conn: Connection,
    viewer: Viewer,
    plan: PlanView,
    *,
    known: Mapping[str, Course],
    _: Words,
    language: str,
    now: datetime,
) -> tuple[Quarter, ...]:
    """The courses by quarter, in the order of the plan; what was taken besides comes last."""
    person = people.get_person(conn, viewer, viewer.officer_id)
    files = {file.file_id: file.name for file in person.files}
    province_id = get_unit(conn, person.person.unit_id).province_id
    ranked = recommendations_of(conn, viewer, plan.run_id, officer_id=viewer.officer_id)
    planned = {step.course_id for step in plan.steps}
    others = [one for one in ranked if one.course_id not in planned and one.course_id in known]
    labels = dict.fromkeys(step.quarter for step in plan.steps)

    def shown(step: StepView) -> MyStep:
        is_done = step.status == StepStatus.DONE
        return MyStep(
            view=step, is_done=is_done, is_ahead=is_ahead(step.quarter, now), is_besides=step.step == 0,
            file_name=files.get(step.file_id or "", ""),
            alternatives=() if is_done else _alternatives(step, others, known, _, language),
            offers=() if is_done else _offers(conn, viewer, step.course_id, province_id),
        )  # fmt: skip

    return tuple(
        Quarter(
            label=quarter_words(label, _, language),
            steps=tuple(shown(step) for step in plan.steps if step.quarter == label),
        )
        for label in labels
    )  # fmt: skip


def named(plan: PlanView, known: Mapping[str, Course]) -> PlanView:
    """The plan with the names of courses that were taken besides it, as far as the catalogue in force knows them."""
    return replace(plan, steps=tuple(_named(step, known.get(step.course_id)) for step in plan.steps))


def _named(step: StepView, course: Course | None) -> StepView:
    if step.step or course is None:
        return step
    return replace(
        step, course_vi=course.name_vi, course_en=course.name_en, provider=course.provider, mode=str(course.mode)
    )  # fmt: skip


def quarter_words(code: str, _: Words, language: str) -> str:
    """Q1/2027 as people say it; what was taken besides the plan has no quarter."""
    return formats.quarter(code, language) if code else _("Ngoài kế hoạch")


def plan_line(step: StepView, _: Words, language: str) -> PlanLine:
    """A course as the PDF shows it."""
    is_english = language == "en"
    return PlanLine(
        name=(step.course_en if is_english else step.course_vi) or step.course_id,
        reason=step.reason_en if is_english else step.reason_vi, quarter=quarter_words(step.quarter, _, language),
        mode=step.mode, periods=step.periods, counted_periods=step.counted_periods or 0.0,
        is_done=step.status == StepStatus.DONE,
    )  # fmt: skip


def certificate_fields(
    step: StepView, _: Words, *, values: Mapping[str, str], errors: Mapping[str, str]
) -> tuple[Field, ...]:
    """Day, periods and file of a completed course; what the plan knows is filled in."""
    known = {
        "done_on": step.done_on.isoformat() if step.done_on else "",
        "periods": f"{step.periods_done or step.periods or 0:g}" if step.periods_done or step.periods else "",
    }  # fmt: skip
    fields = (
        Field(name="done_on", label=_("Ngày hoàn thành"), kind="date", width="medium", is_required=True),
        Field(name="periods", label=_("Số tiết"), inputmode="numeric", width="short"),
        Field(
            name="file", label=_("Bản chụp chứng chỉ, chứng nhận"), kind="file", accept=FILES, is_required=True,
            hint=_("PDF, PNG hoặc JPEG, tối đa 10 MB."),
        ),
    )  # fmt: skip
    return filled(fields, {**known, **values}, errors)


def certificate_errors(sent: Mapping[str, str], *, has_file: bool, today: date, _: Words) -> dict[str, str]:
    """Field → what is wrong with it; empty when the certificate can be kept."""
    found: dict[str, str] = {}
    try:
        day = date.fromisoformat(sent.get("done_on", "").strip())
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day <= today:
        found["done_on"] = _("Ngày hoàn thành phải từ năm 2000 đến hôm nay.")
    periods = sent.get("periods", "").strip()
    if periods and not (periods.isascii() and periods.isdecimal() and int(periods) <= MOST_PERIODS):
        found["periods"] = _("Số tiết là số nguyên từ 0 đến 2.000.")
    if not has_file:
        found["file"] = _("Chọn bản chụp chứng chỉ.")
    return found


def _alternatives(
    step: StepView, others: list[RecommendationView], known: Mapping[str, Course], _: Words, language: str
) -> tuple[Alternative, ...]:
    """Courses outside the plan that close a need this one closes, the best first."""
    needs = set(filter(None, step.closes.split("|")))
    found = [known[one.course_id] for one in others if needs & set(one.closes.split("|"))]
    return tuple(
        Alternative(
            name=course.name_en if language == "en" else course.name_vi, periods=course.duration_periods,
            mode=str(course.mode), wish=_("Xin học thay: %(name)s") % {"name": course.name_vi},
        )
        for course in found[:MOST_ALTERNATIVES]
    )  # fmt: skip


def _offers(conn: Connection, viewer: Viewer, course_id: str, province_id: str) -> tuple[ClassOffer, ...]:
    """Open classes of a course in the own province or online, and those where the person has a ticket."""
    found = offerings.find_offerings(conn, OfferingFilter(course_id=course_id), limit=100).rows
    shown = []
    for one in found:
        ticket = offerings.enrolment_of(conn, one.offering_id, viewer.officer_id)
        if ticket is None and not _takes(one, province_id):
            continue
        has_seat = ticket is not None and ticket.status != EnrolmentStatus.WISHED
        code = learner_code(ticket.enrolment_id) if ticket is not None and has_seat else ""
        shown.append(ClassOffer(view=one, status=ticket.status if ticket else "", code=code))
    return tuple(shown[:MOST_CLASSES])


def _takes(offered: OfferingView, province_id: str) -> bool:
    is_near = offered.province_id == province_id or offered.mode == CourseMode.ONLINE
    return offered.status == OfferingStatus.OPEN and is_near
