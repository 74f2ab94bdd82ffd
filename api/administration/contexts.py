"""What the pages of administration show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from api.look.forms import Field
from api.look.tables import Table
from recommender.store.access.accounts import Account
from recommender.store.catalogue_now import CatalogueView, SwitchView
from recommender.store.unit_contents import UnitContents
from recommender.store.units import UnitView
from recommender.workflows.back_up import BackupRecord
from training_catalog.types import Position, StandardRule


@dataclass(frozen=True, kw_only=True)
class Work:
    """A part of administration with what one does there."""

    label: str
    url: str
    does: str


@dataclass(frozen=True, kw_only=True)
class AdminContext:
    """Where administration begins."""

    works: tuple[Work, ...]
    is_part: bool
    """The viewer administers a part of the country, and not the server."""
    contact: str
    """Where to ask those who run the server; "" where none is set."""


@dataclass(frozen=True, kw_only=True)
class HeldRole:
    """A role in a unit, by name."""

    role: str
    unit_id: str
    unit_name: str


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """An account in the list."""

    account: Account
    unit_name: str
    roles: tuple[HeldRole, ...]


@dataclass(frozen=True, kw_only=True)
class UsersContext:
    """Accounts of the units that the viewer looks after."""

    table: Table[AccountRow]
    search: Field


@dataclass(frozen=True, kw_only=True)
class NewUserContext:
    """An account that is being made."""

    province: Field | None
    """The province whose communes are offered, to be chosen first; None for who looks after less than the country."""
    fields: tuple[Field, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LinkContext:
    """An activation link, shown this once."""

    account: Account
    link: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class UserContext:
    """One account: who, where, with which roles."""

    account: Account
    unit_name: str
    roles: tuple[HeldRole, ...]
    fields: tuple[Field, ...]
    problems: tuple[str, ...]
    is_own: bool
    done: str
    provider: str
    """The provider at which people may sign in too; "" where there is none."""
    identity: Field
    """The identity there that opens the account."""
    province: Field | None
    """As for a new account."""
    details: tuple[Field, ...]
    """What can be corrected."""


@dataclass(frozen=True, kw_only=True)
class PlaceContext:
    """The unit and roles of an account, to be changed."""

    account: Account
    unit_name: str
    roles: tuple[HeldRole, ...]
    province: Field | None
    """As for a new account."""
    unit: Field
    role: Field
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceConfirmContext:
    """What another unit and other roles would change."""

    account: Account
    old: UnitView
    new: UnitView
    kept: tuple[HeldRole, ...]
    given: tuple[HeldRole, ...]
    taken: tuple[HeldRole, ...]
    sent: dict[str, str | tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """A row of the audit in words."""

    number: int
    at: datetime
    who: str
    actor: str
    did: str
    action: str
    about: str
    subject_id: str
    unit_name: str
    told: str
    """What was set; "" where the row holds nothing of it."""


@dataclass(frozen=True, kw_only=True)
class AuditContext:
    """The audit by filter, and whether it is whole."""

    table: Table[AuditLine]
    fields: tuple[Field, ...]
    n_rows: int
    last_at: datetime | None
    is_part: bool
    """The viewer sees the rows of some units only."""
    findings: tuple[str, ...] | None
    """What a check found; None: not checked now."""


@dataclass(frozen=True, kw_only=True)
class UnitsContext:
    """A unit with what lies directly below it."""

    unit: UnitView
    path: tuple[UnitView, ...]
    table: Table[UnitView]
    search: Field
    can_merge: bool
    done: str
    ended: str
    """The unit that was just merged into this one."""
    heirs: dict[str, str]
    """Unit that took another one over → its name."""


@dataclass(frozen=True, kw_only=True)
class SettingRow:
    """A setting with the value in force."""

    variable: str
    value: str
    help_vi: str
    help_en: str
    is_changed: bool


@dataclass(frozen=True, kw_only=True)
class SettingsContext:
    """Settings as the server runs with them; they are changed in its environment only."""

    table: Table[SettingRow]


@dataclass(frozen=True, kw_only=True)
class SwitchRow:
    """A rule set by an office, with the names of its unit and position."""

    switch: SwitchView
    unit_name: str
    title_vi: str
    title_en: str
    text_vi: str
    """What the standard asks, and the same in English; the code of the rule where the position has it no more."""
    text_en: str
    can_change: bool


@dataclass(frozen=True, kw_only=True)
class CatalogueContext:
    """The reference data in force, versions that runs used, and rules switched here."""

    name: str
    version: str
    digest: str
    counts: tuple[tuple[str, int], ...]
    versions: Table[CatalogueView]
    switches: Table[SwitchRow]
    unit_id: str
    done: str


@dataclass(frozen=True, kw_only=True)
class RuleContext:
    """A standard as it stands in a unit, and the form that changes it."""

    position: Position
    title: str
    rule: StandardRule
    unit: UnitView
    own: SwitchView | None
    is_asked: bool
    """Whether a review of today asks for the standard."""
    others: Field
    """The units that the viewer may choose."""
    fields: tuple[Field, ...]
    version: str
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RuleConfirmContext:
    """What a switch would change."""

    position: Position
    rule: StandardRule
    unit: UnitView
    changes: tuple[tuple[str, str, str], ...]
    """Label, before, after."""
    reason: str
    n_holders: int | None
    sent: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class RuleUndoContext:
    """What holds again when a unit's own setting is taken back."""

    position: Position
    rule: StandardRule
    unit: UnitView
    own: SwitchView
    then: StandardRule
    n_holders: int | None


@dataclass(frozen=True, kw_only=True)
class MergeContext:
    """The unit that is to cease, and the form that names the one in its place."""

    unit: UnitView
    field: Field


@dataclass(frozen=True, kw_only=True)
class MergeConfirmContext:
    """What a merger would change."""

    old: UnitView
    new: UnitView
    moves: UnitContents


@dataclass(frozen=True, kw_only=True)
class BackupsContext:
    """The backups of this server and whether the newest is too old."""

    table: Table[BackupRecord]
    newest_at: datetime | None
    is_old: bool
    old_days: int
    folder: str
    done: str
