"""An import is seen whole or not at all, never doubled, shown before it is applied, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recommender.errors import Conflict, InputError, NotFound, UsageError
from recommender.permissions import Role
from recommender.store import Store
from recommender.store.importing.apply_import import apply_import
from recommender.store.importing.imports import count_problems, find_imports, get_import, import_problems
from recommender.store.importing.staging import Part, find_changes, stage_part
from recommender.store.people import PeopleFilter, find_people, get_person
from recommender.store.tables.imports import ChangeKind, ImportStatus
from recommender.workflows import import_workbook
from recommender.workflows.import_workbook import (
    BeginRequest,
    begin_import,
    cancel_import,
    confirm_import,
    stage_import,
)
from recommender.workflows.merge_units import merge_units
from tests.recommender.store.contents import PEOPLE, contents, count
from tests.recommender.store.factories import viewer
from tests.recommender.workflows.import_factories import (
    HR,
    NOW,
    PROVINCE,
    Line,
    communes,
    know_province,
    people_file,
    results_file,
    staged,
)

NAMES = ("Nguyễn Văn An", "Đặng Thị Ánh", "Lê Ân", "Bùi Ơn", "Phạm Đức", "Y Blik Niê")
LATER = NOW + timedelta(hours=1)
RESULTS = (
    "CB000,Soạn thảo văn bản,Sát hạch,70,100,01/03/2026", "CB000,Soạn thảo văn bản,Sát hạch,75,100,01/03/2026",
    "CB001,Soạn thảo văn bản,Sát hạch,55,100,01/03/2026",
)  # fmt: skip


@pytest.fixture
def country(store: Store) -> Store:
    know_province(store)
    return store


def lines() -> list[Line]:
    units = communes(2)
    return [Line(code=f"CB{place:03}", name=name, unit=units[place % 2][1]) for place, name in enumerate(NAMES)]


def applied(store: Store, folder: Path, *files: object) -> str:
    import_id = staged(store, folder, *files)  # type: ignore[arg-type]
    confirm_import(store, HR, import_id, now=NOW)
    return import_id


def test_nothing_is_seen_until_it_is_confirmed_and_then_all_of_it(country: Store, tmp_path: Path) -> None:
    import_id = staged(country, tmp_path, people_file(tmp_path, lines()), results_file(tmp_path, RESULTS))
    assert count(country, "officer") == 0
    with country.reading() as conn:
        found = get_import(conn, HR, import_id)
        changes = find_changes(conn, HR, import_id)
    assert (found.status, found.counts["added"], found.counts["assessments"]) == ("staged", 6, 3)
    assert [(one.name, one.change) for one in changes.rows] == [(name, "added") for name in NAMES]
    assert confirm_import(country, HR, import_id, now=NOW) == {"added": 6}
    with country.reading() as conn:
        page = find_people(conn, HR, PeopleFilter(text="an"))
        person = get_person(conn, HR, page.rows[0].officer_id)
    assert [row.name for row in page.rows] == ["Nguyễn Văn An", "Đặng Thị Ánh", "Lê Ân"]
    assert sorted(one.score or 0 for one in person.assessments) == [70, 75]
    assert [one.position_id for one in person.person.holdings] == ["II.04"]


def test_the_same_files_again_are_the_same_import_and_change_nothing(country: Store, tmp_path: Path) -> None:
    files = (people_file(tmp_path, lines()), results_file(tmp_path, RESULTS))
    first = applied(country, tmp_path, *files)
    before = contents(country)
    again = begin_import(country, HR, BeginRequest(unit_id=PROVINCE, files=files[::-1]), now=NOW + timedelta(days=1))
    assert (again.import_id, again.is_known) == (first, True)
    stage_import(country, first, tmp_path, clock=lambda: NOW, tell=lambda *told: None)
    with pytest.raises(Conflict):
        confirm_import(country, HR, first, now=NOW)
    assert contents(country) == before


def test_shuffled_rows_in_a_new_file_change_nobody(country: Store, tmp_path: Path) -> None:
    applied(country, tmp_path, people_file(tmp_path, lines()))
    before = contents(country)
    second = staged(country, tmp_path, people_file(tmp_path, lines()[::-1], name="again.csv"))
    with country.reading() as conn:
        assert get_import(conn, HR, second).counts["unchanged"] == 6
        assert find_changes(conn, HR, second).rows == ()
    assert confirm_import(country, HR, second, now=NOW) == {"unchanged": 6}
    assert contents(country) == before


def test_a_changed_file_shows_what_would_change_and_undoing_puts_it_back(country: Store, tmp_path: Path) -> None:
    first = (people_file(tmp_path, lines()), results_file(tmp_path, RESULTS))
    applied(country, tmp_path, *first)
    before = contents(country, but=("version",))
    there = lines()
    there[1] = replace(there[1], name="Đặng Thị Ảnh", degree="Thạc sĩ Luật")
    there[4] = replace(there[4], unit=communes(3)[2][1])
    corrected = (RESULTS[0], RESULTS[1], "CB001,Soạn thảo văn bản,Sát hạch,58,100,01/03/2026")
    new = [*there, Line(code="CB900", name="Người Mới", unit=communes(1)[0][1])]
    second = staged(country, tmp_path, people_file(tmp_path, new), results_file(tmp_path, corrected))
    with country.reading() as conn:
        changes = {one.code: one for one in find_changes(conn, HR, second).rows}
        assert [one.code for one in find_changes(conn, HR, second, change=ChangeKind.ADDED).rows] == ["CB900"]
    assert {code: one.change for code, one in changes.items()} == {
        "CB001": "changed", "CB004": "changed", "CB900": "added"
    }  # fmt: skip
    assert changes["CB001"].changes == [
        ["name", "Đặng Thị Ánh", "Đặng Thị Ảnh"], ["degree", "Đại học Luật", "Thạc sĩ Luật"],
        ["assessments", "1", "1"],
    ]  # fmt: skip
    assert changes["CB004"].changes == [["unit_id", communes(3)[0][0], communes(3)[2][0]]]
    assert contents(country, but=("version",)) == before
    assert confirm_import(country, HR, second, now=LATER) == {"added": 1, "changed": 2, "unchanged": 4}
    with country.reading() as conn:
        (row,) = find_people(conn, HR, PeopleFilter(text="CB001")).rows
        person = get_person(conn, HR, row.officer_id)
    assert [one.score for one in person.assessments] == [58]
    assert [one.text for one in person.statements if "Thạc sĩ" in one.text or "Thạc sĩ" in one.grade]
    assert import_workbook.undo_import_of(country, HR, second, now=NOW) == 3
    assert contents(country, but=("version",)) == before


def test_files_are_read_again_when_their_people_changed_before_they_were_confirmed(
    country: Store, tmp_path: Path
) -> None:
    first = staged(country, tmp_path, people_file(tmp_path, lines()))
    renamed = [replace(lines()[0], name="Nguyễn Văn Anh"), *lines()[1:]]
    second = staged(country, tmp_path, people_file(tmp_path, renamed, name="renamed.csv"))
    confirm_import(country, HR, first, now=NOW)
    before = contents(country)
    with pytest.raises(Conflict, match="read again"):
        confirm_import(country, HR, second, now=LATER)
    assert contents(country) == before
    with pytest.raises(Conflict, match="does not wait"):
        confirm_import(country, HR, second, now=LATER)
    stage_import(country, second, tmp_path, clock=lambda: LATER, tell=lambda *told: None)
    with country.reading() as conn:
        (change,) = find_changes(conn, HR, second).rows
    assert change.changes == [["name", "Nguyễn Văn An", "Nguyễn Văn Anh"]]
    assert confirm_import(country, HR, second, now=LATER) == {"changed": 1, "unchanged": 5}


def test_an_import_that_became_outdated_at_the_last_moment_is_not_applied(country: Store, tmp_path: Path) -> None:
    first = staged(country, tmp_path, people_file(tmp_path, lines()))
    second = staged(country, tmp_path, people_file(tmp_path, lines()[:3], name="three.csv"))
    confirm_import(country, HR, first, now=NOW)
    before = contents(country)
    with pytest.raises(Conflict, match="has changed"), country.writing() as conn:
        apply_import(conn, second, by_name=HR.name, now=LATER)
    assert contents(country) == before


def test_a_file_of_results_alone_finds_the_people_that_are_known(country: Store, tmp_path: Path) -> None:
    applied(country, tmp_path, people_file(tmp_path, lines()))
    before = contents(country, but=("version",))
    unknown = "CB555,Soạn thảo văn bản,Sát hạch,70,100,01/03/2026"
    second = staged(country, tmp_path, results_file(tmp_path, [*RESULTS, unknown]))
    with country.reading() as conn:
        changes = find_changes(conn, HR, second).rows
        assert [(one.code, one.change, one.changes) for one in changes] == [
            ("CB000", "changed", [["assessments", "", "2"]]), ("CB001", "changed", [["assessments", "", "1"]])
        ]  # fmt: skip
        assert [one.code for one in import_problems(conn, HR, second, severity="error").rows] == ["join_unknown"]
    assert confirm_import(country, HR, second, now=LATER) == {"changed": 2}
    after = contents(country)
    assert {name for name in PEOPLE if after[name] != contents(country, but=("version",))[name]} <= {"officer"}
    assert count(country, "assessment") == 3
    assert count(country, "statement") == 6
    third = staged(country, tmp_path, results_file(tmp_path, RESULTS, name="the-same-again.csv"))
    assert third != second
    assert confirm_import(country, HR, third, now=LATER + timedelta(hours=1)) == {"unchanged": 2}
    assert contents(country) == after
    import_workbook.undo_import_of(country, HR, second, now=LATER + timedelta(hours=2))
    assert contents(country, but=("version",)) == before


def test_people_of_other_units_are_not_taken(country: Store, tmp_path: Path) -> None:
    applied(country, tmp_path, people_file(tmp_path, lines()))
    before = contents(country)
    (mine, mine_name), (_, other_name) = communes(2)
    commune_hr = viewer(Role.UNIT_HR, mine)
    taken = [Line(code="CB001", name="Đặng Thị Ánh", unit=mine_name), Line(code="CB777", name="Lạ", unit=other_name)]
    import_id = staged(country, tmp_path, people_file(tmp_path, taken), unit_id=mine, who=commune_hr)
    with country.reading() as conn:
        assert get_import(conn, commune_hr, import_id).counts["refused"] == 2
        with pytest.raises(NotFound):
            get_import(conn, viewer(Role.UNIT_HR, communes(2)[1][0]), import_id)
    assert confirm_import(country, commune_hr, import_id, now=NOW) == {"refused": 2}
    assert contents(country) == before


def test_a_viewer_imports_into_own_units_only(country: Store, tmp_path: Path) -> None:
    request = BeginRequest(unit_id=communes(2)[1][0], files=(people_file(tmp_path, lines()),))
    with pytest.raises(NotFound):
        begin_import(country, viewer(Role.UNIT_HR, communes(1)[0][0]), request, now=NOW)
    with pytest.raises(UsageError):
        begin_import(country, HR, replace(request, files=(replace(request.files[0], kind="x"),)), now=NOW)
    assert count(country, "import_batch") == 0


def test_undo_is_refused_when_a_later_import_changed_the_same_people(country: Store, tmp_path: Path) -> None:
    first = applied(country, tmp_path, people_file(tmp_path, lines()))
    other = [replace(lines()[0], name="Nguyễn Văn Anh")]
    second = staged(country, tmp_path, people_file(tmp_path, other))
    confirm_import(country, HR, second, now=LATER)
    before = contents(country)
    with pytest.raises(Conflict, match="later import"):
        import_workbook.undo_import_of(country, HR, first, now=NOW)
    assert contents(country) == before
    import_workbook.undo_import_of(country, HR, second, now=NOW)
    import_workbook.undo_import_of(country, HR, first, now=NOW)
    assert [count(country, name) for name in PEOPLE] == [0] * len(PEOPLE)


def test_the_same_file_into_another_unit_is_another_import(country: Store, tmp_path: Path) -> None:
    file, (commune, _) = people_file(tmp_path, lines()), communes(1)[0]
    first = begin_import(country, HR, BeginRequest(unit_id=PROVINCE, files=(file,)), now=NOW)
    second = begin_import(country, HR, BeginRequest(unit_id=commune, files=(file,)), now=NOW)
    assert (first.is_known, second.is_known) == (False, False)
    assert first.import_id != second.import_id


def test_a_part_is_staged_once_and_in_its_order(country: Store, tmp_path: Path) -> None:
    """Two workers that read the same import: the slower one is refused, whatever its part holds."""
    begun = begin_import(
        country, HR, BeginRequest(unit_id=PROVINCE, files=(people_file(tmp_path, lines()),)), now=NOW
    )  # fmt: skip
    with country.writing() as conn:
        stage_part(conn, begun.import_id, 1, Part())
    for number in (1, 3):
        with pytest.raises(Conflict), country.writing() as conn:
            stage_part(conn, begun.import_id, number, Part())
    with country.writing() as conn:
        stage_part(conn, begun.import_id, 2, Part())


def test_a_cancelled_import_leaves_nothing_staged_and_may_be_begun_again(country: Store, tmp_path: Path) -> None:
    file = people_file(tmp_path, lines())
    first = staged(country, tmp_path, file)
    cancel_import(country, HR, first, now=NOW)
    assert count(country, "staged_row") == 0
    with pytest.raises(Conflict):
        confirm_import(country, HR, first, now=NOW)
    again = begin_import(country, HR, BeginRequest(unit_id=PROVINCE, files=(file,)), now=NOW)
    assert not again.is_known
    with country.reading() as conn:
        waiting = find_imports(conn, HR, status=ImportStatus.CANCELLED).rows
    assert [one.import_id for one in waiting] == [first]


def test_a_job_that_stops_between_parts_goes_on_where_it_was(
    country: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_workbook, "ROWS_IN_PART", 2)
    file = people_file(tmp_path, lines())
    begun = begin_import(country, HR, BeginRequest(unit_id=PROVINCE, files=(file,)), now=NOW)

    class Stopped(Exception):  # noqa: N818
        pass

    def stop_after_two(done: int, total: int, note: str) -> None:
        if note == "stage" and done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        stage_import(country, begun.import_id, tmp_path, clock=lambda: NOW, tell=stop_after_two)
    assert count(country, "staged_row") == 4
    with pytest.raises(Conflict):
        confirm_import(country, HR, begun.import_id, now=NOW)
    stage_import(country, begun.import_id, tmp_path, clock=lambda: NOW, tell=lambda *told: None)
    assert confirm_import(country, HR, begun.import_id, now=NOW) == {"added": 6}


def test_problems_of_a_file_are_kept_in_its_order(country: Store, tmp_path: Path) -> None:
    wrong = [replace(lines()[0], position="Phi công vũ trụ"), lines()[1]]
    import_id = staged(country, tmp_path, people_file(tmp_path, wrong))
    with country.reading() as conn:
        page = import_problems(conn, HR, import_id, severity="error")
        assert [one.code for one in page.rows] == ["position_unknown"]
        assert page.rows[0].cell
        assert count_problems(conn, HR, import_id)["error"] == 1


def test_a_file_without_one_usable_row_fails_with_the_reason(country: Store, tmp_path: Path) -> None:
    file = people_file(tmp_path, [])
    begun = begin_import(country, HR, BeginRequest(unit_id=PROVINCE, files=(file,)), now=NOW)
    with pytest.raises(InputError):
        stage_import(country, begun.import_id, tmp_path, clock=lambda: NOW, tell=lambda *told: None)


def test_people_of_a_merged_unit_are_taken_for_the_one_in_its_place(country: Store, tmp_path: Path) -> None:
    (old, name), (middle, _), (new, new_name) = communes(3)
    merge_units(country, viewer(Role.ADMINISTRATOR), old, into=middle, now=NOW)
    merge_units(country, viewer(Role.ADMINISTRATOR), middle, into=new, now=NOW)
    import_id = staged(country, tmp_path, people_file(tmp_path, [Line(code="CB1", name="Lê An", unit=name)]))
    confirm_import(country, HR, import_id, now=NOW)
    with country.reading() as conn:
        (person,) = find_people(conn, HR, PeopleFilter()).rows
        assert person.unit_id == new
        notes = [one.message_vi for one in import_problems(conn, HR, import_id).rows if one.code == "unit_ended"]
    assert len(notes) == 1
    assert new_name in notes[0]
