from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from tests.training_catalog.small_folders import write_files
from training_catalog import check_catalogue, load_catalogue, read_catalogue, requirements_of, shipped_folder
from training_catalog.types import Catalogue

WRITTEN_ON = date(2026, 11, 21)


@pytest.fixture(scope="module")
def pack() -> Catalogue:
    return load_catalogue()


def test_the_shipped_pack_loads_without_any_problem() -> None:
    assert read_catalogue()[1] == []


def test_no_argument_and_none_are_the_shipped_pack(pack: Catalogue) -> None:
    assert load_catalogue(None).digest == load_catalogue(shipped_folder()).digest == pack.digest


def test_no_check_of_the_shipped_pack_finds_an_error(pack: Catalogue) -> None:
    problems = check_catalogue(pack, today=WRITTEN_ON)
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_no_shipped_task_names_an_act_that_had_ended_on_the_day_of_writing(pack: Catalogue) -> None:
    problems = check_catalogue(pack, today=WRITTEN_ON)
    assert [problem for problem in problems if problem.code == "law_ended"] == []


def test_every_shipped_task_is_covered_by_a_course_open_to_its_positions(pack: Catalogue) -> None:
    problems = check_catalogue(pack, today=WRITTEN_ON)
    assert [problem for problem in problems if problem.code.startswith("task_not_covered")] == []


def test_every_shipped_position_has_tasks(pack: Catalogue) -> None:
    assert all(requirements_of(pack, position_id).tasks for position_id in pack.positions)


def test_the_overlay_shown_in_the_documentation_works_on_the_shipped_pack(pack: Catalogue, tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference-data.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    changed, problems = read_catalogue(None, write_files(tmp_path, {"positions/II.04.yaml": example}))
    assert problems == []
    rules = {rule.rule_id: rule.is_enabled for rule in changed.positions["II.04"].standards}
    assert not rules["certificate_state_management"]
    assert changed.tasks.keys() - pack.tasks.keys() == {"II.04.X01"}
    assert pack.tasks.keys() - changed.tasks.keys() == {"II.04.T09"}


@pytest.mark.bench
def test_the_shipped_pack_loads_quickly() -> None:
    """Whole pack (3,355 units, 724 tasks, 653 courses): 0.41 s of processor time on 2026-11-21, 2 shared cores."""
    started = time.process_time()
    load_catalogue()
    assert time.process_time() - started < 1.5
