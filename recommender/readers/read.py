"""Inputs of a run from workbook and CSV files, every drop, assumption and conversion beside them as a problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from recommender.inputs import Inputs
from recommender.problems import problems_frame
from recommender.readers.assessments import read_assessments
from recommender.readers.decisions import read_decisions
from recommender.readers.ended_units import ended_in, in_present_units
from recommender.readers.files.limits import Limits
from recommender.readers.files.sheets_ahead import SheetsAhead
from recommender.readers.people import read_people
from recommender.readers.problem_log import ProblemLog
from recommender.readers.quotas import read_quotas
from recommender.readers.reading import reading_of
from recommender.readers.tables.layouts import Layouts
from training_catalog.types import Catalogue


@dataclass(frozen=True, kw_only=True)
class InputFiles:
    """The files of one reading, by what they hold."""

    people: tuple[Path, ...] = ()
    assessments: tuple[Path, ...] = ()
    quotas: tuple[Path, ...] = ()
    decisions: tuple[Path, ...] = ()


DEFAULT_LIMITS = Limits()


def parsed_ahead(files: InputFiles, *, limits: Limits = DEFAULT_LIMITS) -> SheetsAhead:
    """The sheets of these files, parsed from when it is entered; `read_inputs` asks for them in this order."""
    return SheetsAhead((*files.people, *files.assessments, *files.quotas, *files.decisions), limits=limits)


def read_inputs(
    files: InputFiles, catalogue: Catalogue, *, today: date, limits: Limits = DEFAULT_LIMITS,
    names: Mapping[Path, str] | None = None, layouts: Layouts | None = None, ahead: SheetsAhead | None = None,
) -> Inputs:  # fmt: skip
    """The frames of a run. A file that cannot be opened is a problem of severity error and the others are read.

    `names`: what files are called that are stored under other names; `layouts`: how persons want sheets read; `ahead`:
    the sheets of these files, where somebody began to parse them.
    The same files and day give the same frames. Nobody read at all is no exception here: `officers` is then empty.
    """
    log = ProblemLog()
    with ahead or parsed_ahead(files, limits=limits) as sheets:
        reading = reading_of(catalogue, log, today=today, raw_sheets=sheets.of, names=names, layouts=layouts)
        people = read_people(files.people, reading)
        assessments = read_assessments(files.assessments, people.index, reading=reading)
        quotas = read_quotas(files.quotas, reading)
        decisions = read_decisions(files.decisions, people.index, holdings=people.holdings, reading=reading)
    inputs = Inputs(
        officers=people.officers,
        personal=people.personal,
        holdings=people.holdings,
        statements=people.statements,
        assessments=assessments,
        quotas=quotas,
        decisions=decisions,
        problems=problems_frame(log.problems),
    )
    return in_present_units(inputs, ended_in(catalogue, today=today))
