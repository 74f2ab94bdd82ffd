"""Accounts of others: who may manage whom, what ends at once, and that the last administrator stays."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import insert

from recommender.errors import Conflict, NotAllowed, NotFound, UsageError
from recommender.permissions import Action, Grant, Role, Viewer
from recommender.store import Store
from recommender.store.access import accounts, sessions, tokens
from recommender.store.access.accounts import NewAccount
from recommender.store.access.tokens import NewToken
from recommender.store.audit import AuditFilter, find_audit
from recommender.store.tables.units import UNIT
from recommender.store.units import rebuild_closure
from recommender.workflows.activate_account import ActivateRequest, activate_account, look_at_link
from recommender.workflows.keep_own_account import make_token
from recommender.workflows.manage_users import (
    COMMAND_LINE,
    NewPlace,
    add_user,
    grant_role,
    make_activation_link,
    move_user,
    reset_second_factor,
    revoke_role,
    set_disabled,
)
from recommender.workflows.sign_in import SignedIn
from tests.recommender.workflows.account_factories import ADMIN, HERE, NOW, PASSWORD, enter, make_account

INSTITUTE = Grant(role=Role.INSTITUTE)


def local_admin(unit_id: str) -> Viewer:
    return Viewer(user_id="local", name="L", grants=(Grant(role=Role.ADMINISTRATOR, unit_id=unit_id),))


@pytest.fixture
def two_units(store: Store) -> Store:
    """A store with provinces 01 and 79 and the commune 79001."""
    parents = (("01", "province", None), ("79", "province", None), ("79001", "commune", "79"))
    with store.writing() as conn:
        for unit_id, kind, parent_id in parents:
            conn.execute(
                insert(UNIT).values(
                    unit_id=unit_id, parent_id=parent_id, province_id=unit_id[:2], name=unit_id, name_sort=b"",
                    name_search=unit_id, kind=kind, is_active=True, changed_at=NOW,
                )
            )  # fmt: skip
        rebuild_closure(conn)
    return store


def add(store: Store, login: str = "binh", *grants: Grant, unit_id: str = "", viewer: Viewer = ADMIN) -> str:
    return add_user(
        store, viewer, NewAccount(login=login, name="Bình", unit_id=unit_id), grants=grants, now=NOW
    ).user_id


def activated(store: Store, secret: str, password: str = PASSWORD) -> SignedIn:
    done = activate_account(store, ActivateRequest(link_secret=secret, password=password, device=HERE), now=NOW)
    return SignedIn(secret=done.secret, stage=done.stage, viewer=done.viewer)


def test_a_new_account_has_no_password_until_its_link_is_used(store: Store) -> None:
    made = add_user(store, ADMIN, NewAccount(login="binh", name="Bình"), grants=(INSTITUTE,), now=NOW)
    with store.reading() as conn:
        account = accounts.get_account(conn, made.user_id)
    assert account is not None
    assert not account.has_password
    assert activated(store, made.link_secret).viewer.may(Action.SEE_DEMAND)
    assert enter(store).secret


def test_a_link_works_once(store: Store) -> None:
    made = add_user(store, ADMIN, NewAccount(login="binh", name="Bình"), now=NOW)
    activated(store, made.link_secret)
    with pytest.raises(NotFound):
        activated(store, made.link_secret)


def test_a_link_ends_after_72_hours(sqlite_store: Store) -> None:
    made = add_user(sqlite_store, ADMIN, NewAccount(login="binh", name="Bình"), now=NOW)
    assert look_at_link(sqlite_store, made.link_secret, now=NOW + timedelta(hours=71)).login == "binh"
    with pytest.raises(NotFound):
        look_at_link(sqlite_store, made.link_secret, now=NOW + timedelta(hours=72))


def test_a_weak_password_does_not_use_the_link_up(sqlite_store: Store) -> None:
    made = add_user(sqlite_store, ADMIN, NewAccount(login="binh", name="Bình"), now=NOW)
    with pytest.raises(UsageError):
        activated(sqlite_store, made.link_secret, "matkhau123456")
    assert activated(sqlite_store, made.link_secret).secret


def test_a_fresh_link_stops_the_earlier_one_and_ends_sessions_when_used(store: Store) -> None:
    first = add_user(store, ADMIN, NewAccount(login="binh", name="Bình"), now=NOW)
    old = activated(store, first.link_secret)
    second = make_activation_link(store, ADMIN, first.user_id, now=NOW)
    third = make_activation_link(store, ADMIN, first.user_id, now=NOW)
    with pytest.raises(NotFound):
        look_at_link(store, second.link_secret, now=NOW)
    activated(store, third.link_secret, "một phần mềm rất khó đoán ra")
    with store.reading() as conn:
        assert sessions.look_up(conn, old.secret, now=NOW) is None


def test_disabling_ends_sessions_and_tokens_at_once(store: Store) -> None:
    user_id = make_account(store, "binh", INSTITUTE)
    signed_in = enter(store)
    new = NewToken(label="feed", actions=frozenset({Action.SEE_DEMAND}), expires_at=NOW + timedelta(days=30))
    token = make_token(store, signed_in.viewer, new, now=NOW)
    set_disabled(store, ADMIN, user_id, is_disabled=True, now=NOW)
    with store.reading() as conn:
        assert sessions.look_up(conn, signed_in.secret, now=NOW) is None
        assert tokens.look_up(conn, token.secret, now=NOW) is None


def test_enabling_again_brings_no_session_back(sqlite_store: Store) -> None:
    user_id = make_account(sqlite_store)
    secret = enter(sqlite_store).secret
    set_disabled(sqlite_store, ADMIN, user_id, is_disabled=True, now=NOW)
    set_disabled(sqlite_store, ADMIN, user_id, is_disabled=False, now=NOW)
    with sqlite_store.reading() as conn:
        assert sessions.look_up(conn, secret, now=NOW) is None
    assert enter(sqlite_store).secret


def test_a_changed_role_ends_the_sessions_that_had_the_old_ones(store: Store) -> None:
    user_id = make_account(store, "binh", INSTITUTE)
    secret = enter(store).secret
    grant_role(store, ADMIN, user_id, Grant(role=Role.FAIRNESS_AUDITOR), now=NOW)
    with store.reading() as conn:
        assert sessions.look_up(conn, secret, now=NOW) is None
    secret = enter(store).secret
    revoke_role(store, ADMIN, user_id, INSTITUTE, now=NOW)
    with store.reading() as conn:
        assert sessions.look_up(conn, secret, now=NOW) is None


def test_nobody_gives_himself_a_role(store: Store) -> None:
    with store.writing() as conn:
        user_id = accounts.add_account(conn, NewAccount(login="admin", name="A"), now=NOW)
        accounts.add_grant(conn, user_id, Grant(role=Role.ADMINISTRATOR), by="test", now=NOW)
        account = accounts.get_account(conn, user_id)
    assert account is not None
    with pytest.raises(NotAllowed):
        grant_role(store, account.viewer(), user_id, Grant(role=Role.PROVINCE_HR), now=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_add_users(sqlite_store: Store, role: Role) -> None:
    somebody = Viewer(user_id="u", name="U", grants=(Grant(role=role),), officer_id="p")
    with pytest.raises(NotAllowed):
        add(sqlite_store, viewer=somebody)
    with sqlite_store.reading() as conn:
        assert accounts.find_account(conn, "binh") is None


def test_an_administrator_of_a_province_manages_its_accounts_only(two_units: Store) -> None:
    of_79 = add(two_units, "commune", Grant(role=Role.UNIT_HR, unit_id="79001"), unit_id="79001")
    make_activation_link(two_units, local_admin("79"), of_79, now=NOW)
    with pytest.raises(NotFound):
        make_activation_link(two_units, local_admin("01"), of_79, now=NOW)
    with two_units.reading() as conn:
        listed = [accounts.list_accounts(conn, local_admin(unit)).rows for unit in ("79", "01")]
    assert [[row.login for row in rows] for rows in listed] == [["commune"], []]


def test_an_administrator_of_a_province_gives_no_role_beyond_it(two_units: Store) -> None:
    user_id = add(two_units, "commune", unit_id="79001")
    for unit_id in ("", "01"):
        with pytest.raises(NotAllowed):
            grant_role(two_units, local_admin("79"), user_id, Grant(role=Role.UNIT_HR, unit_id=unit_id), now=NOW)
        foreign = Grant(role=Role.UNIT_HR, unit_id=unit_id)
        with pytest.raises(NotAllowed):
            add(two_units, f"new{unit_id}", foreign, unit_id="79", viewer=local_admin("79"))
    grant_role(two_units, local_admin("79"), user_id, Grant(role=Role.UNIT_HR, unit_id="79001"), now=NOW)


def test_an_account_with_a_role_elsewhere_is_out_of_reach_of_a_province(two_units: Store) -> None:
    """Else a province's administrator could take over an account of the whole country by a link."""
    user_id = add(two_units, "minister", Grant(role=Role.PROVINCE_HR), unit_id="79001")
    for act in (make_activation_link, reset_second_factor):
        with pytest.raises(NotFound):
            act(two_units, local_admin("79"), user_id, now=NOW)


