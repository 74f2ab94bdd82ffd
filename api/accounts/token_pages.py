"""One's own API tokens: what each may do and until when; made here with a secret shown once, ended here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.accounts.contexts import Feed, MadeTokenContext, TokenFormContext, TokenRow, TokensContext
from api.accounts.pages import Text
from api.look.forms import Choice, Field, filled
from api.look.navigation import marked
from api.look.words import word
from api.rendering import language_of, message_of, render, words_of
from api.settings import ServerSettings
from api.web.access import Now, SettingsOf, StoreOf, Viewer, permitted
from api.web.routers import page_router, see_other
from recommender.errors import NotAllowed, UsageError
from recommender.permissions import Action
from recommender.store.access import tokens
from recommender.store.access.tokens import NewToken, TokenView
from recommender.workflows.keep_own_account import FOR_MACHINES, LONGEST_LABEL, end_token, make_token

router = page_router("accounts")

MayHaveTokens = Annotated[Viewer, permitted(Action.MANAGE_TOKENS)]
LIVES: Final = (7, 30, 90, 180, 365)
"""Days a token may live, as offered."""
USUAL_LIFE: Final = "90"
FEEDS: Final = (
    (Action.SEE_DEMAND, marked("Nhu cầu theo chương trình và tỉnh, CSV"), "/demand?by=province&format=csv"),
    (Action.SEE_DEMAND, marked("Nhu cầu theo chương trình và quý, CSV"), "/demand?by=quarter&format=csv"),
    (Action.SEE_DEMAND, marked("Nhu cầu chưa có chương trình, CSV"), "/uncovered?format=csv"),
    (Action.EDIT_COURSES, marked("Chương trình của các cơ sở"), "/own-courses"),
    (Action.EDIT_COURSES, marked("Lớp học và chỗ trống"), "/offerings"),
    (Action.SEE_TOTALS, marked("Các đợt rà soát"), "/runs"),
    (Action.SEE_PEOPLE, marked("Cán bộ, công chức của đơn vị"), "/people"),
    (Action.SEE_BALANCE, marked("Thừa, thiếu theo vị trí và đơn vị"), "/balance"),
)
"""What programs read most: the action of a token, what it is, and its address below /api/v1."""
SOON: Final = timedelta(days=14)
"""A token that ends within these days is pointed out."""


@router.get("/account/tokens")
def tokens_page(
    request: Request, viewer: MayHaveTokens, store: StoreOf, settings: SettingsOf, now: Now, done: str = ""
) -> HTMLResponse:
    """The living tokens, those that have ended, and what can be read with one."""
    language = language_of(request)
    with store.reading() as conn:
        found = tokens.list_tokens(conn, viewer)
    rows = [_row(token, now, language) for token in found]
    context = TokensContext(
        living=tuple(row for row in rows if row.is_living), ended=tuple(row for row in rows if not row.is_living),
        feeds=_feeds(request, viewer, settings), done=done,
    )  # fmt: skip
    return render(request, "accounts/tokens.html", context)


@router.get("/account/tokens/new")
def new_token_page(request: Request, viewer: MayHaveTokens) -> HTMLResponse:
    """The form of a new token."""
    return _form(request, viewer, label="", days=USUAL_LIFE, actions=(), errors={})


@router.post("/account/tokens")
def make_post(
    request: Request, viewer: MayHaveTokens, store: StoreOf, settings: SettingsOf, now: Now, label: Text = "",
    days: Text = "", actions: Annotated[list[str] | None, Form()] = None,
) -> Response:  # fmt: skip
    """The secret of a new token, shown this once; or the form again."""
    _ = words_of(request)
    chosen = tuple(actions or ())
    offered = {str(action) for action in offered_actions(viewer)}
    errors: dict[str, str] = {}
    if not 0 < len(label.strip()) <= LONGEST_LABEL or not label.isprintable():
        errors["label"] = _("Đặt tên cho mã, tối đa 100 ký tự, như “Lấy nhu cầu hằng đêm”.")
    if days not in {str(one) for one in LIVES}:
        errors["days"] = _("Chọn hạn dùng.")
    if not chosen or not set(chosen) <= offered:
        errors["actions"] = _("Chọn ít nhất một việc mà chương trình được làm.")
    if errors:
        return _form(request, viewer, label=label, days=days, actions=chosen, errors=errors)
    new = NewToken(
        label=label.strip(), actions=frozenset(Action(one) for one in chosen), expires_at=now + timedelta(int(days))
    )
    try:
        made = make_token(store, viewer, new, now=now)
    except (NotAllowed, UsageError) as refused:
        said = {"actions": message_of(refused, request)}
        return _form(request, viewer, label=label, days=days, actions=chosen, errors=said)
    read = next((path for action, _label, path in FEEDS if str(action) in chosen), "/me")
    example = f"{_server(request, settings)}/api/v1{read}"
    context = MadeTokenContext(label=new.label, secret=made.secret, expires_at=new.expires_at, example=example)
    return render(request, "accounts/token_made.html", context, headers={"Cache-Control": "no-store"})


@router.post("/account/tokens/end")
def end_post(viewer: MayHaveTokens, store: StoreOf, now: Now, token_id: Text = "") -> Response:
    """One token ends at once."""
    end_token(store, viewer, token_id, now=now)
    return see_other("/account/tokens?done=ended")


def offered_actions(viewer: Viewer) -> tuple[Action, ...]:
    """What a token of the viewer can carry, in the order of the table of actions."""
    return tuple(action for action in Action if action in FOR_MACHINES and viewer.may(action))


def _server(request: Request, settings: ServerSettings) -> str:
    """Where programs find this server."""
    return (settings.public_url or str(request.base_url)).rstrip("/")


def _feeds(request: Request, viewer: Viewer, settings: ServerSettings) -> tuple[Feed, ...]:
    """What a token of the viewer can read, as addresses to copy."""
    _, server = words_of(request), _server(request, settings)
    offered = offered_actions(viewer)
    return tuple(
        Feed(label=_(label), address=f"{server}/api/v1{path}") for action, label, path in FEEDS if action in offered
    )


def _row(token: TokenView, now: datetime, language: str) -> TokenRow:
    is_living = token.ended_at is None and token.expires_at > now
    return TokenRow(
        token_id=token.token_id, label=token.label, made_at=token.made_at, expires_at=token.expires_at,
        actions=tuple(word(action, "action", language) for action in token.actions),
        last_used_at=token.last_used_at, ended_at=token.ended_at, is_living=is_living,
        is_soon=is_living and token.expires_at - now < SOON,
    )  # fmt: skip


def _fields(_: Callable[[str], str], viewer: Viewer, language: str) -> tuple[Field, ...]:
    lives = tuple(Choice(value=str(days), label=_("%(n)s ngày") % {"n": days}) for days in LIVES)
    may = tuple(Choice(value=str(one), label=word(one, "action", language)) for one in offered_actions(viewer))
    return (
        Field(
            name="label", label=_("Tên của mã"), is_required=True, max_length=LONGEST_LABEL, width="medium",
            hint=_("Chương trình nào dùng, để làm gì; chỉ để nhận ra mã."),
        ),
        Field(name="days", label=_("Hạn dùng"), choices=lives, is_required=True),
        Field(
            name="actions", label=_("Chương trình được làm gì"), choices=may, is_required=True,
            hint=_("Chọn ít nhất có thể. Ký kết luận, công bố và xóa dữ liệu luôn cần người đăng nhập."),
        ),
    )  # fmt: skip


def _form(
    request: Request, viewer: Viewer, *, label: str, days: str, actions: tuple[str, ...], errors: dict[str, str]
) -> HTMLResponse:
    typed = {"label": label, "days": days}
    fields = filled(_fields(words_of(request), viewer, language_of(request)), typed, errors)
    fields = (*fields[:-1], replace(fields[-1], values=actions))
    return render(
        request, "accounts/token_form.html", TokenFormContext(fields=fields), status=422 if errors else 200
    )  # fmt: skip
