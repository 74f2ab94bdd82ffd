from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.shipped_catalogue import shipped_catalogue
from training_catalog.report.law_tables import Effect, effect_of, undated_table

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


def test_an_act_without_a_day_of_effect_says_whether_its_issue_is_known() -> None:
    law = replace(next(iter(shipped_catalogue().laws.values())), effective_from=None, ended_on=None)
    assert effect_of(replace(law, issued_on=date(2026, 1, 1)), TODAY) is Effect.UNDATED
    assert effect_of(replace(law, issued_on=None), TODAY) is Effect.UNKNOWN


def test_every_undated_act_is_listed_with_its_state_and_that_it_was_looked_for() -> None:
    rows = undated_table(shipped_catalogue(), today=TODAY).rows
    undated = [law for law in shipped_catalogue().laws.values() if law.effective_from is None and law.ended_on is None]
    assert sorted(str(row[0]) for row in rows) == sorted(law.number for law in undated)
    assert all("effect looked for on 2026-11-22, not found" in str(row[5]) for row in rows)
