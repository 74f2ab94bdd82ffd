"""Courses that an institute writes itself: saved, changed, taken out; the next run plans with those that are active."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from recommender.errors import Conflict, NotFound, UsageError
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
    """The course as kept. Raises UsageError with all that is wrong, Conflict for an id in use, Stale, NotFound."""
    viewer.require(Action.EDIT_COURSES)
    _require_sound(request, shipped_catalogue())
    with store.writing() as conn:
        lock(conn, f"course {request.course_id}")
        values = _values(viewer, request, now)
        if request.version == 0:
            if request.course_id in {course.course_id for course in offerings.find_own_courses(conn, with_ended=True)}:
                raise Conflict("Mã chương trình đã có.", "This course id is in use.")
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
    positions = {*catalogue.positions, *{str(one.group) for one in catalogue.positions.values()}}
    requirements = {*catalogue.competencies, *catalogue.tasks}
    terms = {key for name in ("certificates", "political_theory", "degrees") for key in catalogue.vocabularies[name]}
    wrong = [
        (not ID.fullmatch(request.course_id) or request.course_id == "new", "mã chương trình", "course id"),
        (request.version == 0 and request.course_id in catalogue.courses, "mã đã có trong danh mục", "id in use"),
        (not 5 <= len(request.name_vi.strip()) <= LONGEST_NAME, "tên chương trình", "name"),
        (len(request.name_en) > LONGEST_NAME, "tên tiếng Anh", "English name"),
        (len(request.outline) > LONGEST_OUTLINE, "nội dung", "outline"),
        (not 0 < (request.duration_periods or 1) <= MOST_PERIODS, "số tiết", "periods"),
        (not set(request.positions) <= positions, "vị trí việc làm", "positions"),
        (not set(request.outcomes) <= requirements, "yêu cầu được bồi dưỡng", "requirements"),
        (not all(MIN_LEVEL <= level <= MAX_LEVEL for level in request.outcomes.values()), "cấp độ", "levels"),
        (not set(request.grants) <= terms, "chứng chỉ được cấp", "certificates granted"),
    ]
    found = [(vi, en) for is_wrong, vi, en in wrong if is_wrong]
    if found:
        raise UsageError(
            f"Chưa đúng: {', '.join(vi for vi, _ in found)}.", f"Not right: {', '.join(en for _, en in found)}."
        )


def _audit(conn: Any, store: Store, viewer: Viewer, action: str, course_id: str, now: datetime) -> None:
    entry = AuditEntry(actor=viewer.user_id, action=action, subject_kind="course", subject_id=course_id)
    append_audit(conn, store.audit_key, entry, now=now)
