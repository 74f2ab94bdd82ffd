from __future__ import annotations

from pathlib import Path

from tests.training_catalog.small_folders import overlay_folder, small_folder, write_files
from training_catalog import read_catalogue
from training_catalog.types import Catalogue, CatalogueProblem, LevelRange


def overlaid(tmp_path: Path, name: str, text: str) -> tuple[Catalogue, list[CatalogueProblem]]:
    return read_catalogue(small_folder(tmp_path), overlay_folder(tmp_path, {name: text}))


COURSE = """\
courses:
  - id: {id}
    name_vi: "Lớp của xã"
    domain: law
    mode: on_the_job
    decree171_group: 4
    status: real
    source: "UBND xã"
"""


def test_a_later_row_of_the_same_id_replaces_the_earlier_one(tmp_path: Path) -> None:
    catalogue, problems = overlaid(tmp_path, "courses/own.yaml", COURSE.format(id="K2"))
    assert problems == []
    assert list(catalogue.courses) == ["K1", "K2"]
    assert catalogue.courses["K2"].name_vi == "Lớp của xã"
    assert catalogue.courses["K2"].outcomes == ()


def test_a_later_row_of_a_new_id_is_added(tmp_path: Path) -> None:
    catalogue, _ = overlaid(tmp_path, "courses/own.yaml", COURSE.format(id="K9"))
    assert list(catalogue.courses) == ["K1", "K2", "K9"]


def test_a_removed_course_leaves_the_prerequisites_of_others(tmp_path: Path) -> None:
    catalogue, problems = overlaid(tmp_path, "courses/own.yaml", "courses:\n  - id: K1\n    remove: true\n")
    assert problems == []
    assert list(catalogue.courses) == ["K2"]
    assert catalogue.courses["K2"].prerequisites == ()


def test_a_removed_competency_leaves_levels_and_outcomes(tmp_path: Path) -> None:
    catalogue, _ = overlaid(tmp_path, "framework.yaml", "competencies:\n  - id: C3\n    remove: true\n")
    assert list(catalogue.positions["II.04"].levels) == ["C6"]
    assert catalogue.blueprints == {}
    assert [outcome.requirement_id for outcome in catalogue.courses["K1"].outcomes] == ["II.04.T01"]


def test_a_removed_position_takes_its_tasks_and_its_own_courses(tmp_path: Path) -> None:
    catalogue, _ = overlaid(tmp_path, "positions/II.04.yaml", "id: II.04\nremove: true\n")
    assert list(catalogue.positions) == ["I.03"]
    assert list(catalogue.tasks) == ["I.03.T01", "COM.T01"]
    assert list(catalogue.courses) == ["K2"]
    assert catalogue.courses["K2"].prerequisites == ()


def test_a_csv_row_can_be_removed(tmp_path: Path) -> None:
    catalogue, problems = overlaid(tmp_path, "vocabularies/majors.csv", "term_id,remove\npharmacy,x\n")
    assert problems == []
    assert list(catalogue.vocabularies["majors"]) == ["law"]


def test_a_changed_row_keeps_the_keys_that_are_not_given(tmp_path: Path) -> None:
    text = "id: II.04\nchange: true\nlevels: {C3: 3-4}\n"
    catalogue, problems = overlaid(tmp_path, "positions/II.04.yaml", text)
    position = catalogue.positions["II.04"]
    assert problems == []
    assert position.title_vi == "Chuyên viên tư pháp"
    assert position.levels["C3"] == LevelRange(minimum=3, maximum=4)
    assert position.levels["C6"] == LevelRange(minimum=2, maximum=2)
    assert "II.04.T01" in catalogue.tasks


def test_one_standard_can_be_switched_on_without_copying_the_position(tmp_path: Path) -> None:
    text = "id: II.04\nchange: true\nstandards:\n  - {id: II.04.S02, change: true, enabled: true}\n"
    catalogue, problems = overlaid(tmp_path, "positions/II.04.yaml", text)
    rules = catalogue.positions["II.04"].standards
    assert problems == []
    assert [rule.is_enabled for rule in rules] == [True, True]
    assert rules[1].accepted == ("civil_status",)


def test_one_standard_can_be_removed(tmp_path: Path) -> None:
    text = "id: II.04\nchange: true\nstandards:\n  - {id: II.04.S01, remove: true}\n"
    catalogue, _ = overlaid(tmp_path, "positions/II.04.yaml", text)
    assert [rule.rule_id for rule in catalogue.positions["II.04"].standards] == ["II.04.S02"]


def test_an_empty_value_in_a_changed_mapping_takes_the_key_out(tmp_path: Path) -> None:
    text = "id: II.04\nchange: true\nlevels: {C6: null}\n"
    catalogue, _ = overlaid(tmp_path, "positions/II.04.yaml", text)
    assert list(catalogue.positions["II.04"].levels) == ["C3"]


