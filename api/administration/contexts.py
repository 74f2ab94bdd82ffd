"""What the pages of administration show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from api.look.forms import Field
from api.look.tables import Table
from recommender.store.accounts import Account
from recommender.store.catalogue_now import CatalogueView, SwitchView
from recommender.store.units import UnitView


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


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """An account in the list."""

    account: Account
    unit_name: str


@dataclass(frozen=True, kw_only=True)
class UsersContext:
    """Accounts of the units that the viewer looks after."""

    table: Table[AccountRow]
    search: Field


@dataclass(frozen=True, kw_only=True)
class NewUserContext:
    """An account that is being made."""

    fields: tuple[Field, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LinkContext:
    """An activation link, shown this once."""

    account: Account
    link: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class HeldRole:
    """A role in a unit, by name."""

    role: str
    unit_id: str
    unit_name: str


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


@dataclass(frozen=True, kw_only=True)
class AuditContext:
    """The audit by filter, and whether it is whole."""

    table: Table[AuditLine]
    fields: tuple[Field, ...]
    n_rows: int
    last_at: datetime | None
    findings: tuple[str, ...] | None
    """What a check found; None: not checked now."""


@dataclass(frozen=True, kw_only=True)
class UnitsContext:
    """A unit with what lies directly below it."""

    unit: UnitView
    path: tuple[UnitView, ...]
    table: Table[UnitView]
    search: Field


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
class CatalogueContext:
    """The reference data in force, versions that runs used, and rules switched here."""

    name: str
    version: str
    digest: str
    counts: tuple[tuple[str, int], ...]
    versions: Table[CatalogueView]
    switches: Table[SwitchView]
