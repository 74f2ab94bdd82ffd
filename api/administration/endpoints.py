"""Accounts and the audit as JSON, for administrators of units."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from api.administration.schemas import AccountOut, AccountsQuery, AuditQuery, AuditRowOut
from api.web.access import SettingsOf, StoreOf, Viewer, permitted
from api.web.lists import PageOut, page_answer, seal_of
from api.web.routers import api_router
from recommender.permissions import Action
from recommender.store.access import accounts
from recommender.store.audit import AuditFilter, find_audit

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
