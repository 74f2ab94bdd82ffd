"""How texts are spelled: words and choices of each list, and rare pairs of words that are usually spelled otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from training_catalog.checks.text_fields import TextField, text_fields
from training_catalog.checks.vietnamese import is_vietnamese, plain_words, word_list
from training_catalog.folding import fold
from training_catalog.report.tables import Cell, Column, ReportTable, table
from training_catalog.spelling import Spelling, spelling_of
from training_catalog.types import Catalogue

USUAL = 8
"""So often a pair of words is spelled one way before another spelling of it, seen once, is worth a look."""
RARE_WORD = 4
"""And the word that differs is seen at most so often in all texts."""
_PHRASE_END = re.compile(r"[^\w\s]+")


def spelling_table(catalogue: Catalogue) -> ReportTable:
    """Words of each list and the accepted spellings they choose."""
    words: dict[str, Counter[str]] = {}
    for each in _fields(catalogue):
        words.setdefault(word_list(each.file), Counter()).update(word.lower() for word in plain_words(each.text))
    rows: list[tuple[Cell, ...]] = []
    for name, counts in words.items():
        choices: Counter[Spelling] = Counter()
        for word, count in counts.items():
            choice = spelling_of(word)
            if choice is not None:
                choices[choice] += count
        rows.append((name, counts.total(), len(counts), *(choices[choice] for choice in Spelling)))
    columns = (
        Column("list", "Danh mục", "List"),
        Column("words", "Lượt chữ", "Words"),
        Column("distinct", "Chữ khác nhau", "Distinct"),
        Column("tone_first", "hòa, thủy", "hòa, thủy"),
        Column("tone_second", "hoà, thuỷ", "hoà, thuỷ"),
        Column("ends_y", "kỹ, lý", "kỹ, lý"),
        Column("ends_i", "kĩ, sĩ", "kĩ, sĩ"),
    )
    note = (
        "Mỗi danh mục chỉ dùng một cách đặt dấu thanh. “bác sĩ, nghệ sĩ” viết i theo thói quen chung.",
        "Each list places tones one way only. Some words are written with i by common habit (bác sĩ).",
    )
    return table("spelling", ("Chính tả", "Spelling"), note, columns, rows)


def rare_pairs_table(catalogue: Catalogue) -> ReportTable:
    """Two words seen once that are spelled otherwise elsewhere: typing errors stand here, most are not."""
    seen, words, place = _counted_pairs(catalogue)
    by_fold: dict[str, list[tuple[str, str]]] = {}
    for pair in seen:
        by_fold.setdefault(fold(" ".join(pair)), []).append(pair)
    rows: list[tuple[Cell, ...]] = []
    for pairs in by_fold.values():
        usual = max(pairs, key=lambda pair: (seen[pair], pair))
        for pair in sorted(pairs) if seen[usual] >= USUAL else ():
            differing = [one for one, other in zip(pair, usual, strict=True) if one != other]
            if seen[pair] == 1 and len(differing) == 1 and words[differing[0]] <= RARE_WORD:
                each = place[pair]
                rows.append((" ".join(pair), " ".join(usual), seen[usual], each.row, each.text))
    columns = (
        Column("written", "Đang viết", "Written"),
        Column("usual", "Thường viết", "Usual"),
        Column("times", "Số lần", "Times"),
        Column("row", "Dòng", "Row"),
        Column("text", "Trong câu", "In", is_wide=True),
    )
    note = (
        "Chữ hiếm gặp đứng trong cụm mà cách viết khác dấu gặp nhiều lần: để người đọc soát lỗi gõ.",
        "A rare word inside a pair that is usually accented otherwise: for a reader to look for typing errors.",
    )
    return table("rare_spellings", ("Cách viết hiếm", "Rare spellings"), note, columns, rows, is_folded=True)


def _counted_pairs(
    catalogue: Catalogue,
) -> tuple[Counter[tuple[str, str]], Counter[str], dict[tuple[str, str], TextField]]:
    """Pairs of neighbouring words inside phrases, single words, and the first text that holds each pair."""
    seen: Counter[tuple[str, str]] = Counter()
    words: Counter[str] = Counter()
    place: dict[tuple[str, str], TextField] = {}
    for each in _fields(catalogue):
        for phrase in _PHRASE_END.split(each.text) if each.name != "aliases" else ():
            plain = [word.lower() for word in plain_words(phrase)]
            words.update(plain)
            for pair in pairwise(plain):
                seen[pair] += 1
                place.setdefault(pair, each)
    return seen, words, place


def _fields(catalogue: Catalogue) -> Iterator[TextField]:
    return (each for each in text_fields(catalogue) if is_vietnamese(each))
