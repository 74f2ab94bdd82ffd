"""Who may do what: roles, actions, one table between them, and the viewer who holds roles in units. Denied by default.

A grant is a role in a subtree of units; the unit "" is the whole country. Which rows lie in the subtree is asked in SQL
(`recommender.store.visibility`) of `Viewer.roots`. An OFFICER grant opens no subtree: it only lets a person act on
`Viewer.officer_id`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from recommender.errors import NotAllowed, NotFound

WHOLE_COUNTRY = ""


class Role(StrEnum):
    """What somebody is for the program, in a unit."""

    OFFICER = "officer"
    """Cán bộ, công chức: own result, evidence, plan and objections."""
    UNIT_HR = "unit_hr"
    """Người làm công tác nhân sự của một đơn vị."""
    PROVINCE_HR = "province_hr"
    """Sở Nội vụ: nhân sự của cả tỉnh."""
    DECISION_MAKER = "decision_maker"
    """Người có thẩm quyền quyết định."""
    INSTITUTE = "institute"
    """Cơ sở đào tạo, bồi dưỡng: totals only, never a person."""
    FAIRNESS_AUDITOR = "fairness_auditor"
    """Người kiểm tra tính công bằng: totals by group, never a person."""
    ADMINISTRATOR = "administrator"
    """Quản trị viên hệ thống: accounts, units, settings, audit; never a personnel file."""


class Action(StrEnum):
    """What can be allowed. Every route, workflow and token names one of them."""

    SEE_OWN = "see_own"
    """Own result, evidence, plan, data and who looked at them."""
    SEE_PEOPLE = "see_people"
    """People of the unit with their evidence, verdicts, plans and objections."""
    IMPORT = "import"
    """Read workbooks into the store, and undo it."""
    SCREEN = "screen"
    """Start a run over the unit."""
    PUBLISH = "publish"
    """Show the results of a run to the people concerned."""
    DECIDE = "decide"
    """Confirm or override a proposed verdict under one's own name."""
    OBJECT = "object"
    """Object to one's own verdict, and withdraw it."""
    ANSWER_OBJECTION = "answer_objection"
    """Accept or reject an objection."""
    ADD_EVIDENCE = "add_evidence"
    """Add or correct evidence: one's own, or of people in the unit."""
    FOLLOW_PLAN = "follow_plan"
    """Change the progress and wishes of a plan: one's own, or of people in the unit."""
    SEE_TOTALS = "see_totals"
    """Totals of verdicts and training by unit."""
    SEE_DEMAND = "see_demand"
    """Training demand by course, place and term; small cells hidden."""
    EDIT_COURSES = "edit_courses"
    """Own courses and offerings of an institute."""
    RECORD_RESULTS = "record_results"
    """Write results of an offering; reads nobody's file."""
    SEE_FAIRNESS = "see_fairness"
    """The fairness report of a run."""
    GIVE_FAIRNESS_REASON = "give_fairness_reason"
    """Write the reason without which a run below the fairness gate is not published."""
    SEE_BALANCE = "see_balance"
    """Surplus and shortage by position and unit."""
    SEE_MOVES = "see_moves"
    """Redeployment proposals, which name people."""
    EXPORT_PEOPLE = "export_people"
    """Files with rows of people."""
    ERASE_PERSON = "erase_person"
    """Erase one person's data."""
    MANAGE_USERS = "manage_users"
    """Accounts, roles, links, tokens of others."""
    MANAGE_TOKENS = "manage_tokens"
    """Own API tokens."""
    MANAGE_UNITS = "manage_units"
    """The tree of units and its mergers."""
    MANAGE_CATALOGUE = "manage_catalogue"
    """Catalogue versions, positions, rule switches."""
    SEE_AUDIT = "see_audit"
    """Search the audit."""
    SEE_JOBS = "see_jobs"
    """Jobs of the unit; everybody sees the jobs started by himself."""
    MANAGE_SETTINGS = "manage_settings"
    """Settings of the server, backups and adaptations: only for the whole country."""


PERSONAL: frozenset[Action] = frozenset({
    Action.SEE_OWN, Action.SEE_PEOPLE, Action.IMPORT, Action.SCREEN, Action.PUBLISH, Action.DECIDE, Action.OBJECT,
    Action.ANSWER_OBJECTION, Action.ADD_EVIDENCE, Action.FOLLOW_PLAN, Action.SEE_MOVES, Action.EXPORT_PEOPLE,
    Action.ERASE_PERSON,
})  # fmt: skip
"""Actions that show or change data of identified people."""

OF_THE_SERVER: frozenset[Action] = frozenset({Action.MANAGE_SETTINGS})
"""Actions on the one server and all it holds: a grant in a part of the country does not give them."""

