"""Commands about accounts: `user add`, `list`, `disable`, `enable`, `activate-link`, `grant`, `revoke`,
`move`.

Whoever runs them administers the server; the audit says "command line". Links go to standard output, never to a log.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.commands.opening import data_option, opened, settings_of
from api.commands.options import Output

if TYPE_CHECKING:
    from api.settings import ServerSettings
    from recommender.permissions import Grant
    from recommender.store.access.accounts import Account
    from recommender.store.engine import Store

ROLES = click.Choice(
    ["officer", "unit_hr", "province_hr", "decision_maker", "institute", "fairness_auditor", "administrator"]
)
"""The values of `recommender.permissions.Role`, written out so that `--help` need not load the program; tested."""
UNITS_SHOWN = 5


@click.group()
def user() -> None:
    """Accounts and their roles. There are no passwords here: a person chooses one by a link."""


@user.command()
@click.argument("login")
@click.option("--name", required=True, help="Name of the person.")
@click.option("--role", "roles", multiple=True, type=ROLES, help="A role; may be repeated.")
@click.option("--unit", default="", help="Id or name of the unit of account and roles (default: all).")
@click.option("--officer", default="", help="Staff code (or id) of the officer whose account it is.")
@click.option("--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@data_option
@click.pass_obj
def add(
    output: Output,
    /,
    login: str,
    name: str,
    roles: tuple[str, ...],
    data_folder: Path | None,
    **about: str,
) -> None:
    """Make an account and print its activation link, which works once within 72 hours (NANGLUC_LINK_HOURS)."""
    from recommender.store.access.accounts import NewAccount
    from recommender.workflows.manage_users import COMMAND_LINE, add_user

    settings = settings_of(data_folder=data_folder)
    with opened(settings) as store:
        unit = _unit_id(store, about["unit"])
        new = NewAccount(
            login=login,
            name=name,
            language=about["language"],
            unit_id=unit,
            officer_id=_officer_id(store, about["officer"], unit),
        )
        grants = tuple(_grant(role, unit) for role in roles)
        made = add_user(store, COMMAND_LINE, new, grants=grants, life=settings.link_life, now=datetime.now(UTC))
    _give_link(output, settings, made.link_secret, made.user_id)


@user.command("activate-link")
@click.argument("login")
@data_option
@click.pass_obj
def activate_link(output: Output, /, login: str, data_folder: Path | None) -> None:
    """Print a fresh activation link, for a forgotten password; older links stop working."""
    from recommender.workflows.manage_users import COMMAND_LINE, make_activation_link

    settings = settings_of(data_folder=data_folder)
    with opened(settings) as store:
        user_id = _account(store, login).user_id
        made = make_activation_link(store, COMMAND_LINE, user_id, life=settings.link_life, now=datetime.now(UTC))
    _give_link(output, settings, made.link_secret, made.user_id)


@user.command("list")
@click.option("--text", default="", help="Part of the login or the name.")
@data_option
@click.pass_obj
def list_users(output: Output, /, text: str, data_folder: Path | None) -> None:
    """Accounts with their roles, one a line: login, state, roles and units, name."""
    from recommender.store.access.accounts import list_accounts
    from recommender.workflows.manage_users import COMMAND_LINE

    rows: list[Account] = []
    with opened(settings_of(data_folder=data_folder)) as store, store.reading() as conn:
        cursor: str | None = None
        while True:
            page = list_accounts(conn, COMMAND_LINE, text=text, cursor=cursor, limit=200)
            rows.extend(page.rows)
            cursor = page.next_cursor
            if cursor is None:
                break
    if output.as_json:
        output.data([_record(row) for row in rows])
        return
    for row in rows:
        output.data("\t".join((row.login, _state(row, output), " ".join(_roles(row)) or "-", row.name)))


@user.command("link-identity")
@click.argument("login")
@click.option("--subject", required=True, help="The subject (sub) at the provider; blank takes the link away.")
@data_option
@click.pass_obj
def link_subject(output: Output, /, login: str, subject: str, data_folder: Path | None) -> None:
    """Let the identity of the OpenID provider in NANGLUC_OIDC_ISSUER open an account."""
    from recommender.errors import UsageError
    from recommender.workflows.link_identity import link_identity, unlink_identity
    from recommender.workflows.manage_users import COMMAND_LINE

    settings, now = settings_of(data_folder=data_folder), datetime.now(UTC)
    issuer = settings.oidc_issuer
    if not issuer:
        raise UsageError("Chưa đặt NANGLUC_OIDC_ISSUER.", "NANGLUC_OIDC_ISSUER is not set.")
    with opened(settings) as store:
        user_id = _account(store, login).user_id
        if subject.strip():
            link_identity(store, COMMAND_LINE, user_id, issuer=issuer, subject=subject, now=now)
        else:
            unlink_identity(store, COMMAND_LINE, user_id, issuer=issuer, now=now)
    output.say(f"Đã ghi nhận mã định danh của {login}.", f"Kept the identity of {login}.")


@user.command()
@click.argument("login")
@data_option
@click.pass_obj
def disable(output: Output, /, login: str, data_folder: Path | None) -> None:
    """Shut an account out: its sessions and tokens end at once."""
    _set_disabled(data_folder, login, is_disabled=True)
    output.say(f"Đã khóa {login}.", f"Disabled {login}.")


@user.command()
@click.argument("login")
@data_option
@click.pass_obj
def enable(output: Output, /, login: str, data_folder: Path | None) -> None:
    """Let an account in again."""
    _set_disabled(data_folder, login, is_disabled=False)
    output.say(f"Đã mở {login}.", f"Enabled {login}.")


@user.command()
@click.argument("login")
@click.option("--role", required=True, type=ROLES)
@click.option("--unit", default="", help="Id or name of the unit of the role (default: all).")
@data_option
@click.pass_obj
def grant(output: Output, /, login: str, role: str, unit: str, data_folder: Path | None) -> None:
    """Give a role in a unit and everything below it."""
    from recommender.workflows.manage_users import COMMAND_LINE, grant_role

    with opened(settings_of(data_folder=data_folder)) as store:
        given = _grant(role, _unit_id(store, unit))
        grant_role(store, COMMAND_LINE, _account(store, login).user_id, given, now=datetime.now(UTC))
    output.say(f"Đã cấp {role} cho {login}.", f"Gave {role} to {login}.")


@user.command()
@click.argument("login")
@click.option("--role", required=True, type=ROLES)
@click.option("--unit", default="", help="Id or name of the unit of the role (default: all).")
@data_option
@click.pass_obj
def revoke(output: Output, /, login: str, role: str, unit: str, data_folder: Path | None) -> None:
    """Take a role away; it ends at once."""
    from recommender.workflows.manage_users import COMMAND_LINE, revoke_role

    with opened(settings_of(data_folder=data_folder)) as store:
        taken = _grant(role, unit)
        revoke_role(store, COMMAND_LINE, _account(store, login).user_id, taken, now=datetime.now(UTC))
    output.say(f"Đã thu {role} của {login}.", f"Took {role} from {login}.")


@user.command()
@click.argument("login")
@click.option("--unit", required=True, help="Id or name of the new unit (VN: the whole country).")
@click.option("--role", "roles", multiple=True, type=ROLES, help="A role there; may be repeated (default: as now).")
@data_option
@click.pass_obj
def move(output: Output, /, login: str, unit: str, roles: tuple[str, ...], data_folder: Path | None) -> None:
    """Give an account another unit, other roles or both: it then holds these roles there and no other.

    Its sessions, tokens and unused links end at once.
    """
    from recommender.permissions import Role
    from recommender.store.tables.units import COUNTRY
    from recommender.workflows.manage_users import COMMAND_LINE, NewPlace, move_user

    with opened(settings_of(data_folder=data_folder)) as store:
        account = _account(store, login)
        unit_id = _unit_id(store, unit)
        wanted = tuple(Role(role) for role in roles) or tuple(one.role for one in account.grants)
        place = NewPlace(unit_id="" if unit_id == COUNTRY else unit_id, roles=wanted)
        is_moved = move_user(store, COMMAND_LINE, account.user_id, place, now=datetime.now(UTC))
    if is_moved:
        output.say(f"Đã chuyển {login}.", f"Moved {login}.")
    else:
        output.say(f"{login} vẫn như cũ.", f"{login} is as it was.")


def _unit_id(store: Store, named: str) -> str:
    """The id of the unit that an id or a name means; UsageError for none or several, with what to write."""
    from recommender.errors import NotFound, UsageError
    from recommender.store.units import find_units, get_unit, path

    with store.reading() as conn:
        try:
            return get_unit(conn, named).unit_id if named else ""
        except NotFound:
            found = find_units(conn, named, limit=UNITS_SHOWN + 1)
        if len(found) == 1:
            return found[0].unit_id
        labels = [f"{one.unit_id} {', '.join(up.name for up in reversed(path(conn, one.unit_id)))}" for one in found]
    if not found:
        raise UsageError(
            f"Không có đơn vị “{named}”. Ghi mã đơn vị hoặc tên đúng như trong danh mục.",
            f"There is no unit “{named}”. Write its id, or its name as in the catalogue.",
        )
    shown = "; ".join(labels[:UNITS_SHOWN]) + ("; …" if len(labels) > UNITS_SHOWN else "")
    raise UsageError(
        f"Nhiều đơn vị có tên “{named}”; ghi mã: {shown}.",
        f"Several units are called “{named}”; write the id: {shown}.",
    )


def _officer_id(store: Store, named: str, unit_id: str) -> str:
    """The id of the officer that a staff code or an id means; UsageError for nobody and for several."""
    from recommender.errors import UsageError
    from recommender.store.access.account_people import person_of_code
    from recommender.workflows.manage_users import COMMAND_LINE

    if not named.strip():
        return ""
    with store.reading() as conn:
        found = person_of_code(conn, COMMAND_LINE, named, unit_id=unit_id, or_id=True)
    if not found:
        raise UsageError(
            f"Không có đúng một cán bộ có mã “{named}” trong đơn vị đã chọn; xem lại mã, hoặc thêm --unit.",
            f"There is not exactly one officer with the code “{named}” in the chosen unit; look at it, or give --unit.",
        )
    return found


def _grant(role: str, unit_id: str) -> Grant:
    from recommender.permissions import Grant, Role

    return Grant(role=Role(role), unit_id=unit_id)


def _set_disabled(data_folder: Path | None, login: str, *, is_disabled: bool) -> None:
    from recommender.workflows.manage_users import COMMAND_LINE, set_disabled

    with opened(settings_of(data_folder=data_folder)) as store:
        user_id = _account(store, login).user_id
        set_disabled(store, COMMAND_LINE, user_id, is_disabled=is_disabled, now=datetime.now(UTC))


def _account(store: Store, login: str) -> Account:
    from recommender.errors import UsageError
    from recommender.store.access.accounts import find_account

    with store.reading() as conn:
        account = find_account(conn, login)
    if account is None:
        raise UsageError(f"Không có tài khoản {login}.", f"There is no account {login}.")
    return account


def _give_link(output: Output, settings: ServerSettings, secret: str, user_id: str) -> None:
    address = f"{settings.public_url}/activate/{secret}"
    output.say(
        f"Gửi liên kết này cho người dùng; dùng một lần, trong {settings.link_hours} giờ:",
        f"Give this link to the person; it works once, within {settings.link_hours} hours:",
    )
    output.data({"user_id": user_id, "link": address} if output.as_json else address)


def _state(row: Account, output: Output) -> str:
    if row.is_disabled:
        return output.pick("khóa", "disabled")
    if row.way_in == "none":
        return output.pick("chưa kích hoạt", "not activated")
    return output.pick("hoạt động", "active")


def _roles(row: Account) -> list[str]:
    return [f"{grant.role.value}@{grant.unit_id or '*'}" for grant in row.grants]


def _record(row: Account) -> dict[str, object]:
    return {
        "user_id": row.user_id, "login": row.login, "name": row.name, "unit_id": row.unit_id,
        "is_disabled": row.is_disabled, "has_password": row.has_password, "has_second_factor": row.has_second_factor,
        "way_in": str(row.way_in), "roles": _roles(row),
    }  # fmt: skip
