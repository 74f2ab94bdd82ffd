"""Duties of section 2."""

from __future__ import annotations

from dataclasses import replace

from training_catalog.word_form.blocks import Cell, Merge, Row
from training_catalog.word_form.duties import read_duties
from training_catalog.word_form.merging import resolve_merges
from training_catalog.word_form.shapes import Place

HEAD = ("TT", "Nhiệm vụ, mảng công việc", "Công việc cụ thể", "Tiêu chí đánh giá hoàn thành công việc")
EDGES = (0.0, 0.1, 0.3, 0.7, 1.0)


def row(*cells: str | tuple[str, int], number: int = 1, is_split: bool = False) -> Row:
    """A row of texts; a pair is a text and how many columns it spans."""
    made, column = [], 0
    for cell in cells:
        text, span = cell if isinstance(cell, tuple) else (cell, 1)
        made.append(Cell(text=text, left=EDGES[column], right=EDGES[column + span]))
        column += span
    return Row(cells=tuple(made), place=Place(table=1, row=number), is_split=is_split)


def test_the_four_columns_are_read_by_name() -> None:
    (duty,) = read_duties([row(*HEAD), row("2.1", "Vườn", "Trồng cây", "Cây sống")])
    assert (duty.number, duty.area, duty.work, duty.criteria) == ("2.1", "Vườn", "Trồng cây", "Cây sống")


def test_a_cell_over_area_and_work_is_the_area() -> None:
    (duty,) = read_duties([row(*HEAD), row("2.8", ("Kế hoạch cá nhân", 2), "Đúng hạn")])
    assert (duty.area, duty.work, duty.criteria) == ("Kế hoạch cá nhân", "", "Đúng hạn")


def test_a_cell_over_all_columns_is_the_area() -> None:
    (duty,) = read_duties([row(*HEAD), row("2.9", ("Nhiệm vụ khác", 3))])
    assert (duty.area, duty.work, duty.criteria) == ("Nhiệm vụ khác", "", "")


def test_a_row_cut_by_a_page_is_put_together() -> None:
    cut = [row(*HEAD), row("2.3", "Kiểm tra,", "Theo dõi", "Đúng"), row("", "tổng kết", "vườn", "hạn", is_split=True)]
    (duty,) = read_duties(cut)
    assert (duty.area, duty.work, duty.criteria) == ("Kiểm tra, tổng kết", "Theo dõi vườn", "Đúng hạn")


def test_rows_under_a_merged_number_join_its_duty() -> None:
    first = row("1", "Vườn", "Trồng cây", "Cây sống")
    second = row("", "", "Tưới cây", "")
    first = replace(first, cells=(replace(first.cells[0], merge=Merge.FIRST), *first.cells[1:]))
    second = replace(second, cells=(replace(second.cells[0], merge=Merge.NEXT), *second.cells[1:]))
    (duty,) = read_duties(resolve_merges([row(*HEAD), first, second]))
    assert duty.work == "Trồng cây\nTưới cây"


def test_a_number_written_in_the_area_is_taken_off_it() -> None:
    head = (HEAD[1], HEAD[2], HEAD[3])
    (duty,) = read_duties([row(*head), row("2.4. Vườn", "Trồng cây", "Cây sống")])
    assert (duty.number, duty.area) == ("2.4", "Vườn")


def test_empty_rows_are_left_out() -> None:
    assert len(read_duties([row(*HEAD), row("", "", "", ""), row("2.1", "Vườn", "Trồng", "Sống")])) == 1
