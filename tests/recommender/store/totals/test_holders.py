"""Holders of positions are counted in what the viewer sees, however the count is made."""

from __future__ import annotations

from collections import Counter

import pytest

from recommender.errors import NotAllowed
from recommender.permissions import Role, Viewer
from recommender.store import Store
from recommender.store.person_data import erase_everything
from recommender.store.totals.holders import count_holders, count_holders_of
from tests.recommender.store.factories import DEPARTMENT, NOW, PEOPLE, officer_id, put_world, viewer

BELOW = {
    "": None, "VN": None, "01": {"00001", "00002", DEPARTMENT}, "00001": {"00001", DEPARTMENT},
    DEPARTMENT: {DEPARTMENT},
    "02": {"00003", "00004"}, "00003": {"00003"},
}  # fmt: skip
"""Unit → the units of it and below it; None is all."""
ERASED = "CB02"


def held(*, seen: str, unit_id: str) -> Counter[str]:
    """By hand: position → people of `PEOPLE` in both units, without the erased one."""
    return Counter(
        position for code, _, unit, position in PEOPLE
        if code != ERASED and all(BELOW[one] is None or unit in (BELOW[one] or ()) for one in (seen, unit_id))
    )  # fmt: skip


@pytest.mark.parametrize("unit_id", BELOW)
@pytest.mark.parametrize(
    "who", [viewer(Role.PROVINCE_HR), viewer(Role.PROVINCE_HR, "01"), viewer(Role.UNIT_HR, "00003")]
)
def test_holders_are_counted_where_the_viewer_sees_people_and_never_an_erased_one(
    store: Store, who: Viewer, unit_id: str
) -> None:
    put_world(store)
    with store.writing() as conn:
        erase_everything(conn, officer_id(ERASED), now=NOW)
    wanted = held(seen=who.grants[0].unit_id, unit_id=unit_id)
    positions = sorted({position for *_, position in PEOPLE})
    with store.reading() as conn:
        assert count_holders(conn, who, unit_id=unit_id) == wanted
        one_by_one = {one: count_holders_of(conn, who, one, unit_id=unit_id) for one in positions}
    assert one_by_one == {one: wanted[one] for one in positions}


def test_who_sees_no_people_counts_none(store: Store) -> None:
    put_world(store)
    for who in (viewer(Role.INSTITUTE), viewer(Role.ADMINISTRATOR), viewer(Role.FAIRNESS_AUDITOR)):
        with store.reading() as conn, pytest.raises(NotAllowed):
            count_holders(conn, who)
        with store.reading() as conn, pytest.raises(NotAllowed):
            count_holders_of(conn, who, "A")
