"""What each sheet was read as is told, can be said otherwise, and holds for the next file with the same headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.readers.files.sheets import Sheet, sheet_from_rows
from recommender.readers.problem_log import ProblemLog
from recommender.readers.tables.headings import TableKind
from recommender.readers.tables.layouts import KnownHeadings, Layouts, SheetChoice, SheetLayout, Source, heading_digest
from recommender.readers.tables.table import table_of

PATH = Path("can_bo.xlsx")
PEOPLE = (TableKind.PEOPLE, TableKind.CAREERS, TableKind.STUDIES)
ODD_HEAD = ["TT", "Người giữ việc", "Chỗ làm", "Việc đang giữ", "Xếp loại 2025"]
ROWS = [
    ["UBND xã Sơn Kim 1"],
    ODD_HEAD,
    ["1", "Nguyễn Văn An", "Xã A", "Văn phòng", "Tốt"],
    ["2", "Trần Thị Bình", "Xã B", "Tư pháp", "Khá"],
]
PLAIN_ROWS = [["STT", "Họ và tên", "Đơn vị"], ["1", "Nguyễn Văn An", "Xã A"]]
FIELDS = ("number", "full_name", "unit", "position", "rating")


def sheet_of(rows: list[list[str]]) -> Sheet:
    return sheet_from_rows(rows, file=PATH.name, name="CB")


def read(layouts: Layouts, rows: list[list[str]]) -> SheetLayout:
    sheet = sheet_of(rows)
    header = layouts.header(PATH, sheet, PEOPLE)
    table = table_of(sheet, header, log=ProblemLog()) if header else None
    layouts.note(PATH, sheet, TableKind.PEOPLE, table)
    return layouts.taken[-1]


def known(fields: tuple[str, ...], kind: TableKind | None = TableKind.PEOPLE) -> Layouts:
    digest = heading_digest([(text,) for text in ODD_HEAD])
    return Layouts(known={(TableKind.PEOPLE, digest): KnownHeadings(mapping_id="M1", kind=kind, fields=fields)})


def test_a_sheet_that_is_understood_tells_rows_fields_and_examples() -> None:
    layout = read(Layouts(), PLAIN_ROWS)
    assert (layout.is_read, layout.kind, layout.source, layout.top) == (True, TableKind.PEOPLE, Source.FOUND, 0)
    assert [(one.heading, one.field, one.examples) for one in layout.columns] == [
        ("STT", "number", ("1",)), ("Họ và tên", "full_name", ("Nguyễn Văn An",)), ("Đơn vị", "unit", ("Xã A",)),
    ]  # fmt: skip


def test_a_sheet_that_is_not_understood_still_shows_the_likeliest_heading() -> None:
    layout = read(Layouts(), ROWS)
    assert (layout.is_read, layout.top) == (False, 1)
    assert [one.heading for one in layout.columns] == ODD_HEAD
    assert layout.first_rows[0] == (0, ("UBND xã Sơn Kim 1", "", "", "", ""))


def test_fields_chosen_by_a_person_are_the_ones_read() -> None:
    choice = SheetChoice(kind=TableKind.PEOPLE, top=1, height=1, fields=dict(enumerate(FIELDS)))
    layout = read(Layouts(choices={(PATH, "CB"): choice}), ROWS)
    assert (layout.is_read, layout.source) == (True, Source.CORRECTED)
    assert tuple(one.field for one in layout.columns) == FIELDS
    assert [one.own for one in layout.columns] == ["number", "", "", "", "rating"]


def test_a_choice_that_says_what_was_found_anyway_is_no_correction() -> None:
    choice = SheetChoice(kind=TableKind.PEOPLE, top=0, height=1, fields={0: "number", 1: "full_name", 2: "unit"})
    assert read(Layouts(choices={(PATH, "CB"): choice}), PLAIN_ROWS).source is Source.FOUND


def test_another_row_can_be_the_heading() -> None:
    rows = [PLAIN_ROWS[0], *PLAIN_ROWS]
    layout = read(Layouts(choices={(PATH, "CB"): SheetChoice(kind=TableKind.PEOPLE, top=1, height=1)}), rows)
    assert (layout.top, layout.is_read, layout.source) == (1, True, Source.CORRECTED)


def test_headings_that_were_corrected_once_are_known_in_the_next_file_wherever_they_stand() -> None:
    for rows in (ROWS, [["Danh sách"], *ROWS]):
        layout = read(known(FIELDS), rows)
        assert (layout.is_read, layout.source, layout.mapping_id) == (True, Source.REMEMBERED, "M1")
        assert tuple(one.field for one in layout.columns) == FIELDS


def test_the_same_headings_of_another_year_are_known_too() -> None:
    rows = [ROWS[0], [*ODD_HEAD[:-1], "XẾP LOẠI 2026"], *ROWS[2:]]
    layouts = known(FIELDS)
    header = layouts.header(PATH, sheet_of(rows), PEOPLE)
    assert header is not None
    assert header.columns[-1].meaning is not None
    assert header.columns[-1].meaning.year == 2026


@pytest.mark.parametrize("change", [["TT", "Họ tên"], [*ODD_HEAD, "Ghi chú"], ODD_HEAD[::-1]])
def test_other_headings_are_not_taken_for_known_ones(change: list[str]) -> None:
    assert read(known(FIELDS), [ROWS[0], change, *ROWS[2:]]).source is Source.FOUND


@pytest.mark.parametrize("layouts", [
    known(FIELDS, kind=None),
    Layouts(choices={(PATH, "CB"): SheetChoice(kind=None, top=1, height=1)}),
])  # fmt: skip
def test_a_sheet_can_be_left_out(layouts: Layouts) -> None:
    layout = read(layouts, ROWS)
    assert (layout.is_read, layout.kind) == (False, None)
    assert layouts.is_left_out(PATH, sheet_of(ROWS))


def test_fields_that_are_not_enough_for_a_table_leave_it_unread_but_shown() -> None:
    choice = SheetChoice(kind=TableKind.PEOPLE, top=1, height=1, fields={1: "note"})
    layout = read(Layouts(choices={(PATH, "CB"): choice}), ROWS)
    assert (layout.is_read, layout.columns[1].field, layout.kind) == (False, "note", TableKind.PEOPLE)


def test_a_choice_beyond_the_end_of_the_sheet_is_not_followed() -> None:
    choice = SheetChoice(kind=TableKind.PEOPLE, top=90, height=1)
    assert read(Layouts(choices={(PATH, "CB"): choice}), PLAIN_ROWS).source is Source.FOUND
