"""The frames of an import: of people with all that belongs to them, or of results about people known already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from recommender import columns
from recommender.inputs import Inputs
from recommender.problems import problems_frame
from recommender.readers import InputFiles, Limits, read_inputs
from recommender.readers.assessments import read_assessments
from recommender.readers.decisions import read_decisions
from recommender.readers.files.sheets_ahead import SheetsAhead
from recommender.readers.person_index import PersonIndex
from recommender.readers.problem_log import ProblemLog
from recommender.readers.quotas import read_quotas
from recommender.readers.reading import reading_of
from recommender.readers.tables.layouts import Layouts
from recommender.store.importing.known_people import KnownPeople
from training_catalog.types import Catalogue

LIMITS = Limits()


def read_for_import(
    files: InputFiles, catalogue: Catalogue, *, known: KnownPeople, today: date,
    names: Mapping[Path, str] | None = None, layouts: Layouts | None = None,
) -> Inputs:  # fmt: skip
    """With a file of people, people are those of the file; without one, those the store knows."""
    if files.people:
        return read_inputs(files, catalogue, today=today, names=names, layouts=layouts)
    log = ProblemLog()
    paths = (*files.assessments, *files.quotas, *files.decisions)
    with SheetsAhead(paths, limits=LIMITS) as ahead:
        reading = reading_of(catalogue, log, today=today, raw_sheets=ahead.of, names=names, layouts=layouts)
        index = PersonIndex(known.people)
        assessments = read_assessments(files.assessments, index, reading=reading)
        quotas = read_quotas(files.quotas, reading)
        decisions = read_decisions(files.decisions, index, holdings=known.holdings, reading=reading)
    return Inputs(
        officers=columns.OFFICERS.empty(), holdings=columns.HOLDINGS.empty(), assessments=assessments, quotas=quotas,
        decisions=decisions, problems=problems_frame(log.problems),
    )  # fmt: skip
