"""Synthetic populations with planted truth, in the real input formats."""

from recommender.sample.dirt import Dirt
from recommender.sample.population import Sample, make_sample
from recommender.sample.workbooks import SampleFiles, write_sample

__all__ = ["Dirt", "make_sample", "Sample", "SampleFiles", "write_sample"]
