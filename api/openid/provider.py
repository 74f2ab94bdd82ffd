"""The provider of the office: its addresses and keys as it publishes them, and the identity that a code stands for."""

from __future__ import annotations

import base64
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode

from api.openid.asking import ask, is_safe
from api.openid.refusals import ProviderAway, ProviderRefused
from api.openid.round_trip import RoundTrip
from api.openid.tokens import Expected, Identity, UnknownKey, read_identity, usable_keys
from api.provider_settings import client_secret
from api.settings import ServerSettings

KEPT: Final = timedelta(hours=1)
"""Addresses and keys are asked for again after this."""
LEAST_BETWEEN: Final = timedelta(minutes=1)
"""Keys are asked for at most so often, whatever tokens name."""
REST: Final = timedelta(seconds=20)
"""A provider that could not be reached is left alone so long: nobody waits for what somebody just waited for."""
SCOPE: Final = "openid"
"""The subject is all that is needed; no name, no mail address is asked for."""


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """What the provider publishes of itself."""

    authorization: str
    token: str
    keys: str
    takes_basic: bool
    """Whether the client's secret goes into a header; else into the form."""
    names_itself: bool
    """Whether it says who it is when it sends the person back (RFC 9207)."""


class Provider:
    """One provider, asked when somebody comes to sign in; nothing is asked when it is made."""

    def __init__(self, settings: ServerSettings) -> None:
        self.issuer = settings.oidc_issuer
        self.client_id = settings.oidc_client_id
        self._secret = client_secret(settings)
        self._acr = frozenset(settings.oidc_mfa_acr)
        self._callback = f"{settings.public_url}/sign-in/provider/callback"
        self._lock = threading.Lock()
        self._away_until: datetime | None = None
        self._addresses: tuple[datetime, Addresses] | None = None
        self._keys: tuple[datetime, Any] | None = None

    def address_to_open(self, trip: RoundTrip, *, now: datetime) -> str:
        """Where the browser is sent: authorization code, PKCE, state and nonce. Raises ProviderAway."""
        from authlib.oauth2.rfc7636 import create_s256_code_challenge

        wanted = {
            "response_type": "code", "client_id": self.client_id, "redirect_uri": self._callback, "scope": SCOPE,
            "state": trip.state, "nonce": trip.nonce, "code_challenge_method": "S256",
            "code_challenge": create_s256_code_challenge(trip.verifier),
        }  # fmt: skip
        address = self._published(now).authorization
        return f"{address}{'&' if '?' in address else '?'}{urlencode(wanted)}"

    def identity(self, trip: RoundTrip, answer: Mapping[str, str], *, now: datetime) -> Identity:
        """Who came back with these parameters. Raises ProviderRefused for anything not to be believed, ProviderAway."""
        published = self._published(now)
        trip.require_state(answer.get("state", ""))
        named = answer.get("iss", "")
        if named != self.issuer and (named or published.names_itself):
            raise ProviderRefused("another provider answered")
        if answer.get("error") or not answer.get("code"):
            raise ProviderRefused("the provider let nobody in")
        tokens = self._tokens(published, answer["code"], trip)
        if str(tokens.get("token_type", "")).lower() != "bearer" or not isinstance(tokens.get("id_token"), str):
            raise ProviderRefused("no identity token")
        expected = Expected(
            issuer=self.issuer, client_id=self.client_id, nonce=trip.nonce, acr=self._acr,
            access_token=str(tokens.get("access_token", "")),
        )  # fmt: skip
        try:
            return read_identity(tokens["id_token"], self._key_set(published, now), expected, now=now)
        except UnknownKey:
            # The provider may have changed its keys since they were asked for.
            fresh = self._key_set(published, now, older_than=LEAST_BETWEEN)
        try:
            return read_identity(tokens["id_token"], fresh, expected, now=now)
        except UnknownKey as error:
            raise ProviderRefused("token: not signed by the provider") from error

    def _published(self, now: datetime) -> Addresses:
        with self._lock:
            if self._addresses is None or now - self._addresses[0] > KEPT:
                address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
                self._addresses = (now, _addresses(self._asked(address, now), self.issuer))
            return self._addresses[1]

    def _key_set(self, published: Addresses, now: datetime, *, older_than: timedelta = KEPT) -> Any:
        with self._lock:
            if self._keys is None or now - self._keys[0] > older_than:
                self._keys = (now, usable_keys(self._asked(published.keys, now)))
            return self._keys[1]

    def _asked(self, address: str, now: datetime) -> dict[str, Any]:
        """What the provider publishes at an address; asked for by one request at a time, for all others."""
        if self._away_until is not None and now < self._away_until:
            raise ProviderAway("was away a moment ago")
        try:
            return ask(address)
        except ProviderAway:
            self._away_until = now + REST
            raise

    def _tokens(self, published: Addresses, code: str, trip: RoundTrip) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self._callback,
            "code_verifier": trip.verifier,
        }  # fmt: skip
        if not published.takes_basic:
            return ask(published.token, form={**form, "client_id": self.client_id, "client_secret": self._secret})
        pair = f"{quote(self.client_id, safe='')}:{quote(self._secret, safe='')}"  # RFC 6749, 2.3.1
        return ask(published.token, form=form, headers={"Authorization": f"Basic {_base64(pair)}"})


def _addresses(told: Mapping[str, Any], issuer: str) -> Addresses:
    """What was published, once it is sure whose it is. Raises ProviderAway."""
    if told.get("issuer") != issuer:
        raise ProviderAway("the published issuer is another one")
    if "S256" not in told.get("code_challenge_methods_supported", ["S256"]):
        raise ProviderAway("no PKCE with S256")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    authorization, token, keys = (str(told.get(name, "")) for name in names)
    if not all(map(is_safe, (authorization, token, keys))):
        raise ProviderAway("an address is missing or not https")
    methods = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Addresses(
        authorization=authorization, token=token, keys=keys, takes_basic="client_secret_basic" in methods,
        names_itself=told.get("authorization_response_iss_parameter_supported") is True,
    )  # fmt: skip


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
