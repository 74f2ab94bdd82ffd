"""The forms of a course and of a class: fields, and what was typed read into a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from api.look.forms import Choice, Field, filled, typed_day
from api.look.words import word
from recommender.errors import UsageError
from recommender.store.offerings import OfferingView, OwnCourse
from recommender.store.tables.plans import OfferingStatus
from recommender.workflows.edit_courses import CourseRequest
from recommender.workflows.hold_classes import ClassRequest
from training_catalog.types import CourseMode, TaskKind

Words = Callable[[str], str]
Picked = TypeVar("Picked", bound=StrEnum)
LONGEST_NUMBER: Final = 6


UNREADABLE: Final = -1
"""What stands for a number that cannot be read: outside of every bound, so that the refusal says what is expected."""


def course_fields(
    _: Words, language: str, values: Mapping[str, str], errors: Mapping[str, str], *, is_new: bool
) -> tuple[Field, ...]:  # fmt: skip
    """The fields of a course with what was typed and what is wrong with it; the id of a kept course stays."""
    domains = tuple(Choice(value=str(one), label=word(one, "domain", language)) for one in TaskKind)
    modes = tuple(Choice(value=str(one), label=word(one, "mode", language)) for one in CourseMode)
    fields = (
        Field(
            name="course_id", label=_("Mã chương trình"), width="medium", max_length=40, is_required=True,
            hint=_("Chữ cái không dấu, chữ số, dấu chấm hoặc gạch ngang, như TCNV-05; không đổi được về sau."),
        ),
        Field(name="name_vi", label=_("Tên chương trình"), max_length=300, is_required=True),
        Field(name="name_en", label=_("Tên tiếng Anh"), max_length=300),
        Field(name="outline", label=_("Nội dung"), rows=6, max_length=10_000),
        Field(name="domain", label=_("Lĩnh vực"), choices=domains, is_required=True),
        Field(name="mode", label=_("Hình thức"), choices=modes, is_required=True),
        Field(
            name="duration_periods", label=_("Số tiết"), width="short", inputmode="numeric",
            hint=_("Số nguyên, như 40; chưa biết thì để trống."),
        ),
        Field(
            name="positions", label=_("Vị trí việc làm"),
            hint=_("Mã vị trí, cách nhau bằng dấu phẩy, như II.04, II.15; để trống: mọi vị trí."),
        ),
        Field(
            name="outcomes", label=_("Kết quả đầu ra"), rows=4,
            hint=_("Mỗi dòng một yêu cầu và cấp độ đạt được, như C3=3."),
        ),
    )  # fmt: skip
    return filled(fields if is_new else fields[1:], values, errors)


def course_values(course: OwnCourse) -> dict[str, str]:
    """What stands in the form of a kept course."""
    return {
        "name_vi": course.name_vi, "name_en": course.name_en, "outline": course.outline, "domain": course.domain,
        "mode": course.mode, "duration_periods": str(course.duration_periods or ""),
        "positions": ", ".join(course.audience.get("positions", ())),
        "outcomes": "\n".join(f"{key}={level}" for key, level in sorted(course.outcomes.items())),
    }  # fmt: skip


def course_request(sent: Mapping[str, str], kept: OwnCourse | None) -> CourseRequest:
    """The course as typed; what the form does not show stays as it was. Raises UsageError for what is no choice."""
    return CourseRequest(
        course_id=kept.course_id if kept else sent.get("course_id", "").strip(), name_vi=sent.get("name_vi", ""),
        name_en=sent.get("name_en", ""), outline=sent.get("outline", ""), domain=_picked(TaskKind, sent, "domain"),
        mode=_picked(CourseMode, sent, "mode"), duration_periods=_whole(sent.get("duration_periods", "")),
        positions=tuple(part.strip() for part in sent.get("positions", "").split(",") if part.strip()),
        ranks=tuple(kept.audience.get("ranks", ())) if kept else (), outcomes=_outcomes(sent.get("outcomes", "")),
        grants=tuple(kept.grants) if kept else (), version=kept.version if kept else 0,
    )  # fmt: skip


def class_fields(
    _: Words, language: str, values: Mapping[str, str], errors: Mapping[str, str], *, courses: tuple[Choice, ...],
    provinces: tuple[Choice, ...],
) -> tuple[Field, ...]:  # fmt: skip
    """The fields of a class with what was typed and what is wrong with it."""
    modes = tuple(Choice(value=str(one), label=word(one, "mode", language)) for one in CourseMode)
    states = tuple(Choice(value=str(one), label=word(one, "class", language)) for one in OfferingStatus)
    fields = (
        Field(name="course_id", label=_("Chương trình"), choices=courses, is_required=True),
        Field(name="province_id", label=_("Tỉnh, thành phố"), choices=provinces, is_required=True),
        Field(name="place", label=_("Địa điểm"), max_length=300),
        Field(name="starts_on", label=_("Từ ngày"), kind="date", width="medium"),
        Field(name="ends_on", label=_("Đến ngày"), kind="date", width="medium"),
        Field(name="mode", label=_("Hình thức"), choices=modes, is_required=True),
        Field(name="seats", label=_("Số chỗ"), width="short", inputmode="numeric", is_required=True),
        Field(name="status", label=_("Tình trạng"), choices=states, is_required=True),
    )  # fmt: skip
    return filled(fields, values, errors)


def class_values(offering: OfferingView) -> dict[str, str]:
    """What stands in the form of a kept class."""
    return {
        "course_id": offering.course_id, "province_id": offering.province_id, "place": offering.place,
        "starts_on": offering.starts_on.isoformat() if offering.starts_on else "",
        "ends_on": offering.ends_on.isoformat() if offering.ends_on else "",
        "mode": offering.mode, "seats": str(offering.seats), "status": offering.status,
    }  # fmt: skip


def class_request(sent: Mapping[str, str], kept: OfferingView | None) -> ClassRequest:
    """The class as typed. Raises UsageError for what is no choice and no day."""
    return ClassRequest(
        course_id=sent.get("course_id", ""), province_id=sent.get("province_id", ""),
        mode=_picked(CourseMode, sent, "mode"), seats=_seats(sent.get("seats", "")),
        status=_picked(OfferingStatus, sent, "status"), place=sent.get("place", ""),
        starts_on=typed_day(sent.get("starts_on", ""), "starts_on"),
        ends_on=typed_day(sent.get("ends_on", ""), "ends_on"),
        offering_id=kept.offering_id if kept else "", version=kept.version if kept else 0,
    )  # fmt: skip


def _picked(choices: type[Picked], sent: Mapping[str, str], name: str) -> Picked:
    try:
        return choices(sent.get(name, ""))
    except ValueError as error:
        raise UsageError("Chọn một mục trong danh sách.", "Choose one of the list.", field=name) from error


def _outcomes(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in text.splitlines():
        if line.strip():
            key, _, level = line.partition("=")
            found[key.strip()] = _whole(level) or UNREADABLE
    return found


def _seats(text: str) -> int:
    number = _whole(text)
    return UNREADABLE if number is None else number


def _whole(text: str) -> int | None:
    """The whole number of a field, None when it was left blank."""
    typed = text.strip()
    if not typed:
        return None
    return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_NUMBER else UNREADABLE
