"""Vertical merges, within a table and across a page split."""

from __future__ import annotations

from training_catalog.word_form.blocks import Cell, Merge, Row
from training_catalog.word_form.merging import resolve_merges
from training_catalog.word_form.shapes import Place


def column(*cells: tuple[str, Merge], split_before: int = -1) -> list[Row]:
    """A table of one column; `split_before` is the row with which a new page begins."""
    return [
        Row(
            cells=(Cell(text=text, left=0.0, right=1.0, merge=merge),),
            place=Place(table=1, row=number),
            is_split=number - 1 == split_before,
        )
        for number, (text, merge) in enumerate(cells, 1)
    ]


def resolved(rows: list[Row]) -> list[tuple[str, bool]]:
    return [(row.cells[0].text, row.cells[0].is_merged) for row in resolve_merges(rows)]


def test_a_covered_cell_gets_the_text_of_the_top_cell() -> None:
    rows = column(("2-3", Merge.FIRST), ("", Merge.NEXT), ("", Merge.NEXT))
    assert resolved(rows) == [("2-3", False), ("2-3", True), ("2-3", True)]


def test_an_empty_cell_of_its_own_stays_empty() -> None:
    assert resolved(column(("2-3", Merge.NONE), ("", Merge.NONE))) == [("2-3", False), ("", False)]


def test_a_new_merge_in_the_same_table_does_not_go_on_with_the_one_above() -> None:
    rows = column(("2-3", Merge.FIRST), ("", Merge.NEXT), ("", Merge.FIRST), ("", Merge.NEXT))
    assert resolved(rows)[2:] == [("", False), ("", False)]


def test_a_merge_goes_on_after_a_page_split_when_both_sides_are_marked() -> None:
    rows = column(("2-3", Merge.FIRST), ("", Merge.FIRST), ("", Merge.NEXT), split_before=1)
    assert resolved(rows) == [("2-3", False), ("2-3", True), ("2-3", True)]


def test_an_unmarked_empty_cell_after_a_page_split_stays_empty() -> None:
    assert resolved(column(("2-3", Merge.FIRST), ("", Merge.NONE), split_before=1))[1] == ("", False)


def test_two_marked_cells_with_their_own_text_stay_apart_over_a_page_split() -> None:
    rows = column(("2-3", Merge.FIRST), ("4", Merge.FIRST), split_before=1)
    assert resolved(rows) == [("2-3", False), ("4", False)]


def test_text_in_the_second_piece_fills_the_first_one() -> None:
    rows = column(("1", Merge.NONE), ("", Merge.FIRST), ("", Merge.NEXT), ("2-3", Merge.NEXT), split_before=3)
    assert resolved(rows) == [("1", False), ("2-3", True), ("2-3", True), ("2-3", False)]
