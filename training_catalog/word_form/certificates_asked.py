"""The certificates that a line of a form asks for, from its text: any one of the terms named on that line."""

from __future__ import annotations

import re
from collections.abc import Mapping

from training_catalog.folding import fold
from training_catalog.types import Term

RANKED = (
    "state_management_assistant",
    "state_management_specialist",
    "state_management_principal",
    "state_management_senior",
)
"""State-management certificates by rank: one of a higher rank is accepted where a lower one is asked."""
LEAST_WORDS = 3
MOST_WORDS_BETWEEN = 6
ALTERNATIVE = re.compile(r"\bhoac\b|\bhay\b")
AFTER_APPOINTMENT = "sau khi bo nhiem"


class CertificateNames:
    """Finds certificates in sentences that put words between those of a name: `quản lý nhà nước đối với … ngạch …`."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._terms = dict(terms)
        names: dict[tuple[str, ...], str] = {}
        for term_id, term in terms.items():
            for name in (term.name_vi, *term.aliases):
                words = tuple(fold(name).split())
                if len(words) >= LEAST_WORDS:
                    names.setdefault(words, term_id)
        self._names = sorted(names.items(), key=lambda item: (-len(item[0]), item[0]))

    def find_all(self, text: str) -> tuple[str, ...]:
        """The certificates named, in text order; longer names first, a word serves one certificate only."""
        words = fold(text).split()
        used: set[int] = set()
        found: dict[str, int] = {}
        for name, term_id in self._names:
            places = places_of(name, words, used)
            if places:
                used.update(places)
                found.setdefault(term_id, places[-1])
        return tuple(sorted(found, key=lambda term_id: (found[term_id], term_id)))

    def with_higher(self, term_id: str) -> tuple[str, ...]:
        """The certificate and those that include it."""
        if term_id not in RANKED:
            return (term_id,)
        return tuple(each for each in RANKED[RANKED.index(term_id) :] if each in self._terms)


def places_of(name: tuple[str, ...], words: list[str], used: set[int]) -> list[int]:
    """Where the words of a name stand in order and near each other among the unused words; [] when they do not."""
    for start, word in enumerate(words):
        if word != name[0] or start in used:
            continue
        places = [start]
        for wanted in name[1:]:
            ahead = range(places[-1] + 1, min(places[-1] + 2 + MOST_WORDS_BETWEEN, len(words)))
            place = next((index for index in ahead if words[index] == wanted and index not in used), None)
            if place is None:
                break
            places.append(place)
        if len(places) == len(name):
            return places
    return []


def are_alternatives(text: str) -> bool:
    """True when the line lets one choose between the certificates it names."""
    return bool(ALTERNATIVE.search(fold(text)))


def is_after_appointment(text: str) -> bool:
    """True when the line asks for the certificate only after the appointment."""
    return AFTER_APPOINTMENT in fold(text)
