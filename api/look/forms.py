"""Fields of forms with their label, hint, value and error: what a page shows again when something was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from recommender.errors import UsageError


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer that can be picked; `hint` is a short line below it."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question of a form. `values` holds what was picked where several answers are allowed."""

    name: str
    label: str
    value: str = ""
    values: tuple[str, ...] = ()
    hint: str = ""
    error: str = ""
    kind: str = "text"
    """Type of the input: text, email, password, search, date, number, file, tel."""
    choices: tuple[Choice, ...] = ()
    is_required: bool = False
    autocomplete: str = ""
    inputmode: str = ""
    width: str = ""
    """"" for the whole line (of a list to choose from: medium), or "short", "medium", "wide": as wide as the answer."""
    rows: int = 4
    max_length: int = 0
    accept: str = ""

    @property
    def described_by(self) -> str:
        """Ids of hint and error for aria-describedby."""
        parts = [f"{self.name}-hint"] * bool(self.hint) + [f"{self.name}-error"] * bool(self.error)
        return " ".join(parts)

    def is_picked(self, value: str) -> bool:
        """Whether this answer was given."""
        return value in self.values or (not self.values and value == self.value)


def filled(fields: Iterable[Field], values: Mapping[str, str], errors: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields with what was typed kept and the errors beside them; a password is never sent back."""
    return tuple(
        replace(
            field,
            value="" if field.kind in ("password", "file") else values.get(field.name, field.value),
            error=errors.get(field.name, ""),
        )
        for field in fields
    )


def typed_day(text: str) -> date | None:
    """The day of a field, None when it was left blank; UsageError for what is no day."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        shown = text.strip()[:20]
        raise UsageError(f"Ngày “{shown}” không đọc được.", f"The day “{shown}” cannot be read.") from error
