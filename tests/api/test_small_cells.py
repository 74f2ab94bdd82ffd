"""What a training institute sees never tells a group of fewer than five people, whatever it asks and combines."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from recommender import columns
from recommender.store.frames import write_frame
from recommender.store.tables.runs import RESULTS, RUN
from tests.api.world import World
from tests.api.world_rows import A1, A2, B1, B2, NOW, PROVINCE_A, PROVINCE_B, TODAY, add
from training_catalog.types import TaskKind

UNITS = {A1: PROVINCE_A, A2: PROVINCE_A, B1: PROVINCE_B, B2: PROVINCE_B}
COURSES = ("PA-01", "PA-03", "PA-04")
PRIORITIES = ("high", "low")
LEAST = 5
FILTERS = 1_000
RUN_WHOLE = "RUNWH0LE"
Truth = Mapping[tuple[str, str, str], int]


def put_demand(world: World, truth: Truth) -> None:
    """A published run over the country with this demand by course, unit and priority."""
    spec, table = RESULTS["demand"]
    rows: list[dict[str, Any]] = [
        {
            "course_id": course, "course_vi": course, "course_en": course, "province_id": UNITS[unit], "unit_id": unit,
            "domain": "law", "priority": priority, "learners": learners, "periods": 8.0 * learners, "classes": 1.0,
        }
        for (course, unit, priority), learners in truth.items() if learners
    ]  # fmt: skip
    with world.store.writing() as conn:
        add(conn, RUN, {
            "run_id": RUN_WHOLE, "unit_id": "VN", "label": "Cả nước", "status": "published", "today": TODAY,
            "finished_at": NOW, "published_at": NOW, "job_id": None,
        })  # fmt: skip
        write_frame(conn, spec, table, frame=columns.DEMAND.frame(rows), owner={"run_id": RUN_WHOLE})


def random_truth(seed: int) -> Truth:
    dice = random.Random(seed)
    keys = [(course, unit, priority) for course in COURSES for unit in UNITS for priority in PRIORITIES]
    return {key: dice.choice((0, 1, 2, 3, 4, 5, 6, 9, 20)) for key in keys}


def ask(world: World, **filters: str) -> list[dict[str, Any]]:
    answer = world.client("institute").get("/api/v1/demand", params={"run_id": RUN_WHOLE, **filters})
    if answer.status_code == 422:
        return []
    assert answer.status_code == 200
    rows: list[dict[str, Any]] = answer.json()["rows"]
    return rows


def members(truth: Truth, by: str, cell: Mapping[str, Any]) -> list[int]:
    """Places in the truth that a cell of this cut adds up."""
    at = {"province": lambda key: UNITS[key[1]], "unit": lambda key: key[1], "priority": lambda key: key[2]}[by]
    return [
        place for place, key in enumerate(truth) if key[0] == cell["course_id"] and at(key) == cell["group"]
    ]  # fmt: skip


def told(world: World, truth: Truth) -> dict[tuple[int, ...], int | None]:
    """Every cell of every cut that an institute can get: which true counts it adds up, and the sum or None."""
    found: dict[tuple[int, ...], int | None] = {}
    cuts = [{"by": "province"}, {"by": "priority"}, {"by": "unit", "unit_id": "01"}, {"by": "unit", "unit_id": "04"}]
    for cut in cuts:
        for cell in ask(world, **cut):
            found[tuple(members(truth, cut["by"], cell))] = cell["learners"]
    return found


@pytest.mark.parametrize("seed", range(4))
def test_no_hidden_cell_can_be_worked_out_from_all_that_is_shown(world: World, seed: int) -> None:
    truth = random_truth(seed)
    put_demand(world, truth)
    cells = told(world, truth)
    shown = {places: value for places, value in cells.items() if value is not None}
    hidden = [places for places, value in cells.items() if value is None]
    assert hidden
    matrix = np.zeros((len(shown), len(truth)))
    for row, places in enumerate(shown):
        matrix[row, list(places)] = 1
    values = np.array(list(shown.values()), dtype=float)
    counts = np.array(list(truth.values()))
    for places in hidden:
        goal = np.zeros(len(truth))
        goal[list(places)] = 1
        ends = [
            linprog(sign * goal, A_eq=matrix, b_eq=values, bounds=(0, None), method="highs") for sign in (1.0, -1.0)
        ]
        high = np.inf if ends[1].status == 3 else -ends[1].fun
        is_small = 0 < counts[list(places)].sum() < LEAST
        assert not is_small or high - ends[0].fun >= 1, (seed, places)


def test_a_thousand_filters_show_no_small_cell(world: World) -> None:
    put_demand(world, random_truth(99))
    dice = random.Random(7)
    for _ in range(FILTERS):
        filters = {"by": dice.choice(["province", "unit", "priority", "quarter"])}
        for name, values in (
            ("unit_id", [*UNITS, PROVINCE_A, PROVINCE_B, "VN"]), ("course_id", list(COURSES)),
            ("domain", [str(kind) for kind in TaskKind]),
        ):  # fmt: skip
            if dice.random() < 0.5:
                filters[name] = dice.choice(values)
        for cell in ask(world, **filters):
            assert cell["learners"] is None or cell["learners"] >= LEAST, (filters, cell)
            assert (cell["periods"] is None) == (cell["learners"] is None)
