"""Identities at an OpenID provider linked to accounts, by administrators only; no account is ever made from one."""

from __future__ import annotations

from datetime import datetime

from recommender.errors import Conflict, NotAllowed, NotFound, UsageError
from recommender.permissions import Viewer
from recommender.store import Connection
from recommender.store.access import accounts, identities, sessions
from recommender.store.audit import about_account, append_audit
from recommender.store.engine import Store, lock

LONGEST_SUBJECT = 255


def link_identity(store: Store, viewer: Viewer, user_id: str, *, issuer: str, subject: str, now: datetime) -> None:
    """The identity opens the account from now on.

    Raises NotFound for an account the viewer does not manage, NotAllowed for one's own, Conflict for an identity that
    opens another account or where there is no provider, UsageError for text that is none.
    """
    subject = subject.strip()
    with store.writing() as conn:
        lock(conn, "identities")
        _require_other(conn, viewer, user_id)
        _require_provider(issuer)
        if not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
            raise UsageError(
                f"Mã định danh dài từ 1 đến {LONGEST_SUBJECT} ký tự.",
                f"An identity has 1 to {LONGEST_SUBJECT} characters.",
            )
        if identities.user_of(conn, issuer, subject) not in ("", user_id):
            raise Conflict("Mã này đã gắn với tài khoản khác.", "This identity opens another account.")
        identities.put_identity(conn, user_id, issuer, subject, by=viewer.user_id, now=now)
        append_audit(
            conn, store.audit_key, about_account(user_id, "link_identity", actor=viewer.user_id, issuer=issuer), now=now
        )


def unlink_identity(store: Store, viewer: Viewer, user_id: str, *, issuer: str, now: datetime) -> None:
    """The identity opens the account no more, and the account's sessions end. Conflict when there is none."""
    with store.writing() as conn:
        _require_other(conn, viewer, user_id)
        _require_provider(issuer)
        if not identities.take_identity(conn, user_id, issuer):
            raise Conflict("Tài khoản chưa gắn mã định danh nào.", "No identity opens the account.")
        sessions.end_all(conn, user_id)
        append_audit(
            conn, store.audit_key, about_account(user_id, "unlink_identity", actor=viewer.user_id, issuer=issuer),
            now=now,
        )  # fmt: skip


def _require_provider(issuer: str) -> None:
    if not issuer:
        raise Conflict("Chưa có hệ thống đăng nhập chung.", "There is no provider to sign in at.")


def _require_other(conn: Connection, viewer: Viewer, user_id: str) -> None:
    if accounts.get_account(conn, user_id) is None or not accounts.is_managed(conn, viewer, user_id):
        raise NotFound
    if user_id == viewer.user_id:
        raise NotAllowed
