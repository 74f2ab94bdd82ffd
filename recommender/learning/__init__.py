"""Learning from signed decisions: measured officers, three parts by officer, a model held to the policy, its card."""

from recommender.learning.card import cards
from recommender.learning.decision_use import DecisionUse, decision_use
from recommender.learning.labelled import Part, labelled, part_of
from recommender.learning.measured import Measured, measured, shown_by_tests
from recommender.learning.trained import Compared, Trained, trained

__all__ = [
    "cards",
    "Compared",
    "decision_use",
    "DecisionUse",
    "labelled",
    "Measured",
    "measured",
    "Part",
    "part_of",
    "shown_by_tests",
    "Trained",
    "trained",
]
