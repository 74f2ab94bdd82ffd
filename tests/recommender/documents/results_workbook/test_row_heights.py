"""Height of rows: how texts break into lines."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from recommender.documents.results_workbook.row_heights import ONE_LINE, TALLEST, lines_of, row_heights
from recommender.documents.results_workbook.styles import Kind
from recommender.documents.results_workbook.table import Table, column


def table(texts: list[str], **more: list[str]) -> Table:
    rows = pd.DataFrame({"a": texts, **more})
    return Table(tab="T", title="T", answer="", frozen=1, empty="", columns=(column("a", ("a", "a"), 20, Kind.WRAP),),
                 rows=rows)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fits", "lines"),
    [("", 10, 1), ("mười", 10, 1), ("một hai ba", 7, 2), ("a\nb", 10, 2), ("x" * 25, 10, 3), ("một hai", 3, 2)],
)
def test_lines_break_between_words_and_inside_words_that_are_too_long(text: str, fits: float, lines: int) -> None:
    assert lines_of(text, fits) == lines


@given(some.text(alphabet="ab \n", max_size=60), some.integers(min_value=2, max_value=20))
def test_a_wider_column_never_takes_more_lines(text: str, fits: int) -> None:
    assert lines_of(text, float(fits + 1)) <= lines_of(text, float(fits))


def test_a_row_is_as_tall_as_its_longest_text_and_never_taller_than_a_screen() -> None:
    low, middle, high = row_heights(table(["một", "một hai ba bốn năm sáu bảy", "x " * 5_000]))
    assert low == ONE_LINE
    assert ONE_LINE < middle < high == TALLEST


def test_bold_rows_break_earlier() -> None:
    text = "x" * 21
    plain, bold = row_heights(table([text, text], row=["", "total"]))
    assert plain == ONE_LINE
    assert bold > plain


def test_a_table_without_rows_has_no_heights() -> None:
    assert np.array_equal(row_heights(table([])), [])
