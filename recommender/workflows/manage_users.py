"""Accounts of others: made with a link instead of a password, given roles, moved, shut out, let in again.

An administrator of some units manages the accounts and roles of those units only, and nobody gives himself a role.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from recommender.errors import Conflict, NotAllowed, NotFound, UsageError, WrongField, WrongFields
from recommender.permissions import WHOLE_COUNTRY, Action, Grant, Role, Viewer
from recommender.store import Connection, units
from recommender.store.access import accounts, links, second_factors, sessions, tokens
from recommender.store.access.accounts import Account, NewAccount
from recommender.store.access.links import NewLink
from recommender.store.audit import about_account, append_audit
from recommender.store.engine import Store
from recommender.store.tables.accounts import LinkPurpose
from recommender.store.tables.units import UnitKind

LINK_LIFE = timedelta(hours=72)
LONGEST_NAME = 200
NAME_NEEDED = WrongField(
    name="name", expected_vi=f"Cần họ và tên, dài nhiều nhất {LONGEST_NAME} ký tự.",
    expected_en=f"A name is needed, of at most {LONGEST_NAME} characters.",
)  # fmt: skip
COMMAND_LINE = Viewer(user_id="command line", name="", grants=(Grant(role=Role.ADMINISTRATOR),))
"""Whoever may run commands on the server administers it; the audit says that it was the command line."""


@dataclass(frozen=True, kw_only=True)
class NewPlace:
    """Where an account shall lie, and the roles it shall hold there: all that it holds."""

    unit_id: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, kw_only=True)
class MadeAccount:
    """A new account and the secret of its activation link."""

    user_id: str
    link_secret: str
    expires_at: datetime


def add_user(
    store: Store, viewer: Viewer, new: NewAccount, *, grants: tuple[Grant, ...] = (), life: timedelta = LINK_LIFE,
    now: datetime,
) -> MadeAccount:  # fmt: skip
    """A new account with roles and an activation link, never a password.

    Raises Conflict for a login or a person that has one already, NotAllowed for a unit that the viewer does not manage.
    """
    _require_plain(new)
    expires_at = now + life
    with store.writing() as conn:
        if accounts.find_account(conn, new.login) is not None:
            raise Conflict("Tên đăng nhập đã có.", "This user name is taken.", field="login")
        if new.officer_id and accounts.has_officer_account(conn, new.officer_id):
            raise Conflict("Người này đã có tài khoản.", "This person has an account already.", field="code")
        user_id = accounts.add_account(conn, new, now=now)
        for grant in grants:
            _require_right_level(conn, grant)
            accounts.add_grant(conn, user_id, grant, by=viewer.user_id, now=now)
        if not accounts.is_managed(conn, viewer, user_id):  # looked at last: then the roles are in the tables
            raise NotAllowed
        link = NewLink(
            user_id=user_id, purpose=LinkPurpose.ACTIVATE, made_by=viewer.user_id, expires_at=expires_at
        )  # fmt: skip
        secret = links.make_link(conn, link, now=now)
        entry = about_account(user_id, "add_user", actor=viewer.user_id, roles=_as_texts(grants))
        append_audit(conn, store.audit_key, entry, now=now)
    return MadeAccount(user_id=user_id, link_secret=secret, expires_at=expires_at)


def make_activation_link(
    store: Store, viewer: Viewer, user_id: str, *, life: timedelta = LINK_LIFE, now: datetime
) -> MadeAccount:
    """A fresh link to choose a password, for a forgotten one or a link that ran out; earlier links stop working."""
    expires_at = now + life
    with store.writing() as conn:
        _managed(accounts.get_account(conn, user_id), accounts.is_managed(conn, viewer, user_id))
        link = NewLink(user_id=user_id, purpose=LinkPurpose.ACTIVATE, made_by=viewer.user_id, expires_at=expires_at)
        secret = links.make_link(conn, link, now=now)
        entry = about_account(user_id, "make_activation_link", actor=viewer.user_id)
        append_audit(conn, store.audit_key, entry, now=now)
    return MadeAccount(user_id=user_id, link_secret=secret, expires_at=expires_at)


def correct_user(store: Store, viewer: Viewer, user_id: str, *, name: str, officer_id: str = "", now: datetime) -> None:
    """The account with another name, and tied to a person where it was to none.

    Raises WrongFields for a name, Conflict for a person with an account and for an account that has its person.
    """
    _require_name(name)
    with store.writing() as conn:
        account = _managed(accounts.get_account(conn, user_id), accounts.is_managed(conn, viewer, user_id))
        if user_id == viewer.user_id:
            raise NotAllowed
        if officer_id and account.officer_id:
            raise Conflict("Tài khoản đã gắn với một hồ sơ.", "The account belongs to a file already.", field="code")
        if officer_id and accounts.has_officer_account(conn, officer_id):
            raise Conflict("Người này đã có tài khoản.", "This person has an account already.", field="code")
        accounts.correct(conn, user_id, name=name, officer_id=officer_id or account.officer_id)
        entry = about_account(user_id, "correct_user", actor=viewer.user_id)
        append_audit(conn, store.audit_key, replace(entry, also=(officer_id,) if officer_id else ()), now=now)


def set_disabled(store: Store, viewer: Viewer, user_id: str, *, is_disabled: bool, now: datetime) -> None:
    """Shut an account out, which ends its sessions and tokens at once; or let it in again.

    Raises Conflict for one's own account and for the last administrator.
    """
    with store.writing() as conn:
        account = _managed(accounts.get_account(conn, user_id), accounts.is_managed(conn, viewer, user_id))
        if is_disabled and user_id == viewer.user_id:
            raise Conflict("Không thể tự khóa tài khoản của mình.", "You cannot disable your own account.")
        accounts.set_disabled(conn, user_id, is_disabled=is_disabled)
        if is_disabled:
            _require_administrator(accounts.count_administrators(conn), account)
            sessions.end_all(conn, user_id)
            tokens.end_all(conn, user_id, now=now)
        entry = about_account(user_id, "disable_user" if is_disabled else "enable_user", actor=viewer.user_id)
        append_audit(conn, store.audit_key, entry, now=now)


def grant_role(store: Store, viewer: Viewer, user_id: str, grant: Grant, *, now: datetime) -> None:
    """Give a role in a unit; the person signs in again with it. Raises NotAllowed for oneself or a foreign unit."""
    with store.writing() as conn:
        account = _managed(accounts.get_account(conn, user_id), accounts.is_managed(conn, viewer, user_id))
        if user_id == viewer.user_id:
            raise NotAllowed
        if grant.role is Role.OFFICER and not account.officer_id:
            raise UsageError("Tài khoản không gắn với cán bộ nào.", "The account belongs to no officer.")
        _require_right_level(conn, grant)
        is_new = accounts.add_grant(conn, user_id, grant, by=viewer.user_id, now=now)
        if not accounts.is_managed(conn, viewer, user_id):
            raise NotAllowed
        if is_new:
            sessions.end_all(conn, user_id)
            entry = about_account(user_id, "grant_role", actor=viewer.user_id, role=_as_texts([grant])[0])
            append_audit(conn, store.audit_key, entry, now=now)


def revoke_role(store: Store, viewer: Viewer, user_id: str, grant: Grant, *, now: datetime) -> None:
    """Take a role away; it ends at once. Raises NotFound when it is not held, Conflict for the last administrator."""
    with store.writing() as conn:
        account = _managed(accounts.get_account(conn, user_id), accounts.is_managed(conn, viewer, user_id))
        if not accounts.remove_grant(conn, user_id, grant):
            raise NotFound
        _require_administrator(accounts.count_administrators(conn), account)
        sessions.end_all(conn, user_id)
        entry = about_account(user_id, "revoke_role", actor=viewer.user_id, role=_as_texts([grant])[0])
        append_audit(conn, store.audit_key, entry, now=now)


def move_user(store: Store, viewer: Viewer, user_id: str, place: NewPlace, *, now: datetime) -> bool:
    """Another unit, other roles or both: from then on the account holds the named roles in that unit and no other.

    Its sessions and tokens end at once, and links that administrators of the old unit made. False when all was so
    already. Raises NotAllowed for oneself, NotFound for a unit that the viewer does not look after, Conflict for a unit
    or a role that cannot be and for the last administrator.
    """
    with store.writing() as conn:
        account = _managed(accounts.get_account(conn, user_id), accounts.is_managed(conn, viewer, user_id))
        if user_id == viewer.user_id:
            raise NotAllowed
        wanted = _grants_there(conn, viewer, account, place)
        if account.unit_id == place.unit_id and set(account.grants) == set(wanted):
            return False
        accounts.set_unit(conn, user_id, place.unit_id)
        for grant in (grant for grant in account.grants if grant not in wanted):
            accounts.remove_grant(conn, user_id, grant)
        for grant in wanted:
            accounts.add_grant(conn, user_id, grant, by=viewer.user_id, now=now)
        _require_administrator(accounts.count_administrators(conn), account)
        sessions.end_all(conn, user_id)
        tokens.end_all(conn, user_id, now=now)
        links.end_all(conn, user_id, now=now)
        entry = about_account(
            user_id, "move_user", actor=viewer.user_id, roles=_as_texts(wanted), before=_as_texts(account.grants),
            unit=place.unit_id, unit_before=account.unit_id,
        )  # fmt: skip
        append_audit(conn, store.audit_key, entry, now=now)
    return True


def look_at_move(store: Store, viewer: Viewer, user_id: str, place: NewPlace) -> tuple[Grant, ...]:
    """The roles that the account would hold; refuses what `move_user` refuses but for the last administrator."""
    with store.reading() as conn:
        account = _managed(accounts.get_account(conn, user_id), accounts.is_managed(conn, viewer, user_id))
        if user_id == viewer.user_id:
            raise NotAllowed
        return _grants_there(conn, viewer, account, place)


def _grants_there(conn: Connection, viewer: Viewer, account: Account, place: NewPlace) -> tuple[Grant, ...]:
    """The roles in the unit, each once.

    NotFound for a unit that the viewer does not look after, Conflict for an ended one and for a role out of place.
    """
    if place.unit_id == WHOLE_COUNTRY:
        if WHOLE_COUNTRY not in viewer.roots(Action.MANAGE_USERS):
            raise NotFound
    elif not units.require_unit(conn, viewer, Action.MANAGE_USERS, unit_id=place.unit_id).is_active:
        raise Conflict("Đơn vị đã kết thúc; chọn đơn vị khác.", "The unit has ended; choose another.", field="unit")
    if Role.OFFICER in place.roles and not account.officer_id:
        raise Conflict(
            "Tài khoản không gắn với cán bộ nào nên không giữ được vai trò cán bộ, công chức.",
            "The account belongs to no officer, so it cannot hold the role of a civil servant.", field="role",
        )  # fmt: skip
    wanted = tuple(Grant(role=role, unit_id=place.unit_id) for role in Role if role in place.roles)
    for grant in wanted:
        _require_right_level(conn, grant)
    return wanted


def _require_right_level(conn: Connection, grant: Grant) -> None:
    """Conflict for a role of the province in a unit below it: publishing and erasing are not given to a commune."""
    if grant.role is not Role.PROVINCE_HR or grant.unit_id == WHOLE_COUNTRY:
        return
    try:
        kind = units.get_unit(conn, grant.unit_id).kind
    except NotFound:
        return  # no unit to have a right in
    if kind not in {UnitKind.COUNTRY, UnitKind.PROVINCE}:
        raise Conflict(
            "Vai trò nhân sự tỉnh chỉ giao ở tỉnh, thành phố; ở xã, phường là nhân sự đơn vị.",
            "The role of province HR is given in a province only; in a commune it is unit HR.", field="role",
        )  # fmt: skip


def _as_texts(grants: Iterable[Grant]) -> list[str]:
    """Roles as the audit keeps them."""
    return [f"{grant.role.value} {grant.unit_id}".strip() for grant in grants]


def reset_second_factor(store: Store, viewer: Viewer, user_id: str, *, now: datetime) -> None:
    """For somebody who lost authenticator and codes: the next sign-in sets up a new one."""
    with store.writing() as conn:
        _managed(accounts.get_account(conn, user_id), accounts.is_managed(conn, viewer, user_id))
        if user_id == viewer.user_id:
            raise NotAllowed
        second_factors.take_away(conn, user_id)
        sessions.end_all(conn, user_id)
        entry = about_account(user_id, "reset_second_factor", actor=viewer.user_id)
        append_audit(conn, store.audit_key, entry, now=now)


def _managed(account: Account | None, is_managed: bool) -> Account:
    if account is None or not is_managed:
        raise NotFound
    return account


def _is_name(name: str) -> bool:
    return 0 < len(name.strip()) <= LONGEST_NAME


def _require_name(name: str) -> None:
    if not _is_name(name):
        raise WrongFields([NAME_NEEDED])


def _require_plain(new: NewAccount) -> None:
    login = accounts.folded_login(new.login)
    is_login = 3 <= len(login) <= 254 and not any(letter.isspace() or not letter.isprintable() for letter in login)
    checks = (
        (not is_login, WrongField(
            name="login", expected_vi="Tên đăng nhập dài 3 đến 254 ký tự, không có dấu cách, như nguyen.van.a.",
            expected_en="A user name has 3 to 254 characters and no space, like nguyen.van.a.",
        )),
        (not _is_name(new.name), NAME_NEEDED),
        (new.language not in {"vi", "en"}, WrongField(
            name="language", expected_vi="Ngôn ngữ là vi hoặc en.", expected_en="The language is vi or en.",
        )),
    )  # fmt: skip
    wrong = [field for is_wrong, field in checks if is_wrong]
    if wrong:
        raise WrongFields(wrong)


def _require_administrator(n_left: int, account: Account) -> None:
    was_one = Grant(role=Role.ADMINISTRATOR, unit_id=WHOLE_COUNTRY) in account.grants
    if was_one and n_left == 0:
        raise Conflict("Phải còn ít nhất một quản trị viên.", "At least one administrator must remain.")
