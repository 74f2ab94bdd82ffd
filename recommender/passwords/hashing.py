"""Argon2 hashes of passwords, made and checked by at most a few at once; an unknown account costs the same time."""

from __future__ import annotations

from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pwdlib import PasswordHash

AT_ONCE = 4
"""Each hash takes 64 MiB and a tenth of a second; more at once would let strangers fill the memory."""
_TURN = BoundedSemaphore(AT_ONCE)


@cache
def _hasher() -> PasswordHash:
    from pwdlib import PasswordHash  # the command line would pay for it at every start

    return PasswordHash.recommended()


@cache
def _nobody() -> str:
    """Hash of a password that nobody has, with the same cost as every other."""
    return hash_password("nobody has this password")


def hash_password(password: str) -> str:
    """The argon2id hash with its own salt, as text."""
    with _TURN:
        return _hasher().hash(password)


def verify_password(password: str, kept: str | None) -> bool:
    """Whether the password belongs to the kept hash; with None the same work is done and the answer is no."""
    against = kept or _nobody()
    with _TURN:
        is_right = _hasher().verify(password, against)
    return is_right and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with less work than today's."""
    return not kept.startswith(_nobody()[: _nobody().rindex("$", 0, _nobody().rindex("$"))])
