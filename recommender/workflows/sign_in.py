"""A session from a login and a password; after five wrong ones the door is shut for a quarter of an hour.

Five from one address; ten times as many from all addresses together, so that nobody shuts others out with five wrong
words, and whoever commands many addresses does not get five guesses at an account from each of them.

The only workflow with more than one transaction: an attempt is counted and kept before the slow check of the password,
so that guesses in parallel count too, and no lock is held while the hash is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

from recommender import passwords
from recommender.errors import SignInRefused
from recommender.permissions import Viewer
from recommender.store.access import accounts, attempts, sessions
from recommender.store.access.attempts import Bound
from recommender.store.access.sessions import Device, SessionStage
from recommender.store.audit import about_account, append_audit
from recommender.store.engine import Store

MOST_FAILURES = 5
MOST_OF_ADDRESS = 60
MOST_OF_ACCOUNT = 50
"""Wrong passwords for one account from all addresses together."""
IPV6_PREFIX = 64
"""Whoever has one address of such a network has them all."""
LONGEST_TEXT = 512
"""Longer logins and passwords are refused before anything is computed."""


@dataclass(frozen=True, kw_only=True)
class SignInRequest:
    """What the sign-in page sends."""

    login: str
    password: str
    device: Device
    earlier_secret: str = ""
    """Session cookie that came with the request; it ends, whoever it belonged to."""


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A new session: its secret for the cookie, and what is still to do."""

    secret: str
    stage: SessionStage
    viewer: Viewer


def sign_in(store: Store, request: SignInRequest, *, now: datetime) -> SignedIn:
    """A session for the right login and password.

    Raises SignInRefused, the same after the same time for an unknown login, a wrong password and a disabled account;
    TooMany after too many failures.
    """
    bounds = _bounds(request)
    with store.writing() as conn:
        attempts.count_attempt(conn, bounds, now=now)
    with store.reading() as conn:
        kept = accounts.sign_in_secrets(conn, request.login[:LONGEST_TEXT])
    is_right = passwords.verify_password(request.password[:LONGEST_TEXT], kept.password_hash if kept else None)
    if kept is None or not is_right or kept.is_disabled or len(request.password) > LONGEST_TEXT:
        _note_refusal(store, kept.user_id if kept else "", now=now)
        raise SignInRefused
    fresh_hash = passwords.hash_password(request.password) if passwords.is_outdated(kept.password_hash or "") else ""
    with store.writing() as conn:
        for bound in bounds[:2]:
            attempts.forget_attempts(conn, bound)
        if fresh_hash:
            accounts.set_password(conn, kept.user_id, fresh_hash, now=now)
        sessions.end_secret(conn, request.earlier_secret)
        secret = sessions.create(conn, kept.user_id, device=request.device, now=now)
        session = sessions.look_up(conn, secret, now=now)
        if session is None:  # disabled between the check and now
            raise SignInRefused
        entry = about_account(kept.user_id, "sign_in", stage=session.stage.value)
        append_audit(conn, store.audit_key, entry, now=now)
    return SignedIn(secret=secret, stage=session.stage, viewer=session.viewer)


def sign_out(store: Store, viewer: Viewer, secret: str, *, now: datetime) -> None:
    """End the session of a secret; a copied cookie is dead with it."""
    with store.writing() as conn:
        sessions.end_secret(conn, secret)
        append_audit(conn, store.audit_key, about_account(viewer.user_id, "sign_out"), now=now)


def _bounds(request: SignInRequest) -> tuple[Bound, Bound, Bound]:
    login, network = accounts.folded_login(request.login[:LONGEST_TEXT]), network_of(request.device.address)
    return (
        Bound(subject=f"password {login} from {network}", most=MOST_FAILURES),
        Bound(subject=f"password {login}", most=MOST_OF_ACCOUNT),
        Bound(subject=f"password from {network}", most=MOST_OF_ADDRESS),
    )


def network_of(address: str) -> str:
    """What attempts are counted for: the address, and of IPv6 the network that one subscriber gets."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ip_network((found.packed, IPV6_PREFIX), strict=False))
    return str(found)


def _note_refusal(store: Store, user_id: str, *, now: datetime) -> None:
    # Never the login itself: people type their password there by mistake.
    with store.writing() as conn:
        entry = about_account(user_id, "sign_in_refused", actor=user_id or "nobody")
        append_audit(conn, store.audit_key, entry, now=now)
