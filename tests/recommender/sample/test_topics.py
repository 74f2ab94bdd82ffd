"""Topics are own wordings: enough of them, for what matters, and no copy of what the catalogue says."""

from __future__ import annotations

from recommender.sample.data_files import careers, desks, names, places, topics
from training_catalog import fold
from training_catalog.types import Catalogue


def test_every_competency_has_six_wordings_and_every_task_two(shipped: Catalogue) -> None:
    for key, words in topics().items():
        assert len(words) >= (6 if key in shipped.competencies else 2), key
    assert set(shipped.competencies) <= set(topics())


def test_every_position_has_eight_tasks_with_wordings_and_all_its_core_tasks(shipped: Catalogue) -> None:
    for key in shipped.positions:
        own = [task for task in shipped.tasks.values() if key in task.position_ids]
        worded = [task for task in own if task.task_id in topics()]
        assert len(worded) >= min(8, len(own)), key
        assert all(task.task_id in topics() for task in own if str(task.weight) == "core"), key


def test_topics_are_of_the_catalogue(shipped: Catalogue) -> None:
    assert set(topics()) <= {*shipped.competencies, *shipped.tasks}


def test_no_topic_repeats_a_text_of_the_catalogue(shipped: Catalogue) -> None:
    said = {
        fold(text) for entry in shipped.competencies.values() for text in (entry.name_vi, entry.name_en, *entry.aliases)
    }
    said |= {fold(text) for task in shipped.tasks.values() for text in (task.text_vi, task.text_en, *task.wordings)}
    assert [word for words in topics().values() for word in words if fold(word) in said] == []


def test_no_wording_stands_for_two_requirements() -> None:
    words = [fold(word) for lines in topics().values() for word in lines]
    assert len(words) == len(set(words))


def test_staffing_names_positions_and_lists_that_exist(shipped: Catalogue) -> None:
    assert {desk.position_id for desk in desks()} == set(shipped.positions)
    for desk in desks():
        assert desk.posts in careers().posts
        assert desk.courses in careers().course_names
        assert set(desk.carriers) <= set(shipped.positions)


def test_places_are_provinces_and_all_have_former_districts(shipped: Catalogue) -> None:
    provinces = {key for key, unit in shipped.units.items() if unit.parent_id is None}
    assert set(places().districts) == provinces
    assert set(places().mountain_share) <= provinces
    assert set(names().shares) <= provinces
