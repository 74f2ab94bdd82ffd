"""A restorer of Vietnamese marks that knows the words of the whole catalogue, for texts typed without them."""

from __future__ import annotations

from models.marks import MarkRestorer
from training_catalog.types import Catalogue


def known_marks(catalogue: Catalogue) -> MarkRestorer:
    """Learned from every Vietnamese text of the catalogue; half a second."""
    return MarkRestorer(vietnamese_texts(catalogue))


def vietnamese_texts(catalogue: Catalogue) -> list[str]:
    """Each Vietnamese text of the catalogue once, sorted."""
    found: set[str] = set()
    for task in catalogue.tasks.values():
        found |= {task.text_vi, *task.wordings}
    for course in catalogue.courses.values():
        found |= {course.name_vi, course.outline}
    for position in catalogue.positions.values():
        found |= {position.title_vi, *position.aliases}
    for entry in catalogue.competencies.values():
        found |= {entry.name_vi, *entry.aliases}
        for descriptor in entry.descriptors:
            found |= {descriptor.text_vi, *descriptor.examples_vi}
    for blueprint in catalogue.blueprints.values():
        found |= {blueprint.asks_vi, blueprint.evidence_vi}
    found |= {law.title_vi for law in catalogue.laws.values()}
    found |= {term.name_vi for terms in catalogue.vocabularies.values() for term in terms.values()}
    return sorted(text for text in found if text)
