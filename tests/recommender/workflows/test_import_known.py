"""Files that lean on what the store knows: results of people stored before, rows that do not tell their unit."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from recommender.permissions import Role
from recommender.store import Store
from recommender.store.importing.imports import import_problems
from recommender.store.importing.staging import find_changes
from recommender.store.people import PeopleFilter, find_people, get_person
from recommender.workflows.import_workbook import confirm_import
from tests.recommender.store.factories import viewer
from tests.recommender.workflows.import_factories import (
    HR,
    NOW,
    Line,
    communes,
    know_province,
    people_file,
    results_file,
    staged,
    table_file,
)

LATER = NOW + timedelta(minutes=1)
HOME, OTHER = communes(2)
UNIT_HR = viewer(Role.UNIT_HR, HOME[0])
KNOWN = Line(code="CB1", name="Lê Ân", unit=HOME[1])
SHORT = "Mã cán bộ,Họ và tên,Trình độ đào tạo"


@pytest.fixture
def known(store: Store, tmp_path: Path) -> Store:
    know_province(store)
    confirm_import(store, HR, staged(store, tmp_path, people_file(tmp_path, [KNOWN])), now=NOW)
    return store


def codes(store: Store, import_id: str) -> dict[str, str]:
    with store.reading() as conn:
        return {one.code: one.change for one in find_changes(conn, HR, import_id).rows}


def problems(store: Store, import_id: str) -> set[str]:
    with store.reading() as conn:
        return {one.code for one in import_problems(conn, HR, import_id).rows}


def test_results_sent_with_a_list_of_others_find_people_of_the_store(known: Store, tmp_path: Path) -> None:
    others = people_file(tmp_path, [Line(code="CB2", name="Vũ Hà", unit=OTHER[1])], name="others.csv")
    rows = ["CB1,Soạn thảo văn bản,Sát hạch,70,100,01/03/2026", "CB2,Soạn thảo văn bản,Sát hạch,60,100,01/03/2026"]
    both = staged(known, tmp_path, others, results_file(tmp_path, rows))
    assert codes(known, both) == {"CB1": "changed", "CB2": "added"}
    assert "join_unknown" not in problems(known, both)
    confirm_import(known, HR, both, now=LATER)
    with known.reading() as conn:
        (row,) = find_people(conn, HR, PeopleFilter(text="CB1")).rows
        assert [one.score for one in get_person(conn, HR, row.officer_id).assessments] == [70]


def test_a_name_that_the_list_and_the_store_share_is_of_nobody_in_particular(known: Store, tmp_path: Path) -> None:
    others = people_file(tmp_path, [Line(code="CB2", name="Lê Ân", unit=OTHER[1])], name="others.csv")
    header = "Họ và tên,Nội dung,Hình thức,Điểm,Thang điểm,Ngày đánh giá"
    rows = ["Lê Ân,Soạn thảo văn bản,Sát hạch,70,100,01/03/2026"]
    named = results_file(tmp_path, rows, header=header)
    assert "join_ambiguous" in problems(known, staged(known, tmp_path, others, named))


@pytest.mark.parametrize("unit_id", [HOME[0], "20"])
def test_a_known_person_without_a_unit_in_the_file_stays_where_the_store_has_her(
    known: Store, tmp_path: Path, unit_id: str
) -> None:
    file = table_file(tmp_path, SHORT, ["CB1,Lê Ân,Thạc sĩ Luật"], name="sua.csv")
    again = staged(known, tmp_path, file, unit_id=unit_id)
    assert codes(known, again) == {"CB1": "changed"}
    assert "unit_missing" not in problems(known, again)


def test_a_new_person_without_a_unit_is_of_the_commune_that_the_import_is_for(known: Store, tmp_path: Path) -> None:
    file = table_file(tmp_path, SHORT, ["CB3,Vũ Hà,Đại học Luật"], name="new.csv")
    mine = staged(known, tmp_path, file, unit_id=HOME[0], who=UNIT_HR)
    with known.reading() as conn:
        (row,) = find_changes(conn, HR, mine).rows
    assert (row.change, row.unit_id) == ("added", HOME[0])


def test_a_new_person_without_a_unit_is_refused_in_an_import_for_a_province(known: Store, tmp_path: Path) -> None:
    file = table_file(tmp_path, SHORT, ["CB1,Lê Ân,Thạc sĩ Luật", "CB3,Vũ Hà,Đại học Luật"], name="new.csv")
    again = staged(known, tmp_path, file)
    assert codes(known, again) == {"CB1": "changed", "CB3": "refused"}
    assert "unit_missing" in problems(known, again)


@pytest.mark.parametrize("title", ["Danh sách nghỉ hưu, chuyển đi", "Người hoạt động không chuyên trách"])
def test_a_list_of_people_who_do_not_serve_adds_nobody_to_the_unit(known: Store, tmp_path: Path, title: str) -> None:
    file = table_file(tmp_path, title + ",,\n" + SHORT, ["CB3,Vũ Hà,Đại học Luật"], name="gone.csv")
    assert codes(known, staged(known, tmp_path, file, unit_id=HOME[0], who=UNIT_HR)) == {"CB3": "refused"}
