"""A small real OpenID provider on loopback: discovery, keys, the code exchanged with PKCE, tokens signed with RSA.

What a test changes of it is one thing that a real provider, or somebody between, must not do.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import uvicorn
from fastapi import FastAPI, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT_ID = "nangluc-of-tests"
SECRET = "a secret that only the two know"
UNSIGNED = b'{"alg":"none"}'
SUBJECT = "5d0f6a3c-hr-of-a-ward"


@dataclass
class TestProvider:
    """What it publishes and signs, until a test changes it."""

    __test__ = False
    now: Callable[[], float]
    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False))
    published: list[Any] = field(default_factory=list)
    algorithm: str = "RS256"
    subject: str = SUBJECT
    claims: dict[str, Any] = field(default_factory=dict)
    """Claims that differ from what is right; None: left out."""
    metadata: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    n_key_requests: int = 0
    n_metadata_requests: int = 0
    is_away: bool = False

    def authorize(self, address: str) -> dict[str, str]:
        """What a person who signed in there is sent back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    def token_of(self, asked: Mapping[str, str]) -> str:
        """The identity token for what was asked."""
        now = int(self.now())
        claims = {
            "iss": self.issuer, "sub": self.subject, "aud": CLIENT_ID, "nonce": asked["nonce"], "iat": now,
            "exp": now + 300, **self.claims,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.algorithm == "none":
            return f"{_text(UNSIGNED)}.{_text(json.dumps(claims).encode())}."
        key: Any = OctKey.import_key(SECRET) if self.algorithm == "HS256" else self.key
        return str(jwt.encode({"alg": self.algorithm, "kid": "one"}, claims, key, algorithms=[self.algorithm]))


def app_of(provider: TestProvider) -> FastAPI:
    """Its four addresses."""
    app = FastAPI()

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Any:
        provider.n_metadata_requests += 1
        if provider.is_away:
            return JSONResponse({}, status_code=503)
        return {
            "issuer": provider.issuer, "authorization_endpoint": f"{provider.issuer}/authorize",
            "token_endpoint": f"{provider.issuer}/token", "jwks_uri": f"{provider.issuer}/keys",
            "code_challenge_methods_supported": ["S256"], "authorization_response_iss_parameter_supported": True,
            **provider.metadata,
        }  # fmt: skip

    @app.get("/authorize")
    def authorize(request: Request, redirect_uri: str) -> RedirectResponse:
        """Somebody who is known there at once."""
        return RedirectResponse(f"{redirect_uri}?{urlencode(provider.authorize(str(request.url)))}", status_code=303)

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        provider.n_key_requests += 1
        shown = provider.published or [provider.key]
        return {"keys": [key.as_dict(private=False, use="sig") for key in shown]}

    @app.post("/token")
    def token(
        request: Request, code: Annotated[str, Form()], redirect_uri: Annotated[str, Form()],
        code_verifier: Annotated[str, Form()], grant_type: Annotated[str, Form()],
    ) -> JSONResponse:  # fmt: skip
        asked = provider.codes.pop(code, None)
        pair = base64.b64encode(f"{CLIENT_ID}:{SECRET.replace(' ', '%20')}".encode()).decode()
        is_right = (
            asked is not None and grant_type == "authorization_code" and redirect_uri == asked["redirect_uri"]
            and _text(hashlib.sha256(code_verifier.encode()).digest()) == asked["code_challenge"]
            and request.headers.get("authorization") == f"Basic {pair}"
        )  # fmt: skip
        if asked is None or not is_right:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        content = {"access_token": "x", "token_type": "Bearer", "id_token": provider.token_of(asked)}
        return JSONResponse(content)

    return app


@contextmanager
def running(provider: TestProvider) -> Iterator[TestProvider]:
    """The provider answering on a free port of this machine."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    provider.issuer = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(app_of(provider), log_config=None, lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        for _ in range(600):
            if server.started:
                break
            time.sleep(0.05)
        yield provider
    finally:
        server.should_exit = True
        thread.join(30)
        listening.close()


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
