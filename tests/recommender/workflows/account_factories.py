"""Accounts for tests: an account with a password, roles and, when asked for, an authenticator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pyotp
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from recommender import passwords
from recommender.permissions import Grant, Role, Viewer
from recommender.second_factor import secret_of
from recommender.store import Store
from recommender.store.access import accounts
from recommender.store.access.accounts import NewAccount
from recommender.store.access.sessions import Device
from recommender.workflows.sign_in import SignedIn, SignInRequest, sign_in

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PASSWORD = "sông dài cá lội biệt tăm"
HERE = Device(address="10.0.0.1", user_agent="a test")
ADMIN = Viewer(user_id="the-admin", name="A", grants=(Grant(role=Role.ADMINISTRATOR),))


@cache
def cheap_hasher() -> PasswordHash:
    """Argon2 with the least work, because what is tested is who may come in."""
    return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))


@cache
def kept_hash() -> str:
    return passwords.hash_password(PASSWORD)


def make_account(store: Store, login: str = "binh", *grants: Grant, officer_id: str = "") -> str:
    """The id of an account that signs in with PASSWORD."""
    with store.writing() as conn:
        user_id = accounts.add_account(conn, NewAccount(login=login, name="Bình", officer_id=officer_id), now=NOW)
        accounts.set_password(conn, user_id, kept_hash(), now=NOW)
        for grant in grants:
            accounts.add_grant(conn, user_id, grant, by="test", now=NOW)
    return user_id


def enter(store: Store, login: str = "binh", password: str = PASSWORD, *, now: datetime = NOW, **more: str) -> SignedIn:
    request = SignInRequest(login=login, password=password, device=HERE, **more)
    return sign_in(store, request, now=now)


def code_of(store: Store, user_id: str, *, now: datetime) -> str:
    """What the person's authenticator shows."""
    with store.reading() as conn:
        kept = accounts.sign_in_secrets(conn, user_id, is_id=True)
    assert kept is not None
    assert kept.totp_seed is not None
    return pyotp.TOTP(secret_of(store.audit_key, kept.totp_seed)).at(now)
