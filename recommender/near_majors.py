"""Which majors are near those a rule names, so that its open clause ("or other suitable majors") asks a person.

Near is: of the same group; of a group whose graduates commonly do the same work; or a major whose own name holds the
name of one that is listed ("Địa lý kinh tế" where "Kinh tế" is). Only a major that is none of these is called unfit.
"""

from __future__ import annotations

import pandas as pd

from training_catalog import fold
from training_catalog.types import Term

NEAR_GROUPS = frozenset(
    frozenset(f"group_{name}" for name in pair)
    for pair in (
        ("social", "culture"), ("social", "education"), ("culture", "education"), ("social", "law_administration"),
        ("agriculture", "science"), ("agriculture", "land_environment"), ("land_environment", "science"),
        ("land_environment", "construction"), ("it", "science"), ("health", "science"),
    )
)  # fmt: skip
"""Pairs of groups of majors of the shipped pack; other catalogues' groups are near only to themselves."""


def are_near(groups: pd.Series, others: pd.Series) -> pd.Series:
    """Whether two groups are the same or near; an unknown group is near to nothing."""
    pairs = set(zip(groups, others, strict=True))
    near = {pair for pair in pairs if "" not in pair and (pair[0] == pair[1] or frozenset(pair) in NEAR_GROUPS)}
    return pd.Series([pair in near for pair in zip(groups, others, strict=True)], index=groups.index, dtype="bool")


def name_listed(subjects: pd.Series, terms: pd.Series, majors: dict[str, Term]) -> pd.Series:
    """Whether a major as written holds, word by word, the name of a listed one; every distinct pair once."""
    names = {key: f" {fold(term.name_vi)} " for key, term in majors.items() if term.parent}
    written = {subject: f" {fold(subject)} " for subject in subjects.unique()}
    pairs = set(zip(subjects, terms, strict=True))
    holding = {(subject, term) for subject, term in pairs if subject and names.get(term, "\n") in written[subject]}
    return pd.Series([pair in holding for pair in zip(subjects, terms, strict=True)], subjects.index, dtype="bool")
