"""Oneself as JSON: who am I, who looked at my data."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from api.me.schemas import GrantOut, LookOut, MadeTokenOut, MeOut, TokenIn, TokenOut, TokensOut, new_token
from api.web.access import Now, SettingsOf, StoreOf, Viewer, permitted, signed_in
from api.web.answers import json_answer
from api.web.fields import Paged, PathId, Plain
from api.web.lists import PageOut, page_answer, seal_of
from api.web.routers import api_router
from recommender.permissions import Action
from recommender.store.access import tokens
from recommender.store.audit import looks_at_me
from recommender.workflows import keep_own_account

router = api_router("me")
MayHaveTokens = Annotated[Viewer, permitted(Action.MANAGE_TOKENS)]


@router.get("/me", response_model=MeOut, operation_id="show_me")
def show_me(viewer: Annotated[Viewer, signed_in()], _: Plain) -> Response:
    """The caller's account and everything it is allowed."""
    told = MeOut(
        user_id=viewer.user_id, name=viewer.name, language=viewer.language,
        grants=[GrantOut.of(grant) for grant in viewer.grants],
        actions=[action for action in Action if viewer.may(action)], officer_id=viewer.officer_id or None,
    )  # fmt: skip
    return json_answer(told)


@router.get("/me/looks", response_model=PageOut[LookOut], operation_id="list_looks_at_me")
def list_looks_at_me(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_OWN)], settings: SettingsOf, store: StoreOf,
    query: Annotated[Paged, Query()],
) -> Response:  # fmt: skip
    """Who looked at the caller's data or changed it, newest first."""
    seal = seal_of(request, settings, viewer, query)
    with store.reading() as conn:
        page = looks_at_me(conn, viewer, cursor=seal.opened(query.cursor), limit=query.limit)
    return page_answer(request, page, seal=seal, into=PageOut[LookOut], shown=LookOut.of)


@router.get("/tokens", response_model=TokensOut, operation_id="list_tokens")
def list_tokens(viewer: MayHaveTokens, store: StoreOf, _: Plain) -> Response:
    """The caller's own tokens, newest first."""
    with store.reading() as conn:
        found = tokens.list_tokens(conn, viewer)
    return json_answer(TokensOut(rows=[TokenOut.of(token) for token in found]))


@router.post("/tokens", response_model=MadeTokenOut, status_code=201, operation_id="make_token")
def make_token(viewer: MayHaveTokens, store: StoreOf, now: Now, asked: TokenIn, _: Plain) -> Response:
    """A new token with its secret, which is shown this once; its actions are among the caller's own."""
    made = keep_own_account.make_token(store, viewer, new_token(asked, now), now=now)
    return json_answer(MadeTokenOut.of(made), status=201)


@router.delete("/tokens/{token_id}", status_code=204, operation_id="end_token")
def end_token(viewer: MayHaveTokens, store: StoreOf, now: Now, token_id: PathId, _: Plain) -> Response:
    """End one of the caller's own tokens."""
    keep_own_account.end_token(store, viewer, token_id, now=now)
    return Response(status_code=204)
