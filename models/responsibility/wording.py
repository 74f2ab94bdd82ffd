"""Yields sentences from hand-written frames: `(a|b)` is one of several wordings, `<work>` a word of a profession."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

import numpy as np

_CHOICE = re.compile(r"\(([^()]*)\)")
_SLOT = re.compile(r"<(\w+)>")
_SPACES = re.compile(r"\s+")
_BEFORE_SIGN = re.compile(r"\s+([,;.])")


class Language(StrEnum):
    """Languages of the frames."""

    VI = "vi"
    """Vietnamese."""
    EN = "en"
    """English."""


NEUTRAL = 0
"""Level of a frame that every level has."""

Frames = Mapping[int, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, kw_only=True)
class Profession:
    """Words of one profession in one language: what is done (`work`), made (`product`), for whom, by whom."""

    field: str
    staff: str
    client: str
    work: tuple[str, ...]
    product: tuple[str, ...]


def _read(name: str) -> object:
    import yaml

    return yaml.safe_load((resources.files("models.responsibility") / "data" / name).read_text(encoding="utf-8"))


@cache
def frames(language: Language) -> Frames:
    """Frames by level (NEUTRAL, 1-5) and genre."""
    content = _read(f"frames_{language}.yaml")
    if not isinstance(content, dict):
        raise TypeError(f"frames_{language}.yaml is no mapping")
    return {NEUTRAL if level == "neutral" else int(level): genres for level, genres in content.items()}


@cache
def word_classes() -> Mapping[str, Sequence[str]]:
    """Classes of level words, folded, by name."""
    content = _read("classes.yaml")
    if not isinstance(content, dict):
        raise TypeError("classes.yaml is no mapping")
    return {str(name): tuple(str(word) for word in words) for name, words in content.items()}


@cache
def professions(language: Language) -> tuple[Profession, ...]:
    """The professions, the same ones in the same order in each language."""
    content = _read("fields.yaml")
    if not isinstance(content, list):
        raise TypeError("fields.yaml is no list")
    place = list(Language).index(language)
    return tuple(
        Profession(
            field=row["field"][place],
            staff=row["staff"][place],
            client=row["client"][place],
            work=tuple(words[place] for words in row["work"]),
            product=tuple(words[place] for words in row["product"]),
        )
        for row in content
    )


def write_sentence(frame: str, profession: Profession, rng: np.random.Generator) -> str:
    """One sentence: choices drawn at random, slots filled with the profession's words."""
    chosen = _CHOICE.sub(lambda found: _one(found[1].split("|"), rng), frame)
    filled = _SLOT.sub(lambda found: _word(found[1], profession, rng), chosen)
    tidy = _BEFORE_SIGN.sub(r"\1", _SPACES.sub(" ", filled)).strip()
    return tidy[:1].upper() + tidy[1:]


def _one(options: Sequence[str], rng: np.random.Generator) -> str:
    return options[int(rng.integers(len(options)))]


def _word(slot: str, profession: Profession, rng: np.random.Generator) -> str:
    value = getattr(profession, slot)
    return value if isinstance(value, str) else _one(value, rng)
