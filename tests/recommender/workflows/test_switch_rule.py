"""A rule switched by an office is followed by the next run, with a reason, once at a time, by whom may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recommender.errors import NotAllowed, NotFound, Stale, UsageError
from recommender.permissions import Role
from recommender.store import Store
from recommender.store.catalogue_now import catalogue_now, find_switches, shipped_catalogue
from recommender.workflows.switch_rule import SwitchRequest, switch_rule
from tests.recommender.store.factories import NOW, viewer

ADMIN = viewer(Role.ADMINISTRATOR)


def request_for_any_rule() -> SwitchRequest:
    position = next(one for one in shipped_catalogue().positions.values() if one.standards)
    return SwitchRequest(
        position_id=position.position_id, rule_id=position.standards[0].rule_id, is_enabled=False,
        reason="Tạm dừng theo văn bản của tỉnh", valid_to=date(2027, 6, 30),
    )  # fmt: skip


def test_a_switched_rule_is_in_the_catalogue_of_the_next_run(sqlite_store: Store) -> None:
    request = request_for_any_rule()
    switch_rule(sqlite_store, ADMIN, request, now=NOW)
    with sqlite_store.reading() as conn:
        catalogue = catalogue_now(conn)
        (switch,) = find_switches(conn)
    rule = catalogue.positions[request.position_id].standards[0]
    assert (rule.is_enabled, rule.valid_to) == (False, date(2027, 6, 30))
    assert catalogue.digest != shipped_catalogue().digest
    switch_rule(sqlite_store, ADMIN, replace(request, is_enabled=True, version=switch.version), now=NOW)
    with pytest.raises(Stale):
        switch_rule(sqlite_store, ADMIN, replace(request, version=switch.version), now=NOW)
    with pytest.raises(Stale):
        switch_rule(sqlite_store, ADMIN, request, now=NOW)


def test_what_is_not_sound_or_not_allowed_is_refused(sqlite_store: Store) -> None:
    request = request_for_any_rule()
    with pytest.raises(NotAllowed):
        switch_rule(sqlite_store, viewer(Role.UNIT_HR, "00001"), request, now=NOW)
    with pytest.raises(NotFound):
        switch_rule(sqlite_store, ADMIN, replace(request, rule_id="x"), now=NOW)
    with pytest.raises(UsageError):
        switch_rule(sqlite_store, ADMIN, replace(request, reason="vì"), now=NOW)
    with pytest.raises(UsageError):
        switch_rule(sqlite_store, ADMIN, replace(request, valid_from=date(2028, 1, 1)), now=NOW)
