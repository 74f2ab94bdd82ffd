"""The register of acts that is shipped: its chains of replacement, and acts out of force where they are used."""

from __future__ import annotations

from datetime import date

import pytest

from tests.shipped_catalogue import shipped_catalogue
from training_catalog import check_catalogue
from training_catalog.checks.replacements import replacement_problems

TODAY = date(2026, 11, 22)

CHAINS = [
    ("72/2025/QH15", "2025-06-16", ("65/2025/QH15",)),
    ("65/2025/QH15", "2025-03-01", ("77/2015/QH13",)),
    ("80/2025/QH15", "2025-07-01", ("22/2008/QH12",)),
    ("150/2025/NĐ-CP", "2025-07-01", ("45/2025/NĐ-CP",)),
    ("118/2025/NĐ-CP", "2025-07-01", ("61/2018/NĐ-CP", "107/2021/NĐ-CP")),
    ("170/2025/NĐ-CP", "2025-07-01", ("138/2020/NĐ-CP",)),
    ("171/2025/NĐ-CP", "2025-07-01", ("101/2017/NĐ-CP", "89/2021/NĐ-CP")),
    ("361/2025/NĐ-CP", "2025-12-31", ("62/2020/NĐ-CP",)),
    ("89/2025/QH15", "2026-01-01", ("83/2015/QH13",)),
    ("01/2026/QH16", "2026-09-01", ("104/2016/QH13",)),
]
"""Acts of 2025 and 2026 on which the two tiers stand, from when, and what they ended."""


@pytest.mark.parametrize(("law_id", "starts", "ended"), CHAINS)
def test_the_acts_of_the_two_tiers_end_those_of_before(law_id: str, starts: str, ended: tuple[str, ...]) -> None:
    laws = shipped_catalogue().laws
    assert laws[law_id].effective_from == date.fromisoformat(starts)
    assert laws[law_id].replaces == ended
    assert [laws[key].ended_on for key in ended] == [laws[law_id].effective_from] * len(ended)


def test_no_chain_of_replacement_is_broken() -> None:
    assert replacement_problems(shipped_catalogue(), today=TODAY) == []


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2027, 3, 1)])
def test_on_the_days_when_much_ends_every_use_of_an_ended_act_is_told(day: date) -> None:
    catalogue = shipped_catalogue()
    ended = {key for key, law in catalogue.laws.items() if law.ended_on and law.ended_on <= day}
    used = {(task.task_id, key) for task in catalogue.tasks.values() for key in task.laws if key in ended}
    told = [problem for problem in check_catalogue(catalogue, today=day) if problem.code == "law_ended"]
    assert len(told) == len(used)


def test_no_act_out_of_force_is_used_today() -> None:
    codes = {problem.code for problem in check_catalogue(shipped_catalogue(), today=TODAY)}
    assert codes <= {"law_not_yet", "laws_undated"}
