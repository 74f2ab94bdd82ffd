"""Pages that switch a formal standard of a position on or off, with dates and a reason, and take that back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Final

from fastapi import Form, Request
from starlette.responses import HTMLResponse, Response

from api.administration.contexts import RuleConfirmContext, RuleContext, RuleUndoContext
from api.look import formats
from api.look.forms import Choice, Field, filled, refused_fields, typed_day
from api.look.translations import pair_of
from api.rendering import language_of, render, words_of
from api.web.access import Now, StoreOf, permitted
from api.web.routers import page_router, see_other
from api.web.sent_forms import SentForm
from recommender.errors import UsageError
from recommender.permissions import Action, Viewer
from recommender.store import Connection, units
from recommender.store.catalogue_now import SwitchView, catalogue_now, find_switches, shipped_catalogue
from recommender.store.engine import Store
from recommender.store.totals.holders import count_holders_of
from recommender.store.units import UnitView
from recommender.workflows import switch_rule
from recommender.workflows.switch_rule import SwitchRequest
from recommender.working_days import office_day
from training_catalog.types import Position, StandardRule

router = page_router("administration")
ChangesCatalogue = Annotated[Viewer, permitted(Action.MANAGE_CATALOGUE)]
ON, OFF = "on", "off"
Words = Callable[[str], str]
MOST_DAY: Final = 10


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A rule as it holds in a unit: as the position has it now, and what the unit itself has set."""

    unit: UnitView
    position: Position
    rule: StandardRule
    own: SwitchView | None
    n_holders: int | None
    today: date

    @property
    def is_asked(self) -> bool:
        """Whether a review of today asks for the standard."""
        return self.rule.is_asked_on(self.today)


@router.get("/admin/rules/{position_id}/{rule_id}")
def rule_form(
    request: Request, viewer: ChangesCatalogue, store: StoreOf, now: Now, position_id: str, rule_id: str,
    unit: str = "",
) -> HTMLResponse:  # fmt: skip
    """How the rule stands in the unit, and the form that changes it."""
    standing = _standing(store, viewer, unit, (position_id, rule_id), now=now)
    rule, own = standing.rule, standing.own
    values = {
        "state": ON if rule.is_enabled else OFF, "valid_from": _iso(rule.valid_from), "valid_to": _iso(rule.valid_to),
        "reason": own.reason if own else "", "version": str(own.version if own else 0),
    }  # fmt: skip
    return _form(request, viewer, store, standing, values)


@router.post("/admin/rules/{position_id}/{rule_id}")
def change_rule(
    request: Request, viewer: ChangesCatalogue, store: StoreOf, now: Now, position_id: str, rule_id: str,
    sent: SentForm,
) -> Response:  # fmt: skip
    """What would change, to be confirmed; with `act` = do it is carried out."""
    _ = words_of(request)
    standing = _standing(store, viewer, sent.get("unit", ""), (position_id, rule_id), now=now)
    try:
        wanted = _wanted(sent, standing, _)
        switch_rule.require_sound(wanted)
    except UsageError as error:
        return _form(request, viewer, store, standing, sent, refused=error)
    if sent.get("act") != "do":
        context = RuleConfirmContext(
            position=standing.position, rule=standing.rule, unit=standing.unit, sent=_kept(sent, standing),
            changes=_changes(standing, wanted, _), reason=wanted.reason.strip(), n_holders=standing.n_holders,
        )  # fmt: skip
        return render(request, "administration/rule_confirm.html", context)
    switch_rule.switch_rule(store, viewer, wanted, now=now)
    return see_other(f"/admin/catalogue?done=switched&unit={standing.unit.unit_id}")


@router.get("/admin/rules/{position_id}/{rule_id}/undo")
def undo_form(
    request: Request, viewer: ChangesCatalogue, store: StoreOf, now: Now, position_id: str, rule_id: str,
    unit: str = "",
) -> Response:  # fmt: skip
    """What holds again when the unit's own setting is taken back; the form when it has set nothing."""
    standing = _standing(store, viewer, unit, (position_id, rule_id), now=now)
    if standing.own is None:
        return see_other(f"/admin/rules/{position_id}/{rule_id}?unit={standing.unit.unit_id}")
    context = RuleUndoContext(
        position=standing.position, rule=standing.rule, unit=standing.unit, own=standing.own,
        then=_without(store, standing), n_holders=standing.n_holders,
    )  # fmt: skip
    return render(request, "administration/rule_undo.html", context)


@router.post("/admin/rules/{position_id}/{rule_id}/undo")
def undo_rule(
    viewer: ChangesCatalogue, store: StoreOf, now: Now, position_id: str, rule_id: str,
    unit: Annotated[str, Form()] = "", version: Annotated[int, Form(ge=0, le=2**31)] = 0,
) -> Response:  # fmt: skip
    """The setting taken back."""
    here = _standing(store, viewer, unit, (position_id, rule_id), now=now).unit.unit_id
    switch_rule.undo_switch(store, viewer, here, position_id, rule_id=rule_id, version=version, now=now)
    return see_other(f"/admin/catalogue?done=undone&unit={here}")


def _standing(store: Store, viewer: Viewer, unit_id: str, key: tuple[str, str], *, now: datetime) -> Standing:
    position_id, rule_id = key
    with store.reading() as conn:
        chosen = unit_id or units.top_units(conn, viewer, Action.MANAGE_CATALOGUE)[0].unit_id
        unit = switch_rule.require_rule(conn, viewer, chosen, position_id, rule_id=rule_id)
        position = catalogue_now(conn, unit.unit_id).positions[position_id]
        held = None
        if viewer.may(Action.SEE_PEOPLE):
            held = count_holders_of(conn, viewer, position_id, unit_id=unit.unit_id)
        return Standing(
            unit=unit, position=position, rule=_rule(position, rule_id),
            own=_own(conn, unit.unit_id, position_id, rule_id), n_holders=held, today=office_day(now),
        )  # fmt: skip


