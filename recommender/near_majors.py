"""Which majors are near those a rule names, so that its open clause ("or other suitable majors") asks a person.

Near is: of the same group; of a group whose graduates commonly do the same work; or a major whose own name holds the
name of one that is listed ("Địa lý kinh tế" where "Kinh tế" is). Only a major that is none of these is called unfit.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
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
    return _of_each_pair(
        groups, others, lambda one, other: "" not in (one, other) and (one == other or {one, other} in NEAR_GROUPS)
    )


def name_listed(subjects: pd.Series, terms: pd.Series, majors: dict[str, Term]) -> pd.Series:
    """Whether a major as written holds, word by word, the name of a listed one."""
    names = {key: f" {fold(term.name_vi)} " for key, term in majors.items() if term.parent}
    return _of_each_pair(subjects, terms, lambda written, term: term in names and names[term] in f" {fold(written)} ")


def _of_each_pair(ones: pd.Series, others: pd.Series, judge: Callable[[str, str], bool]) -> pd.Series:
    """The judgement of each row's pair; every distinct pair is judged once."""
    pairs = pd.DataFrame({"one": ones, "other": others})
    rows = pairs.groupby(["one", "other"], sort=False, dropna=False).ngroup()
    distinct = pairs.loc[~rows.duplicated()]
    judged = [judge(str(one), str(other)) for one, other in zip(distinct["one"], distinct["other"], strict=True)]
    return pd.Series(np.array(judged, dtype=np.bool_)[rows.to_numpy()], index=ones.index, dtype="bool")
