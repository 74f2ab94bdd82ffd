"""Readers of the workbooks that HR offices have: people, assessments, quotas and decisions as frames with problems."""

from recommender.readers.files.limits import Limits
from recommender.readers.read import InputFiles, parsed_ahead, read_inputs

__all__ = ["InputFiles", "Limits", "parsed_ahead", "read_inputs"]
