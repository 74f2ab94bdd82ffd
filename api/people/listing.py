"""What the list of people shows and who is in it, from the address: the same for the page and for its file."""

from __future__ import annotations

from collections.abc import Callable

from api.look.addresses import Address
from api.look.tables import Column
from recommender.store.people import PeopleFilter

LONGEST_SEARCH = 200


def wanted_people(address: Address) -> PeopleFilter:
    """The filters of the address."""
    return PeopleFilter(
        unit_id=address.value("unit"), position_id=address.value("position"),
        text=address.value("q")[:LONGEST_SEARCH],
    )  # fmt: skip


def columns(_: Callable[[str], str]) -> tuple[Column, ...]:
    """The columns there are."""
    return (
        Column(label=_("Họ và tên")), Column(label=_("Đơn vị"), key="unit"),
        Column(label=_("Phòng, bộ phận"), key="department", is_extra=True),
        Column(label=_("Vị trí việc làm"), is_wide=True, key="position"), Column(label=_("Ngạch"), key="rank"),
    )  # fmt: skip