def _own(conn: Connection, unit_id: str, position_id: str, rule_id: str) -> SwitchView | None:
    key = (unit_id, position_id, rule_id)
    return next(
        (one for one in find_switches(conn) if (one.unit_id, one.position_id, one.rule_id) == key), None
    )  # fmt: skip


def _rule(position: Position, rule_id: str) -> StandardRule:
    return next(rule for rule in position.standards if rule.rule_id == rule_id)


def _without(store: Store, standing: Standing) -> StandardRule:
    """The rule as it would hold without the unit's own setting: as set above it, or as the position says."""
    unit, key = standing.unit, standing.position.position_id
    with store.reading() as conn:
        above = catalogue_now(conn, unit.parent_id or "").positions.get(key) if unit.parent_id else None
    shipped = shipped_catalogue().positions.get(key)
    for position in (above, shipped):
        if position is not None and standing.rule.rule_id in {rule.rule_id for rule in position.standards}:
            return _rule(position, standing.rule.rule_id)
    return standing.rule


def _wanted(sent: Mapping[str, str], standing: Standing, _: Words) -> SwitchRequest:
    version = sent.get("version", "")
    return SwitchRequest(
        position_id=standing.position.position_id, rule_id=standing.rule.rule_id, unit_id=standing.unit.unit_id,
        is_enabled=sent.get("state") == ON, reason=sent.get("reason", ""),
        valid_from=typed_day(sent.get("valid_from", ""), "valid_from"),
        valid_to=typed_day(sent.get("valid_to", ""), "valid_to"),
        version=int(version) if version.isdecimal() and len(version) < MOST_DAY else 0,
    )  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _kept(sent: Mapping[str, str], standing: Standing) -> dict[str, str]:
    """What the confirming form sends again."""
    names = ("state", "valid_from", "valid_to", "reason", "version")
    return {**{name: sent.get(name, "") for name in names}, "unit": standing.unit.unit_id, "act": "do"}


def _changes(standing: Standing, wanted: SwitchRequest, _: Words) -> tuple[tuple[str, str, str], ...]:
    """Label, before and after of what differs."""
    rule, states = standing.rule, {True: _("đang xét"), False: _("không xét")}
    then = replace(rule, is_enabled=wanted.is_enabled, valid_from=wanted.valid_from, valid_to=wanted.valid_to)
    pairs = (
        (_("Tình trạng"), states[rule.is_enabled], states[wanted.is_enabled]),
        (_("Có hiệu lực từ"), _shown(rule.valid_from, _), _shown(wanted.valid_from, _)),
        (_("Có hiệu lực đến"), _shown(rule.valid_to, _), _shown(wanted.valid_to, _)),
    )
    today = (_("Rà soát hôm nay"), states[standing.is_asked], states[then.is_asked_on(standing.today)])
    changed = tuple(pair for pair in pairs if pair[1] != pair[2])
    return (*changed, today) if changed else ()


def _shown(day: date | None, _: Words) -> str:
    return formats.day(day) if day else _("không giới hạn")


def _form(
    request: Request, viewer: Viewer, store: Store, standing: Standing, values: Mapping[str, str], *,
    refused: UsageError | None = None,
) -> HTMLResponse:  # fmt: skip
    _, language = words_of(request), language_of(request)
    states = (
        Choice(value=ON, label=_("Xét tiêu chuẩn này"), hint=_("Nếu ghi ngày: chỉ xét trong các ngày đó.")),
        Choice(
            value=OFF,
            label=_("Không xét"),
            hint=_("Vẫn hiện ở kết luận nhưng không quyết định gì. Nếu ghi ngày: ngoài các ngày đó vẫn xét."),
        ),
    )
    fields = (
        Field(name="state", label=_("Tình trạng"), choices=states, is_required=True),
        Field(name="valid_from", label=_("Có hiệu lực từ"), kind="date", width="medium",
              hint=_("Để trống: không giới hạn.")),
        Field(name="valid_to", label=_("Có hiệu lực đến"), kind="date", width="medium"),
        Field(name="reason", label=_("Lý do, văn bản căn cứ"), rows=3, max_length=1_000, is_required=True,
              hint=_("Từ 10 ký tự; ghi vào nhật ký và hiện ở trang danh mục.")),
    )  # fmt: skip
    with store.reading() as conn:
        tops = units.top_units(conn, viewer, Action.MANAGE_CATALOGUE)
        below = [one for top in tops for one in units.children(conn, top.unit_id)]
    shown = tuple(dict.fromkeys((*tops, *below, standing.unit)))
    errors, problems = refused_fields(refused, language, [one.name for one in fields]) if refused else ({}, ())
    context = RuleContext(
        position=standing.position, title=pair_of(standing.position.title_vi, standing.position.title_en, language),
        rule=standing.rule, unit=standing.unit, own=standing.own, is_asked=standing.is_asked,
        fields=filled(fields, values, errors), version=values.get("version", "0"), problems=problems,
        others=Field(
            name="unit", label=_("Áp dụng cho đơn vị"), value=standing.unit.unit_id, is_required=True,
            choices=tuple(Choice(value=one.unit_id, label=one.name) for one in shown),
        ),
    )  # fmt: skip
    return render(request, "administration/rule.html", context, status=422 if refused else 200)
