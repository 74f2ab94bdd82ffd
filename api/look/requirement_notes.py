"""What to mind about an estimate, in words: which labels cannot be ruled out, and which sources disagree how far."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from api.look import formats, words
from recommender.store.results.verdict_detail import EstimateView

OPEN: Final = "neither"
"""The code of an estimate that leaves both labels."""


def is_open(one: EstimateView) -> bool:
    """Whether a learned model can rule out neither that the minimum is reached nor that it is not."""
    return one.kept == OPEN


def notes(one: EstimateView, _: Callable[[str], str], language: str, *, says_open: bool = True) -> tuple[str, ...]:
    """What stands beside a requirement; `says_open`: also that both labels are left."""
    found = [_("Chưa phân định được: có thể đạt, có thể chưa đạt")] if says_open and is_open(one) else []
    return (*found, *_disagreement(one, _, language))


def nothing_told(_: Callable[[str], str]) -> str:
    """Said once instead of beside every requirement."""
    return _("Chưa phân định được yêu cầu nào: mỗi yêu cầu đều có thể đạt, có thể chưa đạt.")


def _disagreement(one: EstimateView, _: Callable[[str], str], language: str) -> tuple[str, ...]:
    """Two sources with the levels they gave, before what a strict or lenient assessor adds is taken off."""
    high, _bar, low = one.conflict.partition(">")
    levels = {"test": one.test, "supervisor": one.supervisor, "peer": one.peer, "self": one.self}
    more, less = levels.get(high), levels.get(low)
    if more is None or less is None:
        return ()
    apart = abs(round(more, 1) - round(less, 1))
    return (
        _("Các nguồn lệch nhau %(apart)s cấp độ: %(high)s %(more)s, %(low)s %(less)s")
        % {
            "apart": formats.number(apart, language, 1),
            "high": words.word(high, "method", language).lower(), "more": formats.number(more, language, 1),
            "low": words.word(low, "method", language).lower(), "less": formats.number(less, language, 1),
        },
    )  # fmt: skip
