"""What people do with their own account: another password, language, the notice, sessions, API tokens."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from recommender import passwords, second_factor
from recommender.errors import Conflict, NotAllowed, NotFound, SignInRefused, UsageError
from recommender.permissions import Action, Viewer
from recommender.store.access import accounts, attempts, notices, second_factors, sessions, tokens
from recommender.store.access.attempts import Bound
from recommender.store.access.tokens import MadeToken, NewToken
from recommender.store.audit import about_account, append_audit
from recommender.store.engine import Store

MOST_FAILURES = 5
NOTICE_EDITION = "2026-11-22 kept"
"""Which text of the notice about personal data is shown now: change it when its meaning changes; all read it again."""
LONGEST_TOKEN_LIFE = timedelta(days=366)
LONGEST_LABEL = 100
FOR_MACHINES: frozenset[Action] = frozenset({
    Action.SEE_PEOPLE, Action.IMPORT, Action.SCREEN, Action.ADD_EVIDENCE, Action.SEE_TOTALS, Action.SEE_DEMAND,
    Action.EDIT_COURSES, Action.RECORD_RESULTS, Action.SEE_BALANCE, Action.SEE_JOBS,
})  # fmt: skip
"""What a token can carry. Decisions, publishing, erasing and accounts stay with a person who is signed in."""


def change_password(store: Store, viewer: Viewer, *, old: str, new: str, session_id: str, now: datetime) -> None:
    """Keep another password and end the other sessions. Raises SignInRefused, UsageError, TooMany."""
    bound = Bound(subject=f"old password of {viewer.user_id}", most=MOST_FAILURES)
    with store.writing() as conn:
        attempts.count_attempt(conn, [bound], now=now)
        kept = accounts.sign_in_secrets(conn, viewer.user_id, is_id=True)
        account = accounts.get_account(conn, viewer.user_id)
    if kept is None or account is None or not passwords.verify_password(old[:512], kept.password_hash):
        raise SignInRefused
    passwords.refuse_weak(new, words=(account.login, account.name))
    fresh = passwords.hash_password(new)
    with store.writing() as conn:
        accounts.set_password(conn, viewer.user_id, fresh, now=now)
        sessions.end_all(conn, viewer.user_id, but=session_id)
        attempts.forget_attempts(conn, bound)
        append_audit(conn, store.audit_key, about_account(viewer.user_id, "change_password"), now=now)


def change_language(store: Store, viewer: Viewer, language: str) -> None:
    """Keep the language of the pages."""
    if language not in {"vi", "en"}:
        raise UsageError("Ngôn ngữ phải là vi hoặc en.", "The language must be vi or en.")
    with store.writing() as conn:
        accounts.set_language(conn, viewer.user_id, language)


def read_notice(store: Store, viewer: Viewer, *, now: datetime) -> None:
    """Keep that the account has read the notice about personal data; the first time stays."""
    with store.writing() as conn:
        if notices.put_reading(conn, viewer.user_id, NOTICE_EDITION, now=now):
            entry = about_account(viewer.user_id, "read_notice", edition=NOTICE_EDITION)
            append_audit(conn, store.audit_key, entry, now=now)


def end_session(store: Store, viewer: Viewer, session_id: str, *, now: datetime) -> None:
    """End one of one's own sessions. Raises NotFound for one that is not."""
    with store.writing() as conn:
        if not sessions.end(conn, viewer.user_id, session_id):
            raise NotFound
        append_audit(conn, store.audit_key, about_account(viewer.user_id, "end_session"), now=now)


def end_other_sessions(store: Store, viewer: Viewer, *, session_id: str, now: datetime) -> int:
    """End all one's sessions but this one; how many."""
    with store.writing() as conn:
        count = sessions.end_all(conn, viewer.user_id, but=session_id)
        append_audit(conn, store.audit_key, about_account(viewer.user_id, "end_sessions", count=count), now=now)
    return count


def renew_recovery_codes(store: Store, viewer: Viewer, *, now: datetime) -> tuple[str, ...]:
    """Other recovery codes, shown once. Raises Conflict without an authenticator."""
    codes = second_factor.new_recovery_codes(secrets.token_bytes)
    with store.writing() as conn:
        account = accounts.get_account(conn, viewer.user_id)
        if account is None or not account.has_second_factor:
            raise Conflict("Tài khoản chưa có ứng dụng xác thực.", "The account has no authenticator yet.")
        digests = [second_factor.recovery_digest(viewer.user_id, code) for code in codes]
        second_factors.replace_codes(conn, viewer.user_id, digests)
        append_audit(conn, store.audit_key, about_account(viewer.user_id, "renew_recovery_codes"), now=now)
    return codes


def make_token(store: Store, viewer: Viewer, new: NewToken, *, now: datetime) -> MadeToken:
    """A token with no more than the viewer may do, for at most a year; its secret is shown this once.

    Raises NotAllowed for an action the viewer may not do, or not for machines; UsageError for a bad label or day.
    """
    viewer.require(Action.MANAGE_TOKENS)
    if not new.actions or not new.actions <= FOR_MACHINES or not all(viewer.may(action) for action in new.actions):
        raise NotAllowed
    if not 0 < len(new.label.strip()) <= LONGEST_LABEL or not now < new.expires_at <= now + LONGEST_TOKEN_LIFE:
        raise UsageError(
            "Mã truy cập cần tên và hạn dùng không quá một năm.", "A token needs a name and at most a year to live."
        )
    with store.writing() as conn:
        made = tokens.create(conn, viewer.user_id, new, now=now)
        entry = about_account(viewer.user_id, "make_token", token=made.token_id, actions=sorted(new.actions))
        append_audit(conn, store.audit_key, entry, now=now)
    return made


def end_token(store: Store, viewer: Viewer, token_id: str, *, now: datetime) -> None:
    """End one of one's own tokens at once. Raises NotFound for one that is not."""
    with store.writing() as conn:
        if not tokens.end(conn, viewer.user_id, token_id, now=now):
            raise NotFound
        append_audit(conn, store.audit_key, about_account(viewer.user_id, "end_token", token=token_id), now=now)
