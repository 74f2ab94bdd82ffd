"""What to mind about an estimate, in words: what it rests on, labels left, sources that disagree, own ratings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from api.look import formats, words
from recommender.settings import Settings
from recommender.store.results.verdict_detail import EstimateView, FullVerdict
from recommender.types import Basis, StandardStatus

OPEN: Final = "neither"
"""The code of an estimate that leaves both labels."""
OWN, RECORD, NOTHING = "own", "record", "nothing"
"""What a probability rests on where no test and nobody else has spoken (`word(…, "rests")`)."""
USUAL_LENIENCY: Final = Settings(today=date(2026, 1, 1)).self_leniency


def is_open(one: EstimateView) -> bool:
    """Whether a learned model can rule out neither that the minimum is reached nor that it is not."""
    return one.kept == OPEN


def notes(
    one: EstimateView, _: Callable[[str], str], language: str, *, says_open: bool = True,
    leniency: float = USUAL_LENIENCY,
) -> tuple[str, ...]:  # fmt: skip
    """What stands beside a requirement; `says_open`: also that both labels are left; `leniency`: taken off own ones."""
    found = [_("Chưa phân định được: có thể đạt, có thể chưa đạt")] if says_open and is_open(one) else []
    return (*_basis(one, _), *found, *_disagreement(one, _, language), *_own_rating(one, _, language, leniency))


def nothing_told(_: Callable[[str], str]) -> str:
    """Said once instead of beside every requirement."""
    return _("Chưa phân định được yêu cầu nào: mỗi yêu cầu đều có thể đạt, có thể chưa đạt.")


def about_own_ratings(
    estimates: Iterable[EstimateView], _: Callable[[str], str], language: str, *, leniency: float
) -> str:
    """Said once where an own rating counts: how much is taken off, and why; "" elsewhere."""
    if not leniency or all(one.self is None for one in estimates):
        return ""
    return _(
        "Tự đánh giá được tính thấp hơn %(less)s cấp độ, vì người ta thường tự đánh giá cao hơn kết quả sát hạch; "
        "một mình tự đánh giá không đủ để kết luận."
    ) % {"less": formats.number(leniency, language, 1)}  # fmt: skip


def rests_on(full: FullVerdict) -> str:
    """`own`, `record` or `nothing` where no test and nobody else has spoken; "" where others have or standards fail."""
    if full.verdict.standards == StandardStatus.UNFIT:
        return ""
    found = {one.basis for one in full.estimates}
    if found - {Basis.OWN, Basis.TEXT, Basis.NONE}:
        return ""
    return OWN if Basis.OWN in found else RECORD if Basis.TEXT in found else NOTHING


def _basis(one: EstimateView, _: Callable[[str], str]) -> tuple[str, ...]:
    """Why the estimate is no more than a guess, where no test and nobody else has spoken of the requirement."""
    match one.basis:
        case Basis.OWN:
            return (_("Chỉ có tự đánh giá"),)
        case Basis.TEXT:
            return (_("Chưa có kết quả đánh giá, chỉ theo hồ sơ"),)
        case Basis.NONE:
            return (_("Chưa có minh chứng riêng: theo mức chung và các kết quả khác"),)
    return ()


def _own_rating(one: EstimateView, _: Callable[[str], str], language: str, leniency: float) -> tuple[str, ...]:
    """What an own rating was counted as."""
    if one.self is None or not leniency:
        return ()
    return (
        _("Tự đánh giá %(said)s, tính là %(counted)s")
        % {
            "said": formats.number(round(one.self, 1), language, 1),
            "counted": formats.number(round(one.self, 1) - leniency, language, 1),
        },
    )  # fmt: skip


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
