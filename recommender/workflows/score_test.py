"""Score a test: abilities with standard errors, item statistics and levels, from a file of answers into files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from models.testing import (
    Abilities,
    CutScore,
    ItemCurves,
    RaschModel,
    TwoParameterModel,
    angoff_cuts,
    bookmark_cuts,
    levels_of,
    standard_error_of_measurement,
    true_scores,
)
from recommender.answers import AnswerSheet, CutKind, CutRatings, read_answers, read_cuts, read_key, read_totals
from recommender.answers.assessment_rows import assessment_table, write_assessments
from recommender.answers.problem_texts import AnswerProblems
from recommender.answers.result_files import beside, write_all
from recommender.answers.result_tables import (
    DECIMALS,
    LEAST_RELIABILITY,
    cut_table,
    is_too_weak,
    item_table,
    option_table,
    reliability_of,
    whole_test,
)
from recommender.documents.labels import SEVERITIES
from recommender.errors import InputError, UsageError
from recommender.problems import Problem, problems_frame
from recommender.types import Severity


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to score: `responses`, or `totals` with their `reliability`.

    `ability` None means the recommended one: mle for Rasch, eap for the two-parameter model.
    """

    out: Path
    responses: Path | None = None
    totals: Path | None = None
    reliability: float | None = None
    model: str = "rasch"
    ability: str | None = None
    sheets: str = "auto"
    key: Path | None = None
    cuts: Path | None = None
    minimum: int | None = None
    assessments: Path | None = None
    """Where to write levels as results for a screening; needs `cuts`, `minimum`, `topic` and `taken`."""
    topic: str = ""
    taken: date | None = None


