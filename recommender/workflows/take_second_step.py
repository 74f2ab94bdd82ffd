"""A whole session from one that waits for its second step: enrol an authenticator, or give a code."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from recommender import second_factor
from recommender.errors import Conflict, NotSignedIn, SignInRefused
from recommender.store.access import accounts, attempts, second_factors, sessions
from recommender.store.access.accounts import SignInSecrets
from recommender.store.access.attempts import Bound
from recommender.store.access.sessions import SessionStage, SessionView
from recommender.store.audit import about_account, append_audit
from recommender.store.engine import Store

MOST_FAILURES = 5


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """What an authenticator needs; shown once."""

    secret: str
    uri: str
    """For the QR code."""


@dataclass(frozen=True, kw_only=True)
class SecondStep:
    """A whole session; recovery codes when the authenticator is new."""

    secret: str
    recovery_codes: tuple[str, ...] = ()


def begin_enrolment(store: Store, session_secret: str, *, now: datetime) -> Enrolment:
    """A new seed for an account without an authenticator. Raises NotSignedIn, or Conflict when there is one already."""
    with store.writing() as conn:
        session = sessions.look_up(conn, session_secret, now=now)
        kept = accounts.sign_in_secrets(conn, session.viewer.user_id, is_id=True) if session else None
        account = accounts.get_account(conn, kept.user_id) if kept else None
        if session is None or kept is None or account is None:
            raise NotSignedIn
        if kept.is_totp_confirmed:
            raise Conflict("Tài khoản đã có ứng dụng xác thực.", "The account has an authenticator already.")
        seed = kept.totp_seed or secrets.token_bytes(second_factor.SEED_BYTES)
        second_factors.set_seed(conn, kept.user_id, seed)
    return Enrolment(
        secret=second_factor.secret_of(store.audit_key, seed),
        uri=second_factor.provisioning_uri(store.audit_key, seed, login=account.login),
    )


def confirm_enrolment(store: Store, session_secret: str, code: str, *, now: datetime) -> SecondStep:
    """The authenticator counts from its first right code on. Raises SignInRefused for a wrong one, TooMany."""
    session, kept = _waiting(store, session_secret, now=now)
    step = _step(store, kept, code, now=now)
    if kept.is_totp_confirmed or step is None:
        raise SignInRefused
    codes = second_factor.new_recovery_codes(secrets.token_bytes)
    with store.writing() as conn:
        if not second_factors.use_step(conn, kept.user_id, step):
            raise SignInRefused
        digests = [second_factor.recovery_digest(kept.user_id, one) for one in codes]
        second_factors.confirm(conn, kept.user_id, digests)
        attempts.forget_attempts(conn, _bound(kept.user_id))
        secret = sessions.rotate(conn, session.session_id, is_second_factor_done=True, now=now)
        sessions.end_all(conn, kept.user_id, but=session.session_id)
        append_audit(conn, store.audit_key, about_account(kept.user_id, "enrol_second_factor"), now=now)
    return SecondStep(secret=secret, recovery_codes=codes)


def give_code(store: Store, session_secret: str, code: str, *, now: datetime) -> SecondStep:
    """A whole session for a code of the authenticator, or a recovery code; each works once.

    Raises SignInRefused for a wrong or used code, TooMany after five, NotSignedIn without a waiting session.
    """
    session, kept = _waiting(store, session_secret, now=now)
    if session.stage is not SessionStage.NEEDS_CODE:
        raise Conflict("Phiên này không chờ mã xác thực.", "This session does not wait for a code.")
    step = _step(store, kept, code, now=now)
    with store.writing() as conn:
        if step is not None:
            is_right = second_factors.use_step(conn, kept.user_id, step)
        else:
            digest = second_factor.recovery_digest(kept.user_id, code)
            is_right = second_factors.use_code(conn, kept.user_id, digest, now=now)
        if is_right:
            attempts.forget_attempts(conn, _bound(kept.user_id))
            secret = sessions.rotate(conn, session.session_id, is_second_factor_done=True, now=now)
        action = "second_step" if step is not None else "use_recovery_code"
        entry = about_account(kept.user_id, action if is_right else "second_step_refused")
        append_audit(conn, store.audit_key, entry, now=now)
    if not is_right:
        raise SignInRefused
    return SecondStep(secret=secret)


def _waiting(store: Store, session_secret: str, *, now: datetime) -> tuple[SessionView, SignInSecrets]:
    """The session and what its code is checked against; the try is counted and kept whatever comes after."""
    with store.writing() as conn:
        session = sessions.look_up(conn, session_secret, now=now)
        kept = accounts.sign_in_secrets(conn, session.viewer.user_id, is_id=True) if session else None
        if session is None or kept is None:
            raise NotSignedIn
        attempts.count_attempt(conn, [_bound(kept.user_id)], now=now)
    return session, kept


def _step(store: Store, kept: SignInSecrets, code: str, *, now: datetime) -> int | None:
    if kept.totp_seed is None or len(code) > 64:
        return None
    return second_factor.matching_step(store.audit_key, kept.totp_seed, code, now=now, after=kept.last_totp_step)


def _bound(user_id: str) -> Bound:
    return Bound(subject=f"code of {user_id}", most=MOST_FAILURES)
