"""The field of a unit in forms of accounts: units a viewer looks after, of the country one province at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from api.look.forms import Choice, Field
from recommender.permissions import Action, Viewer
from recommender.store import Connection, units
from recommender.store.tables.units import COUNTRY
from recommender.store.units import UnitView

Words = Callable[[str], str]


def unit_field(conn: Connection, viewer: Viewer, province: str, *, _: Words) -> Field:
    """Units to choose from: those at the top with what lies directly below, and the communes of the province."""
    found: dict[str, str] = {}
    for top in units.top_units(conn, viewer, Action.MANAGE_USERS):
        found[top.unit_id] = top.name
        for child in units.children(conn, top.unit_id):
            found[child.unit_id] = child.name
            if top.unit_id == COUNTRY and child.unit_id == province:
                below = units.children(conn, child.unit_id)
                found.update({one.unit_id: f"{child.name} · {one.name}" for one in below})
    choices = tuple(Choice(value=unit_id, label=name) for unit_id, name in found.items())
    return Field(name="unit", label=_("Trong đơn vị"), choices=choices, is_required=True)


def with_unit(field: Field, unit: UnitView, *, _: Words) -> Field:
    """The field with this unit chosen, offered too where it lies deeper; nothing is chosen when it has ended."""
    known = any(choice.value == unit.unit_id for choice in field.choices)
    first = Choice(value=unit.unit_id, label=unit.name) if unit.is_active else Choice(value="", label=_("Chọn đơn vị"))
    choices = field.choices if known else (first, *field.choices)
    return replace(field, choices=choices, value=unit.unit_id if unit.is_active else "")


def province_field(conn: Connection, viewer: Viewer, province: str, *, _: Words) -> Field | None:
    """The province whose communes are offered; None for who looks after less than the country.

    All communes at once would be a list of thousands.
    """
    if COUNTRY not in {top.unit_id for top in units.top_units(conn, viewer, Action.MANAGE_USERS)}:
        return None
    named = tuple(Choice(value=one.unit_id, label=one.name) for one in units.children(conn, COUNTRY))
    return Field(
        name="province", label=_("Xã, phường của tỉnh"), value=province, is_required=True,
        choices=(Choice(value="", label=_("Chỉ hiện tỉnh, thành phố")), *named),
    )  # fmt: skip
