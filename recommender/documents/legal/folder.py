"""The five documents of the legal folder, and their Word files, from the facts of a run."""

from __future__ import annotations

from pathlib import Path

from recommender.documents.legal.blocks import LegalDocument
from recommender.documents.legal.cards import data_card, model_card
from recommender.documents.legal.impact import impact_assessment
from recommender.documents.legal.run_facts import LegalFacts
from recommender.documents.legal.use import instructions, register_entry
from recommender.documents.legal.word import write_word


def legal_documents(facts: LegalFacts) -> tuple[LegalDocument, ...]:
    """All five, in the order of the folder."""
    return tuple(make(facts) for make in (model_card, data_card, impact_assessment, instructions, register_entry))


def write_legal_documents(facts: LegalFacts, out: Path) -> tuple[Path, ...]:
    """The Word files written into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    footer = (
        f"Lập tự động từ đợt rà soát {facts.run_id} ngày {facts.today} · Năng Lực {facts.record['program']['version']}"
    )
    return tuple(
        write_word(document, out / f"{document.name}.docx", office=facts.office, footer=footer)
        for document in legal_documents(facts)
    )
