"""Vietnamese texts that are misspelled: impossible syllables, no diacritics, two spellings in one list of words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from training_catalog.checks import places
from training_catalog.checks.text_fields import TextField, text_fields
from training_catalog.checks.text_hygiene import shown
from training_catalog.folding import accented
from training_catalog.problem_texts import catalogue_problem
from training_catalog.spelling import OPPOSITE, Spelling, foreign_words, is_syllable, spelling_of, taken_apart
from training_catalog.types import Catalogue, CatalogueProblem

VIETNAMESE = frozenset({"wordings", "outline", "provider", "document", "legal_basis", "owner", "skill", "aliases"})
"""Fields that hold Vietnamese beside those whose name ends with `_vi`. Names of units stay as the State writes them."""
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+|\S*\d\S*|\S*/\S*")
"""Web addresses, numbers of acts, codes: no words."""
_VOWEL = re.compile("[^bcdđghklmnpqrstvxfjwz]", re.IGNORECASE)
_TONE_CHOICES = frozenset({Spelling.TONE_FIRST, Spelling.TONE_SECOND})
_LEAST_WORDS = 4
"""A text of so many plain words without a single diacritic was typed without them."""


def vietnamese_problems(catalogue: Catalogue) -> list[CatalogueProblem]:
    """Problems of every Vietnamese text, row by row, then the mixed spellings of each list."""
    fields = [each for each in text_fields(catalogue) if is_vietnamese(each)]
    allowed = foreign_words() | _words_of_names(catalogue)
    problems = [problem for each in fields for problem in _of_field(each, allowed)]
    return [*problems, *_mixed(fields)]


def is_vietnamese(each: TextField) -> bool:
    """Whether the field is written in Vietnamese."""
    return each.file != places.UNITS and (each.name.endswith("_vi") or each.name in VIETNAMESE)


def plain_words(text: str) -> list[str]:
    """The words of a text that spelling rules hold for: no abbreviations (UBND, iOffice), addresses and numbers."""
    words = _WORD.findall(_ADDRESS.sub(" ", text))
    return [word for word in words if not any(letter.isupper() for letter in word[1:])]


def _words_of_names(catalogue: Catalogue) -> frozenset[str]:
    """Words of names of places and of information systems, which follow no spelling rule."""
    names = [unit.name for unit in catalogue.units.values()]
    names += [name for system in catalogue.systems.values() for name in system.aliases]
    return frozenset(word.lower() for name in names for word in _WORD.findall(name))


def _of_field(each: TextField, allowed: frozenset[str]) -> Iterator[CatalogueProblem]:
    words = plain_words(each.text)
    if each.name != "aliases" and _is_bare(each.text, words, allowed):
        yield catalogue_problem(
            "without_diacritics", file=each.file, row=each.row, key=each.key, value=shown(each.text)
        )
        return
    wrong = dict.fromkeys(word for word in words if not is_syllable(word) and not _is_allowed(word, allowed))
    if wrong and not _is_other_language(each, words):
        where = {"file": each.file, "row": each.row, "key": each.key}
        yield catalogue_problem("not_a_syllable", words=", ".join(wrong), value=shown(each.text), **where)


def _is_bare(text: str, words: list[str], allowed: frozenset[str]) -> bool:
    """Whether a whole text stands without diacritics and half of its words sound Vietnamese."""
    if len(words) < _LEAST_WORDS or not text.isascii():
        return False
    sounding = [word for word in words if word.lower() not in allowed and taken_apart(word.lower())]
    return 2 * len(sounding) >= len(words)


def _is_other_language(each: TextField, words: list[str]) -> bool:
    """Whether an alias is an English one ("Finance specialist"): no diacritics, half of its words no syllables."""
    strange = sum(not is_syllable(word) for word in words)
    return each.name == "aliases" and each.text.isascii() and 2 * strange >= len(words)


def _is_allowed(word: str, allowed: frozenset[str]) -> bool:
    """Foreign words, names of places, single letters (nhóm B) and what has no vowel to be a word (cv, ths)."""
    return len(word) == 1 or word.lower() in allowed or _VOWEL.search(word) is None


def _mixed(fields: list[TextField]) -> Iterator[CatalogueProblem]:
    """Per list: the rarer placement of tones, and words that the same list also writes with the other y or i.

    Aliases hold the spellings people type, so both y and i (thạc sĩ, thạc sỹ) belong there.
    """
    found: dict[str, dict[Spelling, dict[str, TextField]]] = {}
    counts: dict[str, Counter[Spelling]] = {}
    for each in fields:
        table = word_list(each.file)
        for word in plain_words(each.text):
            choice = spelling_of(word)
            if choice is not None and (choice in _TONE_CHOICES or each.name != "aliases"):
                found.setdefault(table, {}).setdefault(choice, {}).setdefault(word.lower(), each)
                counts.setdefault(table, Counter())[choice] += 1
    for table, choices in found.items():
        rarer = min(Spelling.TONE_SECOND, Spelling.TONE_FIRST, key=lambda choice: counts[table][choice])
        yield from _rare_tones(choices, rarer)
        yield from _both_ways(choices)


def _rare_tones(choices: dict[Spelling, dict[str, TextField]], rarer: Spelling) -> Iterator[CatalogueProblem]:
    usual = next(iter(choices.get(OPPOSITE[rarer], {})), "")
    for word, each in choices.get(rarer, {}).items():
        if usual:
            where = {"file": each.file, "row": each.row, "key": each.key}
            yield catalogue_problem("mixed_spelling", value=word, other=usual, **where)


def _both_ways(choices: dict[Spelling, dict[str, TextField]]) -> Iterator[CatalogueProblem]:
    usual = {_with_y(word): word for word in choices.get(Spelling.ENDS_Y, {})}
    for word, each in choices.get(Spelling.ENDS_I, {}).items():
        other = usual.get(_with_y(word))
        if other is not None:
            where = {"file": each.file, "row": each.row, "key": each.key}
            yield catalogue_problem("mixed_spelling", value=word, other=other, **where)


def _with_y(word: str) -> str:
    """The word with its final vowel y and its tone behind: kĩ and kỹ are one."""
    bare = accented(word)
    return re.sub(r"i(?=[\u0300-\u036f]*$)", "y", bare)


def word_list(file: str) -> str:
    """The list of words a file belongs to: all positions are one, each vocabulary is its own."""
    return "positions" if file.startswith("positions/") or file == places.COMMON_TASKS else file