def test_the_last_administrator_stays(store: Store) -> None:
    user_id = add(store, "admin", Grant(role=Role.ADMINISTRATOR))
    with pytest.raises(Conflict):
        set_disabled(store, COMMAND_LINE, user_id, is_disabled=True, now=NOW)
    with pytest.raises(Conflict):
        revoke_role(store, COMMAND_LINE, user_id, Grant(role=Role.ADMINISTRATOR), now=NOW)
    add(store, "second", Grant(role=Role.ADMINISTRATOR))
    set_disabled(store, COMMAND_LINE, user_id, is_disabled=True, now=NOW)


COMMUNE_HR = Grant(role=Role.UNIT_HR, unit_id="79001")
TO_PROVINCE = NewPlace(unit_id="79", roles=(Role.PROVINCE_HR,))


def test_who_moves_has_the_new_role_in_the_new_unit_and_nothing_of_the_old(two_units: Store) -> None:
    user_id = add(two_units, "binh", COMMUNE_HR, Grant(role=Role.INSTITUTE, unit_id="79"), unit_id="79001")
    assert move_user(two_units, local_admin("79"), user_id, TO_PROVINCE, now=NOW)
    with two_units.reading() as conn:
        account = accounts.get_account(conn, user_id)
        (row, *_) = find_audit(conn, ADMIN, AuditFilter(action="move_user")).rows
    assert account is not None
    assert (account.unit_id, account.grants) == ("79", (Grant(role=Role.PROVINCE_HR, unit_id="79"),))
    assert (row.actor, row.subject_id) == ("local", user_id)
    assert json.loads(row.detail) == {
        "before": ["institute 79", "unit_hr 79001"],
        "roles": ["province_hr 79"],
        "unit": "79",
        "unit_before": "79001",
    }


