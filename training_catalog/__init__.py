"""Reference data: competencies, positions with their tasks and standards, courses, units, vocabularies, laws, systems."""

from training_catalog.errors import CatalogueError, CatalogueWriteError, TrainingCatalogError
from training_catalog.load import load_catalogue, read_catalogue, read_position_file, shipped_folder

__all__ = [
    "CatalogueError",
    "CatalogueWriteError",
    "load_catalogue",
    "read_catalogue",
    "read_position_file",
    "shipped_folder",
    "TrainingCatalogError",
]
