"""Names of codes that the vocabularies of the catalogue hold: departments, ranks, fields."""

from __future__ import annotations

from collections.abc import Iterable

from training_catalog.types import Catalogue


def term_name(catalogue: Catalogue, vocabulary: str, code: str, *, language: str) -> str:
    """The name of a term in the reader's language; a code that the vocabulary does not know stays as it is."""
    term = catalogue.vocabularies.get(vocabulary, {}).get(code)
    if term is None:
        return code
    return term.name_en if language == "en" else term.name_vi


def term_names(catalogue: Catalogue, vocabulary: str, codes: Iterable[str], *, language: str) -> dict[str, str]:
    """Code → name, each code once."""
    return {code: term_name(catalogue, vocabulary, code, language=language) for code in dict.fromkeys(codes)}