def test_sessions_tokens_and_links_of_who_moves_end_at_once(two_units: Store) -> None:
    user_id = make_account(two_units, "binh", INSTITUTE)
    signed_in = enter(two_units)
    new = NewToken(label="feed", actions=frozenset({Action.SEE_DEMAND}), expires_at=NOW + timedelta(days=30))
    token = make_token(two_units, signed_in.viewer, new, now=NOW)
    link = make_activation_link(two_units, ADMIN, user_id, now=NOW).link_secret
    move_user(two_units, ADMIN, user_id, NewPlace(unit_id="79", roles=(Role.INSTITUTE,)), now=NOW)
    with two_units.reading() as conn:
        assert sessions.look_up(conn, signed_in.secret, now=NOW) is None
        assert tokens.look_up(conn, token.secret, now=NOW) is None
    with pytest.raises(NotFound):
        look_at_link(two_units, link, now=NOW)


def test_a_move_to_where_the_account_is_changes_nothing(two_units: Store) -> None:
    user_id = add(two_units, "binh", COMMUNE_HR, unit_id="79001")
    link = make_activation_link(two_units, ADMIN, user_id, now=NOW).link_secret
    assert not move_user(two_units, ADMIN, user_id, NewPlace(unit_id="79001", roles=(Role.UNIT_HR,)), now=NOW)
    assert look_at_link(two_units, link, now=NOW).login == "binh"
    with two_units.reading() as conn:
        assert not find_audit(conn, ADMIN, AuditFilter(action="move_user")).rows


