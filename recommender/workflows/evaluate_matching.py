"""Measure how sure matches are on catalogue wordings held out one at a time, and write the figures into the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from models.matcher import Mode
from recommender.evaluate import match_figures, match_page, replaced
from recommender.matching import abbreviations, encoder_for
from recommender.requirements import requirement_texts, requirements
from training_catalog import load_catalogue

NAME = "matching"
MODES = (Mode.HYBRID, Mode.LEXICAL)


def evaluate_matching(catalogues: tuple[Path, ...], *, page: Path, tell: Callable[[str], None]) -> str:
    """The figures as Markdown, also written into `page` between its markers."""
    catalogue = load_catalogue(None, *catalogues)
    texts, asked = requirement_texts(catalogue), requirements(catalogue)
    found = []
    for mode in MODES:
        tell(str(mode))
        chosen = encoder_for(mode)
        found.append((chosen.name, match_figures(texts, asked, chosen, short_forms=abbreviations(catalogue))))
    facts = (
        f"Command: `nangluc evaluate matching`. Catalogue {catalogue.name} {catalogue.version}, "
        f"digest `{catalogue.digest[:12]}`; {len(texts)} requirements."
    )
    body = match_page(found, facts=facts)
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(replaced(before, NAME, body), encoding="utf-8", newline="\n")
    return body
