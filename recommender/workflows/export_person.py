"""Everything the store holds about one person, for the person to take away or for HR to hand over, as JSON values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from recommender.permissions import Action, Viewer
from recommender.store.audit import AuditEntry, append_audit, looks_at_me
from recommender.store.engine import Store
from recommender.store.people import unit_of_person
from recommender.store.person_data import everything_about
from recommender.working_days import office_day

FORMAT = 1
MOST_LOOKS = 500


@dataclass(frozen=True, kw_only=True)
class PersonExport:
    """`content` is made of JSON values only; `file_name` holds no name of a person."""

    officer_id: str
    file_name: str
    content: dict[str, Any]


def export_person(store: Store, viewer: Viewer, officer_id: str, *, now: datetime) -> PersonExport:
    """Rows of every table about a person, and when others looked if the person asks. NotFound outside the scope."""
    is_own = viewer.officer_id == officer_id and viewer.acts_on_self(Action.SEE_OWN)
    action = Action.SEE_OWN if is_own else Action.EXPORT_PEOPLE
    with store.writing() as conn:
        unit_id = unit_of_person(conn, viewer, action, officer_id=officer_id)
        content: dict[str, Any] = {"format": FORMAT, "made_at": now.isoformat(), "officer_id": officer_id}
        content["data"] = everything_about(conn, officer_id, with_unpublished=not is_own)
        if is_own:
            looks = looks_at_me(conn, viewer, limit=MOST_LOOKS)
            content["looks"] = [{"at": look.at.isoformat(), "action": look.action} for look in looks.rows]
        entry = AuditEntry(
            actor=viewer.user_id, action=Action.EXPORT_PEOPLE, subject_kind="officer", subject_id=officer_id,
            unit_id=unit_id, detail={"is_own": is_own},
        )  # fmt: skip
        append_audit(conn, store.audit_key, entry, now=now)
    return PersonExport(officer_id=officer_id, file_name=f"nangluc-{office_day(now):%Y%m%d}.json", content=content)
