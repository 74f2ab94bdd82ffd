"""Readers of what a test leaves behind: answers, answer keys, total scores and cut scores, with every problem."""

from recommender.answers.answer_sheet import AnswerSheet, read_answers
from recommender.answers.cut_file import CutKind, CutRatings, read_cuts
from recommender.answers.key_file import read_key
from recommender.answers.total_sheet import TotalSheet, read_totals

__all__ = [
    "AnswerSheet",
    "CutKind",
    "CutRatings",
    "read_answers",
    "read_cuts",
    "read_key",
    "read_totals",
    "TotalSheet",
]
