"""A sheet whose headings nobody knows is read as a person says, and so is the next one with the same headings."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest

from recommender.errors import Conflict, InputError, NotFound, UsageError
from recommender.permissions import Role, Viewer
from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.layouts import SheetChoice
from recommender.store import Store
from recommender.store.importing.headings import find_headings, known_headings
from recommender.store.importing.imports import ImportView, get_import, import_problems
from recommender.store.importing.staging import give_up
from recommender.store.people import PeopleFilter, find_people
from recommender.store.tables.imports import ImportStatus
from recommender.workflows.correct_import import CorrectRequest, correct_import, forget_headings
from recommender.workflows.import_workbook import BeginRequest, ImportFile, begin_import, confirm_import, stage_import
from tests.recommender.store.factories import viewer
from tests.recommender.workflows.import_factories import HR, NOW, PROVINCE, communes, know_province, odd_file, staged

FIELDS = {0: "officer_id", 1: "full_name", 2: "birth", 3: "unit", 4: "position"}
ALL = SheetChoice(kind=TableKind.PEOPLE, top=1, height=1, fields=FIELDS)


@pytest.fixture
def country(store: Store) -> Store:
    know_province(store)
    return store


def read(store: Store, folder: Path, import_id: str) -> ImportView:
    try:
        stage_import(store, import_id, folder, clock=lambda: NOW, tell=lambda *told: None)
    except InputError as error:
        with store.writing() as conn:
            give_up(conn, import_id, ImportStatus.FAILED, failure_vi=error.message_vi, failure_en=error.message_en)
    with store.reading() as conn:
        return get_import(conn, HR, import_id)


def begun(store: Store, file: ImportFile, *, who: Viewer = HR, unit_id: str = PROVINCE) -> str:
    return begin_import(store, who, BeginRequest(unit_id=unit_id, files=(file,)), now=NOW).import_id


def corrected(
    store: Store,
    folder: Path,
    file: ImportFile,
    choice: SheetChoice = ALL,
    *,
    who: Viewer = HR,
    unit_id: str = PROVINCE,
) -> ImportView:
    import_id = begun(store, file, who=who, unit_id=unit_id)
    read(store, folder, import_id)
    correct_import(store, who, CorrectRequest(import_id=import_id, sheet=0, choice=choice), now=NOW)
    return read(store, folder, import_id)


def test_unknown_headings_fail_but_are_shown_with_the_problems(country: Store, tmp_path: Path) -> None:
    entry = read(country, tmp_path, begun(country, odd_file(tmp_path)))
    sheet = entry.mapping["sheets"][0]
    assert (entry.status, sheet["is_read"], sheet["top"], sheet["sheet"]) == ("failed", False, 1, "la")
    assert [one["heading"] for one in sheet["columns"]][:2] == ["Ký hiệu người", "Người giữ việc"]
    with country.reading() as conn:
        assert [one.code for one in import_problems(conn, HR, entry.import_id).rows] == ["sheet_unknown"]


def test_what_a_person_says_of_the_columns_is_read(country: Store, tmp_path: Path) -> None:
    entry = corrected(country, tmp_path, odd_file(tmp_path))
    assert (entry.status, entry.counts["added"], entry.mapping["sheets"][0]["source"]) == ("staged", 2, "corrected")
    confirm_import(country, HR, entry.import_id, now=NOW)
    with country.reading() as conn:
        assert [one.name for one in find_people(conn, HR, PeopleFilter()).rows] == ["Nguyễn Văn An", "Lê Ân"]


def test_the_next_file_with_the_same_headings_is_read_right_by_itself(country: Store, tmp_path: Path) -> None:
    corrected(country, tmp_path, odd_file(tmp_path))
    entry = read(country, tmp_path, begun(country, odd_file(tmp_path, name="sau.csv", first="Bùi Ơn")))
    assert (entry.status, entry.mapping["sheets"][0]["source"]) == ("staged", "remembered")
    with country.reading() as conn:
        (known,) = find_headings(conn, HR).rows
    assert known.used_at == NOW
    assert known.mapping_id == entry.mapping["sheets"][0]["mapping_id"]


def test_what_communes_agree_on_holds_for_the_province_that_said_nothing(country: Store, tmp_path: Path) -> None:
    (one, name), (other, other_name) = communes(2)
    corrected(country, tmp_path, odd_file(tmp_path, unit=name), who=viewer(Role.UNIT_HR, one), unit_id=one)
    with country.reading() as conn:
        assert len(known_headings(conn, PROVINCE)) == 1
    entry = read(country, tmp_path, begun(country, odd_file(tmp_path, name="tinh.csv", first="Bùi Ơn")))
    assert (entry.status, entry.mapping["sheets"][0]["source"]) == ("staged", "remembered")
    assert (entry.mapping["sheets"][0]["n_rows"], entry.mapping["sheets"][0]["n_told"]) == (2, 2)
    otherwise = dataclasses.replace(ALL, fields={**FIELDS, 5: "note"})
    file = odd_file(tmp_path, unit=other_name, name="khac.csv")
    corrected(country, tmp_path, file, otherwise, who=viewer(Role.UNIT_HR, other), unit_id=other)
    with country.reading() as conn:
        assert known_headings(conn, PROVINCE) == {}


def test_what_a_commune_says_holds_for_no_other_commune(country: Store, tmp_path: Path) -> None:
    (one, name), (other, _) = communes(2)
    hr = viewer(Role.UNIT_HR, one)
    corrected(country, tmp_path, odd_file(tmp_path, unit=name), who=hr, unit_id=one)
    with country.reading() as conn:
        assert len(known_headings(conn, one)) == 1
        assert known_headings(conn, other) == {}
        assert find_headings(conn, viewer(Role.UNIT_HR, other)).total == 0


def test_what_a_province_says_holds_below_it_and_is_shown_there_but_not_forgotten(
    country: Store, tmp_path: Path
) -> None:
    corrected(country, tmp_path, odd_file(tmp_path))
    hr = viewer(Role.UNIT_HR, communes(1)[0][0])
    with country.reading() as conn:
        assert len(known_headings(conn, communes(1)[0][0])) == 1
        (shown,) = find_headings(conn, hr).rows
    with pytest.raises(NotFound):
        forget_headings(country, hr, shown.mapping_id, now=NOW)


def test_what_was_forgotten_is_known_no_longer(country: Store, tmp_path: Path) -> None:
    corrected(country, tmp_path, odd_file(tmp_path))
    with country.reading() as conn:
        (known,) = find_headings(conn, HR).rows
    forget_headings(country, HR, known.mapping_id, now=NOW)
    assert (
        read(country, tmp_path, begun(country, odd_file(tmp_path, name="sau.csv", first="Bùi Ơn"))).status == "failed"
    )


def test_saying_again_replaces_what_was_said(country: Store, tmp_path: Path) -> None:
    entry = corrected(country, tmp_path, odd_file(tmp_path))
    without = dataclasses.replace(ALL, fields={**FIELDS, 2: "unused"})
    correct_import(country, HR, CorrectRequest(import_id=entry.import_id, sheet=0, choice=without), now=NOW)
    read(country, tmp_path, entry.import_id)
    with country.reading() as conn:
        (known,) = find_headings(conn, HR).rows
    assert known.fields == ["officer_id", "full_name", "unused", "unit", "position", ""]


def test_a_sheet_left_out_is_not_read(country: Store, tmp_path: Path) -> None:
    entry = corrected(country, tmp_path, odd_file(tmp_path), SheetChoice(kind=None, top=1, height=1))
    assert (entry.status, entry.mapping["sheets"][0]["is_read"]) == ("failed", False)


@pytest.mark.parametrize("choice", [
    dataclasses.replace(ALL, fields={0: "officer_id"}), dataclasses.replace(ALL, fields={1: "drop table"}),
    dataclasses.replace(ALL, kind=TableKind.QUOTAS), dataclasses.replace(ALL, top=40),
    dataclasses.replace(ALL, height=4), dataclasses.replace(ALL, height=0), dataclasses.replace(ALL, top=-1),
])  # fmt: skip
def test_a_choice_that_cannot_be_read_is_refused(country: Store, tmp_path: Path, choice: SheetChoice) -> None:
    import_id = read(country, tmp_path, begun(country, odd_file(tmp_path))).import_id
    with pytest.raises(UsageError):
        correct_import(country, HR, CorrectRequest(import_id=import_id, sheet=0, choice=choice), now=NOW)


def test_a_sheet_that_is_not_there_is_not_found(country: Store, tmp_path: Path) -> None:
    import_id = read(country, tmp_path, begun(country, odd_file(tmp_path))).import_id
    with pytest.raises(NotFound):
        correct_import(country, HR, CorrectRequest(import_id=import_id, sheet=7, choice=ALL), now=NOW)


def test_an_import_of_another_unit_is_not_found(country: Store, tmp_path: Path) -> None:
    import_id = read(country, tmp_path, begun(country, odd_file(tmp_path))).import_id
    stranger = viewer(Role.UNIT_HR, communes(1)[0][0])
    with pytest.raises(NotFound):
        correct_import(country, stranger, CorrectRequest(import_id=import_id, sheet=0, choice=ALL), now=NOW)


def test_what_is_applied_is_not_read_again_and_shows_no_values(country: Store, tmp_path: Path) -> None:
    entry = corrected(country, tmp_path, odd_file(tmp_path))
    assert "Nguyễn Văn An" in str(entry.mapping)
    confirm_import(country, HR, entry.import_id, now=NOW)
    with pytest.raises(Conflict):
        correct_import(country, HR, CorrectRequest(import_id=entry.import_id, sheet=0, choice=ALL), now=NOW)
    with country.reading() as conn:
        assert "Nguyễn Văn An" not in str(get_import(conn, HR, entry.import_id).mapping)


def test_a_failed_import_whose_files_came_again_is_not_read_again(country: Store, tmp_path: Path) -> None:
    first = read(country, tmp_path, begun(country, odd_file(tmp_path))).import_id
    begun(country, odd_file(tmp_path))
    with pytest.raises(Conflict):
        correct_import(country, HR, CorrectRequest(import_id=first, sheet=0, choice=ALL), now=NOW)


def test_a_reading_that_was_cut_short_goes_on_with_what_it_knew(
    country: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected(country, tmp_path, odd_file(tmp_path))
    monkeypatch.setattr("recommender.workflows.import_workbook.ROWS_IN_PART", 1)
    import_id = begun(country, odd_file(tmp_path, name="sau.csv", first="Bùi Ơn"))

    def stop(done: int, total: int, note: str) -> None:
        if note == "stage":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stage_import(country, import_id, tmp_path, clock=lambda: NOW, tell=stop)
    with country.reading() as conn:
        (known,) = find_headings(conn, HR).rows
    forget_headings(country, HR, known.mapping_id, now=NOW + timedelta(minutes=1))
    assert read(country, tmp_path, import_id).counts["added"] == 2


def test_problems_name_the_file_as_it_came(country: Store, tmp_path: Path) -> None:
    entry = read(country, tmp_path, begun(country, odd_file(tmp_path)))
    with country.reading() as conn:
        assert {one.file for one in import_problems(conn, HR, entry.import_id).rows} == {"la.csv"}


def test_two_files_of_one_name_are_told_apart(country: Store, tmp_path: Path) -> None:
    files = (odd_file(tmp_path), odd_file(tmp_path, first="Bùi Ơn"))
    with pytest.raises(InputError):
        staged(country, tmp_path, *files)
    with country.reading() as conn:
        rows = conn.exec_driver_sql("SELECT DISTINCT file FROM import_problem ORDER BY file").scalars().all()
    assert rows == ["la (2).csv", "la.csv"]
