"""Two samples made once: a small one with its workbooks, and one large enough for rates."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.sample import Sample, SampleFiles, make_sample, write_sample
from tests.shipped_catalogue import shipped_catalogue
from training_catalog.types import Catalogue


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    """The shipped catalogue."""
    return shipped_catalogue()


@pytest.fixture(scope="session")
def small(shipped: Catalogue) -> Sample:
    """Twelve communes."""
    return make_sample(shipped, communes=12, seed=3)


@pytest.fixture(scope="session")
def large(shipped: Catalogue) -> Sample:
    """Two hundred communes, about 8,000 officers."""
    return make_sample(shipped, communes=200, seed=11)


@pytest.fixture(scope="session")
def written(small: Sample, tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    """The workbooks and answers of the small sample."""
    return write_sample(small, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def folder(written: SampleFiles) -> Path:
    """The folder of those files."""
    return written.truth.parent
