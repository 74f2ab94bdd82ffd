"""Staffing: balance of posts by unit and position, and proposed moves."""

from recommender.staffing.balance import balance
from recommender.staffing.moves import Candidates, candidates, moves

__all__ = ["balance", "Candidates", "candidates", "moves"]
