"""What every sheet looks at: a run, its inputs and catalogue in one language, and the people in the order of lists."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from recommender.documents.labels import SHAPES, STATUSES, VERDICTS, Labels, Pair
from recommender.documents.names import person_key, text_key
from recommender.documents.results_workbook.styles import TONE_OF
from recommender.inputs import Inputs
from recommender.pipeline import RunResult
from recommender.settings import Settings
from training_catalog.types import Catalogue


@dataclass(frozen=True, kw_only=True)
class RunView:
    """A run as sheets see it."""

    result: RunResult = field(repr=False)
    inputs: Inputs = field(repr=False)
    catalogue: Catalogue = field(repr=False)
    settings: Settings
    labels: Labels = field(repr=False)
    people: pd.DataFrame = field(repr=False)
    """officer_id, name, unit_id, unit, province, order: by unit, then by given name."""

    def say(self, vietnamese: str, english: str) -> str:
        """The text of this language."""
        return self.labels.pick((vietnamese, english))

    def text(self, name: str) -> str:
        """Name of a column that frames have once for each language, such as reason_vi."""
        return f"{name}_{self.labels.language}"

    def with_people(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows with name, unit, province and order of their officer, in that order."""
        own = [name for name in self.people.columns if name == "officer_id" or name not in frame.columns]
        joined = frame.merge(self.people[own], on="officer_id", how="left")
        return joined.sort_values("order", kind="stable").reset_index(drop=True)

    def position(self, ids: pd.Series) -> pd.Series:
        """Code and title of each position."""
        titles = {key: f"{key} {title}" for key, title in self.labels.positions.items()}
        return self.labels.named(ids, titles)

    def unit(self, ids: pd.Series) -> pd.Series:
        """Name of each unit, with its province when the run covers several."""
        return self.labels.named(ids, unit_names(self.labels, self.several_provinces))

    @property
    def several_provinces(self) -> bool:
        """Whether the officers are of more than one province."""
        return _provinces(self.people["province"]) > 1

    @property
    def known_units(self) -> int:
        """Units that were read; people whose unit is unknown make no unit of their own."""
        return int(self.people.loc[self.people["unit_id"] != "", "unit_id"].nunique())

    @property
    def without_unit(self) -> int:
        """People whose unit could not be read."""
        return int((self.people["unit_id"] == "").sum())


def run_view(result: RunResult, inputs: Inputs, catalogue: Catalogue, *, settings: Settings, language: str) -> RunView:
    """The view of this run in the language `vi` or `en`."""
    labels = Labels.of(catalogue, "en" if language == "en" else "vi")
    return RunView(
        result=result, inputs=inputs, catalogue=catalogue, settings=settings, labels=labels,
        people=_people(inputs, labels),
    )  # fmt: skip


def unit_names(labels: Labels, with_province: bool) -> dict[str, str]:
    """Unit id → name, also for no unit at all; a commune is followed by its province when asked."""
    unknown = {"": labels.pick(("(chưa rõ đơn vị)", "(unit not known)"))}
    if not with_province:
        return unknown | dict(labels.units)
    return unknown | {
        key: name if labels.provinces.get(key, "") in ("", name) else f"{name}, {labels.provinces[key]}"
        for key, name in labels.units.items()
    }


def marked(codes: pd.Series, labels: Labels, pairs: dict[str, Pair]) -> pd.Series:
    """Shape and word of each verdict or status: "✓ Đáp ứng"."""
    texts = {str(code): f"{SHAPES[code]} {labels.pick(pair)}" for code, pair in pairs.items()}
    return codes.map(texts).fillna(codes).astype("str")


def verdict_words(codes: pd.Series, labels: Labels) -> pd.Series:
    """Shape and word of each verdict."""
    return marked(codes, labels, dict(VERDICTS))


def status_words(codes: pd.Series, labels: Labels) -> pd.Series:
    """Shape and word of each status of a standard."""
    return marked(codes, labels, dict(STATUSES))


def tones(codes: pd.Series) -> pd.Series:
    """Tone of each verdict or status, "" for anything else."""
    return codes.map({str(code): str(tone) for code, tone in TONE_OF.items()}).fillna("").astype("str")


def _provinces(names: pd.Series) -> int:
    return int(names[names != ""].nunique())


def _people(inputs: Inputs, labels: Labels) -> pd.DataFrame:
    people = inputs.officers[["officer_id", "unit_id"]].merge(
        inputs.personal[["officer_id", "name"]].drop_duplicates("officer_id"), on="officer_id", how="left"
    )
    people["name"] = people["name"].fillna("").astype("str")
    people["province"] = people["unit_id"].map(dict(labels.provinces)).fillna("").astype("str")
    names = unit_names(labels, _provinces(people["province"]) > 1)
    people["unit"] = labels.named(people["unit_id"], names)
    keys = zip(people["province"], people["unit"], people["name"], people["officer_id"], strict=True)
    ordered = sorted(
        enumerate(keys), key=lambda entry: (*map(text_key, entry[1][:2]), person_key(entry[1][2]), entry[1][3])
    )
    order = {number: place for place, (number, _) in enumerate(ordered)}
    return people.assign(order=[order[number] for number in range(len(people))])
