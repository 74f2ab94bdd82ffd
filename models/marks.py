"""Yields Vietnamese marks for text typed without them, learned from the marked texts at hand."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from models.text import clean, fold, has_vietnamese_marks, match_form

_WORD = re.compile(r"[^\W\d_]+")
_KNOWN_SHARE = 0.8
"""Share of the words that must be known, so that English is left alone; "to", "the" and "an" look Vietnamese too."""
_LEAST_WORDS = 2
_SEEN_PAIRS = 0.4
"""Share of neighbouring words that must have been seen side by side once restored; English lends few of them."""
_PAIR_WEIGHT = 0.8
"""Weight of the pair's frequency against that of the single word."""


class MarkRestorer:
    """Most likely marked reading of an unmarked text by pairs of words (Viterbi over a bigram model).

    Measured on queries typed without marks (MRR hybrid, without / with restoring): title -> training 0.617 / 0.972,
    requirement -> duties 0.225 / 0.714 (with marks 0.972 and 0.730).

    `wider` is asked about a text that these texts cannot restore: a few targets do not know every word that people
    write. Measured on the 61 unmarked queries of the own dev sets: 0.729 without, 0.880 with the catalogue's words;
    no other query of any set changed.
    """

    def __init__(self, texts: Iterable[str], *, wider: MarkRestorer | None = None) -> None:
        self._wider = wider
        self._single: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            if has_vietnamese_marks(text):
                words = _WORD.findall(match_form(text))
                self._single.update(words)
                self._pairs.update(zip(["", *words], words, strict=False))
        self._before = Counter[str]()
        for (first, _), count in self._pairs.items():
            self._before[first] += count
        self._total = self._single.total()
        readings: dict[str, list[str]] = {}
        for word in sorted(self._single):
            readings.setdefault(fold(word), []).append(word)
        self._readings = readings

    def restore(self, text: str) -> str:
        """The text with marks when it is Vietnamese without any; else the text as it is."""
        if has_vietnamese_marks(text):
            return text
        restored = self._own(text)
        if restored is None:
            return text if self._wider is None else self._wider.restore(text)
        return restored

    def _own(self, text: str) -> str | None:
        words = _WORD.findall(match_form(text))
        known = sum(word in self._readings for word in words)
        if len(words) < _LEAST_WORDS or known < _KNOWN_SHARE * len(words):
            return None
        restored = "\n".join(self._restored_line(line) for line in clean(text).split("\n"))
        return restored if self._is_plausible(restored) else None

    def _is_plausible(self, text: str) -> bool:
        words = _WORD.findall(match_form(text))
        seen = sum((first, second) in self._pairs for first, second in pairwise(words))
        return seen >= _SEEN_PAIRS * (len(words) - 1)

    def _restored_line(self, line: str) -> str:
        lowered = line.casefold()
        found = [*_WORD.finditer(lowered)]
        chosen = self._best([match_form(word[0]) for word in found])
        pieces, at = [], 0
        for word, reading in zip(found, chosen, strict=True):
            pieces += [lowered[at : word.start()], reading]
            at = word.end()
        return "".join([*pieces, lowered[at:]])

    def _best(self, words: Sequence[str]) -> list[str]:
        paths: dict[str, tuple[float, tuple[str, ...]]] = {"": (0.0, ())}
        for word in words:
            paths = {
                reading: max(
                    (
                        (score + self._cost(before, reading), (*path, reading))
                        for before, (score, path) in paths.items()
                    ),
                    key=lambda scored: scored[0],
                )
                for reading in self._readings.get(word, [word])
            }
        return list(max(paths.values(), key=lambda scored: scored[0])[1]) if words else []

    def _cost(self, before: str, word: str) -> float:
        """Log of the pair's frequency mixed with the word's own (fixed weights: a rare neighbour earns no bonus)."""
        alone = (self._single[word] + 1) / (self._total + 1)
        together = self._pairs[before, word] / max(self._before[before], 1)
        return math.log(_PAIR_WEIGHT * together + (1 - _PAIR_WEIGHT) * alone)
