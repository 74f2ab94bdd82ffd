"""What a document of the legal folder is made of, from headings to tables: content apart from how Word shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

BLANK = "…………………………"
"""Where the office writes by hand."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A numbered or plain heading."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Steps:
    """A list in order."""

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table; `widths` in centimetres. Without heads it is a list of fields with their values."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A framed note that must not be overlooked."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """Who signs, left to right."""

    titles: tuple[str, ...]


Block: TypeAlias = Heading | Text | Bullets | Steps | Grid | Notice | Signatures


@dataclass(frozen=True, kw_only=True)
class LegalDocument:
    """One document: its file name without ending, title, line below the title, and blocks."""

    name: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...] = field(default_factory=tuple)
