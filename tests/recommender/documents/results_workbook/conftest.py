"""The workbook of the ordinary run, written once for all tests that only read it."""

from __future__ import annotations

import pytest

from tests.recommender.documents.results_workbook.reading import Book, write


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return write(tmp_path_factory.mktemp("vi"))


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return write(tmp_path_factory.mktemp("en"), "en")
