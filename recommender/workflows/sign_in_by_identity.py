"""A session for somebody whom an OpenID provider vouches for; only into an account that was linked before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from recommender.errors import SignInRefused
from recommender.store.access import accounts, attempts, identities, sessions
from recommender.store.access.attempts import Bound
from recommender.store.access.sessions import Device
from recommender.store.audit import about_account, append_audit
from recommender.store.engine import Store
from recommender.workflows.sign_in import MOST_OF_ADDRESS, SignedIn, network_of


@dataclass(frozen=True, kw_only=True)
class IdentitySignIn:
    """What a checked token of the provider says, and where the browser is."""

    issuer: str
    subject: str
    is_multi_factor: bool
    """Whether the provider asked for more than one factor; else the account's own second step is asked for."""
    device: Device
    earlier_secret: str = ""
    """Session cookie that came with the request; it ends, whoever it belonged to."""


class NotLinked(SignInRefused):
    """The identity opens no account here."""


def sign_in_by_identity(store: Store, request: IdentitySignIn, *, now: datetime) -> SignedIn:
    """A session of the account that the identity opens.

    Raises NotLinked when it opens none, SignInRefused when that account is shut out, TooMany after too many.
    """
    with store.writing() as conn:
        bound = Bound(subject=f"identity from {network_of(request.device.address)}", most=MOST_OF_ADDRESS)
        attempts.count_attempt(conn, [bound], now=now)
        user_id = identities.user_of(conn, request.issuer, request.subject)
        account = accounts.get_account(conn, user_id) if user_id else None
        is_open = account is not None and not account.is_disabled
        if is_open:
            sessions.end_secret(conn, request.earlier_secret)
            secret = sessions.create(
                conn, user_id, device=request.device, is_second_factor_done=request.is_multi_factor, now=now
            )
            session = sessions.look_up(conn, secret, now=now)
        action = "sign_in" if is_open else "sign_in_refused"
        entry = about_account(user_id, action, actor=user_id or "nobody", by="identity")
        append_audit(conn, store.audit_key, entry, now=now)
    if account is None:
        raise NotLinked
    if not is_open or session is None:
        raise SignInRefused
    return SignedIn(secret=secret, stage=session.stage, viewer=session.viewer)
