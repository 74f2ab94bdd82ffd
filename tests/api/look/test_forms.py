"""Days typed into forms: a blank is none, a day is read, anything else is said with what was typed."""

from __future__ import annotations

from datetime import date

import pytest

from api.look.forms import refused_fields, typed_day
from recommender.errors import Conflict, UsageError, WrongField, WrongFields


@pytest.mark.parametrize(("text", "day"), [
    ("", None), ("  ", None), (" 2026-11-22 ", date(2026, 11, 22)), ("22/11/2026", date(2026, 11, 22)),
])  # fmt: skip
def test_a_day_or_nothing_is_read(text: str, day: date | None) -> None:
    assert typed_day(text) == day


def test_what_is_no_day_is_named_and_cut_short() -> None:
    with pytest.raises(UsageError) as refused:
        typed_day("31/02/2026 " + "x" * 50)
    assert "“31/02/2026 xxxxxxxxx”" in refused.value.text("vi")
    assert "như 22/11/2026" in refused.value.text("vi")


def test_what_is_wrong_stands_beside_its_field_and_the_rest_above_the_form() -> None:
    wrong = WrongFields([
        WrongField(name="a", expected_vi="Một.", expected_en="One."),
        WrongField(name="a", expected_vi="Hai.", expected_en="Two."),
        WrongField(name="hidden", expected_vi="Ba.", expected_en="Three."),
    ])  # fmt: skip
    assert refused_fields(wrong, "vi", ["a", "b"]) == ({"a": "Một. Hai."}, ("Ba.",))
    taken = Conflict("Đã có.", "Taken.", field="b")
    assert refused_fields(taken, "en", ["a", "b"]) == ({"b": "Taken."}, ())
    assert refused_fields(UsageError("Không được.", "No."), "vi", ["a"]) == ({}, ("Không được.",))
