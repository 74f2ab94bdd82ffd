"""What the endpoints about oneself take and answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import AwareDatetime, Field

from api.web.fields import Line, Strict
from api.web.shapes import Shown, example
from recommender.permissions import Action, Role
from recommender.store.access.tokens import NewToken


class GrantOut(Shown):
    """A role in the subtree of a unit; "" is the whole country."""

    role: Role
    unit_id: str


class MeOut(Shown):
    """Who the caller is and what is allowed."""

    model_config = example(
        user_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", name="Trần Thị Bình", language="vi",
        grants=[{"role": "unit_hr", "unit_id": "00004"}], actions=["see_people", "screen"], officer_id=None,
    )  # fmt: skip

    user_id: str
    name: str
    language: str
    grants: list[GrantOut]
    actions: list[Action] = Field(description="Everything that is allowed somewhere or on oneself")
    officer_id: str | None = Field(description="The person this account belongs to")


class TokenIn(Strict):
    """A token to make."""

    model_config = example(label="Nhu cầu quý I", actions=["see_demand"], days=90)

    label: Line = Field(examples=["Nhu cầu quý I"])
    actions: list[Action] = Field(min_length=1, max_length=10, examples=[["see_demand"]])
    days: int = Field(default=90, ge=1, le=365, description="Days until it expires")


class TokenOut(Shown):
    """A token without its secret."""

    model_config = example(
        token_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W",  # noqa: S106 - an id, not a secret
        label="Nhu cầu quý I", actions=["see_demand"],
        made_at="2026-11-22T08:00:00+00:00", expires_at="2027-02-20T08:00:00+00:00", last_used_at=None, ended_at=None,
    )  # fmt: skip

    token_id: str
    label: str
    actions: list[Action]
    made_at: AwareDatetime
    expires_at: AwareDatetime
    last_used_at: AwareDatetime | None
    ended_at: AwareDatetime | None


class TokensOut(Shown):
    """The caller's own tokens, newest first."""

    rows: list[TokenOut]


class MadeTokenOut(Shown):
    """A new token; the secret is shown this once."""

    model_config = example(token_id="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", secret="nl_…")  # noqa: S106 - shows the form only

    token_id: str
    secret: str


class LookOut(Shown):
    """Somebody looked at the caller's data, or changed it."""

    model_config = example(
        at="2026-11-22T08:00:00+00:00", actor="01K9ZC3T6Y8Q4M2N5P7R9S1V3W", action="look", subject_kind="officer"
    )  # fmt: skip

    at: AwareDatetime
    actor: str = Field(description="User id; HR of the unit can tell who it is")
    action: str
    subject_kind: str


def new_token(asked: TokenIn, now: datetime) -> NewToken:
    """What the token is made from."""
    return NewToken(label=asked.label, actions=frozenset(asked.actions), expires_at=now + timedelta(days=asked.days))
