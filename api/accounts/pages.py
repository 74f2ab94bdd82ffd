"""Signing in and out, and activating an account by a one-time link."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, Query, Request
from starlette.responses import HTMLResponse, Response

from api.accounts.contexts import ActivateContext, DeadLinkContext, EnterDemoContext, SignInContext
from api.accounts.fields import new_password_fields, sign_in_fields
from api.look.addresses import is_local
from api.look.forms import Field, filled
from api.rendering import language_of, render, words_of
from api.settings import ServerSettings
from api.web.access import Now, SettingsOf, StoreOf, Viewer, public, signing_in
from api.web.routers import page_router, see_other
from api.web.sessions import clear_cookie, set_cookie, token_of
from recommender.errors import NangLucError, NotFound, SignInRefused, TooMany, UsageError
from recommender.store.access.sessions import Device, SessionStage
from recommender.store.tables.accounts import LinkPurpose
from recommender.workflows.activate_account import ActivateRequest, LinkView, activate_account, enter_demo, look_at_link
from recommender.workflows.sign_in import SignInRequest, sign_in, sign_out

router = page_router("accounts")

Text = Annotated[str, Form()]
Next = Annotated[str, Query(max_length=2000)]


def device_of(request: Request) -> Device:
    """Where the request comes from."""
    host = request.client.host if request.client else ""
    return Device(address=host, user_agent=request.headers.get("user-agent", ""))


def next_step(stage: SessionStage, wanted: str) -> str:
    """Where a sign-in goes on: the second step, the page that was wanted, or home."""
    page = wanted if is_local(wanted) else "/"
    if stage is SessionStage.WHOLE:
        return page
    step = "/sign-in/code" if stage is SessionStage.NEEDS_CODE else "/sign-in/enrol"
    return step if page == "/" else f"{step}?{urlencode({'next': page})}"


@router.get("/sign-in")
def sign_in_page(
    request: Request, viewer: Annotated[Viewer | None, public()], settings: SettingsOf, next: Next = "", done: str = ""
) -> Response:
    """The sign-in form; who is signed in goes home."""
    if viewer is not None:
        return see_other(next if is_local(next) else "/")
    return render(
        request, "accounts/sign_in.html", _sign_in(request, settings, next, is_signed_out=done == "signed-out")
    )


@router.post("/sign-in", dependencies=[public()])
def sign_in_post(
    request: Request, store: StoreOf, settings: SettingsOf, now: Now, login: Text = "", password: Text = "",
    next: Text = "",
) -> Response:  # fmt: skip
    """A session and the way on, or the form again."""
    asked = SignInRequest(
        login=login, password=password, device=device_of(request), earlier_secret=token_of(request, settings)
    )
    try:
        signed = sign_in(store, asked, now=now)
    except (SignInRefused, TooMany) as refused:
        fields = filled(sign_in_fields(words_of(request)), {"login": login}, {})
        problem = refused.text(language_of(request))
        context = _sign_in(request, settings, next, fields=fields, problems=(problem,))
        return render(request, "accounts/sign_in.html", context, status=refused.status, headers=retry_after(refused))
    answer = see_other(next_step(signed.stage, next))
    set_cookie(answer, signed.secret, settings)
    return answer


def _sign_in(
    request: Request, settings: ServerSettings, next: str, *, is_signed_out: bool = False,
    fields: tuple[Field, ...] = (), problems: tuple[str, ...] = (),
) -> SignInContext:  # fmt: skip
    _ = words_of(request)
    name = (settings.oidc_name or _("hệ thống đăng nhập chung")) if settings.oidc_issuer else ""
    url = "/sign-in/provider" + (f"?{urlencode({'next': next})}" if next else "")
    return SignInContext(
        fields=fields or sign_in_fields(_), problems=problems, next=next, is_signed_out=is_signed_out, provider=name,
        provider_url=url,
    )  # fmt: skip


def retry_after(refused: NangLucError) -> dict[str, str]:
    """When to come back, for a browser that reads it."""
    return {"Retry-After": str(refused.retry_after_seconds)} if isinstance(refused, TooMany) else {}


@router.post("/sign-out")
def sign_out_post(
    request: Request, viewer: Annotated[Viewer, signing_in()], store: StoreOf, settings: SettingsOf, now: Now
) -> Response:
    """The session ends on the server; the cookie goes with it."""
    sign_out(store, viewer, token_of(request, settings), now=now)
    answer = see_other("/sign-in?done=signed-out")
    clear_cookie(answer, settings)
    return answer


@router.get("/activate/{token}", dependencies=[public()])
def activate_page(request: Request, store: StoreOf, settings: SettingsOf, now: Now, token: str) -> HTMLResponse:
    """The form that chooses a password; looking does not use the link."""
    try:
        link = look_at_link(store, token, now=now)
    except NotFound:
        return _dead(request, settings.contact)
    if link.purpose is LinkPurpose.DEMO:
        context = EnterDemoContext(name=link.name, token=token)
        return render(request, "accounts/enter_demo.html", context)
    return _activation(request, link, token, errors={})


@router.post("/activate/{token}", dependencies=[public()])
def activate_post(
    request: Request, store: StoreOf, settings: SettingsOf, now: Now, token: str, password: Text = "", again: Text = ""
) -> Response:
    """The password is kept and a session begins; or the form again, with the link still good."""
    try:
        link = look_at_link(store, token, now=now)
    except NotFound:
        return _dead(request, settings.contact)
    if link.purpose is LinkPurpose.DEMO and not settings.is_demo:
        return _dead(request, settings.contact)
    if link.purpose is not LinkPurpose.DEMO and password != again:
        return _activation(request, link, token, errors={"again": words_of(request)("Hai lần nhập chưa giống nhau")})
    try:
        if link.purpose is LinkPurpose.DEMO:
            done = enter_demo(store, token, device=device_of(request), now=now)
        else:
            asked = ActivateRequest(link_secret=token, password=password, device=device_of(request))
            done = activate_account(store, asked, now=now)
    except NotFound:
        return _dead(request, settings.contact)
    except UsageError as refused:
        return _activation(request, link, token, errors={"password": refused.text(language_of(request))})
    answer = see_other(next_step(done.stage, "/"))
    set_cookie(answer, done.secret, settings)
    return answer


def _activation(request: Request, link: LinkView, token: str, *, errors: dict[str, str]) -> HTMLResponse:
    fields = filled(new_password_fields(words_of(request)), {}, errors)
    context = ActivateContext(
        name=link.name, login=link.login, expires_at=link.expires_at, token=token, fields=fields, problems=()
    )
    return render(request, "accounts/activate.html", context, status=422 if errors else 200)


def _dead(request: Request, contact: str) -> HTMLResponse:
    return render(request, "accounts/dead_link.html", DeadLinkContext(contact=contact), status=404)
