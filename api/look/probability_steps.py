"""How the probability of a verdict comes about: what each question takes away or gives back; the steps add up to it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from recommender.store.results.verdict_detail import FullVerdict
from recommender.types import StandardStatus
from recommender.verdict import LEAST_GATE, STANDARD_PROBABILITY

UNSEEN: Final = 5e-4
"""A step that changes less than this is not shown."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One question: the probability once it is asked too, and what it changed; the first one changes nothing."""

    says: str
    probability: float
    change: float


def probability_steps(full: FullVerdict, _: Callable[[str], str]) -> tuple[Step, ...]:
    """The steps of a verdict; none where its probability is not known."""
    row = full.verdict
    if row.probability is None or row.p_competency is None:
        return ()
    gates = [max(one.p_meets, LEAST_GATE) for one in full.estimates if one.is_gate and one.p_meets is not None]
    by_policy = row.p_competency * _standards(full)
    chain = [
        (_("Đủ phần lớn yêu cầu đạt mức tối thiểu"), min(row.p_competency / math.prod(gates), 1.0)),
        (_("và mọi nhiệm vụ cốt lõi đạt mức tối thiểu"), row.p_competency),
        (_("và tiêu chuẩn, điều kiện được người xem xét thấy phù hợp"), by_policy),
        (_("và điều học được từ các quyết định đã ký"), row.probability),
    ]
    if abs(row.probability - by_policy) < UNSEEN:
        chain[2:] = [(chain[2][0], row.probability)]
    before = [chain[0][1], *(one for _says, one in chain)]
    return tuple(
        Step(says=says, probability=p, change=p - earlier) for (says, p), earlier in zip(chain, before, strict=False)
    )


def _standards(full: FullVerdict) -> float:
    """P(a person would find the standards met); 1 where none decides."""
    known = next((one for one in StandardStatus if one == full.verdict.standards), None)
    return STANDARD_PROBABILITY[known] if known and any(one.decides for one in full.standards) else 1.0
