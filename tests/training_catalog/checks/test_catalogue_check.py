from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.training_catalog.small_folders import changed_catalogue, small_catalogue
from training_catalog import check_catalogue
from training_catalog.types import Catalogue, CatalogueProblem, LevelRange

TODAY = date(2026, 11, 21)
Change = Callable[[str, str, str], list[CatalogueProblem]]


@pytest.fixture
def check(tmp_path: Path) -> Change:
    def changed(name: str, old: str, new: str) -> list[CatalogueProblem]:
        return check_catalogue(changed_catalogue(tmp_path, name, old, new), today=TODAY)

    return changed


def codes(problems: list[CatalogueProblem]) -> list[str]:
    return [problem.code for problem in problems]


def test_a_sound_catalogue_has_no_problem(tmp_path: Path) -> None:
    assert check_catalogue(small_catalogue(tmp_path), today=TODAY) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "key"),
    [
        ("positions/II.04.yaml", "[123/2015/NĐ-CP]", "[132/2015/NĐ-CP]", "laws"),
        ("positions/II.04.yaml", "[S01]", "[S99]", "systems"),
        ("positions/II.04.yaml", "[civil_status]", "[civil_statuss]", "accepted"),
        ("positions/II.04.yaml", "minimum: university", "minimum: universty", "minimum"),
        ("positions/II.04.yaml", "department: office", "department: ofice", "department"),
        ("positions/II.04.yaml", "rank: 01.003", "rank: 01.033", "rank"),
        ("positions/II.04.yaml", "field: justice", "field: justise", "field"),
        ("positions/II.04.yaml", "  C6: 2", "  C9: 2", "levels"),
        ("tasks_common.yaml", "[specialist]", "[specialist, II.44]", "positions"),
        ("courses/all.yaml", "positions: [II.04]", "positions: [II.04, experts]", "positions"),
        ("courses/all.yaml", "mode: class", "mode: class\n    mandatory_for: [III]", "mandatory_for"),
        ("courses/all.yaml", "mode: class", "mode: class\n    ranks: [01.999]", "ranks"),
        ("courses/all.yaml", "prerequisites: [K1]", "prerequisites: [K0]", "prerequisites"),
        ("courses/all.yaml", "C6: 2", "C6: 2, II.04.T99: 3", "outcomes"),
        ("courses/all.yaml", "[civil_status]", "[civil_state]", "grants"),
        ("vocabularies/majors.csv", "pháp luật,7380101,", "pháp luật,7380101,group_x", "parent"),
        ("units.csv", "commune,40", "commune,41", "parent_id"),
        ("laws.csv", "justice", "justize", "field"),
    ],
)
def test_an_id_that_names_nothing_is_an_error(check: Change, name: str, old: str, new: str, key: str) -> None:
    problem = next(problem for problem in check(name, old, new) if problem.code == "unknown_reference")
    assert problem.severity == "error"
    assert f"“{key}”" in problem.message_vi
    assert f"“{key}”" in problem.message_en


def test_a_dangling_major_is_an_error(check: Change) -> None:
    rule = "kind: major\n    accepted: [lawx]"
    problems = check("positions/II.04.yaml", "kind: degree", rule)
    assert "unknown_reference" in codes(problems)
    assert "law" in problems[0].message_en


def test_a_replaced_act_outside_the_catalogue_is_only_a_warning(check: Change) -> None:
    problems = check("laws.csv", ",,,justice", ",,1/2000/X,justice")
    assert [(problem.code, problem.severity) for problem in problems] == [("unknown_replaced_law", "warning")]


def test_a_loop_of_prerequisites_is_an_error(check: Change) -> None:
    problems = check("courses/all.yaml", "grants: [civil_status]", "grants: [civil_status]\n    prerequisites: [K2]")
    assert codes(problems) == ["loop"]
    assert "K1 → K2 → K1" in problems[0].message_vi


def test_a_title_of_two_positions_is_an_error(check: Change) -> None:
    problems = check("positions/I.03.yaml", "group: leader", 'group: leader\naliases: ["cv TƯ PHÁP"]')
    assert codes(problems) == ["duplicate_name"]
    assert "I.03, II.04" in problems[0].message_en


def test_an_alias_of_two_terms_is_an_error(check: Change) -> None:
    assert codes(check("vocabularies/majors.csv", ",Dược,", ",Dược | luật học,")) == ["duplicate_name"]


def test_names_alike_only_without_diacritics_are_a_warning(check: Change) -> None:
    problems = check("vocabularies/majors.csv", ",Dược,", ",Dược | luất,")
    assert [(problem.code, problem.severity) for problem in problems] == [("similar_name", "warning")]


def test_a_task_without_course_is_reported(check: Change) -> None:
    assert codes(check("courses/all.yaml", "II.04.T01: 3, ", "")) == ["task_not_covered"]


def test_a_task_whose_course_is_closed_to_its_position_is_reported(check: Change) -> None:
    assert codes(check("courses/all.yaml", "positions: [II.04]", "positions: [leader]")) == ["task_not_covered_for"]


