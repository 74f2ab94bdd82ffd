from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.shipped_catalogue import shipped_catalogue
from tests.training_catalog.small_folders import small_catalogue
from training_catalog.checks.shared_tasks import shared_task_problems


def test_the_shipped_pack_shares_tasks_by_group_or_within_a_field() -> None:
    assert shared_task_problems(shipped_catalogue()) == []


def test_a_task_of_two_positions_of_different_fields_is_found(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    names = tuple(catalogue.positions)[:2]
    first, second = (catalogue.positions[name] for name in names)
    positions = {names[0]: replace(first, field="justice"), names[1]: replace(second, field="leadership")}
    (task_id, task), *_ = catalogue.tasks.items()
    changed = replace(catalogue, positions=positions, tasks={task_id: replace(task, position_ids=names)})
    (problem,) = shared_task_problems(changed)
    assert problem.code == "shared_across_fields"


def test_a_group_and_one_position_are_no_slip(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    (task_id, task), *_ = catalogue.tasks.items()
    shared = replace(task, position_ids=("specialist", next(iter(catalogue.positions))))
    assert shared_task_problems(replace(catalogue, tasks={task_id: shared})) == []
