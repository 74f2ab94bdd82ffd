"""Days typed into forms: a blank is none, a day is read, anything else is said with what was typed."""

from __future__ import annotations

from datetime import date

import pytest

from api.look.forms import typed_day
from recommender.errors import UsageError


@pytest.mark.parametrize(("text", "day"), [("", None), ("  ", None), (" 2026-11-22 ", date(2026, 11, 22))])
def test_a_day_or_nothing_is_read(text: str, day: date | None) -> None:
    assert typed_day(text) == day


def test_what_is_no_day_is_named_and_cut_short() -> None:
    with pytest.raises(UsageError) as refused:
        typed_day("31/02/2026 " + "x" * 50)
    assert "“31/02/2026 xxxxxxxxx”" in refused.value.text("vi")
