"""A rule switched by an office is followed by the next run, with a reason, once at a time, by whom may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recommender.errors import NotAllowed, NotFound, Stale, UsageError
from recommender.permissions import Role
from recommender.store import Store
from recommender.store.catalogue_now import catalogue_now, find_switches, shipped_catalogue
from recommender.workflows.switch_rule import SwitchRequest, switch_rule, undo_switch
from tests.recommender.store.factories import NOW, viewer

ADMIN = viewer(Role.ADMINISTRATOR)


def request_for_any_rule() -> SwitchRequest:
    position = next(one for one in shipped_catalogue().positions.values() if one.standards)
    return SwitchRequest(
        position_id=position.position_id, rule_id=position.standards[0].rule_id, is_enabled=False,
        reason="Tạm dừng theo văn bản của tỉnh", valid_to=date(2027, 6, 30),
    )  # fmt: skip


def test_a_switched_rule_is_in_the_catalogue_of_the_next_run(country: Store) -> None:
    request = request_for_any_rule()
    switch_rule(country, ADMIN, request, now=NOW)
    with country.reading() as conn:
        catalogue = catalogue_now(conn)
        (switch,) = find_switches(conn)
    rule = catalogue.positions[request.position_id].standards[0]
    assert (rule.is_enabled, rule.valid_to) == (False, date(2027, 6, 30))
    assert catalogue.digest != shipped_catalogue().digest
    switch_rule(country, ADMIN, replace(request, is_enabled=True, version=switch.version), now=NOW)
    with pytest.raises(Stale):
        switch_rule(country, ADMIN, replace(request, version=switch.version), now=NOW)
    with pytest.raises(Stale):
        switch_rule(country, ADMIN, request, now=NOW)


def test_what_is_not_sound_or_not_allowed_is_refused(country: Store) -> None:
    request = request_for_any_rule()
    with pytest.raises(NotAllowed):
        switch_rule(country, viewer(Role.UNIT_HR, "00001"), request, now=NOW)
    with pytest.raises(NotFound):
        switch_rule(country, ADMIN, replace(request, rule_id="x"), now=NOW)
    with pytest.raises(UsageError):
        switch_rule(country, ADMIN, replace(request, reason="vì"), now=NOW)
    with pytest.raises(UsageError):
        switch_rule(country, ADMIN, replace(request, valid_from=date(2028, 1, 1)), now=NOW)


def test_of_two_settings_the_one_of_the_nearer_unit_holds(country: Store) -> None:
    request = request_for_any_rule()
    switch_rule(country, ADMIN, request, now=NOW)
    nearer = replace(request, unit_id="01", is_enabled=True, valid_to=None)
    switch_rule(country, viewer(Role.PROVINCE_HR, "01"), nearer, now=NOW)
    with country.reading() as conn:
        here, below, beside = (
            catalogue_now(conn, unit).positions[request.position_id].standards[0].is_enabled
            for unit in ("01", "00001", "02")
        )
    assert (here, below, beside) == (True, True, False)


def test_a_setting_taken_back_leaves_the_rule_as_set_above_it_or_as_shipped(country: Store) -> None:
    request = request_for_any_rule()
    switch_rule(country, ADMIN, request, now=NOW)
    with pytest.raises(Stale):
        undo_switch(country, ADMIN, "", request.position_id, rule_id=request.rule_id, version=9, now=NOW)
    undo_switch(country, ADMIN, "", request.position_id, rule_id=request.rule_id, version=1, now=NOW)
    with country.reading() as conn:
        assert catalogue_now(conn).digest == shipped_catalogue().digest
        assert find_switches(conn) == ()


def test_a_province_sets_rules_of_its_own_units_only(country: Store) -> None:
    hr, request = viewer(Role.PROVINCE_HR, "01"), request_for_any_rule()
    for unit in ("", "02", "00003"):
        with pytest.raises(NotFound):
            switch_rule(country, hr, replace(request, unit_id=unit), now=NOW)
        with pytest.raises(NotFound):
            undo_switch(country, hr, unit, request.position_id, rule_id=request.rule_id, version=1, now=NOW)
