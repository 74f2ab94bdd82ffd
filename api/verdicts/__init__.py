"""Verdicts: the list of a run, one person in full, and the decision taken on it."""
