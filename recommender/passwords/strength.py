"""A refusal for passwords that are short, or made of few pieces that a guesser tries first.

Pieces are common passwords and words (common.txt: the most frequent of public leaks, from the lists of zxcvbn, MIT, and
Django, BSD-3-Clause; vietnamese.txt: our own), words about the account, runs of digits, repeats and keyboard rows. A
character that belongs to none is a piece of its own, so random text and a phrase of several words both pass.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from recommender.errors import UsageError

SHORTEST, LONGEST = 12, 256
FEWEST_PIECES = 5
FEWEST_CHARACTERS = 5
SHORTEST_WORD = 3
ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "1qaz2wsx3edc4rfv5tgb6yhn")
SHORTEST_RUN = 3
LOOKALIKES = str.maketrans({"@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "$": "s", "5": "s", "7": "t"})


def refuse_weak(password: str, *, words: Iterable[str] = ()) -> None:
    """Raises UsageError unless the password is long enough and hard to guess; `words` are about the account."""
    text = unicodedata.normalize("NFC", password)
    if len(text) < SHORTEST:
        raise _too_weak(f"Mật khẩu cần ít nhất {SHORTEST} ký tự.", f"A password needs at least {SHORTEST} characters.")
    if len(text) > LONGEST:
        raise _too_weak(f"Mật khẩu dài tối đa {LONGEST} ký tự.", f"A password has at most {LONGEST} characters.")
    known = _common() | {_folded(part) for word in words for part in (word, *_parts(word))}
    folded = _one_period(_folded(text))
    fewest = min(_n_pieces(folded, known), _n_pieces(folded.translate(LOOKALIKES), known))
    if fewest < FEWEST_PIECES or len(set(folded)) < FEWEST_CHARACTERS:
        raise _too_weak("Mật khẩu này dễ đoán.", "This password is easy to guess.")


def _too_weak(vi: str, en: str) -> UsageError:
    return UsageError(
        vi, en,
        hint_vi="Một câu gồm năm, sáu từ không liên quan là tốt nhất; không dùng tên, ngày sinh, số điện thoại.",
        hint_en="A phrase of five or six unrelated words is best; no names, birthdays or telephone numbers.",
    )  # fmt: skip


@cache
def _common() -> frozenset[str]:
    here = files("recommender.passwords")
    lists = (here.joinpath(name).read_text(encoding="utf-8").split() for name in ("common.txt", "vietnamese.txt"))
    return frozenset(word for words in lists for word in words)


def _folded(text: str) -> str:
    """Lower case without diacritics, spaces and punctuation between words: what a guesser would also try."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(character for character in plain if not unicodedata.combining(character) and character not in " .-_")


def _parts(word: str) -> list[str]:
    cut = "".join(character if character.isalnum() else " " for character in word)
    return [part for part in cut.split() if len(part) >= SHORTEST_WORD]


def _one_period(text: str) -> str:
    """`abcabcabc` as `abc`: a repeat adds nothing."""
    period = (text + text).find(text, 1)
    return text[:period] if 0 < period < len(text) else text


def _n_pieces(text: str, known: frozenset[str] | set[str]) -> int:
    """The fewest pieces the text can be cut into."""
    fewest = [0] + [len(text)] * len(text)
    for end in range(1, len(text) + 1):
        fewest[end] = fewest[end - 1] + 1
        for start in range(max(0, end - 40), end - SHORTEST_WORD + 1):
            if fewest[start] + 1 < fewest[end] and _is_piece(text[start:end], known):
                fewest[end] = fewest[start] + 1
    return fewest[len(text)]


def _is_piece(part: str, known: frozenset[str] | set[str]) -> bool:
    if part in known or part.isdigit() or len(set(part)) == 1:
        return True
    return len(part) >= SHORTEST_RUN and any(part in row or part[::-1] in row for row in ROWS)
