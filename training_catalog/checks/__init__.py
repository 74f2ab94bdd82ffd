"""Checks of a catalogue as a whole: what no single row can show."""

from training_catalog.checks.catalogue_check import check_catalogue

__all__ = ["check_catalogue"]
