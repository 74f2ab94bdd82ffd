"""JSON answers of the provider: over https only, without redirects, small, and within seconds."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any, Final

from api.openid.refusals import ProviderAway
from api.settings import LOOPBACK

MOST_BYTES: Final = 256 * 1024
SECONDS: Final = 10


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A provider that sends us elsewhere would have us believe elsewhere."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Never followed."""


def is_safe(url: str) -> bool:
    """Whether an address of the provider may be asked: https, or this machine itself."""
    parts = urllib.parse.urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def ask(url: str, *, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The object that a GET, or with `form` a POST, answers. Raises ProviderAway for anything else."""
    if not is_safe(url):
        raise ProviderAway("unsafe address")
    body = None if form is None else urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(url, data=body, headers={"Accept": "application/json", **(headers or {})})  # noqa: S310 - the scheme was looked at
    try:
        with urllib.request.build_opener(_NoRedirects).open(request, timeout=SECONDS) as answer:
            content = answer.read(MOST_BYTES + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise ProviderAway(f"status {error.code}") from error
    except OSError as error:
        raise ProviderAway(type(error).__name__) from error
    if len(content) > MOST_BYTES:
        raise ProviderAway("answer too long")
    try:
        found = json.loads(content)
    except ValueError as error:
        raise ProviderAway("answer is no JSON") from error
    if not isinstance(found, dict):
        raise ProviderAway("answer is no object")
    return found
