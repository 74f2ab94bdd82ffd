"""The name of an account, and the person it belongs to, corrected by an administrator."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import Request
from starlette.responses import Response

from api.administration.contexts import UserContext
from api.administration.user_pages import detail_fields, officer_of, user_context
from api.look.forms import Field, filled, refused_fields
from api.rendering import language_of, render, words_of
from api.web.access import Now, StoreOf, permitted
from api.web.routers import page_router, see_other
from api.web.sent_forms import SentForm
from recommender.errors import Conflict, UsageError
from recommender.permissions import Action, Viewer
from recommender.workflows.manage_users import correct_user

router = page_router("administration")
Manager = Annotated[Viewer, permitted(Action.MANAGE_USERS)]


@router.post("/admin/users/{user_id}/details")
def correct(request: Request, viewer: Manager, store: StoreOf, now: Now, user_id: str, sent: SentForm) -> Response:
    """The account as corrected."""
    context = user_context(request, viewer, store, user_id)
    try:
        person = officer_of(store, viewer, sent, context.account.unit_id, None)
        correct_user(store, viewer, user_id, name=sent.get("name", ""), officer_id=person, now=now)
    except (UsageError, Conflict) as error:
        fields = detail_fields(context.account, words_of(request))
        errors, problems = refused_fields(error, language_of(request), [one.name for one in fields])
        details = filled(fields, sent, errors)
        return render(request, "administration/user.html", _refused(context, details, problems), status=422)
    return see_other(f"/admin/users/{user_id}?done=corrected")


def _refused(context: UserContext, details: tuple[Field, ...], problems: tuple[str, ...]) -> UserContext:
    return replace(context, details=details, problems=problems)
