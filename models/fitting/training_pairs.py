"""Yields pairs of written texts, profile and requirement, whose field and levels are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.responsibility.training_texts import LEVELS, write_text
from models.responsibility.wording import Language, Profession

TEXTS_A_SIDE = 2
SHORTEST, LONGEST = 3, 8
SAME_FIELD, OTHER_FIELD = 4, 2
"""Pairs of one field with itself, and with others, for each field and language."""


@dataclass(frozen=True, kw_only=True)
class FieldWords:
    """One field in one language: words for profiles and other words for requirements, so that nothing is copied."""

    name: str
    language: Language
    profile: Profession
    requirement: Profession


@dataclass(frozen=True, kw_only=True)
class WrittenText:
    """A text with the field and level it was written for."""

    text: str
    field: str
    level: int
    language: Language


@dataclass(frozen=True, kw_only=True)
class WrittenPair:
    """A profile and a requirement; it meets when the field is the same and the level at least as high."""

    profile: WrittenText
    requirement: WrittenText

    @property
    def is_same_field(self) -> bool:
        """Whether both speak of one field."""
        return self.profile.field == self.requirement.field

    @property
    def is_level_reached(self) -> bool:
        """Whether the profile's level is at least the requirement's."""
        return self.profile.level >= self.requirement.level


_GENRES = {Language.VI: (("duty", "cv"), ("requirement", "duty")), Language.EN: (("skill", "role"), ("skill", "role"))}


def written_pairs(fields: Sequence[FieldWords], *, seed: int = 3) -> list[WrittenPair]:
    """Pairs of every field with itself and with others of its language, in a fixed order."""
    rng = np.random.default_rng(seed)
    found: list[WrittenPair] = []
    for language in Language:
        chosen = [field for field in fields if field.language is language]
        profiles = [_texts(field, 0, rng) for field in chosen]
        requirements = [_texts(field, 1, rng) for field in chosen]
        for number in range(len(chosen)):
            for place in range(SAME_FIELD):
                first, second = profiles[number][place % TEXTS_A_SIDE], requirements[number][place // TEXTS_A_SIDE]
                found.append(WrittenPair(profile=first, requirement=second))
            for _ in range(OTHER_FIELD if len(chosen) > 1 else 0):
                other = (number + int(rng.integers(1, len(chosen)))) % len(chosen)
                drawn = rng.integers(TEXTS_A_SIDE, size=2)
                found.append(WrittenPair(profile=profiles[number][drawn[0]], requirement=requirements[other][drawn[1]]))
    return found


def crossed_pairs(pairs: Sequence[WrittenPair]) -> list[WrittenPair]:
    """The Vietnamese profiles against English requirements of the same fields as their own ones."""
    english: dict[str, list[WrittenText]] = {}
    for pair in pairs:
        if pair.requirement.language is Language.EN:
            english.setdefault(pair.requirement.field, []).append(pair.requirement)
    found = []
    for number, pair in enumerate(pairs):
        choices = english.get(pair.requirement.field, [])
        if pair.profile.language is Language.VI and choices:
            found.append(WrittenPair(profile=pair.profile, requirement=choices[number % len(choices)]))
    return found


def _texts(field: FieldWords, side: int, rng: np.random.Generator) -> list[WrittenText]:
    found = []
    for _ in range(TEXTS_A_SIDE):
        level = int(rng.choice(LEVELS))
        genres = _GENRES[field.language][side]
        text = write_text(
            level,
            genre=genres[int(rng.integers(len(genres)))],
            language=field.language,
            profession=field.requirement if side else field.profile,
            rng=rng,
            lines=int(rng.integers(SHORTEST, LONGEST + 1)),
        )
        found.append(WrittenText(text=text, field=field.name, level=level, language=field.language))
    return found
