"""Decisions: what named officers signed earlier about some holdings, nearly always as the truth is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from recommender.columns import DECISIONS
from recommender.sample.communes import Communes
from recommender.sample.draws import Flags, Texts, any_of, flags, texts
from recommender.sample.people import as_days
from recommender.sample.results import days_of
from recommender.sample.staffing import Posts
from recommender.types import VerdictLabel

DECIDED = 0.15
"""Holdings with a signed decision."""
AGREES = 0.95
"""Decisions that agree with the truth."""
DAYS = ("2025-12-01", "2026-09-30")
REASONS = {
    "": ("Đủ tiêu chuẩn, làm tốt nhiệm vụ", "Đáp ứng yêu cầu vị trí", ""),
    "standards": ("Chuyên môn đào tạo chưa phù hợp", "Chưa đủ tiêu chuẩn theo bản mô tả"),
    "competency": ("Chưa làm được nhiệm vụ chính của vị trí", "Kết quả sát hạch thấp", "Năng lực còn hạn chế"),
}


def decision_rows(
    communes: Communes, posts: Posts, officer_ids: Texts, fails: Texts, rng: np.random.Generator
) -> pd.DataFrame:
    """DECISIONS about a share of the holdings; `fails` = what each holding truly fails ("" = meets)."""
    chosen = np.flatnonzero(flags(rng, DECIDED, len(posts.officer)))
    truth = fails[chosen] == ""
    said: Flags = np.where(flags(rng, AGREES, len(chosen)), truth, ~truth)
    first, last = days_of(list(DAYS))
    officers = posts.officer[chosen]
    units = communes.name[posts.unit[officers]]
    return DECISIONS.conform(
        pd.DataFrame(
            {
                "officer_id": officer_ids[officers],
                "position_id": texts(list(posts.positions))[posts.position[chosen]],
                "label": np.where(said, str(VerdictLabel.MEETS), str(VerdictLabel.DOES_NOT_MEET)),
                "decided_on": as_days(rng.integers(first, last + 1, len(chosen))),
                "decided_by": texts([f"Chủ tịch UBND {name[0].lower()}{name[1:]}" for name in units]),
                "reason": _reasons(said, fails[chosen], rng),
            }
        )
    )


def _reasons(said: Flags, fails: Texts, rng: np.random.Generator) -> Texts:
    kinds = np.where(said, "", np.where([text.startswith("standards") for text in fails], "standards", "competency"))
    reasons = texts([""] * len(said))
    for kind, words in REASONS.items():
        here = np.flatnonzero(kinds == kind)
        reasons[here] = any_of(rng, words, len(here))
    return reasons
