"""One's own account: where one is signed in, the password, the second step."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from api.accounts.contexts import PasswordContext, RecoveryContext, SessionRow, SessionsContext, TwoFactorContext
from api.accounts.fields import new_password_fields, old_password_field
from api.accounts.pages import Text
from api.look.forms import filled
from api.rendering import language_of, render, words_of
from api.web.access import Now, SettingsOf, StoreOf, Viewer, caller, signed_in
from api.web.callers import session_limits
from api.web.routers import page_router, see_other
from recommender.errors import SignInRefused, TooMany, UsageError
from recommender.store.access import accounts, second_factors, sessions
from recommender.workflows.keep_own_account import (
    change_password,
    end_other_sessions,
    end_session,
    renew_recovery_codes,
)

router = page_router("accounts")

SignedIn = Annotated[Viewer, signed_in()]
BROWSERS = (
    ("Edg/", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_name(agent: str) -> str:
    """Browser and system as people call them, "Chrome, Windows"; the agent's own words when neither is known."""
    found = [next((name for sign, name in names if sign in agent), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name) or re.sub(r"[^\w ./()-]", "", agent)[:60]


@router.get("/account/sessions")
def sessions_page(
    request: Request, viewer: SignedIn, store: StoreOf, settings: SettingsOf, now: Now, done: str = ""
) -> HTMLResponse:
    """Where one is signed in."""
    with store.reading() as conn:
        living = sessions.list_sessions(conn, viewer, now=now, limits=session_limits(settings))
    this = caller(request).session_id
    rows = tuple(
        SessionRow(
            session_id=one.session_id, device=device_name(one.device.user_agent), address=one.device.address,
            started_at=one.started_at, last_seen_at=one.last_seen_at, is_this=one.session_id == this,
        )
        for one in living
    )  # fmt: skip
    context = SessionsContext(sessions=tuple(sorted(rows, key=lambda row: not row.is_this)), done=done)
    return render(request, "accounts/sessions.html", context)


@router.post("/account/sessions/end")
def end_post(viewer: SignedIn, store: StoreOf, now: Now, session_id: Text = "") -> Response:
    """One session ends."""
    end_session(store, viewer, session_id, now=now)
    return see_other("/account/sessions?done=ended")


@router.post("/account/sessions/end-others")
def end_others_post(request: Request, viewer: SignedIn, store: StoreOf, now: Now) -> Response:
    """Every session but this one ends."""
    end_other_sessions(store, viewer, session_id=caller(request).session_id, now=now)
    return see_other("/account/sessions?done=ended")


@router.get("/account/two-factor")
def two_factor_page(request: Request, viewer: SignedIn, store: StoreOf) -> HTMLResponse:
    """Whether the second step is set up, and how many recovery codes are left."""
    with store.reading() as conn:
        account = accounts.get_account(conn, viewer.user_id)
        left = second_factors.count_codes_left(conn, viewer.user_id)
    context = TwoFactorContext(has_second_factor=account is not None and account.has_second_factor, codes_left=left)
    return render(request, "accounts/two_factor.html", context)


@router.post("/account/two-factor/codes")
def codes_post(request: Request, viewer: SignedIn, store: StoreOf, now: Now) -> HTMLResponse:
    """Other recovery codes, shown once."""
    codes = renew_recovery_codes(store, viewer, now=now)
    return render(request, "accounts/recovery.html", RecoveryContext(codes=codes, next="/account/two-factor"))


@router.get("/account/password")
def password_page(request: Request, viewer: SignedIn, done: str = "") -> HTMLResponse:
    """The form that changes the password."""
    return _password(request, {}, done=done)


@router.post("/account/password")
def password_post(
    request: Request, viewer: SignedIn, store: StoreOf, now: Now, old: Text = "", password: Text = "", again: Text = ""
) -> Response:
    """Another password; the other sessions end."""
    _, language = words_of(request), language_of(request)
    if password != again:
        return _password(request, {"again": _("Hai lần nhập chưa giống nhau")})
    try:
        change_password(store, viewer, old=old, new=password, session_id=caller(request).session_id, now=now)
    except SignInRefused:
        return _password(request, {"old": _("Mật khẩu hiện tại chưa đúng")})
    except UsageError as refused:
        return _password(request, {"password": refused.text(language)})
    except TooMany as refused:
        return _password(request, {"old": refused.text(language)}, status=429)
    return see_other("/account/password?done=changed")


def _password(request: Request, errors: dict[str, str], *, done: str = "", status: int = 422) -> HTMLResponse:
    _ = words_of(request)
    fields = filled((old_password_field(_), *new_password_fields(_)), {}, errors)
    context = PasswordContext(fields=fields, problems=(), done=done)
    return render(request, "accounts/password.html", context, status=status if errors else 200)
