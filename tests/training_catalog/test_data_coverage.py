"""The shipped pack as a whole: every need can be learned, every row has a source, plans of different fields differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from tests.shipped_catalogue import shipped_catalogue
from training_catalog import PositionIndex, is_open_to, positions_meant, tasks_of
from training_catalog.folding import fold
from training_catalog.types import (
    Catalogue,
    Course,
    CourseMode,
    CourseStatus,
    Position,
    PositionGroup,
    StandardKind,
    Task,
    TaskKind,
    TaskWeight,
)
from training_catalog.word_form import read_job_descriptions

WRITTEN_ON = date(2026, 11, 21)
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "real_positions"
SHORT_PERIODS = 40
NEAR_MODES = (CourseMode.ONLINE, CourseMode.ON_THE_JOB)
YEAR_PERIODS = 80
UNKNOWN_PERIODS = 16
MOST_COURSES = 10
MOST_SHARED = 0.30
TASK_WEIGHTS = {TaskWeight.CORE: 2.0, TaskWeight.REGULAR: 1.0, TaskWeight.RARE: 0.5}
DOCUMENTS = (StandardKind.CERTIFICATE, StandardKind.POLITICAL_THEORY)
ACT_NUMBER = re.compile(r"\b\d+/\d{4}/[A-ZĐ][\w-]*")
FAMILIES = {
    "state_management": [f"state_management_{rank}" for rank in ("assistant", "specialist", "principal", "senior")],
    "defence_security": ["defence_security_4", "defence_security_3", "defence_security_2"],
    "it_application": ["it_basic", "it_advanced"],
    "english": ["english_a2", "english_b1", "english_b2"],
}


@pytest.fixture(scope="module")
def pack() -> Catalogue:
    return shipped_catalogue()


def courses_to(pack: Catalogue, requirement_id: str, least: int, most: int = 5) -> list[Course]:
    return [
        course
        for course in pack.courses.values()
        if any(out.requirement_id == requirement_id and least <= out.level <= most for out in course.outcomes)
    ]


def is_short(course: Course) -> bool:
    return course.duration_periods is not None and course.duration_periods <= SHORT_PERIODS


def task_places(pack: Catalogue) -> Iterator[tuple[str, str, list[Course]]]:
    """Task, position that has it, courses open to that position which reach the lowest level asked."""
    for task in pack.tasks.values():
        found = courses_to(pack, task.task_id, task.level.minimum)
        for position_id in positions_meant(pack, task.position_ids):
            position = pack.positions[position_id]
            yield task.task_id, position_id, [course for course in found if is_open_to(course, position)]


def test_every_task_has_a_short_course_open_to_each_of_its_positions(pack: Catalogue) -> None:
    places = task_places(pack)
    assert [(task, position) for task, position, courses in places if not any(map(is_short, courses))] == []


def test_every_task_can_be_learned_online_or_on_the_job(pack: Catalogue) -> None:
    missing = [place[:2] for place in task_places(pack) if not any(course.mode in NEAR_MODES for course in place[2])]
    assert missing == []


@pytest.mark.parametrize("level", [2, 3, 4])
def test_every_step_of_a_competency_has_a_short_course_and_one_near_work(pack: Catalogue, level: int) -> None:
    missing = []
    for position in pack.positions.values():
        for competency_id, asked in position.levels.items():
            if asked.maximum < level:
                continue
            found = [each for each in courses_to(pack, competency_id, level, level) if is_open_to(each, position)]
            if not any(map(is_short, found)) or not any(each.mode in NEAR_MODES for each in found):
                missing.append((position.position_id, competency_id))
    assert missing == []


def own_tasks(pack: Catalogue, position_id: str) -> list[Task]:
    """Tasks that are not of the common set."""
    return [task for task in pack.tasks.values() if position_id in task.position_ids and task.task_id[:4] != "COM."]


@pytest.mark.parametrize(
    ("group", "least", "most"),
    [(PositionGroup.SPECIALIST, 15, 30), (PositionGroup.LEADER, 10, 20), (PositionGroup.MILITARY, 10, 20)],
)
def test_positions_have_enough_tasks_of_their_own_and_not_too_many(
    pack: Catalogue, group: PositionGroup, least: int, most: int
) -> None:
    counts = {key: len(own_tasks(pack, key)) for key, position in pack.positions.items() if position.group is group}
    assert counts
    assert {key: count for key, count in counts.items() if not least <= count <= most} == {}


def test_a_leader_or_military_post_has_no_more_than_twenty_tasks_with_the_common_set(pack: Catalogue) -> None:
    groups = (PositionGroup.LEADER, PositionGroup.MILITARY)
    counts = {key: len(tasks_of(pack, key)) for key, position in pack.positions.items() if position.group in groups}
    assert {key: count for key, count in counts.items() if not 10 <= count <= 20} == {}


def test_every_specialist_and_leader_shares_the_common_set_of_its_group(pack: Catalogue) -> None:
    groups = (PositionGroup.SPECIALIST, PositionGroup.LEADER)
    positions = [key for key, position in pack.positions.items() if position.group in groups]
    shared = {key: len(tasks_of(pack, key)) - len(own_tasks(pack, key)) for key in positions}
    assert min(shared.values()) >= 8


def test_every_task_has_three_to_six_other_wordings_in_two_languages_of_text(pack: Catalogue) -> None:
    tasks = pack.tasks.values()
    assert [task.task_id for task in tasks if not 3 <= len(set(map(fold, task.wordings))) <= 6] == []
    assert [task.task_id for task in tasks if not 15 <= len(task.text_vi.split()) <= 45] == []
    assert [task.task_id for task in tasks if not task.text_en or task.text_en == task.text_vi] == []
    assert [task.task_id for task in tasks if fold(task.text_vi) in set(map(fold, task.wordings))] == []


def test_every_specialist_has_all_four_kinds_of_tasks_and_four_to_ten_core_ones(pack: Catalogue) -> None:
    for key, position in pack.positions.items():
        if position.group is PositionGroup.SPECIALIST:
            own = own_tasks(pack, key)
            assert {task.kind for task in own} == set(TaskKind), key
            assert 4 <= sum(task.weight is TaskWeight.CORE for task in own) <= 10, key
            assert any(task.weight is TaskWeight.RARE for task in own), key


def test_every_law_task_names_an_act_and_every_digital_one_a_system_or_an_act(pack: Catalogue) -> None:
    tasks = pack.tasks.values()
    assert [task.task_id for task in tasks if task.kind is TaskKind.LAW and not task.laws] == []
    assert [task.task_id for task in tasks if task.kind is TaskKind.DIGITAL and not (task.systems or task.laws)] == []


def test_work_that_came_from_the_districts_is_in_every_desk(pack: Catalogue) -> None:
    """The abolished tier is named where its files, people or powers came down."""
    named = {
        task.position_ids[0]
        for task in pack.tasks.values()
        if re.search(r"\bhuyện\b", " ".join((task.text_vi, *task.wordings))) and len(task.position_ids) == 1
    }
    specialists = {key for key, position in pack.positions.items() if position.group is PositionGroup.SPECIALIST}
    assert specialists - named == set()


def test_every_filled_cell_of_the_frame_has_one_test_blueprint(pack: Catalogue) -> None:
    cells = {f"{key}.{each.group}.{each.level}" for key, row in pack.competencies.items() for each in row.descriptors}
    assert set(pack.blueprints) == cells
    assert [key for key, each in pack.blueprints.items() if each.minutes < 15 or len(each.asks_vi.split()) < 12] == []


def test_no_row_is_without_source(pack: Catalogue) -> None:
    origins = [competency.origin for competency in pack.competencies.values()]
    origins += [position.origin for position in pack.positions.values()]
    origins += [task.origin for task in pack.tasks.values()]
    origins += [course.origin for course in pack.courses.values()]
    origins += [law.origin for law in pack.laws.values()]
    origins += [system.origin for system in pack.systems.values()]
    origins += [blueprint.origin for blueprint in pack.blueprints.values()]
    origins += [term.origin for terms in pack.vocabularies.values() for term in terms.values()]
    origins += [rule.origin for position in pack.positions.values() for rule in position.standards]
    assert sum(not origin.source.strip() for origin in origins) == 0


def test_no_proposed_course_rests_on_an_act_that_had_ended(pack: Catalogue) -> None:
    ended = {key for key, law in pack.laws.items() if law.ended_on is not None and law.ended_on <= WRITTEN_ON}
    named = {
        course.course_id: sorted(ended & set(ACT_NUMBER.findall(course.document)))
        for course in pack.courses.values()
        if course.status is CourseStatus.PROPOSED
    }
    assert {key: laws for key, laws in named.items() if laws} == {}


def test_every_document_that_a_standard_asks_for_is_given_by_a_course(pack: Catalogue) -> None:
    rules = [rule for position in pack.positions.values() for rule in position.standards]
    asked = {term for rule in rules if rule.kind is StandardKind.CERTIFICATE for term in rule.accepted}
    asked |= {term for rule in rules for term in rule.alternatives}
    asked |= {rule.minimum for rule in rules if rule.kind is StandardKind.POLITICAL_THEORY and rule.minimum}
    assert asked - {term for course in pack.courses.values() for term in course.grants} == set()


def test_every_document_that_a_standard_asks_for_can_be_had_by_the_holder_of_the_post(pack: Catalogue) -> None:
    """A granting course is open to the position and its rank, and so is everything that must come before."""
    barred = []
    for position in pack.positions.values():
        for rule in position.standards:
            terms = {*rule.accepted, rule.minimum} if rule.kind in DOCUMENTS else set()
            granting = [course for course in pack.courses.values() if terms & set(course.grants)]
            if terms and not any(may_take(pack, course, position) for course in granting):
                barred.append((position.position_id, rule.rule_id))
    assert barred == []


def may_take(pack: Catalogue, course: Course, position: Position) -> bool:
    fits = not course.ranks or not position.rank or position.rank in course.ranks
    before = [pack.courses[key] for key in course.prerequisites]
    return fits and is_open_to(course, position) and all(may_take(pack, each, position) for each in before)


def test_a_mandatory_course_is_open_to_those_who_must_take_it(pack: Catalogue) -> None:
    owed = [
        (course.course_id, position.position_id)
        for course in pack.courses.values()
        for position in pack.positions.values()
        if position.position_id in positions_meant(pack, course.mandatory_for) and not may_take(pack, course, position)
    ]
    assert owed == []


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_certificates_of_a_family_rise_in_order(pack: Catalogue, family: str) -> None:
    terms = [pack.vocabularies["certificates"][term] for term in FAMILIES[family]]
    assert {term.parent for term in terms} == {family}
    assert [term.order for term in terms] == list(range(1, len(terms) + 1))
    assert pack.vocabularies["certificates"][family].order == 0


def test_no_course_claims_more_of_a_task_than_the_task_asks(pack: Catalogue) -> None:
    outcomes = [(course.course_id, out) for course in pack.courses.values() for out in course.outcomes]
    tasks = pack.tasks
    over = [(key, out) for key, out in outcomes if out.requirement_id in tasks
            and out.level > tasks[out.requirement_id].level.maximum]  # fmt: skip
    assert over == []


def test_a_course_takes_at_least_half_a_day_for_each_task_it_teaches_to_do_alone(pack: Catalogue) -> None:
    """4 periods for level 3 and more, 2 for level 2; tasks of several positions are taught side by side."""
    hurried = []
    for course in pack.courses.values():
        needed: Counter[str] = Counter()
        for out in course.outcomes:
            if out.requirement_id in pack.tasks:
                needed[out.requirement_id.rpartition(".T")[0]] += {1: 0, 2: 2}.get(out.level, 4)
        if course.duration_periods is not None and max(needed.values(), default=0) > course.duration_periods:
            hurried.append(course.course_id)
    assert hurried == []


def test_a_course_names_no_position_to_which_it_leads_to_nothing(pack: Catalogue) -> None:
    idle = []
    for course in pack.courses.values():
        taught = {out.requirement_id for out in course.outcomes}
        for position_id in set(course.positions) & pack.positions.keys():
            own = {task.task_id for task in tasks_of(pack, position_id)} | pack.positions[position_id].levels.keys()
            if not course.grants and not taught & own:
                idle.append((course.course_id, position_id))
    assert sorted(idle) == []


@pytest.mark.parametrize("head", ["I.03", "I.04"])
def test_a_course_for_heads_of_any_division_is_open_to_heads_of_both(pack: Catalogue, head: str) -> None:
    variants = {f"{head}.KT", f"{head}.VX"}
    named = [course for course in pack.courses.values() if head in course.positions]
    assert [course.course_id for course in named if not variants <= set(course.positions)] == []


def test_no_two_courses_have_one_name(pack: Catalogue) -> None:
    names = Counter(fold(course.name_vi) for course in pack.courses.values())
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("title", "position_id"),
    [
        ("Trưởng phòng", "I.03"),
        ("TP KT", "I.03.KT"),
        ("Trưởng phòng Kinh tế, Hạ tầng và Đô thị phường", "I.03.KT"),
        ("Trưởng phòng (Phòng Văn hoá - Xã hội)", "I.03.VX"),
        ("PTP VHXH", "I.04.VX"),
        ("Phó phòng Kinh tế", "I.04.KT"),
        ("NA-NLâ-I.03", "I.03"),
        ("Công chức tài chính - kế toán", "II.06"),
        ("Công chức Văn phòng - Thống kê", "II.02"),
        ("Công chức Tư pháp - Hộ tịch xã", "II.04"),
        ("Chỉ huy trưởng BCHQS xã", "I.07"),
    ],
)
def test_titles_of_offices_name_their_position(pack: Catalogue, title: str, position_id: str) -> None:
    found = PositionIndex(pack.positions).find(title)
    assert found is not None
    assert found.position_id == position_id


@pytest.mark.shared
def test_every_title_of_the_real_specialist_descriptions_names_a_position_of_its_own(pack: Catalogue) -> None:
    path = SHARED / "positions_specialists.docx"
    if not path.is_file():
        pytest.skip("the real job descriptions are not here")
    index = PositionIndex(pack.positions)
    found = [index.find(description.title) for description in read_job_descriptions(path).descriptions]
    assert len({position.position_id for position in found if position is not None}) == len(found) == 28


def needs_of(pack: Catalogue, position_id: str) -> dict[str, tuple[float, int, int]]:
    """Weight, least and greatest level of all that a position asks; what every desk does weighs half."""
    position = pack.positions[position_id]
    leads = position.group in (PositionGroup.LEADER, PositionGroup.MILITARY)
    needs = {
        key: (0.5 if key.startswith("M") and not leads else 1.0, level.minimum, level.maximum)
        for key, level in position.levels.items()
    }
    for task in tasks_of(pack, position_id):
        share = 1.0 if position_id in task.position_ids else 0.5
        needs[task.task_id] = (TASK_WEIGHTS[task.weight] * share, task.level.minimum, task.level.maximum)
    return needs


def part_closed(level: int, need: tuple[float, int, int]) -> float:
    _, least, most = need
    return 0.4 if level < least else 0.7 if level > most else 1.0


def plan_of(pack: Catalogue, position_id: str, *, power: float) -> dict[str, int]:
    """Courses and periods for someone who lacks everything: one by one what closes most per periods ** power."""
    position, needs = pack.positions[position_id], needs_of(pack, position_id)
    left = {key: weight for key, (weight, _, _) in needs.items()}
    closes = {
        course.course_id: {
            out.requirement_id: part_closed(out.level, needs[out.requirement_id])
            for out in course.outcomes
            if out.requirement_id in needs
        }
        for course in pack.courses.values()
        if is_open_to(course, position) and not {position_id, str(position.group)} & set(course.mandatory_for)
    }
    periods = {key: pack.courses[key].duration_periods or UNKNOWN_PERIODS for key in closes}
    chosen: dict[str, int] = {}
    while len(chosen) < MOST_COURSES:
        room = YEAR_PERIODS - sum(chosen.values())
        gains = {
            key: sum(left[need] * part for need, part in parts.items())
            for key, parts in closes.items()
            if key not in chosen and periods[key] <= room
        }
        worth = [(-gain / periods[key] ** power, key) for key, gain in gains.items() if gain > 0.05]
        if not worth:
            break
        best = min(worth)[1]
        chosen[best] = periods[best]
        for need, part in closes[best].items():
            left[need] *= 1 - part
    return chosen


@pytest.mark.parametrize("power", [1.0, 0.5], ids=["per-period", "per-root-of-periods"])
def test_plans_of_positions_of_different_fields_share_little(pack: Catalogue, power: float) -> None:
    plans = {position_id: plan_of(pack, position_id, power=power) for position_id in pack.positions}
    alike = []
    for first, second in combinations(pack.positions, 2):
        if pack.positions[first].field == pack.positions[second].field:
            continue
        common = sum(hours for key, hours in plans[first].items() if key in plans[second])
        if common > MOST_SHARED * min(sum(plans[first].values()), sum(plans[second].values())):
            alike.append((first, second))
    assert alike == []
