"""The language of an answer from the caller: own setting, cookie `lang`, Accept-Language, then Vietnamese."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope

from api.look.translations import pick_language


def language_of(scope: Scope) -> str:
    """`vi` or `en` for the caller of this request."""
    headers = Headers(scope=scope)
    return pick_language(
        chosen=str(scope.get("state", {}).get("language", "")),
        cookie=cookie_parser(headers.get("cookie", "")).get("lang", ""),
        accepted=headers.get("accept-language", ""),
    )
