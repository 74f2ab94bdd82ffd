from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.shipped_catalogue import shipped_catalogue
from training_catalog.report.law_tables import Effect, effect_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("starts", "ends", "effect"),
    [
        (date(2020, 1, 1), None, Effect.IN_FORCE),
        (date(2020, 1, 1), date(2027, 3, 1), Effect.ENDS_SOON),
        (date(2020, 1, 1), date(2029, 1, 1), Effect.IN_FORCE),
        (date(2020, 1, 1), TODAY, Effect.ENDED),
        (None, date(2026, 1, 1), Effect.ENDED),
        (date(2027, 1, 1), None, Effect.NOT_YET),
        (None, None, Effect.UNDATED),
    ],
)
def test_the_state_of_an_act_follows_its_dates(starts: date | None, ends: date | None, effect: Effect) -> None:
    law = replace(next(iter(shipped_catalogue().laws.values())), effective_from=starts, ended_on=ends)
    assert effect_of(law, TODAY) is effect
