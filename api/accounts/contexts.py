"""What the account pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from api.accounts.qr_code import QrCode
from api.look.forms import Field


@dataclass(frozen=True, kw_only=True)
class SignInContext:
    """The sign-in form."""

    fields: tuple[Field, ...]
    problems: tuple[str, ...]
    next: str
    is_signed_out: bool
    provider: str
    """What the provider is called at which people may sign in too; "" where there is none."""
    provider_url: str


@dataclass(frozen=True, kw_only=True)
class ProviderRefusalContext:
    """A sign-in at the provider that opened nothing."""

    name: str
    said: str
    subject: str
    """The identity that opens no account yet, for the one whose it is."""
    next: str
    contact: str


@dataclass(frozen=True, kw_only=True)
class CodeContext:
    """The form of the second step."""

    fields: tuple[Field, ...]
    problems: tuple[str, ...]
    next: str


@dataclass(frozen=True, kw_only=True)
class EnrolContext:
    """What the second step needs, before it is set up."""

    next: str
    is_needed: bool
    """Whether the role asks for it, so that nothing else opens before."""


@dataclass(frozen=True, kw_only=True)
class AuthenticatorContext:
    """The QR code and the secret of an authenticator, with the form for its first code."""

    qr: QrCode
    secret: str
    fields: tuple[Field, ...]
    problems: tuple[str, ...]
    next: str


@dataclass(frozen=True, kw_only=True)
class RecoveryContext:
    """Recovery codes, shown once."""

    codes: tuple[str, ...]
    next: str


@dataclass(frozen=True, kw_only=True)
class ActivateContext:
    """Choosing a password by a one-time link."""

    name: str
    login: str
    expires_at: datetime
    token: str
    fields: tuple[Field, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class EnterDemoContext:
    """Entering the sample data by a one-time link."""

    name: str
    token: str


@dataclass(frozen=True, kw_only=True)
class DeadLinkContext:
    """A link that works no longer; nothing to tell about whose it was."""

    contact: str


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """A living session of one's own."""

    session_id: str
    device: str
    address: str
    started_at: datetime
    last_seen_at: datetime
    is_this: bool


@dataclass(frozen=True, kw_only=True)
class SessionsContext:
    """Where one is signed in."""

    sessions: tuple[SessionRow, ...]
    done: str


@dataclass(frozen=True, kw_only=True)
class TwoFactorContext:
    """State of the second step of one's own account."""

    has_second_factor: bool
    codes_left: int


@dataclass(frozen=True, kw_only=True)
class PasswordContext:
    """Changing the password."""

    fields: tuple[Field, ...]
    problems: tuple[str, ...]
    done: str


@dataclass(frozen=True, kw_only=True)
class TokenRow:
    """A token of one's own, without its secret."""

    token_id: str
    label: str
    actions: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    ended_at: datetime | None
    is_living: bool
    is_soon: bool
    """Ends soon, so that the program that uses it needs another one."""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """An address that a program reads with a token."""

    label: str
    address: str


@dataclass(frozen=True, kw_only=True)
class TokensContext:
    """The tokens of one's own account, and what can be read with them."""

    living: tuple[TokenRow, ...]
    ended: tuple[TokenRow, ...]
    feeds: tuple[Feed, ...]
    done: str


@dataclass(frozen=True, kw_only=True)
class TokenFormContext:
    """A token that is being made."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, kw_only=True)
class MadeTokenContext:
    """A new token with its secret, shown once."""

    label: str
    secret: str
    expires_at: datetime
    example: str
    """An address to try the token at."""
