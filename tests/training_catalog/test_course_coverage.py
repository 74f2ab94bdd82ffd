from __future__ import annotations

from pathlib import Path

from tests.training_catalog.small_folders import changed_catalogue, small_catalogue
from training_catalog import coverage


def test_a_course_that_reaches_the_lowest_required_level_covers_the_task(tmp_path: Path) -> None:
    rows = {row.task_id: row for row in coverage(small_catalogue(tmp_path)).tasks}
    assert rows["II.04.T01"].course_ids == ("K1",)
    assert rows["II.04.T01"].uncovered_position_ids == ()


def test_a_course_that_stops_below_the_level_does_not_cover(tmp_path: Path) -> None:
    catalogue = changed_catalogue(tmp_path, "courses/all.yaml", "II.04.T01: 3", "II.04.T01: 1")
    row = next(row for row in coverage(catalogue).tasks if row.task_id == "II.04.T01")
    assert row.course_ids == ()
    assert row.lower_course_ids == ("K1",)
    assert row.uncovered_position_ids == ("II.04",)


def test_a_course_closed_to_the_position_leaves_it_uncovered(tmp_path: Path) -> None:
    catalogue = changed_catalogue(tmp_path, "courses/all.yaml", "positions: [II.04]", "positions: [leader]")
    row = next(row for row in coverage(catalogue).tasks if row.task_id == "II.04.T01")
    assert row.course_ids == ("K1",)
    assert row.uncovered_position_ids == ("II.04",)


def test_steps_go_from_one_to_the_highest_level_of_any_position(tmp_path: Path) -> None:
    steps = [row for row in coverage(small_catalogue(tmp_path)).steps if row.competency_id == "C3"]
    assert [row.level for row in steps] == [1, 2, 3, 4]
    assert [row.is_required for row in steps] == [True, True, True, False]
    assert steps[1].higher_course_ids == ("K1",)
    assert steps[2].course_ids == ("K1",)
    assert steps[3].course_ids == steps[3].higher_course_ids == ()
