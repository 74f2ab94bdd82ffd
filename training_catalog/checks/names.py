"""Names that stand for two things: titles and aliases of positions and terms, and tasks worded nearly alike."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from training_catalog.checks import places
from training_catalog.folding import fold
from training_catalog.problem_texts import catalogue_problem
from training_catalog.types import Catalogue, CatalogueProblem, Term

NEAR_IDENTICAL_PERCENT = 90.0


def name_problems(catalogue: Catalogue) -> list[CatalogueProblem]:
    """Ambiguous names of positions, competencies, systems and of every vocabulary; near-identical task texts."""
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
    return [*problems, *_near_identical(catalogue)]


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


def _near_identical(catalogue: Catalogue) -> list[CatalogueProblem]:
    """Pairs of tasks whose Vietnamese texts are alike to `NEAR_IDENTICAL_PERCENT` or more, each pair once."""
    tasks = list(catalogue.tasks.values())
    texts = [fold(task.text_vi) for task in tasks]
    cutoff = NEAR_IDENTICAL_PERCENT
    problems: list[CatalogueProblem] = []
    for at, task in enumerate(tasks):
        for other in range(at + 1, len(tasks)):
            if _length_percent(texts[at], texts[other]) < cutoff:
                continue
            percent = fuzz.ratio(texts[at], texts[other], score_cutoff=cutoff)
            if percent >= cutoff:
                values = {"value": tasks[other].task_id, "percent": round(percent)}
                file = places.task_file(task)
                problems.append(catalogue_problem("near_identical_tasks", file=file, row=task.task_id, **values))
    return problems


def _length_percent(one: str, other: str) -> float:
    """The most that `fuzz.ratio` can be for texts of these lengths."""
    total = len(one) + len(other)
    return 200.0 * min(len(one), len(other)) / total if total else 0.0
