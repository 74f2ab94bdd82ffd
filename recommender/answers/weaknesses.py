"""What is to be known of a test before it is used, as problems of its file, from answers and figures of the whole."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from recommender.answers.answer_sheet import AnswerSheet
from recommender.answers.problem_texts import AnswerProblems
from recommender.answers.result_tables import LEAST_RELIABILITY, is_too_weak, reliability_of
from recommender.problems import Problem


def about_blanks(sheet: AnswerSheet, *, blanks: str | None) -> tuple[Problem, ...]:
    """What is to be known of blank cells: that they do not count as wrong, and of whom most are blank."""
    problems = AnswerProblems(sheet.file)
    is_blank = np.isnan(sheet.answers)
    present = is_blank[~is_blank.all(axis=1)]
    if blanks is None and present.any():
        problems.add("blanks_left_out", share=f"{max(100 * float(present.mean()), 0.1):.1f}")
    answered = (~is_blank).sum(axis=1)
    if blanks != "wrong":
        for person in np.flatnonzero((answered > 0) & (2 * answered < len(sheet.items))):
            words = {"n": str(answered[person]), "wanted": str(len(sheet.items))}
            problems.add("few_answered", value=sheet.ids[person], **words)
    return problems.all()


def about_test(file: str, test: Mapping[str, object]) -> tuple[Problem, ...]:
    """What is to be known of a whole test before it is used: that it tells nobody apart, is weak, or may be."""
    problems = AnswerProblems(file)
    if not test["n_items_estimated"]:
        problems.add("nobody_estimated")
    reliability, low, high = reliability_of(test), test["alpha_low"], test["alpha_high"]
    if isinstance(low, float) and isinstance(high, float) and low < LEAST_RELIABILITY <= reliability:
        problems.add(
            "reliability_unsure", value=f"{reliability:.2f}", n=str(test["n_people"]), low=f"{low:.2f}",
            high=f"{high:.2f}", least=f"{LEAST_RELIABILITY:.2f}",
        )  # fmt: skip
    return (*problems.all(), *weak_test(file, reliability))


def weak_test(file: str, reliability: float) -> tuple[Problem, ...]:
    """The warning of a test that is too weak to decide on; nothing for the others."""
    if not is_too_weak(reliability):
        return ()
    problems = AnswerProblems(file)
    problems.add("test_too_weak", value=f"{reliability:.2f}", least=f"{LEAST_RELIABILITY:.2f}")
    return problems.all()
