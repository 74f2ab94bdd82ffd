"""Reasons in plain Vietnamese and English, made from the data of each verdict and move."""

from recommender.explain.change import smallest_changes
from recommender.explain.contributions import contributions
from recommender.explain.evidence_effects import evidence_effects
from recommender.explain.reasons import explained_moves, explained_verdicts
from recommender.explain.telling_evidence import telling_evidence

__all__ = [
    "contributions",
    "evidence_effects",
    "explained_moves",
    "explained_verdicts",
    "smallest_changes",
    "telling_evidence",
]
