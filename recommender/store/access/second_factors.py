"""What is kept of the second sign-in step: the seed, the last step used, digests of recovery codes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from recommender.store.tables.accounts import RECOVERY_CODE, USER_ACCOUNT


def set_seed(conn: Connection, user_id: str, seed: bytes) -> None:
    """Keep the seed of an authenticator that is not confirmed yet; a confirmed one is not touched."""
    conn.execute(
        update(USER_ACCOUNT)
        .where(USER_ACCOUNT.c.user_id == user_id, ~USER_ACCOUNT.c.is_totp_confirmed)
        .values(totp_seed=seed, last_totp_step=0)
    )


def confirm(conn: Connection, user_id: str, code_digests: Iterable[bytes]) -> None:
    """From now on the authenticator counts, and these recovery codes beside it."""
    conn.execute(update(USER_ACCOUNT).where(USER_ACCOUNT.c.user_id == user_id).values(is_totp_confirmed=True))
    replace_codes(conn, user_id, code_digests)


def replace_codes(conn: Connection, user_id: str, code_digests: Iterable[bytes]) -> None:
    """Other recovery codes; the earlier ones no longer work."""
    conn.execute(delete(RECOVERY_CODE).where(RECOVERY_CODE.c.user_id == user_id))
    conn.execute(insert(RECOVERY_CODE), [{"user_id": user_id, "code_digest": digest} for digest in code_digests])


def use_step(conn: Connection, user_id: str, step: int) -> bool:
    """Use a time step up; False when it, or a later one, was used before."""
    its = (USER_ACCOUNT.c.user_id == user_id) & (USER_ACCOUNT.c.last_totp_step < step)
    return conn.execute(update(USER_ACCOUNT).where(its).values(last_totp_step=step)).rowcount == 1


def use_code(conn: Connection, user_id: str, code_digest: bytes, *, now: datetime) -> bool:
    """Use a recovery code up; False for an unknown or used one."""
    its = (RECOVERY_CODE.c.user_id == user_id) & (RECOVERY_CODE.c.code_digest == code_digest)
    used = update(RECOVERY_CODE).where(its, RECOVERY_CODE.c.used_at.is_(None)).values(used_at=now)
    return conn.execute(used).rowcount == 1


def count_codes_left(conn: Connection, user_id: str) -> int:
    """How many recovery codes still work."""
    left = (RECOVERY_CODE.c.user_id == user_id) & RECOVERY_CODE.c.used_at.is_(None)
    return int(conn.execute(select(func.count()).select_from(RECOVERY_CODE).where(left)).scalar_one())


def take_away(conn: Connection, user_id: str) -> None:
    """Without a second step: the authenticator was lost; a role that needs one asks for a new one at sign-in."""
    its = update(USER_ACCOUNT).where(USER_ACCOUNT.c.user_id == user_id)
    conn.execute(its.values(totp_seed=None, is_totp_confirmed=False, last_totp_step=0))
    conn.execute(delete(RECOVERY_CODE).where(RECOVERY_CODE.c.user_id == user_id))
