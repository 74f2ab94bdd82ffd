"""What of the settings of the OpenID provider must not be so, and the client's secret from where it is kept."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from recommender.errors import SettingError

if TYPE_CHECKING:
    from api.settings import ServerSettings

SHORTEST_SECRET = 16
NEEDED = ("authlib", "joserfc")
"""Packages of the extra `oidc`."""
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


def client_secret(settings: ServerSettings) -> str:
    """The secret of the client, "" when there is none. Raises SettingError when others can read its file."""
    path = settings.oidc_secret_file
    if settings.oidc_secret or path == Path():
        return settings.oidc_secret
    try:
        is_open = bool(path.stat().st_mode & 0o077)
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"Không đọc được {path}.", f"{path} cannot be read.") from error
    if is_open:
        raise SettingError(f"Người khác đọc được {path}: chmod 600.", f"Others can read {path}: chmod 600.")
    return secret


def unsafe_provider(settings: ServerSettings) -> list[tuple[str, str]]:
    """Everything that must not be so, in both languages; nothing when no provider is set."""
    if not settings.oidc_issuer:
        return []
    parts = urlsplit(settings.oidc_issuer)
    is_local = parts.hostname in THIS_MACHINE and not settings.is_production
    try:
        secret, unread = client_secret(settings), None
    except SettingError as error:
        secret, unread = "", (error.message_vi, error.message_en)
    checks = (
        (any(find_spec(name) is None for name in NEEDED),
         "Thiếu gói phụ: pip install nangluc[oidc].", "An extra is missing: pip install nangluc[oidc]."),
        (not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and is_local)),
         "OIDC_ISSUER phải là https.", "OIDC_ISSUER must be https."),
        (bool(parts.query or parts.fragment or parts.username),
         "OIDC_ISSUER chỉ là một địa chỉ.", "OIDC_ISSUER must be a plain address."),
        (not settings.oidc_client_id, "Thiếu OIDC_CLIENT_ID.", "OIDC_CLIENT_ID is missing."),
        (unread is None and len(secret) < SHORTEST_SECRET,
         f"Khóa bí mật OIDC phải dài ít nhất {SHORTEST_SECRET} ký tự.",
         f"The OIDC secret must have at least {SHORTEST_SECRET} characters."),
    )  # fmt: skip
    return [*([unread] if unread else []), *((vi, en) for is_unsafe, vi, en in checks if is_unsafe)]
