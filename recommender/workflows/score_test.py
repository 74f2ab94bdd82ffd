"""Score a test: abilities with standard errors, item statistics and levels, from a file of answers into files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from models.testing import (
    Abilities,
    CutScore,
    RaschModel,
    TwoParameterModel,
    levels_of,
    standard_error_of_measurement,
    true_scores,
)
from recommender.answers import AnswerSheet, read_answers, read_key, read_totals
from recommender.answers.assessment_rows import assessment_table, write_assessments
from recommender.answers.result_files import write_all
from recommender.answers.result_tables import (
    DECIMALS,
    cut_table,
    item_table,
    option_table,
    reliability_of,
    whole_test,
)
from recommender.answers.score_workbook import write_score_workbook
from recommender.answers.usable_cuts import cuts_of_answers, cuts_of_totals
from recommender.answers.weaknesses import about_blanks, about_test, weak_test
from recommender.documents.labels import SEVERITIES
from recommender.errors import InputError, UsageError
from recommender.problems import Problem, problems_frame
from recommender.types import Severity


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to score: `responses`, or `totals` with their `reliability`.

    `ability` None means the recommended one: mle for Rasch, eap for the two-parameter model. `out` ending in .xlsx is
    one workbook in `language`, else a CSV file with the others beside it.
    """

    out: Path
    responses: Path | None = None
    totals: Path | None = None
    reliability: float | None = None
    highest: float | None = None
    """The highest total possible."""
    blanks: str | None = None
    """"wrong" or "missing"; None means missing, with a warning."""
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
    language: str = "vi"


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
        done = f"Đã chấm {people} người" if is_vi else f"Scored {people} people"
        items = (
            f"; {self.n_items} câu, {self.n_flagged} câu cần xem lại"
            if is_vi
            else f"; {self.n_items} items, {self.n_flagged} to be reviewed"
        )
        lines.append(f"{done}{items if self.n_items else ''}.")
        return "\n".join([*map(str.strip, lines), *map(str, self.written)])


def score_test(request: Request) -> Scored:
    """Write the scores to `out` and the other tables beside or in it; InputError when nobody can be scored."""
    if (request.cuts is None) != (request.minimum is None):
        raise UsageError("--cuts và --minimum phải đi cùng nhau.", "--cuts and --minimum go together.")
    if request.assessments is not None and not (request.cuts and request.topic and request.taken):
        raise UsageError(
            "--assessments cần --cuts, --minimum, --topic và --taken.",
            "--assessments needs --cuts, --minimum, --topic and --taken.",
        )
    if request.out.suffix.lower() not in ("", ".csv", ".xlsx"):
        raise UsageError(
            f"Không ghi được tệp {request.out.suffix}: chọn .csv hoặc .xlsx.",
            f"No file {request.out.suffix} is written: choose .csv or .xlsx.",
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
        raise _nobody(request, sheet.file, problems)
    problems += about_blanks(sheet, blanks=request.blanks)
    if request.blanks == "wrong":
        sheet = with_blanks_wrong(sheet)
    model = _fitted(request, sheet)
    abilities = model.abilities(sheet.answers)
    scores = _score_table(sheet, abilities)
    tables = {"items": item_table(sheet, model)}
    options = option_table(sheet)
    if options is not None:
        tables["options"] = options
    cuts: tuple[CutScore, ...] = ()
    if request.cuts is not None and request.minimum is not None:
        cuts, more = cuts_of_answers(request.cuts, sheet, model)
        problems += more
        scores = _with_levels(scores, abilities, cuts, minimum=request.minimum)
        tables["cuts"] = cut_table(cuts, model)
    test = whole_test(sheet, model, ability=model.ability)
    problems += about_test(sheet.file, test)
    everybody = with_unread(scores, sheet.given)
    written = _write(request, {"": everybody, **tables}, problems, test=test, reliability=reliability_of(test))
    written += _assessments(request, sheet.ids, abilities, cuts)
    return Scored(
        n_people=len(everybody), n_scored=int((~np.isnan(abilities.theta)).sum()), n_items=len(sheet.items),
        n_flagged=int((tables["items"]["flag"] != "").sum()), problems=problems, written=written, test=test,
    )  # fmt: skip


def _nobody(request: Request, file: str, problems: tuple[Problem, ...]) -> InputError:
    """The refusal, once the problems are written."""
    report = _write(request, {}, problems, test=None, reliability=float("nan"))[-1].name
    return InputError(
        f"Không có người hoặc câu hỏi nào chấm được trong {file}; xem {report}.",
        f"Nobody or no item in {file} can be scored; see {report}.",
    )


def _write(
    request: Request,
    tables: Mapping[str, pd.DataFrame],
    problems: tuple[Problem, ...],
    *,
    test: Mapping[str, object] | None,
    reliability: float,
) -> tuple[Path, ...]:
    """One workbook, or CSV files beside each other."""
    if problems:
        tables = {**tables, "problems": problems_frame(problems)}
    if request.out.suffix.lower() != ".xlsx":
        return write_all(request.out, tables, test=test)
    return (
        write_score_workbook(request.out, tables, test=test or {}, reliability=reliability, language=request.language),
    )


def with_blanks_wrong(sheet: AnswerSheet) -> AnswerSheet:
    """The sheet with blank cells as wrong answers, but for people who answered nothing: they were absent."""
    is_absent = np.isnan(sheet.answers).all(axis=1, keepdims=True)
    return replace(sheet, answers=np.where(is_absent, sheet.answers, np.nan_to_num(sheet.answers)))


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
    sheet = read_totals(totals, highest=request.highest)
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
        cuts, more = cuts_of_totals(request.cuts, sheet, highest=request.highest)
        problems += more
        table = _with_levels(table, abilities, cuts, minimum=request.minimum)
    written = _write(request, {"": table}, problems, test=None, reliability=reliability)
    written += _assessments(request, sheet.ids, abilities, cuts)
    return Scored(
        n_people=len(sheet.ids), n_scored=len(known), n_items=0, n_flagged=0, problems=problems, written=written
    )


def _fitted(request: Request, sheet: AnswerSheet) -> RaschModel | TwoParameterModel:
    if request.model == "rasch":
        return RaschModel(ability=request.ability or "mle", sheets=request.sheets).fit(sheet.answers)
    return TwoParameterModel(ability=request.ability or "eap").fit(sheet.answers)


def _score_table(sheet: AnswerSheet, abilities: Abilities) -> pd.DataFrame:
    is_absent = np.isnan(sheet.answers).all(axis=1)
    raw = pd.Series(np.where(is_absent, np.nan, np.nansum(sheet.answers, axis=1))).astype("Int64")
    table = pd.DataFrame({"id": sheet.ids, "theta": abilities.theta, "se": abilities.se, "raw": raw})
    return table.round(DECIMALS)


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
