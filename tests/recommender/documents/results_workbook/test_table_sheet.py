"""Lay-out of a worksheet: lines, widths of printed pages, names of units."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from recommender.columns import OFFICERS
from recommender.documents.results_workbook.styles import TONES
from recommender.documents.results_workbook.table import Table, column
from recommender.documents.results_workbook.table_sheet import PAGE_PIXELS, page_widths, print_scale
from recommender.documents.results_workbook.view import run_view
from tests.recommender.documents import factories as make
from tests.recommender.documents.results_workbook.reading import write

TABLE = Table(
    tab="T", title="T", answer="", frozen=1, empty="",
    columns=(column("a", ("a", "a"), 40), column("b", ("b", "b"), 60), column("c", ("c", "c"), 100)),
    rows=pd.DataFrame({"a": [], "b": [], "c": []}),
)  # fmt: skip


def test_the_widest_printed_page_decides_the_scale() -> None:
    broken = replace(TABLE, pages=("c",))
    assert page_widths(TABLE) == [285 + 425 + 705]
    assert page_widths(broken) == [285 + 425, 285 + 705]
    assert print_scale(broken) == int(100 * PAGE_PIXELS / 990)
    assert print_scale(replace(TABLE, columns=TABLE.columns[:1])) == 100


def test_tones_have_enough_contrast_to_read() -> None:
    def brightness(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for fill, ink in TONES.values():
        assert (brightness(fill) + 0.05) / (brightness(ink) + 0.05) >= 7


def test_units_of_several_provinces_carry_their_province() -> None:
    base = make.catalogue()
    other = replace(base.units["00002"], unit_id="00003", name="Xã Hai", parent_id="02")
    province = replace(base.units["01"], unit_id="02", name="Tỉnh B")
    catalogue = replace(base, units={**base.units, "02": province, "00003": other})
    officers = OFFICERS.frame([{"officer_id": "CC01", "unit_id": "00001"}, {"officer_id": "CC02", "unit_id": "00003"}])
    view = run_view(make.result(), make.inputs(officers=officers), catalogue, settings=make.SETTINGS, language="vi")
    assert view.unit(pd.Series(["00001", "00003", "x"])).tolist() == ["Xã Một, Tỉnh A", "Xã Hai, Tỉnh B", "x"]


def test_a_file_of_the_same_name_is_replaced_only_when_the_new_one_is_whole(tmp_path: Path) -> None:
    old = make.file(tmp_path, "results_vi.xlsx", b"old")
    broken = replace(make.result(), balance=pd.DataFrame({"unit_id": ["00001"]}))
    with pytest.raises(KeyError):
        write(tmp_path, result=broken)
    assert old.read_bytes() == b"old"
