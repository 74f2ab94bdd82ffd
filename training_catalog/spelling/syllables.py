"""Whether a word can be a Vietnamese syllable, from its onset, rime and tone; nothing is looked up in a dictionary."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
_HIGH_TONES = frozenset({"\u0301", "\u0323"})
_STOPS = ("ch", "c", "p", "t")
_ONSETS = ("ngh", "ng", "nh", "gh", "gi", "ch", "kh", "ph", "th", "tr", "qu", *"bcdđghklmnprstvx", "")
_RIME_LIST = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt
uynh uyp uyt uyu ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu
"""
_RIMES = frozenset(_RIME_LIST.split())
_AFTER_Q_LIST = """
ua uac uach uai uan uang uanh uao uat uay uau uăc uăm uăn uăng uăp uăt uân uâng uât uâu uây
ue uen ueo uet uê uêch uên uênh uêt uêu ui uit uơ uơi uơn uơt uôc uy uych uyên uyêt uynh uyp uyt uyu
"""
_AFTER_Q = frozenset(_AFTER_Q_LIST.split())
_BEFORE_FRONT = frozenset({"k", "gh", "ngh"})
_BEFORE_BACK = frozenset({"c", "g", "ng"})
_FRONT = tuple("eêiy")
_WITH_Y = frozenset({"", "h", "k", "l", "m", "s", "t", "v", "qu"})
"""Onsets that are written before a lone y."""
_OPEN_PAIRS = frozenset({"oa", "oe", "uy"})
_VOWELS = frozenset("aăâeêioôơuưy")


@dataclass(frozen=True, slots=True)
class Syllable:
    """The parts of a word: onset, rime without tone, the tone sign ("" when level) and the letter that carries it."""

    onset: str
    rime: str
    tone: str
    tone_at: int
    """Place of the tone inside the rime, from 0; -1 without a tone."""


@lru_cache(maxsize=32_768)
def is_syllable(word: str) -> bool:
    """Whether Vietnamese spelling allows the word, its tone standing on a vowel that may carry it."""
    syllable = taken_apart(unicodedata.normalize("NFC", word).lower())
    if syllable is None:
        return False
    if syllable.rime.endswith(_STOPS) and syllable.tone not in _HIGH_TONES:
        return False
    return syllable.tone_at < 0 or syllable.tone_at in tone_places(syllable)


def taken_apart(word: str) -> Syllable | None:
    """Onset, rime and tone of a lower-case NFC word; None when no onset and rime of Vietnamese make it."""
    letters: list[str] = []
    tone, tone_at = "", -1
    for sign in word:
        decomposed = unicodedata.normalize("NFD", sign)
        marks = [mark for mark in decomposed if mark in TONES]
        if marks:
            if tone:
                return None
            tone, tone_at = marks[0], len(letters)
        letters.append(unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in TONES)))
    bare = "".join(letters)
    for onset in _ONSETS:
        rime = _rime_after(onset, bare)
        if rime:
            place = tone_at - (len(bare) - len(rime)) if tone else -1
            return Syllable(onset, rime, tone, place) if place >= 0 or not tone else None
    return None


def _rime_after(onset: str, bare: str) -> str:
    """The rime when `bare` is the onset and a rime that may follow it, else ""."""
    if not bare.startswith(onset):
        return ""
    rest = bare[len(onset) :]
    if onset == "qu":
        return f"u{rest}" if f"u{rest}" in _AFTER_Q else ""
    if onset == "gi":
        return (rest if rest in _RIMES and rest[0] not in "iy" else "") or (
            f"i{rest}" if f"i{rest}" in _RIMES and rest[:1] != "a" else ""
        )
    if rest not in _RIMES:
        return ""
    is_front = rest.startswith(_FRONT)
    if (onset in _BEFORE_FRONT and not is_front) or (onset in _BEFORE_BACK and is_front):
        return ""
    if onset and rest == "y" and onset not in _WITH_Y:
        return ""
    return "" if onset and rest.startswith("yê") else rest


def tone_places(syllable: Syllable) -> frozenset[int]:
    """Where in the rime the tone may stand; two places only for open oa, oe, uy (hòa and hoà)."""
    rime = syllable.rime
    if rime in _OPEN_PAIRS and syllable.onset != "qu":
        return frozenset({0, 1})
    marked = [at for at, letter in enumerate(rime) if letter in "ăâêôơư"]
    if marked:
        return frozenset({marked[-1]})
    vowels = [at for at, letter in enumerate(rime) if letter in _VOWELS]
    if syllable.onset == "qu":
        vowels = vowels[1:]
    if len(vowels) == 1:
        return frozenset(vowels)
    is_closed = len(rime) > vowels[-1] + 1
    if is_closed or len(vowels) == 3:
        return frozenset({vowels[1]})
    return frozenset({vowels[1] if rime[vowels[0] : vowels[1] + 1] in _OPEN_PAIRS else vowels[0]})
