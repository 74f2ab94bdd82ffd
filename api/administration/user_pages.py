"""Pages of accounts: the list, a new one with its activation link, roles given and taken, shut out and let in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Final

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.administration.contexts import AccountRow, HeldRole, LinkContext, NewUserContext, UserContext, UsersContext
from api.administration.unit_fields import province_field, unit_field
from api.look.forms import Choice, Field, filled, refused_fields
from api.look.tables import Column, Filter, Table
from api.look.words import word
from api.rendering import address_of, language_of, message_of, render, words_of
from api.settings import ServerSettings
from api.web.access import Now, SettingsOf, StoreOf, permitted
from api.web.page_cursors import PageCursor
from api.web.routers import page_router, see_other
from api.web.sent_forms import SentForm
from recommender.errors import Conflict, NangLucError, NotAllowed, NotFound, UsageError
from recommender.permissions import WHOLE_COUNTRY, Action, Grant, Role, Viewer
from recommender.store import Connection, units
from recommender.store.access import accounts, identities
from recommender.store.access.account_people import person_of_code
from recommender.store.access.accounts import Account, NewAccount
from recommender.store.engine import Store
from recommender.store.tables.units import COUNTRY
from recommender.workflows import manage_users
from recommender.workflows.link_identity import LONGEST_SUBJECT
from recommender.workflows.manage_users import MadeAccount

router = page_router("administration")
Manager = Annotated[Viewer, permitted(Action.MANAGE_USERS)]
Words = Callable[[str], str]
ROWS: Final = 50


@router.get("/admin/users")
def users(
    request: Request, viewer: Manager, store: StoreOf, q: str = "", unit: str = "", cursor: PageCursor = "",
) -> HTMLResponse:  # fmt: skip
    """Accounts of the units that the viewer looks after."""
    _, address = words_of(request), address_of(request)
    with store.reading() as conn:
        page = accounts.list_accounts(conn, viewer, text=q, unit_id=unit, cursor=cursor or None, limit=ROWS)
        held = [grant.unit_id for row in page.rows for grant in row.grants]
        names = units.unit_names(conn, [one or COUNTRY for one in (unit, *held, *(row.unit_id for row in page.rows))])
    rows = tuple(
        AccountRow(account=row, unit_name=names.get(row.unit_id or COUNTRY, ""), roles=_held(row, names))
        for row in page.rows
    )
    shown = (("q", q), ("unit", names.get(unit, unit)))
    table = Table(
        caption=_("Tài khoản"), rows=rows, address=address, next_cursor=page.next_cursor or "",
        filters=tuple(Filter(label=label, off=address.without(name)) for name, label in shown if label),
        empty=_("Không có tài khoản nào khớp."),
        columns=(
            Column(label=_("Tên đăng nhập")), Column(label=_("Vai trò"), is_wide=True), Column(label=_("Đơn vị")),
            Column(label=_("Tình trạng")),
        ),
    )  # fmt: skip
    search = Field(name="q", label=_("Tên đăng nhập hoặc họ tên"), value=q)
    return render(request, "administration/users.html", UsersContext(table=table, search=search))


@router.get("/admin/users/new")
def new_user(request: Request, viewer: Manager, store: StoreOf, province: str = "") -> HTMLResponse:
    """The form of a new account, with the communes of a province to choose from."""
    return _new_form(request, viewer, store, {"province": province, "unit": province})


@router.post("/admin/users/new")
def add_user(
    request: Request, viewer: Manager, settings: SettingsOf, store: StoreOf, now: Now, sent: SentForm
) -> Response:
    """The account with its activation link, which is shown this once."""
    unit_id = unit_sent(sent.get("unit", ""))
    try:
        role = _role(sent.get("role", ""))
        officer_id = officer_of(store, viewer, sent, unit_id, role)
        new = NewAccount(
            login=sent.get("login", ""), name=sent.get("name", ""), language=sent.get("language", "vi"),
            unit_id=unit_id, officer_id=officer_id,
        )  # fmt: skip
        grants = (Grant(role=role, unit_id=unit_id),)
        made = manage_users.add_user(store, viewer, new, grants=grants, life=settings.link_life, now=now)
    except (UsageError, Conflict) as error:
        return _new_form(request, viewer, store, sent, error)
    return _link_page(request, store, settings, made)


@router.get("/admin/users/{user_id}")
def user(
    request: Request, viewer: Manager, store: StoreOf, user_id: str, done: str = "", province: str = ""
) -> HTMLResponse:
    """One account, with the communes of a province to give a role in."""
    context = user_context(request, viewer, store, user_id, done=done, province=province)
    return render(request, "administration/user.html", context)


@router.post("/admin/users/{user_id}/link")
def make_link(
    request: Request, viewer: Manager, settings: SettingsOf, store: StoreOf, now: Now, user_id: str
) -> HTMLResponse:
    """A fresh activation link, shown this once."""
    made = manage_users.make_activation_link(store, viewer, user_id, life=settings.link_life, now=now)
    return _link_page(request, store, settings, made)


@router.post("/admin/users/{user_id}/disabled")
def disable(
    viewer: Manager, store: StoreOf, now: Now, user_id: str, is_disabled: Annotated[bool, Form()] = True
) -> Response:
    """Shut out, or let in again."""
    manage_users.set_disabled(store, viewer, user_id, is_disabled=is_disabled, now=now)
    return see_other(f"/admin/users/{user_id}?done={'disabled' if is_disabled else 'enabled'}")


@router.post("/admin/users/{user_id}/second-step")
def reset_second_step(viewer: Manager, store: StoreOf, now: Now, user_id: str) -> Response:
    """The next sign-in sets up a new second step."""
    manage_users.reset_second_factor(store, viewer, user_id, now=now)
    return see_other(f"/admin/users/{user_id}?done=reset")


@router.post("/admin/users/{user_id}/roles")
def give_role(
    request: Request, viewer: Manager, store: StoreOf, now: Now, user_id: str, role: Annotated[str, Form()] = "",
    unit: Annotated[str, Form()] = "", province: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Give a role in a unit."""
    try:
        grant = Grant(role=_role(role), unit_id=unit_sent(unit))
        manage_users.grant_role(store, viewer, user_id, grant, now=now)
    except (UsageError, Conflict) as error:
        told = (message_of(error, request),)
        context = user_context(request, viewer, store, user_id, problems=told, province=province)
        return render(request, "administration/user.html", context, status=422)
    return see_other(f"/admin/users/{user_id}?done=roles")


