"""The legal folder of a run: model card, data card, impact assessment, instructions for use, public register entry."""

from recommender.documents.legal.folder import legal_documents, write_legal_documents
from recommender.documents.legal.run_facts import LegalFacts, read_run

__all__ = ["legal_documents", "LegalFacts", "read_run", "write_legal_documents"]
