"""The frames of an import: people of its files, and results about them and about people whom the store knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from recommender import columns
from recommender.inputs import Inputs
from recommender.problems import problems_frame
from recommender.readers import InputFiles, Limits
from recommender.readers.assessments import read_assessments
from recommender.readers.decisions import read_decisions
from recommender.readers.ended_units import ended_in, in_present_units
from recommender.readers.files.sheets_ahead import SheetsAhead
from recommender.readers.people import read_people
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
    """People are those of the files; results and decisions may be about them or about people known.

    A row that does not tell its unit is of the unit that the import is for, where that is a commune, else of the one
    that the store knows for its code.
    """
    log = ProblemLog()
    paths = (*files.people, *files.assessments, *files.quotas, *files.decisions)
    with SheetsAhead(paths, limits=LIMITS) as ahead:
        reading = reading_of(catalogue, log, today=today, raw_sheets=ahead.of, names=names, layouts=layouts)
        reading = replace(reading, home_unit=known.home_unit)
        people = read_people(files.people, reading)
        index = people.index.with_others(known.people)
        listed = known.holdings["officer_id"].isin(people.officers["officer_id"])
        holdings = columns.HOLDINGS.conform(pd.concat([people.holdings, known.holdings[~listed]], ignore_index=True))
        assessments = read_assessments(files.assessments, index, reading=reading)
        quotas = read_quotas(files.quotas, reading)
        decisions = read_decisions(files.decisions, index, holdings=holdings, reading=reading)
    inputs = Inputs(
        officers=people.officers, personal=people.personal, holdings=people.holdings, statements=people.statements,
        assessments=assessments, quotas=quotas, decisions=decisions, problems=problems_frame(log.problems),
    )  # fmt: skip
    return in_present_units(_with_known_units(inputs, known), ended_in(catalogue, today=today))


def _with_known_units(inputs: Inputs, known: KnownPeople) -> Inputs:
    """People without a unit of whom the store knows one, in that unit; where none lacks it any more nothing is said."""
    units = {code: unit for code, (unit, _) in known.places().items()}
    officers = inputs.officers
    own = columns.text_of(officers["officer_id"], units)
    unit_ids = officers["unit_id"].where(officers["unit_id"] != "", own)
    if unit_ids.equals(officers["unit_id"]):
        return inputs
    officers = officers.assign(unit_id=unit_ids)
    lacking = {sheet_of(place) for place in officers["place"][unit_ids == ""]}
    found = inputs.problems
    sheets = pd.Series(list(zip(found["file"], found["sheet"], strict=True)), index=found.index, dtype="object")
    is_settled = (found["code"] == "unit_missing") & ~sheets.isin(lacking)
    return replace(inputs, officers=officers, problems=found[~is_settled].reset_index(drop=True))


def sheet_of(place: str) -> tuple[str, str]:
    """File and sheet of a place."""
    file, sheet, _ = place.rsplit("!", 2)
    return file, sheet
