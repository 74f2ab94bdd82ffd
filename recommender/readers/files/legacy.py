"""Unicode text from columns typed in the one-byte encodings TCVN3 (ABC) and VNI, told apart by whole columns.

A single short name reads as good Unicode and as good TCVN3 at once, so the cells of a column are judged together: the
reading under which most words with foreign signs are Vietnamese syllables wins. Tables: TCVN 5712:1993 (VN3) and the
VNI-Win character set, typed from the standards' charts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache

SURE_SHARE = 0.85
"""Share of words with foreign signs that must be syllables under an encoding before a column is converted."""
MOST_WORDS = 3_000
_WORD = re.compile(r"[^\W\d_]+")
_UNICODE_ONLY = re.compile("[ăđơưĂĐƠƯẠ-ỹ\u0300-\u0323]")


class Encoding(StrEnum):
    """How the text of a column was typed."""

    UNICODE = "Unicode"
    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


TCVN3 = dict(zip(
    (
        "¡¢£¤¥¦§¨©ª«¬\xad®" "µ¶·¸¹" "»¼½¾Æ" "ÇÈÉÊË" "ÌÎÏÐÑ" "ÒÓÔÕÖ" "×ØÜÝÞ"
        "ßáâãä" "åæçèé" "êëìíî" "ïñòóô" "õö÷øù" "úûüýþ"
    ),
    (
        "ĂÂÊÔƠƯĐăâêôơưđ" "àảãáạ" "ằẳẵắặ" "ầẩẫấậ" "èẻẽéẹ" "ềểễếệ" "ìỉĩíị"
        "òỏõóọ" "ồổỗốộ" "ờởỡớợ" "ùủũúụ" "ừửữứự" "ỳỷỹýỵ"
    ),
    strict=True,
))  # fmt: skip
"""One sign a letter; toned capitals share the signs of the small letters (the capitals come from another font)."""

_VNI_GROUPS = (
    ("a", "ùøûõï", "áàảãạ"), ("a", "âáàåãä", "âấầẩẫậ"), ("a", "êéèúüë", "ăắằẳẵặ"),
    ("e", "ùøûõï", "éèẻẽẹ"), ("e", "âáàåãä", "êếềểễệ"),
    ("o", "ùøûõï", "óòỏõọ"), ("o", "âáàåãä", "ôốồổỗộ"), ("ô", "ùøûõï", "ớờởỡợ"),
    ("u", "ùøûõï", "úùủũụ"), ("ö", "ùøûõï", "ứừửữự"), ("y", "ùøûõ", "ýỳỷỹ"),
    ("", "íìæóòôöîñ", "íìỉĩịơưỵđ"),
)  # fmt: skip


def _vni_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for base, marks, letters in _VNI_GROUPS:
        for mark, letter in zip(marks, letters, strict=True):
            table[base + mark] = letter
            table[(base + mark).upper()] = letter.upper()
            if base:
                table[base.upper() + mark] = letter.upper()
    return table


VNI = _vni_table()
"""A letter and a sign after it for each toned letter; a few letters have a sign of their own."""
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, VNI), key=lambda key: (-len(key), key))))

_SHORT_RHYMES = "a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iu oa oă oe oi ôi"
_LONG_RHYMES = "ơi oo ua uâ uê ui uô uơ uy ưa ưi ươ ưu yê yêu uya uyê uyu iêu oai oay oao oeo uôi ươi ươu uây uêu oau"
_RHYMES = frozenset([*_SHORT_RHYMES.split(), *_LONG_RHYMES.split()])
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|q)?"
    r"([aăâeêioôơuưy]{1,3}?)(?:ch|ng|nh|c|m|n|p|t)?"
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def encoding_of(texts: Iterable[str]) -> Encoding:
    """The encoding of a column from its distinct texts; Unicode unless another reading is clearly right.

    Texts with letters that only Unicode has, such as a heading typed later, are left out of the judgement.
    """
    sample = _foreign_words(text for text in texts if not _UNICODE_ONLY.search(text))
    if not sample:
        return Encoding.UNICODE
    joined = " ".join(sample)
    as_typed = valid_share([joined])
    readings = ((Encoding.TCVN3, valid_share([from_tcvn3(joined)])), (Encoding.VNI, valid_share([from_vni(joined)])))
    best, share = max(readings, key=lambda reading: reading[1])
    return best if share >= SURE_SHARE and share > as_typed else Encoding.UNICODE


def to_unicode(text: str, encoding: Encoding) -> str:
    """`text` of a column typed in `encoding`, as Unicode NFC; a text that is Unicode already stays."""
    if _UNICODE_ONLY.search(text):
        return unicodedata.normalize("NFC", text)
    if encoding is Encoding.TCVN3:
        return from_tcvn3(text)
    return from_vni(text) if encoding is Encoding.VNI else unicodedata.normalize("NFC", text)


def from_tcvn3(text: str) -> str:
    """Unicode text from TCVN3; a word whose other letters are capitals becomes capital as a whole."""
    return _WORD_OR_SIGN.sub(_tcvn3_word, text)


def from_vni(text: str) -> str:
    """Unicode text from VNI-Win."""
    return _VNI_PATTERN.sub(lambda found: VNI[found[0]], text)


def valid_share(texts: Iterable[str]) -> float:
    """Share of the words that carry a sign outside ASCII and are Vietnamese syllables; 0 when there are none."""
    words = [word for text in texts for word in _WORD.findall(text) if not word.isascii()][:MOST_WORDS]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    """Whether a word could be one Vietnamese syllable in Unicode."""
    marks = unicodedata.normalize("NFD", word.lower())
    if sum(sign in _TONES for sign in marks) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(sign for sign in marks if sign not in _TONES))
    found = _SYLLABLE.fullmatch(bare)
    return found is not None and found[1] in _RHYMES


_HAS_LETTER = re.compile("[A-Za-z]")
_WORD_OR_SIGN = re.compile(r"[^\s\d.,;:()/-]+")


def _tcvn3_word(found: re.Match[str]) -> str:
    typed = found[0]
    plain = [sign for sign in typed if sign not in TCVN3 and sign.isalpha()]
    word = _replaced(typed, TCVN3)
    return word.upper() if len(plain) > 1 and all(sign.isupper() for sign in plain) else word


def _replaced(text: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(sign, sign) for sign in text)


def _foreign_words(texts: Iterable[str]) -> list[str]:
    """Words with a plain letter and a sign outside ASCII, cut at blanks; "5÷7" and bullets say nothing."""
    words: list[str] = []
    for text in texts:
        words.extend(word for word in text.split() if not word.isascii() and _HAS_LETTER.search(word))
        if len(words) >= MOST_WORDS:
            break
    return words[:MOST_WORDS]
