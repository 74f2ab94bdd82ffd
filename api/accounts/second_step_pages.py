"""The second step of a sign-in: giving a code, or setting up an authenticator and its recovery codes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from api.accounts.contexts import AuthenticatorContext, CodeContext, EnrolContext, RecoveryContext
from api.accounts.fields import code_field
from api.accounts.pages import Next, Text, next_step, retry_after
from api.accounts.qr_code import qr_code
from api.look.addresses import is_local
from api.look.forms import filled
from api.rendering import language_of, render, words_of
from api.web.access import Now, SettingsOf, StoreOf, Viewer, caller, signing_in
from api.web.routers import page_router, see_other
from api.web.sessions import set_cookie, token_of
from recommender.errors import SignInRefused, TooMany
from recommender.store.access.sessions import SessionStage
from recommender.workflows.take_second_step import Enrolment, begin_enrolment, confirm_enrolment, give_code

router = page_router("accounts")

Waiting = Annotated[Viewer, signing_in()]


@router.get("/sign-in/code")
def code_page(request: Request, viewer: Waiting, next: Next = "") -> Response:
    """The form for the code; a session that waits for something else is sent there."""
    stage = caller(request).stage
    if stage is not SessionStage.NEEDS_CODE:
        return see_other(next_step(stage, next))
    fields = code_field(words_of(request), with_recovery=True)
    return render(request, "accounts/code.html", CodeContext(fields=fields, problems=(), next=next))


@router.post("/sign-in/code")
def code_post(
    request: Request, viewer: Waiting, store: StoreOf, settings: SettingsOf, now: Now, code: Text = "", next: Text = ""
) -> Response:
    """A whole session under a new cookie, or the form again."""
    if caller(request).stage is not SessionStage.NEEDS_CODE:
        return see_other(next_step(caller(request).stage, next))
    try:
        done = give_code(store, token_of(request, settings), code, now=now)
    except (SignInRefused, TooMany) as refused:
        _ = words_of(request)
        problem = refused.text(language_of(request)) if isinstance(refused, TooMany) else _("Mã chưa đúng hoặc đã dùng")
        fields = filled(code_field(_, with_recovery=True), {}, {"code": problem})
        context = CodeContext(fields=fields, problems=(), next=next)
        return render(request, "accounts/code.html", context, status=refused.status, headers=retry_after(refused))
    answer = see_other(next_step(SessionStage.WHOLE, next))
    set_cookie(answer, done.secret, settings)
    return answer


@router.get("/sign-in/enrol")
def enrol_page(request: Request, viewer: Waiting, next: Next = "") -> Response:
    """What the second step needs; setting it up begins with a button."""
    stage = caller(request).stage
    if stage is SessionStage.NEEDS_CODE:
        return see_other(next_step(stage, next))
    context = EnrolContext(next=next, is_needed=stage is SessionStage.NEEDS_ENROLMENT)
    return render(request, "accounts/enrol.html", context)


@router.post("/sign-in/enrol")
def enrol_post(
    request: Request, viewer: Waiting, store: StoreOf, settings: SettingsOf, now: Now, next: Text = ""
) -> Response:
    """The QR code of a new authenticator."""
    enrolment = begin_enrolment(store, token_of(request, settings), now=now)
    return _authenticator(request, enrolment, next)


@router.post("/sign-in/enrol/confirm")
def confirm_post(
    request: Request, viewer: Waiting, store: StoreOf, settings: SettingsOf, now: Now, code: Text = "", next: Text = ""
) -> Response:
    """Recovery codes after the first right code; or the QR code again."""
    try:
        done = confirm_enrolment(store, token_of(request, settings), code, now=now)
    except (SignInRefused, TooMany) as refused:
        _ = words_of(request)
        wrong = _("Mã chưa đúng. Kiểm tra đồng hồ của điện thoại rồi nhập mã mới nhất.")
        problem = refused.text(language_of(request)) if isinstance(refused, TooMany) else wrong
        enrolment = begin_enrolment(store, token_of(request, settings), now=now)
        return _authenticator(request, enrolment, next, problem=problem, status=refused.status)
    context = RecoveryContext(codes=done.recovery_codes, next=next if is_local(next) else "/")
    answer = render(request, "accounts/recovery.html", context)
    set_cookie(answer, done.secret, settings)
    return answer


def _authenticator(
    request: Request, enrolment: Enrolment, wanted: str, *, problem: str = "", status: int = 200
) -> HTMLResponse:
    fields = filled(code_field(words_of(request), with_recovery=False), {}, {"code": problem})
    secret = " ".join(enrolment.secret[start : start + 4] for start in range(0, len(enrolment.secret), 4))
    context = AuthenticatorContext(
        qr=qr_code(enrolment.uri), secret=secret, fields=fields, problems=(), next=wanted
    )  # fmt: skip
    return render(request, "accounts/authenticator.html", context, status=status)