@pytest.mark.parametrize("unit_id", ["", "01", "no such"])
def test_an_administrator_of_a_province_moves_nobody_out_of_it(two_units: Store, unit_id: str) -> None:
    user_id = add(two_units, "binh", COMMUNE_HR, unit_id="79001")
    with pytest.raises(NotFound):
        move_user(two_units, local_admin("79"), user_id, NewPlace(unit_id=unit_id, roles=()), now=NOW)
    with two_units.reading() as conn:
        account = accounts.get_account(conn, user_id)
    assert account is not None
    assert (account.unit_id, account.grants) == ("79001", (COMMUNE_HR,))


def test_an_administrator_of_a_province_moves_no_account_of_another(two_units: Store) -> None:
    user_id = add(two_units, "binh", COMMUNE_HR, unit_id="79001")
    for viewer in (local_admin("01"), Viewer(user_id="hr", name="H", grants=(Grant(role=Role.PROVINCE_HR),))):
        with pytest.raises(NotFound):
            move_user(two_units, viewer, user_id, NewPlace(unit_id="01", roles=()), now=NOW)


def test_the_role_of_a_province_is_given_in_no_commune(two_units: Store) -> None:
    """Else the administrator of a commune would give the rights to publish and to erase, which it has not to give."""
    user_id = add(two_units, "binh", COMMUNE_HR, unit_id="79001")
    raised = Grant(role=Role.PROVINCE_HR, unit_id="79001")
    with pytest.raises(Conflict):
        move_user(two_units, ADMIN, user_id, NewPlace(unit_id="79001", roles=(Role.PROVINCE_HR,)), now=NOW)
    with pytest.raises(Conflict):
        grant_role(two_units, local_admin("79001"), user_id, raised, now=NOW)
    with pytest.raises(Conflict):
        add(two_units, "other", raised, unit_id="79001")


def test_nobody_moves_himself_and_the_last_administrator_stays_one(two_units: Store) -> None:
    user_id = add(two_units, "admin", Grant(role=Role.ADMINISTRATOR))
    own = Viewer(user_id=user_id, name="A", grants=(Grant(role=Role.ADMINISTRATOR),))
    demoted = NewPlace(unit_id="79", roles=(Role.ADMINISTRATOR,))
    with pytest.raises(NotAllowed):
        move_user(two_units, own, user_id, demoted, now=NOW)
    with pytest.raises(Conflict):
        move_user(two_units, COMMAND_LINE, user_id, demoted, now=NOW)
    add(two_units, "second", Grant(role=Role.ADMINISTRATOR))
    assert move_user(two_units, COMMAND_LINE, user_id, demoted, now=NOW)


@pytest.mark.parametrize(("unit_id", "role"), [("ended", Role.UNIT_HR), ("79", Role.OFFICER)])
def test_a_move_to_a_unit_that_ended_and_to_a_role_without_its_person_is_refused(
    two_units: Store, unit_id: str, role: Role
) -> None:
    with two_units.writing() as conn:
        conn.execute(insert(UNIT).values(
            unit_id="ended", parent_id="79", province_id="79", name="x", name_sort=b"", name_search="x",
            kind="commune", is_active=False, changed_at=NOW,
        ))  # fmt: skip
        rebuild_closure(conn)
    user_id = add(two_units, "binh", COMMUNE_HR, unit_id="79001")
    with pytest.raises(Conflict):
        move_user(two_units, ADMIN, user_id, NewPlace(unit_id=unit_id, roles=(role,)), now=NOW)


def test_a_login_and_a_person_have_one_account(store: Store) -> None:
    add_user(store, ADMIN, NewAccount(login="binh", name="Bình", officer_id="p1"), now=NOW)
    for login, officer_id in (("BINH", "p2"), ("other", "p1")):
        with pytest.raises(Conflict):
            add_user(store, ADMIN, NewAccount(login=login, name="B", officer_id=officer_id), now=NOW)


def test_the_officer_role_needs_a_person(sqlite_store: Store) -> None:
    with pytest.raises(UsageError):
        grant_role(sqlite_store, ADMIN, add(sqlite_store), Grant(role=Role.OFFICER), now=NOW)


@pytest.mark.parametrize("login", ["a", "two words", "tab\there", "x" * 255, "  "])
def test_a_login_is_one_word(sqlite_store: Store, login: str) -> None:
    with pytest.raises(UsageError):
        add(sqlite_store, login)
