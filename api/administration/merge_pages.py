"""Pages that merge a unit into another: which one, what that changes, and why it cannot be taken back."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.administration.contexts import MergeConfirmContext, MergeContext
from api.look.forms import Choice, Field
from api.rendering import message_of, render, words_of
from api.web.access import Now, StoreOf, permitted
from api.web.routers import page_router, see_other
from recommender.errors import Conflict, NotFound
from recommender.permissions import Action, Viewer
from recommender.store import units
from recommender.store.engine import Store
from recommender.store.units import UnitView
from recommender.workflows import merge_units

router = page_router("administration")
ManagesUnits = Annotated[Viewer, permitted(Action.MANAGE_UNITS)]
MERGED_KINDS: Final = ("commune", "ward", "special_zone", "department")


@router.get("/admin/units/{unit_id}/merge")
def merge_form(request: Request, viewer: ManagesUnits, store: StoreOf, unit_id: str) -> HTMLResponse:
    """Into which unit."""
    return _form(request, viewer, store, unit_id)


@router.post("/admin/units/{unit_id}/merge")
def merge(
    request: Request, viewer: ManagesUnits, store: StoreOf, now: Now, unit_id: str,
    into: Annotated[str, Form()] = "", act: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """What would change, to be confirmed; with `act` = do it is carried out."""
    try:
        if act == "do":
            new = merge_units.merge_units(store, viewer, unit_id, into=into, now=now)
            return see_other(f"/admin/units?unit={new.unit_id}&done=merged&ended={unit_id}")
        seen = merge_units.look_at_merger(store, viewer, unit_id, into=into or unit_id)
    except Conflict as error:
        return _form(request, viewer, store, unit_id, into=into, error=message_of(error, request))
    context = MergeConfirmContext(old=seen.old, new=seen.new, moves=seen.moves)
    return render(request, "administration/merge_confirm.html", context)


def _form(
    request: Request, viewer: Viewer, store: Store, unit_id: str, *, into: str = "", error: str = ""
) -> HTMLResponse:
    _ = words_of(request)
    with store.reading() as conn:
        unit = units.require_unit(conn, viewer, Action.MANAGE_UNITS, unit_id=unit_id)
        beside = units.children(conn, unit.parent_id) if unit.parent_id else ()
    if not is_mergeable(unit):
        raise NotFound
    choices = tuple(Choice(value=one.unit_id, label=one.name) for one in beside if one.unit_id != unit.unit_id)
    field = Field(
        name="into", label=_("Sáp nhập vào đơn vị"), value=into, error=error, is_required=True,
        choices=(Choice(value="", label=_("Chọn đơn vị")), *choices),
        hint=_("Chỉ đơn vị cùng cấp trong cùng một tỉnh."),
    )  # fmt: skip
    return render(
        request, "administration/merge.html", MergeContext(unit=unit, field=field), status=422 if error else 200
    )


def is_mergeable(unit: UnitView) -> bool:
    """Whether a unit can be merged into one beside it."""
    return unit.is_active and unit.kind in MERGED_KINDS
