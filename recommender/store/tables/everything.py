"""METADATA with every table on it: importing this module is what completes it."""

from __future__ import annotations

from recommender.store.metadata import METADATA
from recommender.store.tables import (
    accounts,
    audit,
    catalogues,
    decisions,
    headings,
    identities,
    imports,
    jobs,
    notices,
    people,
    plans,
    requests,
    runs,
    service_ends,
    staged,
    units,
)

FAMILIES = (
    units,
    imports,
    people,
    runs,
    decisions,
    plans,
    catalogues,
    accounts,
    audit,
    jobs,
    requests,
    notices,
    headings,
    staged,
    identities,
    service_ends,
)
"""The modules that declare tables."""

__all__ = ["FAMILIES", "METADATA"]
