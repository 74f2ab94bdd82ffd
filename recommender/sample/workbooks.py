"""A sample written as the workbooks and CSV files that a run reads and is judged by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from recommender.sample.dirt import Dirt, Mess, Planted, planted_frame
from recommender.sample.draws import Ints
from recommender.sample.people_book import write_people
from recommender.sample.population import Sample
from recommender.sample.results_book import write_results
from recommender.sample.sheet_writer import open_book
from recommender.sample.tables_book import write_decisions, write_quotas

MOST_COMMUNES = 200
"""Communes in one set of workbooks; a larger sample has one set a province, numbered by its id."""
BIG = 40
"""From so many communes on, rows are flushed while they are written."""
KINDS = ("people", "assessments", "quotas", "decisions")


@dataclass(frozen=True, kw_only=True)
class SampleFiles:
    """Paths written, workbooks by kind in the order of provinces."""

    people: tuple[Path, ...]
    assessments: tuple[Path, ...]
    quotas: tuple[Path, ...]
    decisions: tuple[Path, ...]
    truth: Path
    truth_levels: Path
    truth_standards: Path
    dirt: Path


def write_sample(sample: Sample, folder: Path, *, dirt: Dirt | None = None) -> SampleFiles:
    """`people.xlsx`, `assessments.xlsx`, `quotas.xlsx`, `decisions.xlsx`, `truth*.csv` and `dirt.csv` in the folder.

    A sample of more than MOST_COMMUNES communes has `people-01.xlsx` and so on, one set a province.
    """
    rates = dirt or Dirt()
    folder.mkdir(parents=True, exist_ok=True)
    paths: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    planted: list[Planted] = []
    for part, (suffix, communes) in enumerate(_parts(sample)):
        for place, kind in enumerate(KINDS):
            path = folder / f"{kind}{suffix}.xlsx"
            rng = np.random.default_rng([sample.seed, part, place])
            mess = Mess(dirt=rates, planted=Planted(file=path.name), rng=rng)
            _write_one(kind, path, sample, communes, mess)
            paths[kind].append(path)
            planted.append(mess.planted)
    answers = {
        "truth": sample.truth,
        "truth_levels": sample.truth_levels.drop(columns="exact"),
        "truth_standards": sample.truth_standards,
        "dirt": planted_frame(planted),
    }
    for name, frame in answers.items():
        _write_csv(frame, folder / f"{name}.csv", is_quoted=name == "dirt")
    people, assessments, quotas, decisions = (tuple(paths[kind]) for kind in KINDS)
    return SampleFiles(
        people=people,
        assessments=assessments,
        quotas=quotas,
        decisions=decisions,
        truth=folder / "truth.csv",
        truth_levels=folder / "truth_levels.csv",
        truth_standards=folder / "truth_standards.csv",
        dirt=folder / "dirt.csv",
    )


def _parts(sample: Sample) -> Iterator[tuple[str, Ints]]:
    """Suffix of the file names and the communes of each set of workbooks."""
    communes = sample.communes
    if len(communes) <= MOST_COMMUNES:
        yield "", np.arange(len(communes))
        return
    for province in sorted(set(communes.province_id)):
        yield f"-{province}", np.flatnonzero(communes.province_id == province)


def _write_one(kind: str, path: Path, sample: Sample, communes: Ints, mess: Mess) -> None:
    with open_book(path, is_big=len(communes) >= BIG) as book:
        if kind == "people":
            write_people(book, sample, communes, mess)
        elif kind == "assessments":
            write_results(book, sample, np.isin(sample.posts.unit, communes), mess)
        elif kind == "quotas":
            write_quotas(book, sample, communes, mess)
        else:
            write_decisions(book, sample, communes, mess)


def _write_csv(frame: pd.DataFrame, path: Path, *, is_quoted: bool) -> None:
    """UTF-8 with a header and LF, by arrow because levels of the whole country are millions of rows."""
    import pyarrow as pa
    from pyarrow import csv

    table = pa.Table.from_pandas(frame, preserve_index=False)
    plain = [
        column.with_type(pa.string()) if pa.types.is_dictionary(column.type) else column for column in table.schema
    ]
    style = "needed" if is_quoted else "none"
    csv.write_csv(table.cast(pa.schema(plain)), path, csv.WriteOptions(quoting_style=style))
