"""Offline judgement: what the engine says against planted truth, beside plain baselines."""

from recommender.evaluate.evaluation_page import match_page, replaced, verdict_figures
from recommender.evaluate.held_out import MatchFigures, match_figures
from recommender.evaluate.scores import Scores, scores
from recommender.evaluate.truth import Truth, read_truth, with_exact_levels

__all__ = [
    "match_figures",
    "match_page",
    "MatchFigures",
    "read_truth",
    "replaced",
    "Scores",
    "scores",
    "Truth",
    "verdict_figures",
    "with_exact_levels",
]