def test_a_changed_csv_row_keeps_its_blank_cells(tmp_path: Path) -> None:
    text = "law_id,ended_on,change\n123/2015/NĐ-CP,2026-03-01,true\n"
    catalogue, problems = overlaid(tmp_path, "laws.csv", text)
    law = catalogue.laws["123/2015/NĐ-CP"]
    assert problems == []
    assert law.title_vi == "Hộ tịch"
    assert str(law.ended_on) == "2026-03-01"


OWN_POSITION = """\
id: II.04
title_vi: "Công chức tư pháp"
group: specialist
{tasks}
"""
OWN_TASK = """\
tasks:
  - id: {id}
    kind: law
    weight: core
    level: 2
    text_vi: "{text}"
"""


def test_own_tasks_of_a_replaced_position_take_the_place_of_the_earlier_ones(tmp_path: Path) -> None:
    tasks = OWN_TASK.format(id="II.04.X01", text="Chứng thực bản sao")
    catalogue, problems = overlaid(tmp_path, "positions/II.04.yaml", OWN_POSITION.format(tasks=tasks))
    assert problems == []
    assert list(catalogue.tasks) == ["I.03.T01", "COM.T01", "II.04.X01"]
    assert [outcome.requirement_id for outcome in catalogue.courses["K1"].outcomes] == ["C3"]


def test_a_replaced_position_without_tasks_keeps_the_earlier_ones(tmp_path: Path) -> None:
    catalogue, _ = overlaid(tmp_path, "positions/II.04.yaml", OWN_POSITION.format(tasks=""))
    assert catalogue.positions["II.04"].title_vi == "Công chức tư pháp"
    assert "II.04.T01" in catalogue.tasks


def test_a_used_task_id_with_another_text_is_reported(tmp_path: Path) -> None:
    tasks = OWN_TASK.format(id="II.04.T01", text="Chứng thực bản sao")
    _, problems = overlaid(tmp_path, "positions/II.04.yaml", OWN_POSITION.format(tasks=tasks))
    assert [problem.code for problem in problems] == ["reused_task_id"]


def test_a_slightly_reworded_task_is_not_reported(tmp_path: Path) -> None:
    tasks = OWN_TASK.format(id="II.04.T01", text="Đăng ký khai sinh, khai tử trên hệ thống hộ tịch")
    _, problems = overlaid(tmp_path, "positions/II.04.yaml", OWN_POSITION.format(tasks=tasks))
    assert problems == []


def test_removing_what_is_not_there_is_a_warning(tmp_path: Path) -> None:
    _, problems = overlaid(tmp_path, "courses/own.yaml", "courses:\n  - id: K7\n    remove: true\n")
    assert [(problem.code, problem.severity) for problem in problems] == [("nothing_to_remove", "warning")]


def test_changing_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    _, problems = overlaid(tmp_path, "courses/own.yaml", "courses:\n  - id: K7\n    change: true\n")
    assert [(problem.code, problem.severity) for problem in problems] == [("nothing_to_change", "error")]


def test_names_and_versions_of_the_layers_are_shown_together(tmp_path: Path) -> None:
    catalogue, _ = overlaid(tmp_path, "catalogue.yaml", 'name: "Xã A"\nversion: "3"\n')
    assert (catalogue.name, catalogue.version) == ("Thử + Xã A", "1 + 3")


def test_the_same_folder_twice_is_the_folder_once(tmp_path: Path) -> None:
    base = small_folder(tmp_path)
    once, twice = read_catalogue(base)[0], read_catalogue(base, base)[0]
    assert once.digest == twice.digest


def test_changing_a_standard_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    text = "id: II.04\nchange: true\nstandards:\n  - {id: II.04.S09, change: true, enabled: false}\n"
    catalogue, problems = overlaid(tmp_path, "positions/II.04.yaml", text)
    assert [(problem.code, problem.row) for problem in problems] == [("nothing_to_change", "II.04.S09")]
    assert len(catalogue.positions["II.04"].standards) == 2


def test_a_third_folder_may_change_what_the_second_changed(tmp_path: Path) -> None:
    rule = "id: II.04\nchange: true\nstandards:\n  - {{id: II.04.S02, change: true, enabled: {value}}}\n"
    layers = [
        write_files(tmp_path / str(value), {"positions/II.04.yaml": rule.format(value=value)})
        for value in ("true", "false")
    ]
    catalogue, problems = read_catalogue(small_folder(tmp_path), *layers)
    assert problems == []
    assert not catalogue.positions["II.04"].standards[1].is_enabled


def test_a_blueprint_of_an_own_folder_replaces_the_shipped_one(tmp_path: Path) -> None:
    text = "blueprints:\n  - id: C3.specialist.2\n    change: true\n    minutes: 20\n"
    catalogue, problems = overlaid(tmp_path, "blueprints.yaml", text)
    assert problems == []
    assert catalogue.blueprints["C3.specialist.2"].minutes == 20
    assert catalogue.blueprints["C3.specialist.2"].asks_en == "Drafts a letter from an assignment slip"