@dataclass(frozen=True, kw_only=True)
class Scored:
    """What was written, and every problem met."""

    n_people: int
    n_scored: int
    n_items: int
    n_flagged: int
    problems: tuple[Problem, ...]
    written: tuple[Path, ...]
    test: dict[str, object] = field(default_factory=dict)

    @property
    def n_errors(self) -> int:
        """Problems because of which something was left out."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    def as_record(self) -> dict[str, object]:
        """Everything, ready for JSON."""
        return {
            "n_people": self.n_people, "n_scored": self.n_scored, "n_items": self.n_items,
            "n_items_flagged": self.n_flagged, "n_errors": self.n_errors, "test": self.test,
            "written": [str(path) for path in self.written],
            "problems": problems_frame(self.problems).to_dict("records"),
        }  # fmt: skip

    def text(self, language: str) -> str:
        """Problems line by line, then what was written."""
        is_vi = language == "vi"
        lines = [
            " ".join(filter(None, [problem.file, problem.cell, SEVERITIES[problem.severity][not is_vi].lower()]))
            + ": "
            + (
                f"{problem.message_vi} {problem.suggestion_vi}"
                if is_vi
                else f"{problem.message_en} {problem.suggestion_en}"
            )
            for problem in self.problems
        ]
        people = f"{self.n_scored}/{self.n_people}"
        lines.append(
            f"Đã chấm {people} người; {self.n_items} câu, {self.n_flagged} câu cần xem lại."
            if is_vi
            else f"Scored {people} people; {self.n_items} items, {self.n_flagged} to be reviewed."
        )
        return "\n".join([*map(str.strip, lines), *map(str, self.written)])


def score_test(request: Request) -> Scored:
    """Write the scores to `out` and the other tables beside it; InputError when nobody can be scored."""
    if (request.cuts is None) != (request.minimum is None):
        raise UsageError("--cuts và --minimum phải đi cùng nhau.", "--cuts and --minimum go together.")
    if request.assessments is not None and not (request.cuts and request.topic and request.taken):
        raise UsageError(
            "--assessments cần --cuts, --minimum, --topic và --taken.",
            "--assessments needs --cuts, --minimum, --topic and --taken.",
        )
    if request.responses is not None and request.totals is None and request.reliability is None:
        return _score_answers(request, request.responses)
    if request.responses is None and request.totals is not None and request.reliability is not None:
        return _score_totals(request, request.totals, reliability=request.reliability)
    raise UsageError(
        "Cần --responses, hoặc --totals cùng --reliability.", "Give --responses, or --totals with --reliability."
    )


def _score_answers(request: Request, responses: Path) -> Scored:
    key, problems = read_key(request.key) if request.key else (None, ())
    sheet = read_answers(responses, key=key)
    problems += sheet.problems
    if not sheet.ids or not sheet.items:
        write_all(request.out, {}, problems)
        report = beside(request.out, "problems").name
        raise InputError(
            f"Không có người hoặc câu hỏi nào chấm được trong {sheet.file}; xem {report}.",
            f"Nobody or no item in {sheet.file} can be scored; see {report}.",
        )
    model = _fitted(request, sheet)
    abilities = model.abilities(sheet.answers)
    scores = _score_table(sheet, abilities)
    tables = {"items": item_table(sheet, model)}
    options = option_table(sheet)
    if options is not None:
        tables["options"] = options
    cuts: tuple[CutScore, ...] = ()
    if request.cuts is not None and request.minimum is not None:
        cuts, more = _cuts(request.cuts, sheet, model)
        problems += more
        scores = _with_levels(scores, abilities, cuts, minimum=request.minimum)
        tables["cuts"] = cut_table(cuts, model)
    test = whole_test(sheet, model, ability=model.ability)
    problems += weak_test(sheet.file, reliability_of(test))
    everybody = with_unread(scores, sheet.given)
    written = write_all(request.out, {"": everybody, **tables}, problems, test=test)
    written += _assessments(request, sheet.ids, abilities, cuts)
    return Scored(
        n_people=len(everybody), n_scored=int((~np.isnan(abilities.theta)).sum()), n_items=len(sheet.items),
        n_flagged=int((tables["items"]["flag"] != "").sum()), problems=problems, written=written, test=test,
    )  # fmt: skip


def _assessments(
    request: Request, ids: Sequence[str], abilities: Abilities, cuts: Sequence[CutScore]
) -> tuple[Path, ...]:
    """The file of levels for a screening, where one is asked for and there are cuts."""
    if request.assessments is None or request.taken is None or not cuts:
        return ()
    rows = assessment_table(ids, abilities, cuts, topic=request.topic, taken=request.taken)
    return (write_assessments(rows, request.assessments),)


def with_unread(scores: pd.DataFrame, given: Sequence[str]) -> pd.DataFrame:
    """A row for each person of the file, in its order; without a number for those whose row could not be read."""
    if len(given) == len(scores):
        return scores
    return scores.set_index("id").reindex(pd.Index(given, name="id")).reset_index()


def _score_totals(request: Request, totals: Path, *, reliability: float) -> Scored:
    """Each person's total with its standard error and the regressed true score, given the reliability.

    Levels rest on the total and its standard error: a regressed score would depend on who else sat the test.
    """
    sheet = read_totals(totals)
    problems = sheet.problems + weak_test(totals.name, reliability)
    known = sheet.scores[~np.isnan(sheet.scores)]
    if len(known) < 2:
        raise InputError(f"{totals.name} có ít hơn hai điểm số.", f"{totals.name} holds fewer than two scores.")
    error = standard_error_of_measurement(float(known.std(ddof=1)), reliability)
    true = true_scores(sheet.scores, reliability)
    is_known = ~np.isnan(sheet.scores)
    table = pd.DataFrame(
        {
            "id": sheet.ids,
            "score": sheet.scores,
            "se": np.where(is_known, error, np.nan),
            "true_score": true.score,
            "true_se": np.where(is_known, true.standard_error, np.nan),
        }
    )
    table = table.round(DECIMALS)
    abilities = Abilities(theta=sheet.scores, se=np.where(is_known, error, np.nan))
    cuts: tuple[CutScore, ...] = ()
    if request.cuts is not None and request.minimum is not None:
        cuts, more = _given_cuts(request.cuts)
        problems += more
        table = _with_levels(table, abilities, cuts, minimum=request.minimum)
    written = write_all(request.out, {"": table}, problems)
    written += _assessments(request, sheet.ids, abilities, cuts)
    return Scored(
        n_people=len(sheet.ids), n_scored=len(known), n_items=0, n_flagged=0, problems=problems, written=written
    )


def weak_test(file: str, reliability: float) -> tuple[Problem, ...]:
    """The warning of a test that is too weak to decide on; nothing for the others."""
    if not is_too_weak(reliability):
        return ()
    problems = AnswerProblems(file)
    problems.add("test_too_weak", value=f"{reliability:.2f}", least=f"{LEAST_RELIABILITY:.2f}")
    return problems.all()


def _fitted(request: Request, sheet: AnswerSheet) -> RaschModel | TwoParameterModel:
    if request.model == "rasch":
        return RaschModel(ability=request.ability or "mle", sheets=request.sheets).fit(sheet.answers)
    return TwoParameterModel(ability=request.ability or "eap").fit(sheet.answers)


def _score_table(sheet: AnswerSheet, abilities: Abilities) -> pd.DataFrame:
    is_absent = np.isnan(sheet.answers).all(axis=1)
    raw = pd.Series(np.where(is_absent, np.nan, np.nansum(sheet.answers, axis=1))).astype("Int64")
    table = pd.DataFrame({"id": sheet.ids, "theta": abilities.theta, "se": abilities.se, "raw": raw})
    return table.round(DECIMALS)


def _cuts(
    path: Path, sheet: AnswerSheet, model: RaschModel | TwoParameterModel
) -> tuple[tuple[CutScore, ...], tuple[Problem, ...]]:
    """The cut scores in the file, none where they cannot be used, and the problems."""
    read = read_cuts(path, sheet.items)
    problems = AnswerProblems(read.file)
    for item in sorted({rating.item for rating in read.ratings}):
        if not model.is_estimated_[item]:
            problems.add("cut_item_unusable", value=sheet.items[item])
    cuts = _placed(read, ItemCurves(slope=np.nan_to_num(model.slope_), intercept=np.nan_to_num(model.intercept_)))
    for cut in cuts:
        if cut.n_judges == 1:
            problems.add("cut_one_judge", value=str(cut.level))
    return _in_order(cuts, problems), (*read.problems, *problems.all())


def _given_cuts(path: Path) -> tuple[tuple[CutScore, ...], tuple[Problem, ...]]:
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
    return _in_order(read.given, problems), (*read.problems, *problems.all())


def _in_order(cuts: tuple[CutScore, ...], problems: AnswerProblems) -> tuple[CutScore, ...]:
    """The cuts, or none where a level begins below the one before; told either way."""
    if not cuts:
        problems.add("cut_none")
    falling = [after for before, after in pairwise(cuts) if after.theta < before.theta]
    for cut in falling:
        problems.add("cut_order", value=str(cut.level))
    return () if falling else cuts


def _placed(read: CutRatings, curves: ItemCurves) -> tuple[CutScore, ...]:
    if read.kind is CutKind.GIVEN:
        return read.given
    return angoff_cuts(read.ratings, curves) if read.kind is CutKind.ANGOFF else bookmark_cuts(read.ratings, curves)


def _with_levels(scores: pd.DataFrame, abilities: Abilities, cuts: Sequence[CutScore], *, minimum: int) -> pd.DataFrame:
    if not cuts:
        return scores.assign(level=pd.array([None] * len(scores), dtype="Int64"), level_sd=np.nan, p_meets=np.nan)
    if minimum > cuts[-1].level:
        raise UsageError(
            f"--minimum {minimum} cao hơn cấp độ cao nhất có điểm cắt ({cuts[-1].level}).",
            f"--minimum {minimum} is above the highest level with a cut score ({cuts[-1].level}).",
        )
    levels = levels_of(abilities, cuts, minimum=minimum)
    return scores.assign(
        level=pd.Series(levels.level, index=scores.index).astype("Int64"),
        level_sd=levels.sd.round(DECIMALS),
        p_meets=levels.p_meets.round(DECIMALS),
    )
