"""Signing in at the OpenID provider of the office: sent there, and back with an identity that was linked before."""

from __future__ import annotations

from typing import Annotated, Final

import structlog
from fastapi import Query, Request
from starlette.responses import Response

from api.accounts.contexts import ProviderRefusalContext
from api.accounts.pages import Next, device_of, next_step, retry_after
from api.openid import round_trip
from api.openid.provider import Provider
from api.openid.refusals import ProviderAway, ProviderRefused
from api.openid.tokens import Identity
from api.rendering import render, words_of
from api.settings import ServerSettings
from api.web.access import Now, SettingsOf, StoreOf, public
from api.web.routers import page_router, see_other
from api.web.sessions import set_cookie, token_of
from recommender.errors import NangLucError, NotFound, SignInRefused, TooMany
from recommender.workflows.sign_in_by_identity import IdentitySignIn, NotLinked, sign_in_by_identity

router = page_router("accounts")
LOG: Final = structlog.get_logger("nangluc.openid")
Sent = Annotated[str, Query(max_length=4096)]


@router.get("/sign-in/provider", dependencies=[public()])
def go_to_provider(request: Request, settings: SettingsOf, now: Now, next: Next = "") -> Response:
    """To the provider, with a round trip that this browser keeps."""
    provider = _provider(request)
    trip = round_trip.begin(settings, next, now=now)
    try:
        answer = see_other(provider.address_to_open(trip, now=now))
    except ProviderAway as away:
        return _refused(request, settings, away, next)
    round_trip.keep(answer, trip, settings)
    return answer


@router.get("/sign-in/provider/callback", dependencies=[public()])
def come_back(
    request: Request, settings: SettingsOf, store: StoreOf, now: Now, code: Sent = "", state: Sent = "", iss: Sent = "",
    error: Sent = "",
) -> Response:  # fmt: skip
    """A session of the linked account, or why there is none; the round trip is over either way."""
    provider, wanted, identity = _provider(request), "", None
    try:
        trip = round_trip.kept(request, settings, now=now)
        wanted = trip.next
        answered = {"code": code, "state": state, "iss": iss, "error": error}
        identity = provider.identity(trip, answered, now=now)
        asked = IdentitySignIn(
            issuer=provider.issuer, subject=identity.subject, is_multi_factor=identity.is_multi_factor,
            device=device_of(request), earlier_secret=token_of(request, settings),
        )  # fmt: skip
        signed = sign_in_by_identity(store, asked, now=now)
    except (ProviderRefused, ProviderAway, SignInRefused, TooMany) as refused:
        return _refused(request, settings, refused, wanted, identity)
    answer = see_other(next_step(signed.stage, wanted))
    set_cookie(answer, signed.secret, settings)
    round_trip.forget(answer, settings)
    return answer


def _provider(request: Request) -> Provider:
    """NotFound where none is configured."""
    provider: Provider | None = request.app.state.provider
    if provider is None:
        raise NotFound
    return provider


def _refused(
    request: Request, settings: ServerSettings, refused: Exception, wanted: str, identity: Identity | None = None
) -> Response:
    """The page that says what to do next. Whose identity opens no account is told it, so that it can be linked."""
    _ = words_of(request)
    said, status = _("Lượt đăng nhập không hợp lệ hoặc đã hết hạn. Hãy đăng nhập lại từ đầu."), 401
    if isinstance(refused, ProviderAway):
        said, status = _("Không liên lạc được với hệ thống đăng nhập chung. Thử lại sau hoặc dùng mật khẩu."), 503
    elif isinstance(refused, NotLinked):
        said = _("Tài khoản này chưa được gắn với tài khoản nào ở đây. Gửi mã định danh dưới đây cho người quản trị.")
    elif isinstance(refused, TooMany):
        said, status = _("Quá nhiều lần thử từ mạng này. Hãy đợi rồi thử lại."), refused.status
    elif isinstance(refused, SignInRefused):
        said = _("Tài khoản đang bị khóa. Liên hệ người quản trị.")
    reason = refused.reason if isinstance(refused, ProviderRefused | ProviderAway) else type(refused).__name__
    LOG.warning("openid_refused", reason=reason)
    subject = identity.subject if isinstance(refused, NotLinked) and identity else ""
    context = ProviderRefusalContext(
        name=settings.oidc_name, said=said, subject=subject, next=wanted, contact=settings.contact
    )
    headers = retry_after(refused) if isinstance(refused, NangLucError) else {}
    answer = render(request, "accounts/provider_refusal.html", context, status=status, headers=headers)
    round_trip.forget(answer, settings)
    return answer
