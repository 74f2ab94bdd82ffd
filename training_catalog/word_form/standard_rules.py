"""Formal standards of a position, from section 5.1 of its job description and the catalogue's vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from training_catalog.folding import fold
from training_catalog.lookup import VocabularyIndex
from training_catalog.types import Catalogue, CatalogueProblem, Origin, StandardKind, StandardRule
from training_catalog.word_form.certificates_asked import (
    RANKED,
    CertificateNames,
    are_alternatives,
    is_after_appointment,
)
from training_catalog.word_form.majors_asked import SUBSTITUTE, majors_asked
from training_catalog.word_form.problems import form_problem, shorten
from training_catalog.word_form.shapes import JobDescription
from training_catalog.word_form.wording import items

LEGAL_BASIS = "Bản mô tả vị trí việc làm của cơ quan"
STATE_MANAGEMENT = "quan ly nha nuoc"
POLITICAL_THEORY = "ly luan chinh tri"
NO_EXPERIENCE = re.compile(r"^khong(?: yeu cau)?$|theo quy dinh$|dieu kien tieu chuan theo quy dinh")


class StandardReader:
    """Reads the standards of descriptions against one catalogue's vocabularies."""

    def __init__(self, catalogue: Catalogue) -> None:
        vocabularies = catalogue.vocabularies
        self._degrees = VocabularyIndex(vocabularies.get("degrees", {}))
        self._majors = VocabularyIndex(vocabularies.get("majors", {}))
        self._theory = VocabularyIndex(vocabularies.get("political_theory", {}))
        self._certificates = CertificateNames(vocabularies.get("certificates", {}))

    def rules(
        self, description: JobDescription, origin: Origin
    ) -> tuple[tuple[StandardRule, ...], list[CatalogueProblem]]:
        """The rules in the order of the form, and what could not be read."""
        problems: list[CatalogueProblem] = []
        education: list[str] = []
        theory: list[str] = []
        for line in items(description.standards.education):
            (theory if POLITICAL_THEORY in fold(line) else education).append(line)
        rules = [
            *self._degree(description, "\n".join(education), origin, problems),
            *self._major(description, "\n".join(education), origin, problems),
        ]
        for line in education:
            if self._names_certificate(line):
                rules += self._certificate(description, line, origin, problems)
        for line in theory:
            rules.append(self._political_theory(description, line, origin, problems))
        for line in items(description.standards.certificates):
            if POLITICAL_THEORY in fold(line):
                rules.append(self._political_theory(description, line, origin, problems))
            else:
                rules += self._certificate(description, line, origin, problems)
        experience = [line for line in items(description.standards.experience) if not NO_EXPERIENCE.search(fold(line))]
        if experience:
            problems.append(form_problem(description, "experience_unused", shorten(" ".join(experience))))
        return tuple(with_own_ids(rules)), problems

    def _degree(
        self, description: JobDescription, text: str, origin: Origin, problems: list[CatalogueProblem]
    ) -> list[StandardRule]:
        if not text:
            return []
        split = SUBSTITUTE.search(text)
        degrees = self._degrees.find_all(text[: split.start()] if split else text)
        lowest = min(degrees, key=lambda term: term.order, default=None)
        if lowest is None:
            place = description.standards.education_place
            problems.append(form_problem(description, "degree_unread", shorten(text), place))
            return [undecided(StandardKind.DEGREE, text, origin)]
        return [replace(written(StandardKind.DEGREE, text, origin), minimum=lowest.term_id)]

    def _major(
        self, description: JobDescription, text: str, origin: Origin, problems: list[CatalogueProblem]
    ) -> list[StandardRule]:
        asked = majors_asked(text, self._majors)
        place = description.standards.education_place
        problems += [form_problem(description, "major_unread", shorten(name), place) for name in asked.unread]
        if not asked.accepted and not asked.is_open:
            return []
        alternatives = self._certificates.find_all(asked.substitute) if asked.substitute else ()
        return [
            replace(
                written(StandardKind.MAJOR, text, origin),
                accepted=asked.accepted,
                alternatives=alternatives,
                open_clause=asked.is_open or bool(asked.unread),
            )
        ]

    def _political_theory(
        self, description: JobDescription, line: str, origin: Origin, problems: list[CatalogueProblem]
    ) -> StandardRule:
        terms = self._theory.find_all(line)
        lowest = min((term for term in terms if term.order), key=lambda term: term.order, default=None)
        if lowest is None:
            place = description.standards.education_place
            problems.append(form_problem(description, "theory_unread", shorten(line), place))
            return undecided(StandardKind.POLITICAL_THEORY, line, origin)
        return replace(written(StandardKind.POLITICAL_THEORY, line, origin), minimum=lowest.term_id)

    def _names_certificate(self, line: str) -> bool:
        """True when a line on education asks for a certificate too; what replaces a major is not asked of everyone."""
        return not SUBSTITUTE.search(line) and "boi duong" in fold(line) and bool(self._certificates.find_all(line))

    def _certificate(
        self, description: JobDescription, line: str, origin: Origin, problems: list[CatalogueProblem]
    ) -> list[StandardRule]:
        names = self._certificates
        found = names.find_all(line)
        unread = []
        if not found or (STATE_MANAGEMENT in fold(line) and not set(found) & set(RANKED)):
            place = description.standards.certificates_place
            problems.append(form_problem(description, "certificate_unread", shorten(line), place))
            unread = [undecided(StandardKind.CERTIFICATE, line, origin)]
        if not found:
            return unread
        accepted = [names.with_higher(term_id) for term_id in found]
        if are_alternatives(line):
            accepted = [tuple(dict.fromkeys(term_id for each in accepted for term_id in each))]
        read = [replace(written(StandardKind.CERTIFICATE, line, origin), accepted=each) for each in accepted]
        return [*read, *unread]


def written(kind: StandardKind, text: str, origin: Origin) -> StandardRule:
    """A rule holding the sentence it was read from, still asking nothing."""
    return StandardRule(
        rule_id=str(kind),
        kind=kind,
        text_vi=text,
        text_en="",
        minimum=None,
        accepted=(),
        open_clause=False,
        alternatives=(),
        after_appointment=is_after_appointment(text),
        is_enabled=True,
        valid_from=None,
        valid_to=None,
        legal_basis=LEGAL_BASIS,
        origin=origin,
    )


def undecided(kind: StandardKind, text: str, origin: Origin) -> StandardRule:
    """A rule that could not be read: shown, deciding nothing until a person completes it."""
    return replace(written(kind, text, origin), is_enabled=False)


def with_own_ids(rules: Iterable[StandardRule]) -> Iterator[StandardRule]:
    """The rules with ids unique in the position: `certificate`, `certificate_2`, …"""
    counts: dict[StandardKind, int] = {}
    for each in rules:
        counts[each.kind] = counts.get(each.kind, 0) + 1
        yield each if counts[each.kind] == 1 else replace(each, rule_id=f"{each.kind}_{counts[each.kind]}")
