"""Random texts given out once, and the digests that are kept of them."""

from __future__ import annotations

import hashlib
import secrets

SECRET_BYTES = 32
TOKEN_PREFIX = "nl_"  # noqa: S105 - what every token starts with, no secret


def new_secret(prefix: str = "") -> str:
    """256 random bits as text for an address or a cookie."""
    return prefix + secrets.token_urlsafe(SECRET_BYTES)


def digest_of(secret: str) -> bytes:
    """What is kept: of 256 random bits a fast digest is enough, and it can be looked up by an index."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
