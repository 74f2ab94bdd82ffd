"""The shipped catalogue, and a reader of small workbooks written for one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from recommender.inputs import Inputs
from recommender.readers import InputFiles, read_inputs
from tests.recommender.readers.books import TODAY, Rows, write_book
from tests.shipped_catalogue import shipped_catalogue
from training_catalog.types import Catalogue

PERSON = ["CC1", "Nguyễn Văn Dũng", "15/3/1985", "Xã Sơn Kim 1", "II.06"]
PEOPLE_HEAD = ["Mã công chức", "Họ và tên", "Ngày sinh", "Đơn vị", "Vị trí việc làm"]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return shipped_catalogue()


@pytest.fixture
def read_rows(catalogue: Catalogue, tmp_path: Path) -> Callable[..., Inputs]:
    """Reads people, assessment, quota and decision sheets given as rows, or as sheet name → rows."""

    def read(**books: Rows | dict[str, Rows]) -> Inputs:
        files = {
            kind: (write_book(tmp_path / f"{kind}.xlsx", sheets if isinstance(sheets, dict) else {"Sheet1": sheets}),)
            for kind, sheets in books.items()
        }
        return read_inputs(InputFiles(**files), catalogue, today=TODAY).checked()

    return read


@pytest.fixture
def read_people_with(read_rows: Callable[..., Inputs]) -> Callable[..., Inputs]:
    """Reads one officer with columns added to the usual five."""

    def read(columns: dict[str, object]) -> Inputs:
        return read_rows(people=[[*PEOPLE_HEAD, *columns], [*PERSON, *columns.values()]])

    return read
