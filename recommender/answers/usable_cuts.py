"""Cut scores that a test can be cut by, from a file of them and the fitted model or the totals, with problems.

None at all where one is missing, out of order or off the scale: a level from wrong cuts is worse than none.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np

from models.testing import (
    CutScore,
    ItemCurves,
    RaschModel,
    TwoParameterModel,
    angoff_cuts,
    bookmark_cuts,
)
from recommender.answers.answer_sheet import AnswerSheet
from recommender.answers.cut_file import CutKind, CutRatings, read_cuts
from recommender.answers.problem_texts import AnswerProblems
from recommender.answers.total_sheet import TotalSheet
from recommender.errors import InputError
from recommender.problems import Problem

FARTHEST_RAW = 0.05
"""A given cut at which so little less than every item, or so little, is expected right is on another scale."""
WIDEST = 30.0
"""No test tells abilities farther than this from its items."""
ON_ABILITY = (
    "Điểm cắt của bài chấm theo từng câu là năng lực (logit), không phải số câu đúng; với điểm, dùng --totals.",
    "Cuts of a test scored by its answers are abilities (logits), not numbers right; for points use --totals.",
)
ON_TOTALS = (
    "Ghi điểm cắt theo thang điểm của tệp; nếu đúng thang, ghi điểm tối đa bằng --highest.",
    "Give cuts on the scale of the file; where they are, give the highest score possible by --highest.",
)
Cuts = tuple[CutScore, ...]


def cuts_of_answers(
    path: Path, sheet: AnswerSheet, model: RaschModel | TwoParameterModel
) -> tuple[Cuts, tuple[Problem, ...]]:
    """The cut scores in the file on the scale of abilities, none where they cannot be used, and the problems."""
    read = read_cuts(path, sheet.items)
    problems = AnswerProblems(read.file)
    for item in sorted({rating.item for rating in read.ratings}):
        if not model.is_estimated_[item]:
            problems.add("cut_item_unusable", value=sheet.items[item])
    cuts = _placed(read, ItemCurves(slope=np.nan_to_num(model.slope_), intercept=np.nan_to_num(model.intercept_)))
    for cut in cuts:
        if cut.n_judges == 1:
            problems.add("cut_one_judge", value=str(cut.level))
    is_usable = _in_order(cuts, problems)
    if read.kind is CutKind.GIVEN:
        is_usable = _on_ability(cuts, model, problems) and is_usable
    return cuts if is_usable else (), (*read.problems, *problems.all())


def cuts_of_totals(path: Path, sheet: TotalSheet, *, highest: float | None) -> tuple[Cuts, tuple[Problem, ...]]:
    """Cut scores on the scale of the totals, none where they cannot be used, and the problems."""
    read = read_cuts(path, ())
    if read.kind is not CutKind.GIVEN:
        raise InputError(
            f"{path.name} cần từng câu trả lời; với điểm tổng, cần điểm cắt có sẵn.",
            f"{path.name} needs single answers; with total scores, give cut scores themselves.",
            hint_vi="Tệp điểm cắt có các cột: cấp độ, điểm cắt, sai số.",
            hint_en="The file of cut scores has the columns: level, cut, se.",
        )
    problems = AnswerProblems(read.file)
    is_usable = _in_order(read.given, problems)
    is_usable = _on_totals(read.given, sheet, problems, highest=highest) and is_usable
    return read.given if is_usable else (), (*read.problems, *problems.all())


def _in_order(cuts: Cuts, problems: AnswerProblems) -> bool:
    """Whether levels follow one another and none begins below the one before; told where not."""
    if not cuts:
        problems.add("cut_none")
    missing = sorted(set(range(cuts[0].level, cuts[-1].level)) - {cut.level for cut in cuts}) if cuts else []
    for level in missing:
        problems.add("cut_level_missing", value=str(level))
    falling = [after for before, after in pairwise(cuts) if after.theta < before.theta]
    for cut in falling:
        problems.add("cut_order", value=str(cut.level))
    return bool(cuts) and not missing and not falling


def _on_ability(cuts: Cuts, model: RaschModel | TwoParameterModel, problems: AnswerProblems) -> bool:
    """Whether some score of the test could tell each cut; where no item was estimated another problem says so."""
    if not model.is_estimated_.any():
        return True
    places = np.linspace(-WIDEST, WIDEST, 2001)
    raw = model.curves().chance(places).sum(axis=1)
    low, high = np.interp([FARTHEST_RAW, model.is_estimated_.sum() - FARTHEST_RAW], raw, places)
    off = [cut for cut in cuts if not low <= cut.theta <= high]
    for cut in off:
        _off_scale(cut, problems, ON_ABILITY, low=f"{low:.1f}", high=f"{high:.1f}")
    return not off


def _on_totals(cuts: Cuts, sheet: TotalSheet, problems: AnswerProblems, *, highest: float | None) -> bool:
    """Whether the cuts lie on the scale: inside 0 to `highest`, else one at least among the scores seen."""
    known = sheet.scores[~np.isnan(sheet.scores)]
    low, high = (0.0, highest) if highest is not None else (float(known.min()), float(known.max()))
    off = [cut for cut in cuts if not low <= cut.theta <= high]
    if highest is None and len(off) < len(cuts):
        return True
    for cut in off:
        _off_scale(cut, problems, ON_TOTALS, low=f"{low:g}", high=f"{high:g}")
    return not off


def _off_scale(cut: CutScore, problems: AnswerProblems, wanted: tuple[str, str], *, low: str, high: str) -> None:
    problems.add(
        "cut_off_scale", value=f"{cut.theta:g}", level=str(cut.level), low=low, high=high,
        wanted_vi=wanted[0], wanted_en=wanted[1],
    )  # fmt: skip


def _placed(read: CutRatings, curves: ItemCurves) -> Cuts:
    if read.kind is CutKind.GIVEN:
        return read.given
    return angoff_cuts(read.ratings, curves) if read.kind is CutKind.ANGOFF else bookmark_cuts(read.ratings, curves)