@router.post("/admin/users/{user_id}/roles/end")
def take_role(
    viewer: Manager, store: StoreOf, now: Now, user_id: str, role: Annotated[Role, Form()],
    unit: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Take a role away."""
    manage_users.revoke_role(store, viewer, user_id, Grant(role=role, unit_id=unit_sent(unit)), now=now)
    return see_other(f"/admin/users/{user_id}?done=roles")


def unit_sent(sent: str) -> str:
    """The unit as grants hold it: the country is ""."""
    return WHOLE_COUNTRY if sent == COUNTRY else sent


def _role(sent: str) -> Role:
    try:
        return Role(sent)
    except ValueError as error:
        raise UsageError("Chọn vai trò.", "Choose a role.", field="role") from error


def officer_of(store: Store, viewer: Viewer, sent: Mapping[str, str], unit_id: str, role: Role | None) -> str:
    """The person of the account by code; UsageError for a civil servant's account without one."""
    code = sent.get("code", "").strip()
    if not code and role is Role.OFFICER:
        raise UsageError(
            "Ghi mã cán bộ: tài khoản của cán bộ, công chức gắn với một hồ sơ.",
            "Give the staff code: the account of a civil servant belongs to one file.", field="code",
        )  # fmt: skip
    if not code:
        return ""
    with store.reading() as conn:
        found = person_of_code(conn, viewer, code, unit_id=unit_id)
    if not found:
        raise UsageError(
            f"Không tìm thấy đúng một người có mã “{code[:40]}” trong đơn vị đã chọn; xem lại mã và đơn vị.",
            f"There is not exactly one person with the code “{code[:40]}” in the chosen unit; look at both.",
            field="code",
        )  # fmt: skip
    return found


def _role_fields(conn: Connection, viewer: Viewer, _: Words, language: str, *, province: str) -> tuple[Field, Field]:
    roles = tuple(Choice(value=str(role), label=word(role, "role", language)) for role in Role)
    return (
        Field(name="role", label=_("Vai trò"), choices=roles, is_required=True),
        unit_field(conn, viewer, province, _=_),
    )


def _new_form(
    request: Request, viewer: Viewer, store: Store, sent: Mapping[str, str], refused: NangLucError | None = None
) -> HTMLResponse:
    _, language = words_of(request), language_of(request)
    with store.reading() as conn:
        role, unit = _role_fields(conn, viewer, _, language, province=sent.get("province", ""))
        province = province_field(conn, viewer, sent.get("province", ""), _=_)
    languages = (Choice(value="vi", label="Tiếng Việt"), Choice(value="en", label="English"))
    fields = (
        Field(name="login", label=_("Tên đăng nhập"), is_required=True, hint=_("Thường là địa chỉ thư công vụ.")),
        Field(name="name", label=_("Họ và tên"), is_required=True, max_length=200),
        Field(name="code", label=_("Mã cán bộ"), width="medium", hint=_("Bắt buộc với tài khoản cán bộ, công chức.")),
        Field(name="language", label=_("Ngôn ngữ"), choices=languages, is_required=True),
        role, unit,
    )  # fmt: skip
    names = [one.name for one in fields]
    errors, problems = refused_fields(refused, language, names) if refused else ({}, ())
    context = NewUserContext(fields=filled(fields, sent, errors), problems=problems, province=province)
    return render(request, "administration/new_user.html", context, status=422 if refused else 200)


def _link_page(request: Request, store: Store, settings: ServerSettings, made: MadeAccount) -> HTMLResponse:
    with store.reading() as conn:
        account = accounts.get_account(conn, made.user_id)
    if account is None:
        raise NotFound
    link = f"{settings.public_url}/activate/{made.link_secret}"
    return render(
        request, "administration/link.html", LinkContext(account=account, link=link, expires_at=made.expires_at)
    )  # fmt: skip


def detail_fields(account: Account, _: Words) -> tuple[Field, ...]:
    """What of an account can be corrected: the name, and the person while there is none."""
    name = Field(name="name", label=_("Họ và tên"), value=account.name, is_required=True, max_length=200)
    code = Field(
        name="code", label=_("Mã cán bộ"), width="medium",
        hint=_("Gắn tài khoản với hồ sơ của người này; gắn rồi thì không đổi."),
    )  # fmt: skip
    return (name,) if account.officer_id else (name, code)


def user_context(
    request: Request, viewer: Viewer, store: Store, user_id: str, *, problems: tuple[str, ...] = (), done: str = "",
    province: str = "",
) -> UserContext:  # fmt: skip
    """What the page of an account shows. NotFound for one that the viewer does not manage."""
    settings: ServerSettings = request.app.state.settings
    _, language = words_of(request), language_of(request)
    with store.reading() as conn:
        account = managed(conn, viewer, user_id)
        names = units.unit_names(
            conn, [account.unit_id or COUNTRY, *(one.unit_id or COUNTRY for one in account.grants)]
        )
        fields = _role_fields(conn, viewer, _, language, province=province)
        choosing = province_field(conn, viewer, province, _=_)
        linked = identities.identity_of(conn, user_id, settings.oidc_issuer) if settings.oidc_issuer else None
    provider = (settings.oidc_name or settings.oidc_issuer) if settings.oidc_issuer else ""
    identity = Field(
        name="subject", label=_("Mã định danh"), value=linked.subject if linked else "", max_length=LONGEST_SUBJECT,
        is_required=True, hint=_("Người dùng thấy mã này khi thử đăng nhập ở đó lần đầu."),
    )  # fmt: skip
    return UserContext(
        account=account, unit_name=names.get(account.unit_id or COUNTRY, ""), roles=_held(account, names),
        province=choosing, fields=fields, problems=problems, is_own=user_id == viewer.user_id, done=done,
        provider=provider, identity=identity, details=detail_fields(account, _),
    )  # fmt: skip


def _held(account: Account, names: Mapping[str, str]) -> tuple[HeldRole, ...]:
    return tuple(
        HeldRole(role=str(one.role), unit_id=one.unit_id or COUNTRY, unit_name=names.get(one.unit_id or COUNTRY, ""))
        for one in account.grants
    )  # fmt: skip


def held_roles(conn: Connection, account: Account) -> tuple[HeldRole, ...]:
    """The roles of an account with the names of their units."""
    return _held(account, units.unit_names(conn, [one.unit_id or COUNTRY for one in account.grants]))


def managed(conn: Connection, viewer: Viewer, user_id: str) -> Account:
    """The account, when it and its roles lie in the viewer's units; NotFound otherwise."""
    if not viewer.may(Action.MANAGE_USERS):
        raise NotAllowed
    account = accounts.get_account(conn, user_id)
    if account is None or not accounts.is_managed(conn, viewer, user_id):
        raise NotFound
    return account
