"""The identity at the OpenID provider that opens an account: linked and taken away by an administrator."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request
from starlette.responses import Response

from api.administration.user_pages import user_context
from api.rendering import message_of, render
from api.web.access import Now, SettingsOf, StoreOf, permitted
from api.web.routers import page_router, see_other
from recommender.errors import Conflict, UsageError
from recommender.permissions import Action, Viewer
from recommender.workflows.link_identity import link_identity, unlink_identity

router = page_router("administration")
Manager = Annotated[Viewer, permitted(Action.MANAGE_USERS)]


@router.post("/admin/users/{user_id}/identity")
def link(
    request: Request, viewer: Manager, settings: SettingsOf, store: StoreOf, now: Now, user_id: str,
    subject: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """The identity opens the account from now on."""
    try:
        link_identity(store, viewer, user_id, issuer=settings.oidc_issuer, subject=subject, now=now)
    except (UsageError, Conflict) as error:
        context = user_context(request, viewer, store, user_id, problems=(message_of(error, request),))
        return render(request, "administration/user.html", context, status=422)
    return see_other(f"/admin/users/{user_id}?done=linked")


@router.post("/admin/users/{user_id}/identity/end")
def unlink(viewer: Manager, settings: SettingsOf, store: StoreOf, now: Now, user_id: str) -> Response:
    """The identity opens the account no more."""
    unlink_identity(store, viewer, user_id, issuer=settings.oidc_issuer, now=now)
    return see_other(f"/admin/users/{user_id}?done=unlinked")
