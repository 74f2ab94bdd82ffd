"""Offline judgement: what the engine says against planted truth, beside plain baselines."""

from recommender.evaluate.evaluation_page import replaced, verdict_figures
from recommender.evaluate.scores import Scores, scores
from recommender.evaluate.truth import Truth, read_truth, with_exact_levels

__all__ = ["read_truth", "replaced", "Scores", "scores", "Truth", "verdict_figures", "with_exact_levels"]
