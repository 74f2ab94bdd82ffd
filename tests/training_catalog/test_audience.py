from __future__ import annotations

from pathlib import Path

import pytest

from tests.training_catalog.small_folders import small_catalogue
from training_catalog import is_open_to, positions_meant, requirements_of, tasks_of


def test_a_group_stands_for_all_its_positions(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    assert positions_meant(catalogue, ["specialist"]) == ("II.04",)
    assert positions_meant(catalogue, ["leader", "II.04"]) == ("I.03", "II.04")
    assert positions_meant(catalogue, []) == ()


def test_a_position_has_its_own_tasks_then_those_of_its_group(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    assert [task.task_id for task in tasks_of(catalogue, "II.04")] == ["II.04.T01", "COM.T01"]
    assert [task.task_id for task in tasks_of(catalogue, "I.03")] == ["I.03.T01"]


def test_requirements_are_standards_levels_and_tasks(tmp_path: Path) -> None:
    requirements = requirements_of(small_catalogue(tmp_path), "II.04")
    assert len(requirements.standards) == 2
    assert list(requirements.levels) == ["C3", "C6"]
    assert len(requirements.tasks) == 2


def test_an_unknown_position_has_no_requirements(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        requirements_of(small_catalogue(tmp_path), "II.99")


def test_a_course_without_audience_is_open_to_everyone(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    assert is_open_to(catalogue.courses["K2"], catalogue.positions["I.03"])
    assert not is_open_to(catalogue.courses["K1"], catalogue.positions["I.03"])
