"""What a workbook does not say of a known person stays; all that it changes is shown before, and undone after."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from recommender.store import Store
from recommender.store.importing.imports import get_import
from recommender.store.importing.staging import find_changes
from recommender.store.people import PeopleFilter, Person, PersonalView, find_people, get_person, get_personal
from recommender.workflows.import_workbook import ImportFile, confirm_import, undo_import_of
from tests.recommender.store.contents import contents
from tests.recommender.workflows.import_factories import (
    HR,
    NOW,
    POSITION,
    communes,
    know_province,
    results_file,
    staged,
    table_file,
)

FULL = (
    "Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Dân tộc,Tôn giáo,Đảng viên,Đơn vị,Vị trí việc làm,Ngạch,Trình độ đào tạo,"
    "Chuyên ngành,Quản lý nhà nước,Nhiệm vụ được giao,Quá trình công tác"
)
SHORT = "Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Đơn vị,Vị trí việc làm,Ngạch,Trình độ đào tạo,Chuyên ngành"
UNIT = communes(1)[0][1]
WHOLE = (
    f"CB1,Lê Ân,01/02/1985,Nam,Tày,Không,x,{UNIT},{POSITION},Chuyên viên,Đại học,Luật,Chuyên viên,"
    "Soạn thảo văn bản; Tiếp công dân,2015-2019: công chức tư pháp xã"
)
DEGREES = ["degree", "Đại học ngành Luật", "Thạc sĩ ngành Luật"]
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def known(store: Store, tmp_path: Path) -> Store:
    know_province(store)
    confirm_import(store, HR, staged(store, tmp_path, table_file(tmp_path, FULL, [WHOLE])), now=NOW)
    return store


def short_file(folder: Path, *, degree: str = "Đại học", birth: str = "", position: str = POSITION) -> ImportFile:
    row = f"CB1,Lê Ân,{birth},,{UNIT},{position},Chuyên viên,{degree},{'Luật' if degree else ''}"
    return table_file(folder, SHORT, [row], name="short.csv")


def person(store: Store) -> tuple[Person, PersonalView]:
    with store.reading() as conn:
        (row,) = find_people(conn, HR, PeopleFilter(text="CB1")).rows
        return get_person(conn, HR, row.officer_id), get_personal(conn, HR, row.officer_id)


def shown(store: Store, import_id: str) -> list[list[str]]:
    with store.reading() as conn:
        return [change for row in find_changes(conn, HR, import_id).rows for change in row.changes]


def test_blank_absent_and_refused_cells_keep_what_is_there(known: Store, tmp_path: Path) -> None:
    before, personal = person(known)
    everything = contents(known)
    second = staged(known, tmp_path, short_file(tmp_path, birth="31/2/1985"))
    with known.reading() as conn:
        assert get_import(conn, HR, second).counts["unchanged"] == 1
    assert shown(known, second) == []
    assert confirm_import(known, HR, second, now=LATER) == {"unchanged": 1}
    assert person(known) == (before, personal)
    assert contents(known) == everything
    assert personal.birth_date is not None
    assert (personal.sex, personal.ethnicity, personal.party) == ("male", "Tày", "yes")


def test_statements_of_a_kind_are_replaced_by_those_of_that_kind_alone(known: Store, tmp_path: Path) -> None:
    kinds = Counter(one.kind for one in person(known)[0].statements)
    assert {"degree", "certificate", "duty", "past_post"} <= set(kinds)
    everything = contents(known, but=("version",))
    second = staged(known, tmp_path, short_file(tmp_path, degree="Thạc sĩ", birth="02/02/1985"))
    assert shown(known, second) == [["birth_date", "1985-02-01", "1985-02-02"], DEGREES]
    assert confirm_import(known, HR, second, now=LATER) == {"changed": 1}
    after, personal = person(known)
    assert Counter(one.kind for one in after.statements) == kinds
    assert [one.grade for one in after.statements if one.kind == "degree"] == ["Thạc sĩ"]
    assert (str(personal.birth_date), personal.sex, personal.ethnicity) == ("1985-02-02", "male", "Tày")
    undo_import_of(known, HR, second, now=LATER)
    assert contents(known, but=("version",)) == everything


def test_the_same_words_in_another_file_change_nothing(known: Store, tmp_path: Path) -> None:
    file = short_file(tmp_path, degree="Thạc sĩ")
    confirm_import(known, HR, staged(known, tmp_path, file), now=LATER)
    everything = contents(known)
    again = staged(known, tmp_path, file, results_file(tmp_path, []))
    assert confirm_import(known, HR, again, now=LATER) == {"unchanged": 1}
    assert contents(known) == everything


def test_a_post_that_cannot_be_read_keeps_the_posts_held(known: Store, tmp_path: Path) -> None:
    second = staged(known, tmp_path, short_file(tmp_path, degree="Thạc sĩ", position="Phi công vũ trụ"))
    assert shown(known, second) == [DEGREES]
    confirm_import(known, HR, second, now=LATER)
    assert [one.position_id for one in person(known)[0].person.holdings] == [POSITION]


def test_another_post_is_shown_and_replaces_the_one_held(known: Store, tmp_path: Path) -> None:
    second = staged(known, tmp_path, short_file(tmp_path, position="II.05"))
    assert shown(known, second) == [["position", POSITION, "II.05"]]
    confirm_import(known, HR, second, now=LATER)
    assert [one.position_id for one in person(known)[0].person.holdings] == ["II.05"]


IT_AND_LANGUAGE = "Mã cán bộ,Họ và tên,Đơn vị,Tin học,Ngoại ngữ,Quản lý nhà nước,Chứng chỉ khác"


def test_certificates_of_an_absent_or_blank_column_stay(known: Store, tmp_path: Path) -> None:
    full = table_file(tmp_path, IT_AND_LANGUAGE, [f"CB1,Lê Ân,{UNIT},x,Tiếng Anh B1,,Kế toán trưởng"], name="it.csv")
    confirm_import(known, HR, staged(known, tmp_path, full), now=LATER)
    before = [one for one in person(known)[0].statements if one.kind == "certificate"]
    assert len(before) == 4
    short = "Mã cán bộ,Họ và tên,Đơn vị,Quản lý nhà nước,Ngoại ngữ"
    second = staged(
        known, tmp_path, table_file(tmp_path, short, [f"CB1,Lê Ân,{UNIT},Chuyên viên chính,"], name="s.csv")
    )
    programme = "Bồi dưỡng kiến thức, kỹ năng quản lý nhà nước ngạch"
    assert shown(known, second) == [["certificate", f"{programme} Chuyên viên", f"{programme} Chuyên viên chính"]]
    confirm_import(known, HR, second, now=LATER + timedelta(minutes=1))
    after = {one.text for one in person(known)[0].statements if one.kind == "certificate"}
    assert {"Chứng chỉ tin học", "Tiếng Anh B1", "Kế toán trưởng"} < after
    assert len(after) == 4


def test_a_value_that_an_import_replaced_and_an_older_list_brings_back_is_named(known: Store, tmp_path: Path) -> None:
    newer = short_file(tmp_path, degree="Thạc sĩ", position="II.05")
    confirm_import(known, HR, staged(known, tmp_path, newer), now=LATER)
    again = staged(known, tmp_path, table_file(tmp_path, FULL, [WHOLE + "."], name="again.csv"))
    with known.reading() as conn:
        (row,) = find_changes(conn, HR, again).rows
    assert ["degree", *reversed(DEGREES[1:])] in row.changes
    assert row.returns == {"degree": LATER.isoformat(), "position": LATER.isoformat()}


def test_a_new_value_comes_back_from_nowhere(known: Store, tmp_path: Path) -> None:
    confirm_import(known, HR, staged(known, tmp_path, short_file(tmp_path, degree="Thạc sĩ")), now=LATER)
    third = staged(known, tmp_path, short_file(tmp_path, degree="Tiến sĩ"))
    with known.reading() as conn:
        (row,) = find_changes(conn, HR, third).rows
    assert row.returns == {}


def test_what_is_read_of_a_new_person_is_named(store: Store, tmp_path: Path) -> None:
    know_province(store)
    told = {field: (before, after) for field, before, after in shown(
        store, staged(store, tmp_path, table_file(tmp_path, FULL, [WHOLE]))
    )}  # fmt: skip
    assert told["degree"] == ("", "Đại học ngành Luật")
    assert told["position"] == ("", POSITION)
    assert "birth_date" not in told
