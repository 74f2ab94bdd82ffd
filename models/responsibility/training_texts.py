"""Yields training sentences and texts of known level, written from the frames for every profession."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.responsibility.wording import NEUTRAL, Language, Profession, frames, professions, write_sentence

LEVELS = (1, 2, 3, 4, 5)
ROUNDS = 12
"""Times each frame is written, each time for another profession."""
NEAR = {0: 0.5, -1: 0.25, 1: 0.1, -2: 0.15}
"""How far the lines of a text lie from its level: a senior also does what juniors do, hardly the other way round."""
NEUTRAL_SHARE = {1: 0.4, 2: 0.4, 3: 0.4, 4: 0.25, 5: 0.15}
"""Share of lines without any level word, by level: routine work is often only named."""


@dataclass(frozen=True, kw_only=True)
class LevelSentence:
    """A sentence, its level (NEUTRAL: none), and what it is about."""

    text: str
    level: int
    genre: str
    language: Language
    profession: int


@dataclass(frozen=True, kw_only=True)
class LevelText:
    """A text of several lines and the level around which they were drawn."""

    text: str
    level: int
    genre: str
    language: Language
    profession: int


def sentences(*, seed: int = 0, rounds: int = ROUNDS) -> list[LevelSentence]:
    """Every frame written `rounds` times, evenly over the professions."""
    rng = np.random.default_rng(seed)
    found = []
    for language in Language:
        people = professions(language)
        for level, genres in sorted(frames(language).items()):
            for genre, texts in sorted(genres.items()):
                for frame in texts:
                    for number in rng.permutation(len(people))[:rounds]:
                        text = write_sentence(frame, people[number], rng)
                        found.append(
                            LevelSentence(
                                text=text, level=level, genre=genre, language=language, profession=int(number)
                            )
                        )
    return found


def write_text(
    level: int, *, genre: str, language: Language, profession: Profession, rng: np.random.Generator, lines: int
) -> str:
    """A text of several lines around a level, none of them twice."""
    by_level = frames(language)
    written: dict[str, None] = {}
    steps, shares = np.array(list(NEAR)), np.array(list(NEAR.values()))
    for _ in range(4 * lines):
        if len(written) == lines:
            break
        drawn = int(np.clip(level + rng.choice(steps, p=shares), LEVELS[0], LEVELS[-1]))
        drawn = NEUTRAL if rng.random() < NEUTRAL_SHARE[level] else drawn
        choices = by_level[drawn][genre]
        written[write_sentence(choices[int(rng.integers(len(choices)))], profession, rng)] = None
    return "\n".join(written)


def texts(*, seed: int = 1, count: int = 2000, longest: int = 12) -> list[LevelText]:
    """Texts of all levels, genres, languages and professions in turn, one line to `longest` lines each."""
    rng = np.random.default_rng(seed)
    found = []
    for number in range(count):
        language = list(Language)[number % 2]
        level = LEVELS[number // 2 % len(LEVELS)]
        genres = sorted(frames(language)[level])
        genre = genres[int(rng.integers(len(genres)))]
        profession = int(rng.integers(len(professions(language))))
        person, lines = professions(language)[profession], int(rng.integers(1, longest + 1))
        text = write_text(level, genre=genre, language=language, profession=person, rng=rng, lines=lines)
        found.append(LevelText(text=text, level=level, genre=genre, language=language, profession=profession))
    return found
