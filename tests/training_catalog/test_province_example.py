"""The folder that docs/reference-data.md shows as a province's own data does what the page says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.shipped_catalogue import shipped_catalogue
from training_catalog import check_catalogue, load_catalogue, load_former_units, read_catalogue, tasks_of
from training_catalog.types import Catalogue, LevelRange, TaskWeight

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "catalogue" / "province-example"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pack() -> Catalogue:
    return shipped_catalogue()


@pytest.fixture(scope="module")
def own() -> Catalogue:
    return load_catalogue(None, EXAMPLE)


def test_the_example_reads_without_a_problem_and_adds_none(pack: Catalogue, own: Catalogue) -> None:
    assert read_catalogue(None, EXAMPLE)[1] == []
    assert check_catalogue(own, today=TODAY) == check_catalogue(pack, today=TODAY)


def test_titles_levels_and_standards_change_where_named_only(pack: Catalogue, own: Catalogue) -> None:
    before, after = pack.positions["II.15"], own.positions["II.15"]
    assert after.levels == {**before.levels, "C6": LevelRange(minimum=3, maximum=4)}
    assert after.title_vi == before.title_vi
    switched = [rule.rule_id for rule, old in zip(after.standards, before.standards, strict=True) if rule != old]
    assert len(switched) == 1
    assert not next(rule for rule in after.standards if rule.rule_id in switched).is_enabled


def test_a_task_is_changed_and_one_added_without_losing_the_others(pack: Catalogue, own: Catalogue) -> None:
    ids = {task.task_id for task in tasks_of(own, "II.15")}
    assert ids == {task.task_id for task in tasks_of(pack, "II.15")} | {"II.15.X01"}
    assert own.tasks["II.15.T06"].weight is TaskWeight.CORE
    assert own.tasks["II.15.T06"].text_vi == pack.tasks["II.15.T06"].text_vi


def test_a_course_is_added_and_one_taken_out(pack: Catalogue, own: Catalogue) -> None:
    assert own.courses.keys() - pack.courses.keys() == {"TM-01"}
    assert pack.courses.keys() - own.courses.keys() == {"LAN-34"}


def test_the_other_positions_stay_as_they_are(pack: Catalogue, own: Catalogue) -> None:
    others = [key for key in pack.positions if key != "II.15"]
    assert [own.positions[key] for key in others] == [pack.positions[key] for key in others]


def test_a_former_township_of_the_province_is_known(own: Catalogue) -> None:
    (match,) = load_former_units(None, EXAMPLE, units=own.units).communes("thị trấn Mẫu")
    assert match.unit is not None
    assert match.unit.name == "Phường Ba Đình"


def test_the_digest_tells_the_two_apart(pack: Catalogue, own: Catalogue) -> None:
    assert own.digest != pack.digest
    assert own.version.endswith("2026.11-1")
