"""What the administration endpoints take and answer."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from api.web.fields import IdText, Paged, Search, Strict
from api.web.shapes import Shown, example
from recommender.permissions import Role
from recommender.store.tables.units import COUNTRY
from recommender.workflows.manage_users import NewPlace


class AccountsQuery(Paged):
    """Accounts whose login or name holds a text."""

    q: Search = ""


class AccountGrantOut(Shown):
    """A role in the subtree of a unit; "" is the whole country."""

    role: Role
    unit_id: str


class AccountOut(Shown):
    """An account without any secret."""

    model_config = example(
        user_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", login="binh.tt", name="Trần Thị Bình", language="vi", unit_id="00004",
        is_disabled=False, has_password=True, has_second_factor=True, created_at="2026-11-01T08:00:00+00:00",
        grants=[{"role": "unit_hr", "unit_id": "00004"}],
    )  # fmt: skip

    user_id: str
    login: str
    name: str
    language: str
    unit_id: str
    is_disabled: bool
    has_password: bool
    has_second_factor: bool
    created_at: AwareDatetime
    grants: list[AccountGrantOut]


class MoveIn(Strict):
    """The unit of an account ("VN" is the whole country) and all roles that it holds there from then on."""

    model_config = example(unit_id="00008", roles=["unit_hr"])

    unit_id: IdText
    roles: Annotated[list[Role], Field(max_length=len(Role))]

    def place(self) -> NewPlace:
        """The move as the workflow takes it."""
        return NewPlace(unit_id="" if self.unit_id == COUNTRY else self.unit_id, roles=tuple(self.roles))


class AuditQuery(Paged):
    """Rows of the audit by who, what, about whom and when."""

    actor: IdText | None = None
    action: IdText | None = None
    subject_id: IdText | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None


class AuditRowOut(Shown):
    """One row of the audit; ids only, never a name."""

    model_config = example(
        number=4711, at="2026-11-22T08:00:00+00:00", actor="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", action="look",
        subject_kind="officer", subject_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3X", unit_id="00004", also=[], detail="{}",
    )  # fmt: skip

    number: int
    at: AwareDatetime
    actor: str
    action: str
    subject_kind: str
    subject_id: str
    unit_id: str
    also: list[str] = Field(description="Further people the row is about")
    detail: str = Field(description="JSON text")
