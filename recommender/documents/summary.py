"""The summary of a run: its counts as one frozen object, for programs as a record and for a terminal as text."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from recommender.documents.labels import Labels
from recommender.documents.summary_text import summary_text, warnings_text
from recommender.documents.tallies import (
    CourseTally,
    FieldTally,
    PostTally,
    StaffingTally,
    TrainingTally,
    VerdictTally,
    courses_by_learners,
    posts_by_difference,
    staffing_tally,
    training_tally,
    verdict_tally,
    verdicts_by_field,
)
from recommender.fairness import needing_reason
from recommender.inputs import Inputs
from recommender.pipeline import RunResult
from recommender.types import Severity, VerdictLabel
from training_catalog.types import Catalogue

LANGUAGES = ("vi", "en")


@dataclass(frozen=True, kw_only=True)
class Example:
    """One verdict with its reason; the officer by id only, so that the text can be shown to anybody."""

    officer_id: str
    position_id: str
    verdict: str
    probability: float
    review_reasons: str
    reason_vi: str
    reason_en: str
    change_vi: str
    change_en: str


@dataclass(frozen=True, kw_only=True)
class ReasonGroup:
    """A group of people whose share that meets asks for a written reason, by the codes of FAIRNESS."""

    dimension: str
    group: str


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What a run found, in numbers and a few examples."""

    n_officers: int
    n_units: int
    """Units that were read."""
    n_without_unit: int
    """Officers whose unit could not be read."""
    n_without_verdict: int
    """Officers of whom there is no verdict, as no position of theirs could be read."""
    verdicts: VerdictTally
    fields: tuple[FieldTally, ...]
    examples: tuple[Example, ...]
    training: TrainingTally
    courses: tuple[CourseTally, ...]
    staffing: StaffingTally
    over: tuple[PostTally, ...]
    short: tuple[PostTally, ...]
    n_moves: int
    n_errors: int
    n_files_refused: int
    """Files of which nothing could be read."""
    n_warnings: int
    reason_groups: tuple[ReasonGroup, ...]
    """Groups met so much less often than the best one that a reason is written before results are published."""
    fairness_reason: str
    """The reason as given; "" when none was."""
    out: str
    files: tuple[str, ...]
    labels: tuple[Labels, ...]
    """One per language; not part of the record."""

    @property
    def needs_reason(self) -> bool:
        """Whether results may not be published yet: the fairness check asks for a reason and none was written."""
        return bool(self.reason_groups) and not self.fairness_reason

    def as_record(self) -> dict[str, object]:
        """JSON values: all counts and examples, without the words."""
        names = [name for name in self.__dataclass_fields__ if name != "labels"]
        return {**{name: _json(getattr(self, name)) for name in names}, "needs_reason": self.needs_reason}

    def text(self, language: str) -> str:
        """For a person at a terminal, at most 100 characters wide."""
        return summary_text(self, self._labels_in(language))

    def warnings(self, language: str) -> str:
        """What a person is told even when asked for quiet; "" when all is well."""
        return warnings_text(self, self._labels_in(language))

    def _labels_in(self, language: str) -> Labels:
        return self.labels[LANGUAGES.index("en" if language == "en" else "vi")]


def summarise(
    result: RunResult, inputs: Inputs, catalogue: Catalogue, *, out: Path, fairness_reason: str = ""
) -> Summary:
    """The summary of a run whose files are in `out`."""
    groups = needing_reason(result.fairness)
    severities, units = result.problems["severity"], inputs.officers["unit_id"]
    return Summary(
        n_officers=len(inputs.officers),
        n_units=int(units[units != ""].nunique()),
        n_without_unit=int((units == "").sum()),
        n_without_verdict=int((~inputs.officers["officer_id"].isin(result.verdicts["officer_id"])).sum()),
        verdicts=verdict_tally(result.verdicts),
        fields=verdicts_by_field(result.verdicts, catalogue),
        examples=_examples(result.verdicts),
        training=training_tally(result.plans, inputs.officers),
        courses=courses_by_learners(result.demand, top=5),
        staffing=staffing_tally(result.balance, inputs),
        over=posts_by_difference(result.balance, most_over=True, top=3),
        short=posts_by_difference(result.balance, most_over=False, top=3),
        n_moves=len(result.moves),
        n_errors=int((severities == Severity.ERROR).sum()),
        n_files_refused=_files_refused(result.problems),
        n_warnings=int((severities == Severity.WARNING).sum()),
        reason_groups=tuple(
            ReasonGroup(dimension=str(row.dimension), group=str(row.group)) for row in groups.itertuples()
        ),
        fairness_reason=fairness_reason,
        out=str(out),
        files=tuple(sorted(path.name for path in out.glob("*") if path.is_file() and not path.name.startswith("."))),
        labels=tuple(Labels.of(catalogue, language) for language in LANGUAGES),
    )


def _examples(verdicts: pd.DataFrame) -> tuple[Example, ...]:
    """One verdict of each kind: the ones that rest on most results, then the clearest, ties by id."""
    chosen = []
    for label, clearest in (
        (VerdictLabel.MEETS, False), (VerdictLabel.NEEDS_REVIEW, False), (VerdictLabel.DOES_NOT_MEET, True),
    ):  # fmt: skip
        rows = verdicts[verdicts["verdict"] == label]
        order = ["n_direct", "probability", "officer_id", "position_id"]
        rows = rows.sort_values(order, ascending=[False, clearest, True, True])
        for row in rows.head(1).itertuples():
            given = {name: getattr(row, name) for name in Example.__dataclass_fields__}
            chosen.append(Example(**given))
    return tuple(chosen)


def _files_refused(problems: pd.DataFrame) -> int:
    """Files with an error about the file itself: no sheet and no cell is named."""
    whole = (problems["severity"] == Severity.ERROR) & (problems["sheet"] == "") & (problems["cell"] == "")
    return int(problems.loc[whole, "file"].nunique())


def _json(value: object) -> object:
    if isinstance(value, tuple):
        return [_json(entry) for entry in value]
    if hasattr(value, "__dataclass_fields__"):
        return asdict(value)  # type: ignore[call-overload]
    return value
