"""A unit goes back to an earlier version of its catalogue: as a new version, audited, without touching others' part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from recommender.errors import Conflict, NotAllowed, NotFound
from recommender.permissions import Role
from recommender.store import Store
from recommender.store.audit import AuditFilter, find_audit
from recommender.store.catalogue_now import catalogue_now, shipped_catalogue
from recommender.store.catalogue_versions import CatalogueVersion, catalogue_at, state_at, versions_of
from recommender.workflows.keep_positions import retire
from recommender.workflows.restore_catalogue import RestoreRequest, restore_catalogue
from recommender.workflows.switch_rule import SwitchRequest, switch_rule
from tests.recommender.store.factories import NOW, viewer
from tests.recommender.workflows.test_keep_positions import ADMIN, SHIPPED, taken

HR = viewer(Role.PROVINCE_HR, "01")
RULE = SwitchRequest(
    position_id="II.04", rule_id="degree", is_enabled=False, reason="Theo văn bản của tỉnh", unit_id="01",
    valid_to=date(2027, 6, 30),
)  # fmt: skip
LATER = NOW + timedelta(hours=1)


def versions(store: Store, unit_id: str = "01") -> tuple[CatalogueVersion, ...]:
    with store.reading() as conn:
        return versions_of(conn, unit_id)


def digest(store: Store, unit_id: str = "01") -> str:
    with store.reading() as conn:
        return catalogue_now(conn, unit_id).digest


def go_back(store: Store, number: int, *, unit_id: str = "01") -> int:
    request = RestoreRequest(unit_id=unit_id, version=number, last=versions(store, unit_id)[0].number)
    return restore_catalogue(store, HR, request, now=LATER)


def changed(store: Store, folder: Path) -> list[str]:
    """Three changes of a unit, and the digest before and after each."""
    digests = [digest(store)]
    own = taken(store, folder, SHIPPED)
    digests.append(digest(store))
    switch_rule(store, ADMIN, RULE, now=NOW)
    digests.append(digest(store))
    retire(store, ADMIN, own.own_id, version=own.version, now=NOW)
    return [*digests, digest(store)]


def test_each_change_is_a_version_with_who_when_and_what(country: Store, tmp_path: Path) -> None:
    changed(country, tmp_path)
    third, second, first, start = versions(country)
    assert [one.action for one in (first, second, third)] == ["take_over_position", "switch_rule", "retire_position"]
    assert (second.position_id, second.rule_id, second.is_enabled, second.at) == ("II.04", "degree", False, NOW)
    assert (start.number, start.at) == (0, None)
    assert versions(country, "02") == (start,)


def test_every_version_can_be_said_again_exactly(country: Store, tmp_path: Path) -> None:
    digests = changed(country, tmp_path)
    with country.reading() as conn:
        said = [catalogue_at(conn, "01", state_at(conn, "01", one.number)).digest for one in versions_of(conn, "01")]
    assert said == digests[::-1]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_going_back_puts_descriptions_and_standards_as_they_were(country: Store, tmp_path: Path, place: int) -> None:
    digests = changed(country, tmp_path)
    number = versions(country)[::-1][place].number
    assert go_back(country, number) >= 1
    assert digest(country) == digests[place]
    newest = versions(country)[0]
    assert (newest.action, newest.restores, newest.at) == ("restore_catalogue", number, LATER)


def test_going_back_is_itself_gone_back_from(country: Store, tmp_path: Path) -> None:
    digests = changed(country, tmp_path)
    last = versions(country)[0].number
    go_back(country, 0)
    assert digest(country) == shipped_catalogue().digest
    go_back(country, last)
    assert digest(country) == digests[-1]


def test_going_back_is_audited_change_by_change(country: Store, tmp_path: Path) -> None:
    changed(country, tmp_path)
    go_back(country, versions(country)[2].number)
    with country.reading() as conn:
        rows = find_audit(conn, ADMIN, AuditFilter(since=LATER)).rows
    assert {row.action for row in rows} == {"put_back_position", "end_switch", "restore_catalogue"}
    assert {row.unit_id for row in rows} == {"01"}


def test_what_a_unit_above_set_stays_as_it_is(country: Store, tmp_path: Path) -> None:
    switch_rule(country, ADMIN, replace(RULE, unit_id="", rule_id="major"), now=NOW)
    before = digest(country)
    taken(country, tmp_path, SHIPPED)
    go_back(country, 0)
    assert digest(country) == before


def test_a_version_that_stands_already_or_that_was_overtaken_is_refused(country: Store, tmp_path: Path) -> None:
    changed(country, tmp_path)
    newest = versions(country)[0].number
    with pytest.raises(Conflict):
        go_back(country, newest)
    with pytest.raises(Conflict):
        restore_catalogue(country, HR, RestoreRequest(unit_id="01", version=0, last=newest - 1), now=LATER)


def test_only_versions_and_units_of_ones_own_can_be_gone_back_to(country: Store, tmp_path: Path) -> None:
    changed(country, tmp_path)
    with pytest.raises(NotFound):
        go_back(country, versions(country)[0].number + 1)
    for who, error in (
        (viewer(Role.PROVINCE_HR, "02"), (NotFound, NotAllowed)),
        (viewer(Role.UNIT_HR, "00001"), NotAllowed),
    ):
        with pytest.raises(error):
            restore_catalogue(country, who, RestoreRequest(unit_id="01", version=0, last=0), now=LATER)
