"""What every reader of tables is given: catalogue look-ups, the problem log, the day and the limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from recommender.readers.cells.position_cells import PositionReader
from recommender.readers.cells.unit_names import UnitNames
from recommender.readers.files.sheets import Sheet
from recommender.readers.problem_log import ProblemLog
from recommender.readers.tables.layouts import Layouts
from training_catalog import VocabularyIndex, ended_units, former_units_of
from training_catalog.types import Catalogue


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One reading of input files."""

    units: UnitNames
    positions: PositionReader
    departments: VocabularyIndex
    ranks: VocabularyIndex
    log: ProblemLog
    today: date
    raw_sheets: Callable[[Path], list[Sheet]]
    """The sheets of a file as stored; raises FileRefused or OSError."""
    names: Mapping[Path, str] = field(default_factory=dict)
    """What files are called that are stored under other names."""
    layouts: Layouts | None = None
    """What persons said about sheets, and where the way each was read is noted."""
    home_unit: str = ""
    """Unit of rows of people and quotas that do not tell theirs."""


def reading_of(
    catalogue: Catalogue, log: ProblemLog, *, today: date, raw_sheets: Callable[[Path], list[Sheet]],
    names: Mapping[Path, str] | None = None, layouts: Layouts | None = None,
) -> Reading:  # fmt: skip
    """The look-ups of a catalogue, made once for all files. A unit divided since is one of before for them."""
    divided = {key for key, heirs in ended_units(catalogue, today=today).items() if len(heirs) != 1}
    units = {key: unit for key, unit in catalogue.units.items() if key not in divided}
    present = replace(catalogue, units=units) if divided else catalogue
    return Reading(
        units=UnitNames(present.units, former=lambda: former_units_of(present)),
        positions=PositionReader(catalogue.positions, today=today),
        departments=VocabularyIndex(catalogue.vocabularies.get("departments", {})),
        ranks=VocabularyIndex(catalogue.vocabularies.get("ranks", {})),
        log=log,
        today=today,
        raw_sheets=raw_sheets,
        names=names or {},
        layouts=layouts,
    )
