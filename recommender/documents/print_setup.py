"""How a sheet is printed: A4 across, its headings on every page, columns fitted to whole pages, rows tall enough."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from recommender.documents.results_workbook.row_heights import BOLD_SHARE, lines_of

A4: Final = 9
FOOTER: Final = "&L&8&A&R&8&P/&N"
"""The name of the sheet, the page and how many there are."""
WIDEST: Final = 230
"""Characters that a page across still shows large enough to be read."""
UPRIGHT: Final = 100
"""Up to this width a page is printed upright."""


PIXELS_PER_SIGN, POINTS_PER_LINE, TALLEST = 6.9, 15.0, 400.0
"""Of the ordinary letters of a workbook (Calibri 11)."""


def row_points(cells: Sequence[object], widths: Sequence[float], *, is_bold: bool = False) -> float:
    """Height of a row whose texts are wrapped in columns of these widths; only Excel finds it by itself."""
    share = BOLD_SHARE if is_bold else 1.0
    lines = [
        lines_of(cell, share * (7 * width - 10) / PIXELS_PER_SIGN)
        for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str)
    ]  # fmt: skip
    return min(max(lines, default=1) * POINTS_PER_LINE, TALLEST)


def set_print(sheet: Any, widths: Sequence[float], *, heads: int, named: int = 1) -> None:
    """Prepare a sheet of xlsxwriter: `widths` of its columns, the last row of its headings, and how many columns at the
    left name a row; a sheet too wide for one page repeats these on each page beside it."""
    pages = max(1, math.ceil(sum(widths) / WIDEST))
    if sum(widths) > UPRIGHT:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(FOOTER)
    sheet.repeat_rows(heads)
    sheet.fit_to_pages(pages, 0)
    if pages > 1:
        sheet.repeat_columns(0, named - 1)
        sheet.print_across()
