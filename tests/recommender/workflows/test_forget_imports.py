"""What an import said is forgotten once nothing needs it; what stood before it is kept as long as it can be undone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from recommender.store import Store
from recommender.store.importing import forget_imports
from recommender.store.tables.staged import COPY_OF
from recommender.workflows.import_workbook import cancel_import, confirm_import, undo_import_of
from tests.recommender.store.contents import contents, count
from tests.recommender.workflows.import_factories import (
    HR,
    NOW,
    Line,
    communes,
    know_province,
    people_file,
    results_file,
    staged,
)

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def country(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(forget_imports, "ROWS_AT_ONCE", 2)
    know_province(store)
    return store


def people(*, name: str = "Lê Ân") -> list[Line]:
    unit = communes(1)[0][1]
    return [Line(code=f"CB{number}", name=name, unit=unit) for number in range(5)]


def copied(store: Store) -> int:
    return sum(count(store, copy.name) for copy in COPY_OF.values())


def test_nothing_is_forgotten_of_an_import_that_waits(country: Store, tmp_path: Path) -> None:
    import_id = staged(country, tmp_path, people_file(tmp_path, people()))
    assert forget_imports.forget_imports(country) == 0
    assert confirm_import(country, HR, import_id, now=NOW) == {"added": 5}


def test_what_was_read_goes_once_it_counts_and_what_stood_before_once_it_is_undone(
    country: Store, tmp_path: Path
) -> None:
    confirm_import(country, HR, staged(country, tmp_path, people_file(tmp_path, people())), now=NOW)
    before = contents(country, but=("version",))
    again = (people_file(tmp_path, people(name="Lê Ẩn"), name="again.csv"),
             results_file(tmp_path, ["CB1,Soạn thảo văn bản,Sát hạch,70,100,01/03/2026"]))  # fmt: skip
    second = staged(country, tmp_path, *again)
    confirm_import(country, HR, second, now=LATER)
    n_said = 5 * 4 + 5 * 4 + 1
    assert forget_imports.forget_imports(country) == n_said
    assert forget_imports.forget_imports(country) == 0
    assert copied(country) == 5 * 4
    undo_import_of(country, HR, second, now=LATER)
    assert contents(country, but=("version",)) == before
    forget_imports.forget_imports(country)
    assert copied(country) == 0


def test_an_import_that_is_given_up_leaves_nobody(country: Store, tmp_path: Path) -> None:
    cancel_import(country, HR, staged(country, tmp_path, people_file(tmp_path, people())), now=NOW)
    forget_imports.forget_imports(country)
    assert copied(country) == 0
