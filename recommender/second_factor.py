"""The second sign-in step from a key outside the database and a seed inside: time codes and recovery codes.

The secret of an authenticator is derived from both, so that a copied database alone gives no codes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime

ISSUER = "Năng Lực"
STEP_SECONDS = 30
STEPS_AROUND = 1
"""Clocks of telephones may be a step off."""
SEED_BYTES = 20
N_RECOVERY_CODES = 10
RECOVERY_BYTES = 10
_LABEL = b"nangluc second factor\0"


def secret_of(key: bytes, seed: bytes) -> str:
    """The authenticator's secret in base 32."""
    return base64.b32encode(hmac.digest(key, _LABEL + seed, "sha1")).decode()


def provisioning_uri(key: bytes, seed: bytes, *, login: str) -> str:
    """The address that the authenticator reads from a QR code."""
    import pyotp  # only who enrols pays for it

    return pyotp.TOTP(secret_of(key, seed)).provisioning_uri(name=login, issuer_name=ISSUER)


def matching_step(key: bytes, seed: bytes, code: str, *, now: datetime, after: int) -> int | None:
    """The time step whose code this is; None for a wrong code, or one of step `after` or before."""
    import pyotp

    digits = "".join(code.split())
    totp = pyotp.TOTP(secret_of(key, seed))
    today = int(now.timestamp()) // STEP_SECONDS
    for step in range(today - STEPS_AROUND, today + STEPS_AROUND + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode()) and step > after:
            return step
    return None


def new_recovery_codes(entropy: Callable[[int], bytes]) -> tuple[str, ...]:
    """Codes to write on paper, such as `ABCD-EFGH-IJKL-MNOP`; each works once."""
    texts = (base64.b32encode(entropy(RECOVERY_BYTES)).decode() for _ in range(N_RECOVERY_CODES))
    return tuple("-".join(text[start : start + 4] for start in range(0, len(text), 4)) for text in texts)


def recovery_digest(user_id: str, code: str) -> bytes:
    """What is kept of a recovery code; 80 random bits need no slow hash."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(f"{user_id}\0{plain}".encode()).digest()
