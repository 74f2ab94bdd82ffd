"""Accounts and the audit as JSON, for administrators of units."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from api.administration.schemas import AccountOut, AccountsQuery, AuditQuery, AuditRowOut, MoveIn
from api.web.access import Now, SettingsOf, StoreOf, Viewer, permitted
from api.web.answers import json_answer
from api.web.fields import PathId
from api.web.lists import PageOut, page_answer, seal_of
from api.web.routers import api_router
from recommender.errors import NotFound
from recommender.permissions import Action
from recommender.store.access import accounts
from recommender.store.audit import AuditFilter, find_audit
from recommender.workflows.manage_users import move_user

router = api_router("administration")


@router.get("/accounts", response_model=PageOut[AccountOut], operation_id="list_accounts")
def list_accounts(
    request: Request, viewer: Annotated[Viewer, permitted(Action.MANAGE_USERS)], settings: SettingsOf, store: StoreOf,
    query: Annotated[AccountsQuery, Query()],
) -> Response:  # fmt: skip
    """Accounts of the units that the caller administers, by login."""
    seal = seal_of(request, settings, viewer, query)
    with store.reading() as conn:
        page = accounts.list_accounts(
            conn, viewer, text=query.q, cursor=seal.opened(query.cursor), limit=query.limit
        )  # fmt: skip
    return page_answer(request, page, seal=seal, into=PageOut[AccountOut], shown=AccountOut.of)


@router.post("/accounts/{user_id}/move", response_model=AccountOut, operation_id="move_account")
def move_account(
    viewer: Annotated[Viewer, permitted(Action.MANAGE_USERS)], store: StoreOf, now: Now, user_id: PathId, asked: MoveIn
) -> Response:
    """Another unit, other roles or both: then the account holds these roles there and no other.

    Its sessions and tokens end at once.
    """
    move_user(store, viewer, user_id, asked.place(), now=now)
    with store.reading() as conn:
        account = accounts.get_account(conn, user_id)
    if account is None:
        raise NotFound
    return json_answer(AccountOut.of(account))


@router.get("/audit", response_model=PageOut[AuditRowOut], operation_id="search_audit")
def search_audit(
    request: Request, viewer: Annotated[Viewer, permitted(Action.SEE_AUDIT)], settings: SettingsOf, store: StoreOf,
    query: Annotated[AuditQuery, Query()],
) -> Response:  # fmt: skip
    """Rows of the audit about the units that the caller administers, newest first."""
    seal = seal_of(request, settings, viewer, query)
    wanted = AuditFilter(
        actor=query.actor or "", action=query.action or "", subject_id=query.subject_id or "", since=query.since,
        until=query.until,
    )  # fmt: skip
    with store.reading() as conn:
        page = find_audit(conn, viewer, wanted, cursor=seal.opened(query.cursor), limit=query.limit)
    return page_answer(request, page, seal=seal, into=PageOut[AuditRowOut], shown=AuditRowOut.of)
