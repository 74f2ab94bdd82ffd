"""Names that stand for two things: titles and aliases of positions, competencies, systems and terms."""

from __future__ import annotations

from collections.abc import Iterable

from training_catalog.checks import places
from training_catalog.folding import fold
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import Catalogue, CatalogueProblem, Term


def name_problems(catalogue: Catalogue) -> list[CatalogueProblem]:
    """Ambiguous names of positions, competencies, systems and of every vocabulary."""
    positions = [
        (name, position.position_id)
        for position in catalogue.positions.values()
        for name in (position.title_vi, position.title_en, *position.aliases)
    ]
    competencies = [
        (name, competency.competency_id)
        for competency in catalogue.competencies.values()
        for name in (competency.name_vi, competency.name_en, *competency.aliases)
    ]
    systems = [
        (name, system.system_id)
        for system in catalogue.systems.values()
        for name in (system.name_vi, system.name_en, *system.aliases)
    ]
    problems = [*_ambiguous(positions, "positions/*.yaml"), *_ambiguous(competencies, places.FRAMEWORK)]
    problems += _ambiguous(systems, places.SYSTEMS)
    for vocabulary, terms in catalogue.vocabularies.items():
        names = [(name, term.term_id) for term in terms.values() for name in _names_of(term, vocabulary)]
        problems += _ambiguous(names, places.vocabulary_file(vocabulary))
    return problems


def _names_of(term: Term, vocabulary: str) -> tuple[str, ...]:
    """The spellings a look-up knows; two abbreviations may well stand for one phrase, so only short forms count."""
    if vocabulary == "abbreviations":
        return (term.term_id, *term.aliases)
    return (term.name_vi, term.name_en, *term.aliases)


def _ambiguous(names: Iterable[tuple[str, str]], file: str) -> list[CatalogueProblem]:
    """Same name but for case and spaces: an error. Same only without diacritics and punctuation: a warning."""
    exact: dict[str, dict[str, str]] = {}
    folded: dict[str, dict[str, str]] = {}
    for name, thing_id in names:
        plain = " ".join(name.casefold().split())
        if plain:
            exact.setdefault(plain, {}).setdefault(thing_id, name)
            folded.setdefault(fold(name), {}).setdefault(thing_id, name)
    problems = [_problem("duplicate_name", things, file) for things in exact.values() if len(things) > 1]
    reported = {fold(name) for name, things in exact.items() if len(things) > 1}
    for key, things in folded.items():
        if len(things) > 1 and key and key not in reported:
            problems.append(_problem("similar_name", things, file))
    return problems


def _problem(code: str, things: dict[str, str], file: str) -> CatalogueProblem:
    first, name = next(iter(things.items()))
    return catalogue_problem(code, file=file, row=first, value=name, others=", ".join(things))
