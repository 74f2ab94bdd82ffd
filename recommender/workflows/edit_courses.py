"""Courses that an institute writes itself: saved, changed, taken out; the next run plans with those that are active."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from recommender.errors import Conflict, NotFound, WrongField, WrongFields
from recommender.permissions import Action, Viewer
from recommender.store import offerings
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.catalogue_now import shipped_catalogue
from recommender.store.engine import Store, lock
from recommender.store.offerings import OwnCourse
from training_catalog.types import MAX_LEVEL, MIN_LEVEL, Catalogue, CourseMode, TaskKind

ID: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:@-]{2,39}")
"""Part of the address of its page, of files and of audit rows."""
LONGEST_NAME, LONGEST_OUTLINE, MOST_PERIODS = 300, 10_000, 2_000
LONGEST_SHOWN, MOST_SHOWN = 40, 5
"""Of what was sent, as much as a message repeats."""


@dataclass(frozen=True, kw_only=True)
class CourseRequest:
    """A course as an institute writes it; `version` is what was read (0: a new course)."""

    course_id: str
    name_vi: str
    name_en: str = ""
    outline: str = ""
    domain: TaskKind
    mode: CourseMode
    duration_periods: int | None = None
    positions: tuple[str, ...] = ()
    """Position ids or groups; empty = everyone."""
    ranks: tuple[str, ...] = ()
    outcomes: Mapping[str, int] = field(default_factory=dict)
    """Requirement id → level."""
    grants: tuple[str, ...] = ()
    version: int = 0


def save_course(store: Store, viewer: Viewer, request: CourseRequest, *, now: datetime) -> OwnCourse:
    """The course as kept. Raises WrongFields with all that is wrong, Conflict for an id in use, Stale, NotFound."""
    viewer.require(Action.EDIT_COURSES)
    _require_sound(request, shipped_catalogue())
    with store.writing() as conn:
        lock(conn, f"course {request.course_id}")
        values = _values(viewer, request, now)
        if request.version == 0:
            if request.course_id in {course.course_id for course in offerings.find_own_courses(conn, with_ended=True)}:
                raise Conflict(
                    "Mã chương trình đã có; đặt mã khác.", "This course id is in use; choose another.",
                    field="course_id",
                )  # fmt: skip
            offerings.put_course(conn, {"course_id": request.course_id, "owner_id": viewer.user_id, **values})
        else:
            _own(offerings.get_own_course(conn, request.course_id), viewer)
            offerings.change_course(conn, request.course_id, version=request.version, values=values)
        _audit(conn, store, viewer, "save_course", request.course_id, now)
        return offerings.get_own_course(conn, request.course_id)


def end_course(store: Store, viewer: Viewer, course_id: str, *, version: int, now: datetime) -> None:
    """Taken out of use; runs made with it keep it."""
    viewer.require(Action.EDIT_COURSES)
    with store.writing() as conn:
        _own(offerings.get_own_course(conn, course_id), viewer)
        values = {"is_active": False, "changed_at": now}
        offerings.change_course(conn, course_id, version=version, values=values)
        _audit(conn, store, viewer, "end_course", course_id, now)


def _own(course: OwnCourse, viewer: Viewer) -> None:
    if course.owner_id != viewer.user_id:
        raise NotFound


def _values(viewer: Viewer, request: CourseRequest, now: datetime) -> dict[str, Any]:
    audience = {"positions": list(request.positions), "ranks": list(request.ranks)}
    return {
        "provider": viewer.name, "name_vi": request.name_vi.strip(), "name_en": request.name_en.strip(),
        "outline": request.outline.strip(), "domain": str(request.domain), "mode": str(request.mode),
        "language": "vi", "duration_periods": request.duration_periods, "audience": audience,
        "outcomes": dict(request.outcomes), "grants": list(request.grants), "is_active": True, "changed_at": now,
    }  # fmt: skip


def _require_sound(request: CourseRequest, catalogue: Catalogue) -> None:
    wrong = [field for is_wrong, field in (*_words(request), *_references(request, catalogue)) if is_wrong]
    if wrong:
        raise WrongFields(wrong)


def _words(request: CourseRequest) -> Iterator[tuple[bool, WrongField]]:
    """Whether each text and number is out of its bounds, and what is expected of it."""
    is_id = ID.fullmatch(request.course_id) is not None and request.course_id != "new"
    yield not is_id, WrongField(
        name="course_id",
        expected_vi=(
            "Mã chương trình gồm 3 đến 40 chữ cái không dấu, chữ số hoặc dấu . _ : @ -, bắt đầu bằng chữ hoặc số, "
            "như TCNV-05."
        ),
        expected_en=(
            "The course id has 3 to 40 plain letters, digits or . _ : @ - and begins with a letter or digit, "
            "like TCNV-05."
        ),
    )  # fmt: skip
    yield (
        not 5 <= len(request.name_vi.strip()) <= LONGEST_NAME,
        WrongField(
            name="name_vi",
            expected_vi=f"Tên chương trình dài 5 đến {LONGEST_NAME} ký tự, như “Nghiệp vụ hộ tịch cho công chức xã”.",
            expected_en=f"The name has 5 to {LONGEST_NAME} characters, like “Civil status work for commune officers”.",
        ),
    )
    yield len(request.name_en) > LONGEST_NAME, WrongField(
        name="name_en", expected_vi=f"Tên tiếng Anh dài nhiều nhất {LONGEST_NAME} ký tự.",
        expected_en=f"The English name has at most {LONGEST_NAME} characters.",
    )  # fmt: skip
    yield len(request.outline) > LONGEST_OUTLINE, WrongField(
        name="outline", expected_vi=f"Nội dung dài nhiều nhất {LONGEST_OUTLINE} ký tự.",
        expected_en=f"The content has at most {LONGEST_OUTLINE} characters.",
    )  # fmt: skip
    periods = request.duration_periods
    yield (
        periods is not None and not 0 < periods <= MOST_PERIODS,
        WrongField(
            name="duration_periods",
            expected_vi=f"Số tiết là số nguyên từ 1 đến {MOST_PERIODS}, như 40; chưa biết thì để trống.",
            expected_en=f"Periods are a whole number from 1 to {MOST_PERIODS}, like 40; blank when not known.",
        ),
    )


def _references(request: CourseRequest, catalogue: Catalogue) -> Iterator[tuple[bool, WrongField]]:
    """Whether each code is none of the catalogue's, and how one is written."""
    groups = {str(one.group) for one in catalogue.positions.values()}
    terms = {key for name in ("certificates", "political_theory", "degrees") for key in catalogue.vocabularies[name]}
    positions = _unknown(request.positions, {*catalogue.positions, *groups})
    outcomes = _unknown(request.outcomes, {*catalogue.competencies, *catalogue.tasks})
    grants = _unknown(request.grants, terms)
    levels = _named(key for key, level in request.outcomes.items() if not MIN_LEVEL <= level <= MAX_LEVEL)
    yield request.version == 0 and request.course_id in catalogue.courses, WrongField(
        name="course_id", expected_vi=f"Mã {request.course_id} đã có trong danh mục; đặt mã khác.",
        expected_en=f"The catalogue has a course {request.course_id} already; choose another id.",
    )  # fmt: skip
    yield (
        bool(positions),
        WrongField(
            name="positions",
            expected_vi=f"Không có vị trí {positions}. Ghi mã vị trí, cách nhau bằng dấu phẩy, như II.04, II.15.",
            expected_en=f"There is no position {positions}. Give codes with commas between them, like II.04, II.15.",
        ),
    )
    yield (
        bool(outcomes),
        WrongField(
            name="outcomes",
            expected_vi=f"Không có yêu cầu {outcomes}. Mỗi dòng một mã năng lực hoặc nhiệm vụ và cấp độ, như C3=3.",
            expected_en=f"There is no requirement {outcomes}. One competency or task a line with its level, like C3=3.",
        ),
    )
    yield (
        bool(levels),
        WrongField(
            name="outcomes",
            expected_vi=f"Cấp độ của {levels} phải là số nguyên từ {MIN_LEVEL} đến {MAX_LEVEL}, như C3=3.",
            expected_en=f"The level of {levels} must be a whole number from {MIN_LEVEL} to {MAX_LEVEL}, like C3=3.",
        ),
    )
    yield (
        bool(grants),
        WrongField(
            name="grants",
            expected_vi=f"Không có chứng chỉ {grants}. Ghi mã trong danh mục, như {_example(terms)}.",
            expected_en=f"There is no certificate {grants}. Give codes of the catalogue, like {_example(terms)}.",
        ),
    )


def _unknown(given: Iterable[str], known: Collection[str]) -> str:
    return _named(one for one in given if one not in known)


def _named(found: Iterable[str]) -> str:
    """The first few of what is wrong, short enough for a sentence."""
    names = [f"“{one[:LONGEST_SHOWN]}”" for one in found]
    return ", ".join(names[:MOST_SHOWN]) + (", …" if len(names) > MOST_SHOWN else "")


def _example(terms: Collection[str]) -> str:
    return min(terms, default="")


def _audit(conn: Any, store: Store, viewer: Viewer, action: str, course_id: str, now: datetime) -> None:
    entry = AuditEntry(actor=viewer.user_id, action=action, subject_kind="course", subject_id=course_id)
    append_audit(conn, store.audit_key, entry, now=now)
