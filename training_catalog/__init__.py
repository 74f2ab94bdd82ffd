"""Reference data: competencies, positions with tasks and standards, courses, units, vocabularies, laws, systems."""

from training_catalog.audience import PositionRequirements, is_open_to, positions_meant, requirements_of, tasks_of
from training_catalog.case_export import case_package
from training_catalog.checks import check_catalogue
from training_catalog.course_coverage import Coverage, StepCoverage, TaskCoverage, coverage
from training_catalog.course_provinces import CourseProvinces
from training_catalog.digest import catalogue_digest
from training_catalog.ended_units import ended_units, former_units_of
from training_catalog.errors import CatalogueError, CatalogueWriteError, TrainingCatalogError
from training_catalog.export import ExportKind, export_lines, flat_cells
from training_catalog.folding import accented, fold
from training_catalog.former_units import FormerMatch, FormerUnit, FormerUnits, load_former_units, read_former_units
from training_catalog.laid_positions import LaidPosition, under_id, under_own_id, with_positions
from training_catalog.load import (
    load_catalogue,
    read_catalogue,
    read_position_file,
    read_position_text,
    shipped_folder,
)
from training_catalog.lookup import PositionIndex, PositionMatch, TermMatch, VocabularyIndex
from training_catalog.write import position_yaml, write_position
from training_catalog.write_csv import write_catalogue_csv

__all__ = [
    "accented",
    "case_package",
    "catalogue_digest",
    "CatalogueError",
    "CatalogueWriteError",
    "check_catalogue",
    "CourseProvinces",
    "Coverage",
    "coverage",
    "ended_units",
    "export_lines",
    "ExportKind",
    "flat_cells",
    "fold",
    "former_units_of",
    "FormerMatch",
    "FormerUnit",
    "FormerUnits",
    "is_open_to",
    "LaidPosition",
    "load_catalogue",
    "load_former_units",
    "position_yaml",
    "PositionIndex",
    "PositionMatch",
    "PositionRequirements",
    "positions_meant",
    "read_catalogue",
    "read_former_units",
    "read_position_file",
    "read_position_text",
    "requirements_of",
    "shipped_folder",
    "StepCoverage",
    "TaskCoverage",
    "tasks_of",
    "TermMatch",
    "TrainingCatalogError",
    "under_id",
    "under_own_id",
    "VocabularyIndex",
    "with_positions",
    "write_catalogue_csv",
    "write_position",
]
