"""Yields clean, comparable forms of Vietnamese office text (lines, words, keys) from text as people typed it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

RECENT_TEXTS = 32_768
"""Texts whose forms are remembered: several rankers ask about the same block of texts one after another."""

_LOOKALIKES = {0x00D0: "Đ", 0x0189: "Đ", 0x00F0: "đ"}
"""Icelandic eth and African D, which old Vietnamese code-page conversions leave in place of Đ."""
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F], "")
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2212], "-")
_CLEAN = {**_LOOKALIKES, **_INVISIBLE, **_DASHES}
_UNCLEAN = re.compile(
    r"[^\S \n]|  |\n\n| \n|\n |^[ \n]|[ \n]\Z|[\x00-\x09\x0b-\x1f\x7f-\x9f]|["
    + "".join(f"\\u{code:04x}" for code in [*_LOOKALIKES, *_INVISIBLE, *_DASHES])
    + "]"
)
"""Anything `clean` would change in an NFC text, found in one pass: most texts are clean and asked about many times."""
_BLANK = re.compile(r"[^\S\n]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
_LINE_EDGE = re.compile(r" ?\n ?")

_NEW_STYLE = re.compile(r"(?:(?<![qQ])([uU])([ỳýỷỹỵ])|([oO])([àáảãạèéẻẽẹ]))(?!\w)")
_SHORT_I = re.compile(r"(?<!\w)([hklmst])([iìíỉĩị])(?!\w)")
_I_TO_Y = dict(zip("iìíỉĩị", "yỳýỷỹỵ", strict=True))

_MARKS = "[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ\u00f0\u00d0]"
_MARKED = re.compile(_MARKS, re.IGNORECASE)
_MARKED_LOWER = re.compile(_MARKS)

_LEGAL_NUMBER = re.compile(r"\d+(?:/\d{4})?/[^\W\d_]+\d*(?:-[^\W\d_]+)*(?!\w)|\d+-[^\W\d_]+/[^\W\d_]+(?!\w)")
_WORD = re.compile(r"[^\W_]+")
_BULLET = re.compile(r"^(?:[-+*•–—●▪o]\s+|\(?(?:\d{1,2}|[a-zđ])[.)]\s+)+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[;])\s+|(?<=[^\W\d_]{2}[.?!])\s+(?=[^\W\d_a-z])")


def clean(text: str) -> str:
    """The same text in NFC, without invisible characters, with single blanks, single line ends and Vietnamese Đ."""
    if unicodedata.is_normalized("NFC", text) and _UNCLEAN.search(text) is None:
        return text
    text = unicodedata.normalize("NFC", _LINE_END.sub("\n", text)).translate(_CLEAN)
    text = _LINE_EDGE.sub("\n", _BLANK.sub(" ", _CONTROL.sub(" ", text)))
    return re.sub(r"\n{2,}", "\n", text).strip()


def one_line(text: str) -> str:
    """`clean` text with its line ends turned into blanks."""
    return clean(text).replace("\n", " ")


def _old_style(found: re.Match[str]) -> str:
    first, second = (found[1], found[2]) if found[1] else (found[3], found[4])
    apart = unicodedata.normalize("NFD", second)
    return unicodedata.normalize("NFC", first + apart[1:]) + apart[0]


def unify_spelling(text: str) -> str:
    """Lower-case NFC text with one tone placement (hoà = hòa, uỷ = ủy) and one final y after h k l m s t (kĩ = kỹ)."""
    text = _NEW_STYLE.sub(_old_style, text)
    return _SHORT_I.sub(lambda found: found[1] + _I_TO_Y[found[2]], text)


@lru_cache(maxsize=RECENT_TEXTS)
def match_form(text: str) -> str:
    """One-line lower-case text with unified spelling: the form in which two texts are compared word by word."""
    return unify_spelling(one_line(text).casefold())


@lru_cache(maxsize=65_536)
def _fold_word(word: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFD", word) if not unicodedata.combining(mark))
    return unicodedata.normalize("NFC", bare).replace("đ", "d")


def fold(text: str) -> str:
    """`match_form` without diacritics and with d for đ: the loosest key, for text typed without Vietnamese marks."""
    return " ".join(_fold_word(word) for word in match_form(text).split())


def has_vietnamese_marks(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark (tone, horn, breve, circumflex or bar)."""
    return _MARKED.search(unicodedata.normalize("NFC", text)) is not None


def marked_word_share(text: str) -> float:
    """Share of the words that carry a Vietnamese mark, 0 for a text without words."""
    words = match_form(text).split()
    return sum(_MARKED_LOWER.search(word) is not None for word in words) / len(words) if words else 0.0


def tokens(text: str) -> list[str]:
    """Words of a text in order, lower case; a legal number (30/2020/nđ-cp) comes whole and then in its parts."""
    form = match_form(text)
    if "/" not in form:
        return _WORD.findall(form)
    found: list[str] = []
    start = 0
    for number in _LEGAL_NUMBER.finditer(form):
        found.extend(_WORD.findall(form, start, number.start()))
        found.append(number[0])
        found.extend(_WORD.findall(number[0]))
        start = number.end()
    found.extend(_WORD.findall(form, start))
    return found


def legal_numbers(text: str) -> list[str]:
    """The numbers of legal instruments named in a text, lower case, in order of appearance, each once."""
    return list(dict.fromkeys(_LEGAL_NUMBER.findall(match_form(text))))


def lines(text: str) -> list[str]:
    """The lines and sentences of a text without bullets and numbering; never empty unless the text is blank."""
    return list(_lines(text))


@lru_cache(maxsize=RECENT_TEXTS)
def _lines(text: str) -> tuple[str, ...]:
    whole = clean(text)
    parts = [part for line in whole.split("\n") for part in _sentences(line)]
    return tuple(parts or ([whole] if whole else []))


def _sentences(line: str) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(line):
        bare = _BULLET.sub("", sentence.strip()).strip(" ;")
        if bare:
            yield bare


class AbbreviationExpander:
    """Writes out abbreviations of a given mapping (UBND → Ủy ban nhân dân) where they stand as words."""

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        self._full = {clean(short): clean(full) for short, full in abbreviations.items() if short.strip()}
        longest_first = sorted(self._full, key=lambda short: (-len(short), short))
        body = "|".join(re.escape(short) for short in longest_first)
        # A part of a legal number (30/2020/NĐ-CP) is no abbreviation to write out.
        self._pattern = re.compile(rf"(?<![\w/-])(?:{body})(?![\w/-])") if body else None

    def expand(self, text: str) -> str:
        """The text with each abbreviation replaced; case counts, so "HS" is one and "hs" is not."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._full[found[0]], clean(text))
