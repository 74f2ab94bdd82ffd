"""The legal folder of a screening as Word documents, from its results folder and the model in use."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from models.suitability import load_version
from recommender.documents.legal import read_run, write_legal_documents


@dataclass(frozen=True, kw_only=True)
class LegalFolder:
    """What was written, and whether a reason on fairness is still missing."""

    written: tuple[Path, ...]
    needs_reason: bool


def write_legal_folder(results: Path, *, out: Path, office: str = "", models: Path | None = None) -> LegalFolder:
    """Five Word documents in `out`; InputError when `results` is no results folder or was altered.

    `models`: versions of the learned model; the figures are those of the version that the run names.
    """
    facts = read_run(results, office=office)
    if facts.model_version and models is not None:
        version = load_version(models, facts.model_version)[0]
        facts = replace(facts, model_metrics=version.manifest.metrics)
    return LegalFolder(written=write_legal_documents(facts, out), needs_reason=facts.needs_reason)
