from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.shipped_catalogue import shipped_catalogue
from tests.training_catalog.small_folders import small_catalogue
from training_catalog.desk_routing import BEST_TASKS, CALLING_WORTH, Desks


@pytest.fixture(scope="module")
def desks() -> Desks:
    return Desks.of(shipped_catalogue(), ["II.04", "II.15"])


def scores_for(desks: Desks, position_id: str, *, best: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """One line whose first `best` tasks of the position score 1 and all others 0."""
    own = [place for place, task in enumerate(desks.tasks) if task.position_ids[0] == position_id][:best]
    scores = np.zeros((1, len(desks.texts())))
    scores[0, own] = 1.0
    return scores


def test_only_tasks_of_one_named_position_speak(desks: Desks) -> None:
    assert desks.position_ids == ("II.04", "II.15")
    assert {task.position_ids for task in desks.tasks} == {("II.04",), ("II.15",)}
    assert all(task.text_vi in text for task, text in zip(desks.tasks, desks.texts(), strict=False))


def test_what_a_desk_is_called_comes_after_its_tasks_one_text_each(desks: Desks) -> None:
    *_, first, second = desks.texts()
    assert "tư pháp" in first
    assert "đất đai" in second


def test_between_desks_whose_tasks_say_nothing_the_name_decides(desks: Desks) -> None:
    scores = np.zeros((1, len(desks.texts())))
    scores[0, -1] = 1.0
    assert desks.of_lines(scores).tolist() == [[0.0, CALLING_WORTH]]


def test_several_good_tasks_of_a_desk_beat_one(desks: Desks) -> None:
    line = desks.of_lines(scores_for(desks, "II.15", best=1) + scores_for(desks, "II.04", best=BEST_TASKS))
    assert line.tolist() == [[1.0, pytest.approx(1 / BEST_TASKS)]]
    assert desks.ranked(line) == ["II.04", "II.15"]


def test_a_description_belongs_to_the_desk_of_most_of_its_lines(desks: Desks) -> None:
    lines = np.concatenate([scores_for(desks, each, best=3) for each in ("II.15", "II.04", "II.15")])
    assert desks.ranked(desks.of_lines(lines)) == ["II.15", "II.04"]


def test_ties_keep_the_order_of_the_catalogue(desks: Desks) -> None:
    assert desks.ranked(np.zeros((2, 2))) == ["II.04", "II.15"]


def test_without_names_every_position_with_a_task_of_its_own_is_a_desk(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    owners = [task.position_ids for task in catalogue.tasks.values() if task.position_ids[0] in catalogue.positions]
    assert set(Desks.of(catalogue).position_ids) == {ids[0] for ids in owners if len(ids) == 1}