def test_a_required_competency_level_without_course_is_a_warning(check: Change) -> None:
    problems = check("courses/all.yaml", ", C3: 3", "")
    assert [(problem.code, problem.row) for problem in problems] == [
        ("level_not_covered", "C3"),
        ("level_not_covered", "C3"),
    ]


def test_a_row_without_source_is_reported(check: Change) -> None:
    assert codes(check("tasks_common.yaml", 'source: "Đề án thử"', 'source: ""')) == ["without_source"]


def test_a_row_without_english_is_reported(check: Change) -> None:
    problems = check("tasks_common.yaml", '    text_en: "Handles papers in the document system"\n', "")
    assert codes(problems) == ["without_english"]


def test_an_act_is_out_of_force_from_the_day_it_ended(check: Change) -> None:
    assert codes(check("laws.csv", "2016-01-01,,", "2016-01-01,2026-11-21,")) == ["law_ended"]


def test_an_act_that_ends_tomorrow_is_still_in_force(check: Change) -> None:
    assert codes(check("laws.csv", "2016-01-01,,", "2016-01-01,2026-11-22,")) == []


def test_an_act_not_yet_in_force_is_reported(check: Change) -> None:
    assert codes(check("laws.csv", "2016-01-01,,", "2027-01-01,,")) == ["law_not_yet"]


def test_acts_whose_effect_nobody_dated_are_counted_with_those_that_tasks_name(check: Change) -> None:
    (problem,) = check("laws.csv", "2015-11-15,2016-01-01,,", "2015-11-15,,,")
    assert problem.code == "laws_undated"
    assert problem.message_en.startswith("1 acts without a known date of effect are taken for in force (1 of them")


def test_an_undated_act_that_has_ended_is_not_counted(check: Change) -> None:
    assert codes(check("laws.csv", "2015-11-15,2016-01-01,,", "2015-11-15,,2020-01-01,")) == ["law_ended"]


def test_an_act_that_ended_before_it_began_is_an_error(check: Change) -> None:
    assert "dates_reversed" in codes(check("laws.csv", "2016-01-01,,", "2016-01-01,2015-12-01,"))


def test_two_tasks_worded_nearly_alike_are_reported_once(check: Change) -> None:
    old = "Xử lý văn bản trên hệ thống quản lý văn bản"
    problems = check("tasks_common.yaml", old, "Đăng ký khai sinh trên hệ thống hộ tịch.")
    assert codes(problems) == ["near_duplicate_tasks"]
    assert "COM.T01" in problems[0].message_en


def test_a_position_without_tasks_is_reported(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    problems = check_catalogue(replace(catalogue, tasks={}), today=TODAY)
    without = [problem.row for problem in problems if problem.code == "position_without_tasks"]
    assert without == ["I.03", "II.04"]


def test_a_degree_standard_without_minimum_is_an_error(check: Change) -> None:
    assert codes(check("positions/II.04.yaml", "    minimum: university\n", "")) == ["standard_incomplete"]


def test_a_level_outside_one_to_five_is_an_error(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    task = replace(catalogue.tasks["COM.T01"], level=LevelRange(minimum=0, maximum=2))
    tasks = {**catalogue.tasks, "COM.T01": task}
    assert codes(check_catalogue(replace(catalogue, tasks=tasks), today=TODAY)) == ["bad_level"]


def with_goal(tmp_path: Path, goal: str) -> Catalogue:
    catalogue = small_catalogue(tmp_path)
    position = replace(catalogue.positions["II.04"], goal_vi=goal)
    return replace(catalogue, positions={**catalogue.positions, "II.04": position})


@pytest.mark.parametrize(
    ("goal", "code"),
    [
        ("Giúp  xã", "text_spaces"),
        (" Giúp xã", "text_spaces"),
        ("Giúp xã ", "text_spaces"),
        ("Giu\u0301p xã", "text_not_nfc"),
        ("Giúp\u200bxã", "text_hidden_sign"),
        ("Giúp\u00a0xã", "text_hidden_sign"),
    ],
)
def test_a_text_that_compares_wrong_is_reported_with_its_key(tmp_path: Path, goal: str, code: str) -> None:
    problems = check_catalogue(with_goal(tmp_path, goal), today=TODAY)
    assert codes(problems) == [code]
    assert "goal_vi" in problems[0].message_en


@pytest.mark.parametrize(("document", "found"), [("NĐ cũ 64/2014/X", 1), ("trước đây 64/2014/X", 0), ("63/2014/X", 0)])
def test_an_act_out_of_force_that_a_course_cites_must_be_told(tmp_path: Path, document: str, found: int) -> None:
    catalogue = small_catalogue(tmp_path)
    law = replace(next(iter(catalogue.laws.values())), law_id="64/2014/X", ended_on=date(2026, 7, 1))
    (course_id, course), *_ = catalogue.courses.items()
    courses = {**catalogue.courses, course_id: replace(course, document=document)}
    problems = check_catalogue(
        replace(catalogue, laws={**catalogue.laws, law.law_id: law}, courses=courses), today=TODAY
    )
    assert codes(problems).count("ended_law_in_text") == found
