"""The note on a person's page that he or she no longer serves, made and taken back by HR."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request
from starlette.responses import Response

from api.look.forms import typed_day
from api.people.pages import Told, file_context
from api.rendering import message_of, render
from api.web.access import Now, StoreOf, permitted
from api.web.routers import page_router, see_other
from recommender.errors import UsageError
from recommender.permissions import Action, Viewer
from recommender.workflows.end_service import EndRequest, end_service, resume_service

router = page_router("people")
Keeps = Annotated[Viewer, permitted(Action.IMPORT)]


@router.post("/people/{officer_id}/service-end")
def end(
    request: Request, viewer: Keeps, store: StoreOf, now: Now, officer_id: str,
    ended_on: Annotated[str, Form()] = "", reason: Annotated[str, Form()] = "", note: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Note the last day and the reason; what was typed comes back with what is wrong in it."""
    try:
        day = typed_day(ended_on, "ended_on")
        if day is None:
            raise UsageError("Ghi ngày cuối cùng công tác.", "Write the last day of service.", field="ended_on")
        end_service(
            store, viewer, EndRequest(officer_id=officer_id, ended_on=day, reason=reason, note=note), now=now
        )  # fmt: skip
    except UsageError as error:
        told = Told(ending={"ended_on": ended_on, "reason": reason, "note": note},
                    wrong={error.field or "ended_on": message_of(error, request)})  # fmt: skip
        context = file_context(request, viewer, store, officer_id, now=now, told=told)
        return render(request, "people/file.html", context, status=422)
    return see_other(f"/people/{officer_id}?done=ended")


@router.post("/people/{officer_id}/service-resume")
def resume(viewer: Keeps, store: StoreOf, now: Now, officer_id: str) -> Response:
    """Take the note back."""
    resume_service(store, viewer, officer_id, now=now)
    return see_other(f"/people/{officer_id}?done=resumed")
