"""The identity in a token of the provider: signed by a key it published, for us, for this round trip, in time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from api.openid.refusals import ProviderAway, ProviderRefused

ALGORITHMS: Final = ("RS256", "PS256", "ES256")
"""Signatures with a public key only: never `none`, never one that the client's secret would make."""
LEEWAY_SECONDS: Final = 60
LONGEST_SUBJECT: Final = 255
LEAST_RSA_BITS: Final = 2048
MULTI_FACTOR: Final = "mfa"
"""The method (RFC 8176) that says that more than one factor was used."""


class UnknownKey(Exception):  # noqa: N818 - named for what it says
    """The token names a key, or is signed by one, that is not among those known."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who somebody is at the provider, and whether the provider says it asked for more than one factor."""

    subject: str
    is_multi_factor: bool


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a token must say to be one for us."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str = ""
    acr: frozenset[str] = field(default_factory=frozenset)
    """Classes of authentication that count as more than one factor."""


def usable_keys(published: dict[str, Any]) -> Any:
    """The keys that sign tokens: public, of an allowed kind, long enough. Raises ProviderAway when there is none."""
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    wanted = [key for key in published.get("keys", []) if isinstance(key, dict) and _is_usable(key)]
    if not wanted:
        raise ProviderAway("no usable key")
    try:
        return KeySet.import_key_set({"keys": wanted})
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise ProviderAway("keys cannot be read") from error


def read_identity(token: str, keys: Any, expected: Expected, *, now: datetime) -> Identity:
    """Who the token is about. Raises ProviderRefused when it cannot be believed, UnknownKey for a key not known."""
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError

    try:
        found = jwt.decode(token, keys, algorithms=ALGORITHMS)
    except (BadSignatureError, InvalidKeyIdError) as error:
        raise UnknownKey from error
    except (JoseError, ValueError, TypeError) as error:
        raise ProviderRefused(f"token: {type(error).__name__}") from error
    if "crit" in found.header:
        raise ProviderRefused("token: asks for what is not understood")
    options = {
        "iss": {"essential": True, "value": expected.issuer},
        "aud": {"essential": True, "value": expected.client_id},
    }
    params = {"nonce": expected.nonce, "client_id": expected.client_id, "access_token": expected.access_token}
    claims = CodeIDToken(found.claims, found.header, options, params)
    try:
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY_SECONDS)
    except (JoseError, ValueError, TypeError, AttributeError) as error:
        raise ProviderRefused(f"token: {type(error).__name__} {getattr(error, 'claim', '')}".strip()) from error
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        raise ProviderRefused("token: no subject")
    methods = claims.get("amr") or []
    return Identity(subject=subject, is_multi_factor=MULTI_FACTOR in methods or claims.get("acr") in expected.acr)


def _is_usable(key: dict[str, Any]) -> bool:
    if key.get("use", "sig") != "sig" or key.get("alg", ALGORITHMS[0]) not in ALGORITHMS or "d" in key:
        return False
    if key.get("kty") == "EC":
        return key.get("crv") == "P-256"
    return key.get("kty") == "RSA" and len(str(key.get("n", ""))) * 6 >= LEAST_RSA_BITS
