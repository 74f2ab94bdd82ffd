"""Pages that give an account another unit or other roles: the form, what that changes, and the change itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.administration.contexts import HeldRole, PlaceConfirmContext, PlaceContext
from api.administration.unit_fields import province_field, unit_field, with_unit
from api.administration.user_pages import held_roles, managed, unit_sent
from api.look.forms import Choice, Field, filled, refused_fields
from api.look.words import word
from api.rendering import language_of, render, words_of
from api.web.access import Now, StoreOf, permitted
from api.web.routers import page_router, see_other
from recommender.errors import Conflict, NotAllowed, UsageError
from recommender.permissions import Action, Role, Viewer
from recommender.store import units
from recommender.store.engine import Store
from recommender.workflows.manage_users import NewPlace, look_at_move, move_user

router = page_router("administration")
Manager = Annotated[Viewer, permitted(Action.MANAGE_USERS)]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the form sent."""

    unit: str
    roles: tuple[str, ...]
    province: str = ""


@router.get("/admin/users/{user_id}/place")
def place_form(request: Request, viewer: Manager, store: StoreOf, user_id: str, province: str = "") -> HTMLResponse:
    """The unit and roles of an account, to be changed; of the country, units of one province at a time."""
    return _form(request, viewer, store, user_id, province=province)


@router.post("/admin/users/{user_id}/place")
def place(
    request: Request, viewer: Manager, store: StoreOf, now: Now, user_id: str, unit: Annotated[str, Form()] = "",
    role: Annotated[tuple[str, ...], Form()] = (), province: Annotated[str, Form()] = "",
    act: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """What would change, to be confirmed; with `act` = do it is carried out."""
    sent = Sent(unit=unit, roles=role, province=province)
    try:
        wanted = NewPlace(unit_id=unit_sent(unit), roles=_roles(sent))
        if act == "do":
            moved = move_user(store, viewer, user_id, wanted, now=now)
            return see_other(f"/admin/users/{user_id}?done={'moved' if moved else 'same'}")
        return _confirm(request, viewer, store, user_id, wanted)
    except (UsageError, Conflict) as error:
        return _form(request, viewer, store, user_id, sent=sent, province=province, refused=error)


def _roles(sent: Sent) -> tuple[Role, ...]:
    known = {str(role): role for role in Role}
    if not sent.unit or any(role not in known for role in sent.roles):
        raise UsageError("Chọn đơn vị và vai trò trong danh sách.", "Choose unit and roles of the lists.", field="unit")
    return tuple(known[role] for role in sent.roles)


def _form(
    request: Request, viewer: Viewer, store: Store, user_id: str, *, province: str, sent: Sent | None = None,
    refused: UsageError | Conflict | None = None,
) -> HTMLResponse:  # fmt: skip
    _, language = words_of(request), language_of(request)
    with store.reading() as conn:
        account = managed(conn, viewer, user_id)
        if user_id == viewer.user_id:
            raise NotAllowed
        held = held_roles(conn, account)
        here = units.get_unit(conn, account.unit_id)
        chosen = province or here.province_id
        unit = with_unit(unit_field(conn, viewer, chosen, _=_), here, _=_)
        choosing = province_field(conn, viewer, chosen, _=_)
    roles = tuple(
        Choice(value=str(role), label=word(role, "role", language)) for role in Role
        if role is not Role.OFFICER or account.officer_id
    )  # fmt: skip
    picked = sent.roles if sent else tuple(dict.fromkeys(one.role for one in held))
    role = Field(
        name="role", label=_("Vai trò ở đơn vị ấy"), choices=roles, values=picked,
        hint=_("Không chọn vai trò nào thì đăng nhập được nhưng không thấy gì."),
    )  # fmt: skip
    errors, problems = refused_fields(refused, language, ["unit", "role"]) if refused else ({}, ())
    fields = filled((unit, role), {"unit": sent.unit} if sent else {}, errors)
    context = PlaceContext(
        account=account, unit_name=here.name, roles=held, province=choosing, unit=fields[0], role=fields[1],
        problems=problems,
    )  # fmt: skip
    return render(request, "administration/place.html", context, status=422 if refused else 200)


def _confirm(request: Request, viewer: Viewer, store: Store, user_id: str, wanted: NewPlace) -> HTMLResponse:
    grants = look_at_move(store, viewer, user_id, wanted)
    with store.reading() as conn:
        account = managed(conn, viewer, user_id)
        new = units.get_unit(conn, wanted.unit_id)
        old = units.get_unit(conn, account.unit_id)
        before = held_roles(conn, account)
    then = tuple(HeldRole(role=str(one.role), unit_id=new.unit_id, unit_name=new.name) for one in grants)
    context = PlaceConfirmContext(
        account=account, old=old, new=new, kept=tuple(one for one in then if one in before),
        given=tuple(one for one in then if one not in before), taken=tuple(one for one in before if one not in then),
        sent={"unit": new.unit_id, "role": tuple(one.role for one in then), "act": "do"},
    )  # fmt: skip
    return render(request, "administration/place_confirm.html", context)
