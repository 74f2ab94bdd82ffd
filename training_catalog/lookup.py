"""Terms and positions found in free text by their exact folded names, aliases and codes; never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from training_catalog.folding import Spelling, both_spellings, fold
from training_catalog.office_titles import office_key, office_keys
from training_catalog.types import Position, PositionGroup, Term

CACHE_SIZE = 200_000
SHORT_WORDS = 2
"""Aliases of so few words must agree in their diacritics too when the text has any: "được" is not "dược"."""
_POSITION_CODE = re.compile(
    r"(?:[^\W\d_]+\s*[-–]\s*){0,3}(I{1,3})\s*\.\s*([0-9]{1,2})(?:\s*\.\s*([A-Z]{2}))?", re.IGNORECASE
)
_EXPLANATION = re.compile(r"\([^)]*\)?|:.*", re.DOTALL)
_OF_THE_COMMUNE = re.compile(r" (?:cap )?(?:xa|phuong|dac khu)$")
_SHORT_HEADS = {"cv": "chuyen vien", "cc": "cong chuc"}
_HEAD_AND_FILLERS = re.compile(r"^(chuyen vien|cong chuc|can bo|cv|cc)(?: (?:tham muu|ve|quan ly|linh vuc))* (?=\S)")


@dataclass(frozen=True, kw_only=True)
class TermMatch:
    """The term a text names. Without a term, `candidates` are those between which the text does not decide."""

    term: Term | None
    candidates: tuple[Term, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PositionMatch:
    """The position a text names; without one, `candidates` are those between which the text does not decide."""

    position: Position | None
    candidates: tuple[Position, ...] = ()
    is_plain: bool = False
    """Found by the plain title only, not by the whole one."""
    is_loose: bool = False
    """Found by the office's way with the title only."""


NO_TERM = TermMatch(term=None)


