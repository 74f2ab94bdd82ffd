"""Accounts and their roles: found, listed, made and changed; and the viewer that an account makes."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, literal, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from recommender.permissions import Action, Grant, Role, Viewer
from recommender.store.metadata import new_id
from recommender.store.pages import Order, Page, read_page
from recommender.store.tables.accounts import SIGN_IN_LINK, USER_ACCOUNT, USER_GRANT, LinkPurpose
from recommender.store.tables.identities import USER_IDENTITY
from recommender.store.visibility import seen_units


class WayIn(StrEnum):
    """How an account is entered."""

    OWN = "own"
    """By the password that its owner chose."""
    PROVIDER = "provider"
    """By an identity of a provider; it has no password."""
    DEMO = "demo"
    """By a one-time link of a server of sample data; it has no password."""
    NONE = "none"
    """Not yet: the activation link was not used."""


SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
BY_LOGIN = Order(columns=(USER_ACCOUNT.c.login,))
SHOWN: list[ColumnElement[Any]] = [
    USER_ACCOUNT.c[name]
    for name in (
        "user_id", "login", "name", "language", "unit_id", "officer_id", "is_disabled", "password_at",
        "is_totp_confirmed", "created_at", "version",
    )
] + [
    exists(select(literal(1)).where(USER_IDENTITY.c.user_id == USER_ACCOUNT.c.user_id)).label("has_identity"),
    exists(
        select(literal(1)).where(
            SIGN_IN_LINK.c.user_id == USER_ACCOUNT.c.user_id, SIGN_IN_LINK.c.purpose == str(LinkPurpose.DEMO)
        )
    ).label("has_demo_link"),
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody who may sign in; without any secret."""

    user_id: str
    login: str
    name: str
    language: str
    unit_id: str
    """The unit whose administrators look after the account."""
    officer_id: str
    is_disabled: bool
    has_password: bool
    has_second_factor: bool
    created_at: datetime
    version: int
    grants: tuple[Grant, ...]
    way_in: WayIn = WayIn.NONE

    def viewer(self, *, limited_to: frozenset[Action] | None = None) -> Viewer:
        """Who looks when this account does."""
        return Viewer(
            user_id=self.user_id, name=self.name, language=self.language, grants=self.grants,
            officer_id=self.officer_id, limited_to=limited_to,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """What an account is made from."""

    login: str
    name: str
    language: str = "vi"
    unit_id: str = ""
    officer_id: str = ""


@dataclass(frozen=True, kw_only=True)
class SignInSecrets:
    """What a sign-in is checked against; never leaves the workflows of signing in."""

    user_id: str
    password_hash: str | None
    totp_seed: bytes | None
    is_totp_confirmed: bool
    last_totp_step: int
    is_disabled: bool


def folded_login(login: str) -> str:
    """A login as it is kept and compared."""
    return login.strip().casefold()


def add_account(conn: Connection, new: NewAccount, *, now: datetime) -> str:
    """The id of a new account without a password and without a role."""
    user_id = new_id(now)
    conn.execute(
        insert(USER_ACCOUNT).values(
            user_id=user_id, login=folded_login(new.login), name=new.name.strip(), language=new.language,
            unit_id=new.unit_id, officer_id=new.officer_id or None, is_disabled=False, is_totp_confirmed=False,
            last_totp_step=0, created_at=now, version=1,
        )
    )  # fmt: skip
    return user_id


def find_account(conn: Connection, login: str) -> Account | None:
    """The account of a login."""
    return _one(conn, select(*SHOWN).where(USER_ACCOUNT.c.login == folded_login(login)))


def get_account(conn: Connection, user_id: str) -> Account | None:
    """The account of an id."""
    return _one(conn, select(*SHOWN).where(USER_ACCOUNT.c.user_id == user_id))


def has_officer_account(conn: Connection, officer_id: str) -> bool:
    """Whether a person has an account already."""
    return (
        conn.execute(select(USER_ACCOUNT.c.user_id).where(USER_ACCOUNT.c.officer_id == officer_id)).first() is not None
    )


def list_accounts(
    conn: Connection, viewer: Viewer, *, text: str = "", unit_id: str = "", cursor: str | None = None, limit: int = 50
) -> Page[Account]:
    """Accounts by login, of the units that the viewer administers; `text` is part of the login or the name.

    With `unit_id` those that lie in this very unit or hold a role in it.
    """
    viewer.require(Action.MANAGE_USERS)
    query = select(*SHOWN).where(seen_units(viewer, Action.MANAGE_USERS, USER_ACCOUNT.c.unit_id))
    if unit_id:
        held = select(USER_GRANT.c.user_id).where(USER_GRANT.c.unit_id == unit_id)
        query = query.where(or_(USER_ACCOUNT.c.unit_id == unit_id, USER_ACCOUNT.c.user_id.in_(held)))
    if text:
        part = text.strip()
        login = USER_ACCOUNT.c.login.contains(folded_login(part), autoescape=True)
        query = query.where(or_(login, *_said_in_name(part)))
    page = read_page(conn, query, order=BY_LOGIN, made=lambda row: row, limit=limit, cursor=cursor)
    return Page(rows=_with_grants(conn, page.rows), next_cursor=page.next_cursor, total=page.total)


def _said_in_name(part: str) -> list[ColumnElement[bool]]:
    """The part as it was typed, or with capitals as in a name; plain letters may be small or capital, as in a login."""
    name = func.lower(USER_ACCOUNT.c.name)  # in both databases of A to Z only
    written = dict.fromkeys(text.translate(SMALL) for text in (part, part.title()))
    return [name.contains(text, autoescape=True) for text in written]


def is_managed(conn: Connection, viewer: Viewer, user_id: str) -> bool:
    """Whether the account and every role of it lie in the units that the viewer administers."""
    own_unit = seen_units(viewer, Action.MANAGE_USERS, USER_ACCOUNT.c.unit_id)
    if conn.execute(select(USER_ACCOUNT.c.user_id).where(USER_ACCOUNT.c.user_id == user_id, own_unit)).first() is None:
        return False
    outside = ~seen_units(viewer, Action.MANAGE_USERS, USER_GRANT.c.unit_id)
    return conn.execute(select(USER_GRANT.c.role).where(USER_GRANT.c.user_id == user_id, outside)).first() is None


def sign_in_secrets(conn: Connection, login_or_id: str, *, is_id: bool = False) -> SignInSecrets | None:
    """What to check a sign-in against, by login or by user id."""
    column, value = (
        (USER_ACCOUNT.c.user_id, login_or_id) if is_id else (USER_ACCOUNT.c.login, folded_login(login_or_id))
    )
    row = conn.execute(select(USER_ACCOUNT).where(column == value)).first()
    if row is None:
        return None
    return SignInSecrets(
        user_id=row.user_id, password_hash=row.password_hash, totp_seed=row.totp_seed,
        is_totp_confirmed=row.is_totp_confirmed, last_totp_step=row.last_totp_step, is_disabled=row.is_disabled,
    )  # fmt: skip


def set_password(conn: Connection, user_id: str, password_hash: str, *, now: datetime) -> None:
    """Keep another password hash."""
    _change(conn, user_id, password_hash=password_hash, password_at=now)


def correct(conn: Connection, user_id: str, *, name: str, officer_id: str) -> None:
    """Keep another name, and the person the account belongs to ("" for none)."""
    _change(conn, user_id, name=name.strip(), officer_id=officer_id or None)


def set_disabled(conn: Connection, user_id: str, *, is_disabled: bool) -> None:
    """Shut an account out, or let it in again."""
    _change(conn, user_id, is_disabled=is_disabled)


def set_unit(conn: Connection, user_id: str, unit_id: str) -> None:
    """Keep another unit, whose administrators look after the account from now on."""
    _change(conn, user_id, unit_id=unit_id)


def set_language(conn: Connection, user_id: str, language: str) -> None:
    """Keep the language of the pages."""
    _change(conn, user_id, language=language)


def _change(conn: Connection, user_id: str, **values: object) -> None:
    changed = update(USER_ACCOUNT).where(USER_ACCOUNT.c.user_id == user_id)
    conn.execute(changed.values(version=USER_ACCOUNT.c.version + 1, **values))


def add_grant(conn: Connection, user_id: str, grant: Grant, *, by: str, now: datetime) -> bool:
    """Give a role in a unit; False when it was there already."""
    if conn.execute(_grant_query(user_id, grant)).first() is not None:
        return False
    conn.execute(
        insert(USER_GRANT).values(
            user_id=user_id, role=grant.role.value, unit_id=grant.unit_id, granted_by=by, granted_at=now
        )
    )
    _change(conn, user_id)
    return True


def remove_grant(conn: Connection, user_id: str, grant: Grant) -> bool:
    """Take a role away; False when it was not there."""
    if conn.execute(_grant_query(user_id, grant)).first() is None:
        return False
    conn.execute(
        delete(USER_GRANT).where(
            USER_GRANT.c.user_id == user_id,
            USER_GRANT.c.role == grant.role.value,
            USER_GRANT.c.unit_id == grant.unit_id,
        )
    )
    _change(conn, user_id)
    return True


def count_administrators(conn: Connection) -> int:
    """How many accounts that are not shut out administer the whole country."""
    query = (
        select(USER_ACCOUNT.c.user_id).join(USER_GRANT, USER_GRANT.c.user_id == USER_ACCOUNT.c.user_id)
        .where(USER_GRANT.c.role == Role.ADMINISTRATOR.value, USER_GRANT.c.unit_id == "")
        .where(~USER_ACCOUNT.c.is_disabled)
    )  # fmt: skip
    return len(conn.execute(query).all())


def _grant_query(user_id: str, grant: Grant) -> Select[Any]:
    return select(USER_GRANT.c.user_id).where(
        USER_GRANT.c.user_id == user_id, USER_GRANT.c.role == grant.role.value, USER_GRANT.c.unit_id == grant.unit_id
    )


def _one(conn: Connection, query: Select[Any]) -> Account | None:
    rows = _with_grants(conn, conn.execute(query).all())
    return rows[0] if rows else None


def _with_grants(conn: Connection, rows: Sequence[Row[Any]]) -> tuple[Account, ...]:
    query = select(USER_GRANT).where(USER_GRANT.c.user_id.in_([row.user_id for row in rows]))
    kept: dict[str, list[Grant]] = {row.user_id: [] for row in rows}
    for row in conn.execute(query.order_by(USER_GRANT.c.user_id, USER_GRANT.c.role, USER_GRANT.c.unit_id)):
        kept[row.user_id].append(Grant(role=Role(row.role), unit_id=row.unit_id))
    return tuple(
        Account(
            user_id=row.user_id, login=row.login, name=row.name, language=row.language, unit_id=row.unit_id,
            officer_id=row.officer_id or "", is_disabled=row.is_disabled, has_password=row.password_at is not None,
            has_second_factor=row.is_totp_confirmed, created_at=row.created_at, version=row.version,
            grants=tuple(kept[row.user_id]), way_in=_way_in(row),
        )
        for row in rows
    )  # fmt: skip


def _way_in(row: Row[Any]) -> WayIn:
    if row.password_at is not None:
        return WayIn.OWN
    if row.has_identity:
        return WayIn.PROVIDER
    return WayIn.DEMO if row.has_demo_link else WayIn.NONE
