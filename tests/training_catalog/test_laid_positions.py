"""Positions of an office laid over a catalogue: theirs holds, what they never say stays, tasks stay unless replaced."""

from __future__ import annotations

from dataclasses import replace

from tests.recommender.factories import catalogue, position, task
from training_catalog import LaidPosition, catalogue_digest, under_id, under_own_id, with_positions
from training_catalog.types import LevelRange

KNOWN = catalogue()
OURS = replace(position("A", ()), title_vi="vị trí của xã", title_en="", rank="", field="", department="")
LAID = LaidPosition(position=OURS, tasks=(task("A.01.T01", "việc của xã"),))


def test_a_description_takes_the_place_of_its_position_and_keeps_what_it_never_says() -> None:
    found = with_positions(KNOWN, [LAID])
    mine, base = found.positions["A"], KNOWN.positions["A"]
    assert mine.title_vi == "vị trí của xã"
    assert (mine.rank, mine.field, mine.title_en) == (base.rank, base.field, base.title_en)
    assert mine.standards == base.standards
    assert found.digest == catalogue_digest(found) != KNOWN.digest


def test_a_new_position_is_called_in_english_as_in_vietnamese_until_somebody_writes_it() -> None:
    new = under_id(LAID, "X-01")
    found = with_positions(KNOWN, [new]).positions["X-01"]
    assert found.title_en == found.title_vi


def test_tasks_of_the_catalogue_stay_beside_those_described_unless_they_are_replaced() -> None:
    own = {key for key, one in KNOWN.tasks.items() if one.position_ids == ("A",)}
    assert own
    assert own | {"A.01.T01"} <= with_positions(KNOWN, [LAID]).tasks.keys()
    replaced = with_positions(KNOWN, [replace(LAID, replaces_tasks=True)]).tasks.keys()
    assert not own & replaced
    assert "A.01.T01" in replaced


def test_a_competency_that_the_frame_does_not_have_is_left_out() -> None:
    levels = {**OURS.levels, "Z9": LevelRange(minimum=1, maximum=1)}
    found = with_positions(KNOWN, [replace(LAID, position=replace(OURS, levels=levels))])
    assert found.positions["A"].levels == OURS.levels


def test_two_descriptions_of_one_position_in_a_file_both_survive() -> None:
    second = under_own_id(LAID, {"A"})
    assert (second.position.position_id, second.tasks[0].task_id) == ("A-2", "A-2.T01")
    assert second.tasks[0].position_ids == ("A-2",)
    assert under_own_id(LAID, {"B"}) is LAID


def test_tasks_of_a_unit_are_numbered_apart_however_often_they_are_named_again() -> None:
    once = under_id(LAID, "A", mark="01")
    assert once.tasks[0].task_id == "A.01.T01"
    assert under_id(once, "A", mark="01") == once