_TOTALS = frozenset({Action.SEE_TOTALS, Action.SEE_DEMAND, Action.SEE_BALANCE})
_UNIT_HR = _TOTALS | {
    Action.SEE_PEOPLE, Action.IMPORT, Action.SCREEN, Action.DECIDE, Action.ADD_EVIDENCE, Action.FOLLOW_PLAN,
    Action.SEE_MOVES, Action.EXPORT_PEOPLE, Action.SEE_JOBS, Action.MANAGE_TOKENS,
}  # fmt: skip

ALLOWED: Mapping[Role, frozenset[Action]] = MappingProxyType({
    Role.OFFICER: frozenset({Action.SEE_OWN, Action.OBJECT, Action.ADD_EVIDENCE, Action.FOLLOW_PLAN}),
    Role.UNIT_HR: _UNIT_HR,
    Role.PROVINCE_HR: _UNIT_HR | {
        Action.PUBLISH, Action.ANSWER_OBJECTION, Action.SEE_FAIRNESS, Action.ERASE_PERSON, Action.MANAGE_CATALOGUE,
    },
    Role.DECISION_MAKER: _TOTALS | {
        Action.SEE_PEOPLE, Action.DECIDE, Action.PUBLISH, Action.ANSWER_OBJECTION, Action.SEE_FAIRNESS,
        Action.GIVE_FAIRNESS_REASON, Action.SEE_MOVES, Action.EXPORT_PEOPLE,
    },
    Role.INSTITUTE: frozenset({
        Action.SEE_DEMAND, Action.EDIT_COURSES, Action.RECORD_RESULTS, Action.MANAGE_TOKENS,
    }),
    Role.FAIRNESS_AUDITOR: frozenset({Action.SEE_TOTALS, Action.SEE_FAIRNESS, Action.GIVE_FAIRNESS_REASON}),
    Role.ADMINISTRATOR: frozenset({
        Action.MANAGE_USERS, Action.MANAGE_UNITS, Action.MANAGE_CATALOGUE, Action.SEE_AUDIT, Action.SEE_JOBS,
        Action.MANAGE_SETTINGS,
    }),
})  # fmt: skip

NEEDS_SECOND_FACTOR: frozenset[Role] = frozenset({
    Role.UNIT_HR, Role.PROVINCE_HR, Role.DECISION_MAKER, Role.ADMINISTRATOR,
})  # fmt: skip
"""Roles that read or change other people's data or the system itself."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """A role in the subtree of a unit."""

    role: Role
    unit_id: str = WHOLE_COUNTRY


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Who looks or acts: the grants of an account, narrowed to a token's actions when a token speaks."""

    user_id: str
    name: str
    language: str = "vi"
    grants: tuple[Grant, ...] = ()
    officer_id: str = ""
    """The person this account belongs to, or "" when it belongs to none."""
    limited_to: frozenset[Action] | None = None
    """Actions of the API token; None when a person is signed in."""

    def may(self, action: Action) -> bool:
        """Whether any role allows the action, somewhere or on oneself."""
        return self.acts_on_self(action) or bool(self.roots(action))

    def require(self, action: Action) -> None:
        """Raises NotAllowed unless a role allows the action."""
        if not self.may(action):
            raise NotAllowed

    def acts_on_self(self, action: Action) -> bool:
        """Whether the viewer may do it to the own file."""
        if not self.officer_id or not self._lets_through(action):
            return False
        return any(grant.role is Role.OFFICER and action in ALLOWED[Role.OFFICER] for grant in self.grants)

    def roots(self, action: Action) -> tuple[str, ...]:
        """Units whose subtrees the action is allowed in, sorted; `("",)` is the whole country, `()` is nowhere."""
        if not self._lets_through(action):
            return ()
        units = {
            grant.unit_id for grant in self.grants if grant.role is not Role.OFFICER and action in ALLOWED[grant.role]
        }
        if action in OF_THE_SERVER:
            units &= {WHOLE_COUNTRY}
        return (WHOLE_COUNTRY,) if WHOLE_COUNTRY in units else tuple(sorted(units))

    def require_self(self, action: Action, officer_id: str) -> None:
        """Raises NotAllowed without the right to act on oneself, NotFound for another person's file."""
        if not self.acts_on_self(action):
            raise NotAllowed
        if officer_id != self.officer_id:
            raise NotFound

    def needs_second_factor(self) -> bool:
        """Whether any role asks for a second step at sign-in."""
        return any(grant.role in NEEDS_SECOND_FACTOR for grant in self.grants)

    def _lets_through(self, action: Action) -> bool:
        return self.limited_to is None or action in self.limited_to
