"""The truth is what the levels say: derived again here, row by row, from the catalogue and the answer files."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np

from recommender.sample import Sample
from training_catalog import tasks_of
from training_catalog.types import Catalogue, CompetencyGroup, PositionGroup

TASK_WEIGHT = {"core": 2.0, "regular": 1.0, "rare": 0.5}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _competency_met(catalogue: Catalogue, position_id: str, levels: dict[str, int]) -> bool:
    """Every own core task at its minimum, and 80 % of the weight."""
    position = catalogue.positions[position_id]
    leads = position.group in (PositionGroup.LEADER, PositionGroup.MILITARY)
    total = reached = 0.0
    for key, wanted in position.levels.items():
        light = catalogue.competencies[key].group == CompetencyGroup.MANAGEMENT and not leads
        weight = 0.5 if light else 1.0
        total += weight
        reached += weight * (levels[key] >= wanted.minimum)
    for task in tasks_of(catalogue, position_id):
        own = position_id in task.position_ids
        met = levels[task.task_id] >= task.level.minimum
        if own and str(task.weight) == "core" and not met:
            return False
        weight = TASK_WEIGHT[str(task.weight)] * (1.0 if own else 0.5)
        total += weight
        reached += weight * met
    return reached >= 0.8 * total - 1e-9


def test_truth_derived_again_from_levels_and_rules_equals_truth(shipped: Catalogue, folder: Path) -> None:
    levels: dict[str, dict[str, int]] = defaultdict(dict)
    for row in _rows(folder / "truth_levels.csv"):
        levels[row["officer_id"]][row["requirement_id"]] = int(row["level"])
    unfit = {
        (row["officer_id"], row["position_id"]) for row in _rows(folder / "truth_standards.csv") if row["meets"] == "0"
    }
    for row in _rows(folder / "truth.csv"):
        key = (row["officer_id"], row["position_id"])
        failed = [
            *(["standards"] if key in unfit else []),
            *([] if _competency_met(shipped, key[1], levels[key[0]]) else ["competency"]),
        ]
        assert row["fails"] == "+".join(failed), key
        assert row["meets"] == str(int(not failed)), key


def test_levels_are_whole_numbers_from_one_to_five(large: Sample) -> None:
    assert set(large.truth_levels["level"].unique()) <= {1, 2, 3, 4, 5}


def test_digital_competency_is_lower_than_the_others_of_its_range(large: Sample) -> None:
    mean = large.truth_levels.groupby("requirement_id", observed=True)["level"].mean()
    assert mean["C6"] < mean["C1"] - 0.1


def test_every_holder_has_a_level_on_everything_asked(shipped: Catalogue, small: Sample) -> None:
    known = small.truth_levels.groupby("officer_id", observed=True)["requirement_id"].agg(set)
    for row in small.truth.itertuples():
        asked = {
            *shipped.positions[row.position_id].levels,
            *(task.task_id for task in tasks_of(shipped, row.position_id)),
        }
        assert asked <= known[row.officer_id]


def test_results_of_tests_scatter_as_stated_around_the_true_level(large: Sample) -> None:
    results = large.results
    tests = (results.method == "test") & (results.scale == "100")
    cuts, knots = (0, 50, 70, 85, 95, 100), (0.5, 1.5, 2.5, 3.5, 4.5, 5.0)
    said = np.interp(results.value[tests], cuts, knots)
    frame = large.truth_levels.assign(row=range(len(large.truth_levels)))
    level = frame.set_index(["officer_id", "requirement_id"])["level"]
    requirement = np.array(sorted(large.truth_levels["requirement_id"].cat.categories))
    keys = list(
        zip(large.people.officer_id[results.officer[tests]], requirement[results.requirement[tests]], strict=True)
    )
    error = said - level.loc[keys].to_numpy()
    assert abs(error.mean()) < 0.06
    assert 0.45 <= error.std() <= 0.6  # 0.45 of the test, and the rounding of the level
