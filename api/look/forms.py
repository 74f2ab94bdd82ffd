"""Fields of forms with their label, hint, value and error: what a page shows again when something was wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from recommender.errors import NangLucError, UsageError, WrongFields


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
    is_conditional: bool = False
    """Asked for in the cases that its label or hint says, so that it is not called optional."""
    autocomplete: str = ""
    inputmode: str = ""
    width: str = ""
    """"" for the whole line (of a list to choose from: medium), or "short", "medium", "wide": as wide as the answer."""
    rows: int = 4
    max_length: int = 0
    accept: str = ""
    of: str = ""
    """What the field is about, where a page holds several of one name: their ids differ by it."""

    @property
    def id(self) -> str:
        """What the label, the hint and the error refer to."""
        return f"{self.name}-{self.of}" if self.of else self.name

    @property
    def described_by(self) -> str:
        """Ids of hint and error for aria-describedby."""
        parts = [f"{self.id}-hint"] * bool(self.hint) + [f"{self.id}-error"] * bool(self.error)
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


def refused_fields(
    error: NangLucError, language: str, names: Collection[str]
) -> tuple[dict[str, str], tuple[str, ...]]:  # fmt: skip
    """What a refusal says beside each field of these names, and what it says of nothing that the form shows."""
    if isinstance(error, WrongFields):
        told = [(one.name, one.expected(language)) for one in error.wrong]
    else:
        told = [(error.field, error.text(language))]
    beside: dict[str, str] = {}
    for name, text in told:
        if name in names:
            beside[name] = f"{beside[name]} {text}" if name in beside else text
    return beside, tuple(text for name, text in told if name not in names)


def typed_day(text: str, field: str = "") -> date | None:
    """The day of a field as browsers send it or as offices write it, None when it was left blank; else UsageError."""
    typed = text.strip()
    if not typed:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return datetime.strptime(typed, form).date()
    raise UsageError(
        f"Ngày “{typed[:20]}” không đọc được; ghi ngày/tháng/năm, như 22/11/2026.",
        f"The day “{typed[:20]}” cannot be read; write day/month/year, like 22/11/2026.", field=field,
    )  # fmt: skip