class VocabularyIndex:
    """Look-up in one vocabulary: the whole text first, then the longest name or alias inside it on word boundaries."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._terms = dict(terms)
        self._whole = _Names()
        self._inside = _Names()
        for term_id, term in self._terms.items():
            for name in (term.name_vi, term.name_en, *term.aliases):
                self._whole.add(name, term_id)
                self._inside.add(name, term_id)
            self._whole.add(term.term_id, term_id)
            self._whole.add(term.code, term_id)
        self._cache: dict[str, TermMatch] = {}

    def find(self, text: str) -> Term | None:
        """The term the text names, or None when it names none or does not decide between several."""
        return self.look_up(text).term

    def look_up(self, text: str) -> TermMatch:
        """The term the text names, with the candidates when it does not decide."""
        match = self._cache.get(text)
        if match is None:
            match = self._looked_up(text)
            if len(self._cache) >= CACHE_SIZE:
                self._cache.clear()
            self._cache[text] = match
        return match

    def find_all(self, text: str) -> tuple[Term, ...]:
        """Every term named inside the text, in text order; a name inside a longer one does not count.

        A name that stands for several terms is left out.
        """
        spelling = both_spellings(text)
        spans = list(self._inside.spans(spelling)) or [self._whole.exact(spelling)]
        found = dict.fromkeys(ids[0] for ids in spans if len(ids) == 1)
        return tuple(self._terms[term_id] for term_id in found)

    def _looked_up(self, text: str) -> TermMatch:
        spelling = both_spellings(text)
        return self._match(self._whole.exact(spelling) or self._inside.longest(spelling))

    def _match(self, ids: tuple[str, ...]) -> TermMatch:
        if not ids:
            return NO_TERM
        if len(ids) == 1:
            return TermMatch(term=self._terms[ids[0]])
        return TermMatch(term=None, candidates=tuple(self._terms[term_id] for term_id in ids))


class PositionIndex:
    """Look-up of positions by exact folded title or alias, by code, by the plain title or by the office's way with it.

    A code is an id such as `II.04`, or one with the province and commune before it (`NA-NLâ-II.04`). A code of
    another pattern, such as `TP-NVCN-05`, names nothing here and is never guessed. The plain title leaves out what
    offices write or not as they like (`plain_title`); it counts only when the whole title names nothing, and the
    office's way (`office_key`: any kind of officer, short forms) only when the plain title names nothing either.
    """

    def __init__(self, positions: Mapping[str, Position]) -> None:
        self._positions = dict(positions)
        self._names = _Names()
        self._plain: dict[str, dict[str, None]] = {}
        self._by_office: dict[str, dict[str, None]] = {}
        for position_id, position in self._positions.items():
            for name in (position.title_vi, position.title_en, *position.aliases, position_id):
                self._names.add(name, position_id)
                if not _EXPLANATION.search(name):
                    self._plain.setdefault(plain_title(name), {})[position_id] = None
                    for key in office_keys(name, is_head=position.group is PositionGroup.LEADER):
                        self._by_office.setdefault(key, {})[position_id] = None
        self._cache: dict[str, PositionMatch] = {}

    def find(self, text: str) -> Position | None:
        """The position the text names, or None when it names none or does not decide between several."""
        return self.look_up(text).position

    def is_name(self, text: str) -> bool:
        """Whether the whole text, nothing in brackets, is a title as some office writes it."""
        return not _EXPLANATION.search(text) and office_key(text) in self._by_office

    def look_up(self, text: str) -> PositionMatch:
        """The position the text names, with the candidates when it does not decide."""
        match = self._cache.get(text)
        if match is None:
            match = self._looked_up(text)
            if len(self._cache) >= CACHE_SIZE:
                self._cache.clear()
            self._cache[text] = match
        return match

    def _looked_up(self, text: str) -> PositionMatch:
        ids = self._names.exact(both_spellings(text)) or self._by_code(text)
        is_plain = not ids
        ids = ids or self._by_plain_title(text)
        is_loose = not ids
        ids = ids or tuple(self._by_office.get(office_key(text), ()))
        found = [self._positions[position_id] for position_id in ids]
        return PositionMatch(
            position=found[0] if len(found) == 1 else None,
            candidates=tuple(found) if len(found) > 1 else (),
            is_plain=is_plain and bool(ids),
            is_loose=is_loose and bool(ids),
        )

    def _by_code(self, text: str) -> tuple[str, ...]:
        match = _POSITION_CODE.fullmatch(text.strip())
        if match is None:
            return ()
        position_id = f"{match[1].upper()}.{int(match[2]):02d}" + (f".{match[3].upper()}" if match[3] else "")
        return (position_id,) if position_id in self._positions else ()

    def _by_plain_title(self, text: str) -> tuple[str, ...]:
        plain = plain_title(text)
        return tuple(self._plain.get(plain, ())) if plain else ()


def plain_title(text: str) -> str:
    """The folded title without explanations in brackets or after a colon, the commune at its end, and the filling
    words after "chuyên viên" or "công chức": `Chuyên viên về quản lý lĩnh vực đất đai (…)` is `chuyen vien dat dai`.
    """
    folded = _OF_THE_COMMUNE.sub("", fold(_EXPLANATION.sub(" ", text)))
    head = _HEAD_AND_FILLERS.match(folded)
    return f"{_SHORT_HEADS.get(head[1], head[1])} {folded[head.end() :]}" if head else folded


class _Names:
    """Ids by folded name, with the accented spellings that tell equal folded names apart."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[str, dict[str, None]]] = {}
        self._longest: dict[tuple[str, str], int] = {}
        """First two words of names to the greatest number of words of such names ("" when a name has one word)."""

    def add(self, name: str, thing_id: str) -> None:
        words, spelled = both_spellings(name)
        if not words:
            return
        self._ids.setdefault(" ".join(words), {}).setdefault(" ".join(spelled), {})[thing_id] = None
        start = (words[0], words[1] if len(words) > 1 else "")
        self._longest[start] = max(len(words), self._longest.get(start, 0))

    def exact(self, spelling: Spelling) -> tuple[str, ...]:
        """The ids of the whole text; diacritics decide only between names that fold alike."""
        words, spelled = spelling
        spellings = self._ids.get(" ".join(words))
        if spellings is None:
            return ()
        return _decided(spellings, " ".join(spelled))

    def longest(self, spelling: Spelling) -> tuple[str, ...]:
        """The ids of the longest name inside the text; those of all of them when several are equally long."""
        best: dict[str, None] = {}
        best_length = 0
        for _, length, ids in self._found(spelling):
            if length > best_length:
                best, best_length = dict.fromkeys(ids), length
            elif length == best_length:
                best.update(dict.fromkeys(ids))
        return tuple(best)

    def spans(self, spelling: Spelling) -> Iterator[tuple[str, ...]]:
        """The ids of every name inside the text that is not part of a longer one there, in text order."""
        reached = 0
        for end, _, ids in self._found(spelling):
            if end > reached:
                reached = end
                yield ids

    def _found(self, spelling: Spelling) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """End, length in letters and ids of the longest name that starts at each word."""
        words, spelled = spelling
        is_accented = spelled != words
        for start in range(len(words)):
            for count in range(self._longest_name(words, start), 0, -1):
                end = start + count
                ids = self._ids_of(words[start:end], spelled[start:end] if is_accented else [])
                if ids:
                    yield end, sum(len(word) for word in words[start:end]) + count, ids
                    break

    def _longest_name(self, words: list[str], start: int) -> int:
        """The number of words of the longest name that may start here; 0 when none does."""
        pair = (words[start], words[start + 1] if start + 1 < len(words) else "")
        longest = self._longest.get(pair, 0) or self._longest.get((words[start], ""), 0)
        return min(longest, len(words) - start)

    def _ids_of(self, words: list[str], spelled: list[str]) -> tuple[str, ...]:
        spellings = self._ids.get(" ".join(words))
        if spellings is None:
            return ()
        written = " ".join(spelled)
        is_typed_bare = len(words) > 1 and spelled == words
        if spelled and len(words) <= SHORT_WORDS and not is_typed_bare:
            return tuple(spellings.get(written, ()))
        return _decided(spellings, written)


def _decided(spellings: dict[str, dict[str, None]], written: str) -> tuple[str, ...]:
    """The ids of the spelling as written, else those of every spelling, in order of the vocabulary."""
    exact = spellings.get(written)
    if exact is not None:
        return tuple(exact)
    return tuple(dict.fromkeys(thing_id for ids in spellings.values() for thing_id in ids))
