"""Accounts from the command line: the identity that opens one is linked, moved nowhere else, and taken away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import cli
from api.key_files import AUDIT_KEY, make_key
from recommender.errors import Conflict, UsageError
from recommender.permissions import Grant, Role
from recommender.store import Store, open_store
from recommender.store.access import accounts, identities
from recommender.store.access.accounts import NewAccount
from recommender.store.migrate import migrate
from recommender.store.units import put_units
from tests.recommender.store.factories import UNITS, officer_id, put_world

ISSUER = "https://dang-nhap.example.vn"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store with two accounts, in the folder that the commands use."""
    monkeypatch.setenv("NANGLUC_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("NANGLUC_OIDC_ISSUER", ISSUER)
    make_key(tmp_path / "keys" / AUDIT_KEY)
    made = open_store(f"sqlite:///{tmp_path}/nangluc.db", create=True)
    migrate(made)
    with made.writing() as conn:
        for login in ("binh", "lan"):
            accounts.add_account(conn, NewAccount(login=login, name=login), now=datetime(2026, 11, 22, tzinfo=UTC))
    return made


def link(login: str, subject: str) -> None:
    arguments = ["--quiet", "user", "link-identity", login, "--subject", subject]
    CliRunner().invoke(cli, arguments, catch_exceptions=False, standalone_mode=False)


def subject_of(store: Store, login: str) -> str:
    with store.reading() as conn:
        account = accounts.find_account(conn, login)
        found = identities.identity_of(conn, account.user_id, ISSUER) if account else None
    return found.subject if found else ""


def test_an_identity_is_linked_changed_and_taken_away(store: Store) -> None:
    for subject in ("one", "two", ""):
        link("binh", subject)
        assert subject_of(store, "binh") == subject


def test_an_identity_opens_one_account_only(store: Store) -> None:
    link("binh", "one")
    with pytest.raises(Conflict):
        link("lan", "one")
    assert subject_of(store, "lan") == ""


def test_without_a_provider_there_is_nothing_to_link(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NANGLUC_OIDC_ISSUER")
    with pytest.raises(UsageError, match="OIDC_ISSUER"):
        link("binh", "one")


def unit_given(store: Store, unit: str) -> str:
    """The unit of the role of an account made for a unit named so."""
    with store.writing() as conn:
        put_units(conn, UNITS, now=datetime(2026, 11, 22, tzinfo=UTC))
    arguments = ["--quiet", "user", "add", "hoa", "--name", "Hoa", "--role", "unit_hr", "--unit", unit]
    CliRunner().invoke(cli, arguments, catch_exceptions=False, standalone_mode=False)
    with store.reading() as conn:
        account = accounts.find_account(conn, "hoa")
    assert account is not None
    (grant,) = account.grants
    assert grant.unit_id == account.unit_id
    return grant.unit_id


@pytest.mark.parametrize("named", ["00001", "Xã Ân Thi", "xa an thi"])
def test_an_account_is_made_for_a_unit_by_its_id_or_its_name(store: Store, named: str) -> None:
    assert unit_given(store, named) == "00001"


@pytest.mark.parametrize(("named", "told"), [("Xã Không Có", "Xã Không Có"), ("Tỉnh", "01 Tỉnh Á Đông")])
def test_an_account_for_no_unit_or_for_several_is_refused(store: Store, named: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        unit_given(store, named)
    with store.reading() as conn:
        assert accounts.find_account(conn, "hoa") is None


def move(*arguments: str) -> str:
    done = CliRunner().invoke(
        cli, ["--lang", "en", "user", "move", *arguments], catch_exceptions=False, standalone_mode=False
    )
    return done.stderr


def test_an_account_is_moved_with_its_roles_or_with_others(store: Store) -> None:
    with store.writing() as conn:
        put_units(conn, UNITS, now=datetime(2026, 11, 22, tzinfo=UTC))
        account = accounts.find_account(conn, "binh")
        assert account is not None
        accounts.add_grant(
            conn, account.user_id, Grant(role=Role.UNIT_HR), by="test", now=datetime(2026, 11, 22, tzinfo=UTC)
        )

    def held() -> tuple[str, tuple[Grant, ...]]:
        with store.reading() as conn:
            found = accounts.find_account(conn, "binh")
        assert found is not None
        return found.unit_id, found.grants

    assert "Moved binh" in move("binh", "--unit", "00001")
    assert held() == ("00001", (Grant(role=Role.UNIT_HR, unit_id="00001"),))
    assert "is as it was" in move("binh", "--unit", "00001")
    move("binh", "--unit", "01", "--role", "province_hr", "--role", "decision_maker")
    assert held() == ("01", tuple(Grant(role=role, unit_id="01") for role in (Role.DECISION_MAKER, Role.PROVINCE_HR)))
    move("binh", "--unit", "VN")
    assert held()[0] == ""
    with pytest.raises(UsageError):
        move("binh", "--unit", "nowhere")


def test_an_account_is_made_for_an_officer_by_the_code_of_the_office_and_for_nobody_unknown(store: Store) -> None:
    put_world(store)

    def add(login: str, officer: str, *more: str) -> None:
        about = ["--quiet", "user", "add", login, "--name", "Đặng Thị Ánh", "--role", "officer", "--officer", officer]
        CliRunner().invoke(cli, [*about, *more], catch_exceptions=False, standalone_mode=False)

    add("anh.dt", "CB02", "--unit", "00001")
    add("duc.p", officer_id("CB05"))
    for login, whose in (("anh.dt", "CB02"), ("duc.p", "CB05")):
        with store.reading() as conn:
            found = accounts.find_account(conn, login)
        assert found is not None
        assert found.officer_id == officer_id(whose)
    for officer, more in (("KHONGCO123", ()), ("CB08", ("--unit", "00001"))):
        with pytest.raises(UsageError):
            add("nobody", officer, *more)
    with store.reading() as conn:
        assert accounts.find_account(conn, "nobody") is None
