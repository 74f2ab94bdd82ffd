from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from tests.training_catalog.small_folders import FILES, small_catalogue, small_folder, write_files
from training_catalog import CatalogueError, load_catalogue, read_catalogue, read_position_file
from training_catalog.types import BlueprintForm, LevelRange, Outcome, PositionGroup, Trust


def test_every_kind_of_row_is_read(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    assert list(catalogue.competencies) == ["C3", "C6"]
    assert list(catalogue.positions) == ["I.03", "II.04"]
    assert list(catalogue.tasks) == ["I.03.T01", "II.04.T01", "COM.T01"]
    assert list(catalogue.courses) == ["K1", "K2"]
    assert catalogue.units["401"].parent_id == "40"
    assert catalogue.vocabularies["degrees"]["university"].aliases == ("ĐH", "cử nhân")
    assert catalogue.laws["123/2015/NĐ-CP"].effective_from == date(2016, 1, 1)
    assert catalogue.systems["S01"].skill == "Đăng ký"


def test_examples_of_a_descriptor_are_read_in_both_languages(tmp_path: Path) -> None:
    simple, complex_ = small_catalogue(tmp_path).competencies["C3"].descriptors
    assert simple.examples_vi == ("Giấy mời họp thôn", "Công văn đề nghị sửa đường")
    assert simple.examples_en == ("A hamlet meeting invitation", "A letter asking for road repair")
    assert complex_.examples_vi == complex_.examples_en == ()


@pytest.mark.parametrize(
    ("examples", "code"),
    [("một ví dụ", "wrong_type"), ('[{en: "Only English"}]', "missing_key"), ('[{vi: "Một", fr: "Un"}]', "wrong_type")],
)
def test_examples_that_are_no_pairs_of_texts_are_a_problem(tmp_path: Path, examples: str, code: str) -> None:
    old = '{vi: "Soạn được văn bản phức tạp", en: "Drafts complex papers"}'
    text = FILES["framework.yaml"].replace(old, f"{old[:-1]}, examples: {examples}}}")
    _, problems = read_catalogue(write_files(tmp_path, {**FILES, "framework.yaml": text}))
    assert code in [problem.code for problem in problems]


def test_a_blueprint_says_what_a_test_of_a_cell_asks(tmp_path: Path) -> None:
    blueprint = small_catalogue(tmp_path).blueprints["C3.specialist.2"]
    assert (blueprint.competency_id, blueprint.group, blueprint.level) == ("C3", PositionGroup.SPECIALIST, 2)
    assert (blueprint.form, blueprint.minutes) == (BlueprintForm.WORK_SAMPLE, 40)
    assert blueprint.evidence_en == "Right layout, all recipients"
    assert blueprint.origin.trust is Trust.INFERRED


def test_a_code_that_looks_like_a_number_stays_text(tmp_path: Path) -> None:
    assert small_catalogue(tmp_path).positions["II.04"].rank == "01.003"


def test_a_single_level_is_a_range_of_one(tmp_path: Path) -> None:
    assert small_catalogue(tmp_path).positions["II.04"].levels["C6"] == LevelRange(minimum=2, maximum=2)


def test_a_task_in_a_position_file_belongs_to_that_position(tmp_path: Path) -> None:
    assert small_catalogue(tmp_path).tasks["II.04.T01"].position_ids == ("II.04",)


def test_rows_without_an_origin_take_the_defaults_of_their_file(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    assert catalogue.tasks["II.04.T01"].origin.source == "Đề án thử"
    assert catalogue.positions["II.04"].standards[0].origin.trust is Trust.SECONDARY


def test_a_switched_off_standard_keeps_its_dates(tmp_path: Path) -> None:
    rule = small_catalogue(tmp_path).positions["II.04"].standards[1]
    assert not rule.is_enabled
    assert rule.valid_from == date(2025, 7, 1)


def test_outcomes_keep_the_order_of_the_file(tmp_path: Path) -> None:
    outcomes = small_catalogue(tmp_path).courses["K1"].outcomes
    assert outcomes == (Outcome(requirement_id="II.04.T01", level=3), Outcome(requirement_id="C3", level=3))


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    _, problems = read_catalogue(tmp_path / "nowhere")
    assert [problem.code for problem in problems] == ["folder_missing"]


def test_an_empty_folder_is_an_empty_catalogue(tmp_path: Path) -> None:
    catalogue, problems = read_catalogue(tmp_path)
    assert problems == []
    assert not catalogue.positions


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("positions/II.04.yaml", 'title_vi: "Chuyên viên tư pháp"', "", "missing_key"),
        ("positions/II.04.yaml", "aliases:", "alias:", "unknown_key"),
        ("positions/II.04.yaml", "group: specialist", "group: boss", "unknown_value"),
        ("positions/II.04.yaml", "C3: 2-3", "C3: 3-2", "bad_level"),
        ("positions/II.04.yaml", "level: 2-3", "level: 2-6", "bad_level"),
        ("positions/II.04.yaml", "2025-07-01", "01/07/2025", "bad_date"),
        ("positions/II.04.yaml", "2025-07-01", "2025-02-30", "bad_date"),
        ("positions/II.04.yaml", "enabled: false", "enabled: maybe", "wrong_type"),
        ("positions/II.04.yaml", '["CV tư pháp"]', '"CV tư pháp"', "wrong_type"),
        ("positions/II.04.yaml", "II.04.S02", "II.04.S01", "duplicate_id"),
        ("courses/all.yaml", "duration_periods: 16", "duration_periods: hai ngày", "wrong_type"),
        ("courses/all.yaml", "C3: 3", "C3: 6", "wrong_type"),
        ("courses/all.yaml", "decree171_group: 4", "decree171_group: 7", "wrong_type"),
        ("courses/all.yaml", "id: K2", "id: K1", "duplicate_id"),
        ("tasks_common.yaml", "    positions: [specialist]\n", "", "missing_key"),
        ("framework.yaml", "        2: {vi:", "        9: {vi:", "wrong_type"),
        ("framework.yaml", "competencies:", "competences:", "unknown_key"),
        ("units.csv", "province", "city", "unknown_value"),
        ("units.csv", "\n401,", "\n40,", "duplicate_id"),
        ("laws.csv", "2016-01-01", "1/1/2016", "bad_date"),
    ],
)
def test_a_malformed_value_is_an_error_at_its_file(tmp_path: Path, name: str, old: str, new: str, code: str) -> None:
    text = FILES[name]
    assert old in text
    folder = write_files(tmp_path / "base", {**FILES, name: text.replace(old, new)})
    problems = read_catalogue(folder)[1]
    assert code in [problem.code for problem in problems]
    problem = next(problem for problem in problems if problem.code == code)
    assert problem.severity == "error"
    assert problem.file.startswith(f"base/{name}")
    with pytest.raises(CatalogueError) as refusal:
        load_catalogue(folder)
    assert problem in refusal.value.problems


def test_a_problem_names_the_line_of_its_row(tmp_path: Path) -> None:
    text = FILES["courses/all.yaml"].replace("mode: online", "mode: by_post")
    folder = write_files(tmp_path / "base", {**FILES, "courses/all.yaml": text})
    line = next(number for number, line in enumerate(text.splitlines(), start=1) if "id: K2" in line)
    (problem,) = read_catalogue(folder)[1]
    assert problem.file == f"base/courses/all.yaml:{line}"
    assert problem.row == "K2"


def test_good_rows_survive_a_bad_one(tmp_path: Path) -> None:
    text = FILES["courses/all.yaml"].replace("mode: online", "mode: by_post")
    catalogue, _ = read_catalogue(write_files(tmp_path / "base", {**FILES, "courses/all.yaml": text}))
    assert list(catalogue.courses) == ["K1"]
    assert list(catalogue.positions) == ["I.03", "II.04"]


def test_a_bad_standard_does_not_take_its_position_with_it(tmp_path: Path) -> None:
    text = FILES["positions/II.04.yaml"].replace("kind: degree", "kind: diploma")
    catalogue, _ = read_catalogue(write_files(tmp_path / "base", {**FILES, "positions/II.04.yaml": text}))
    assert [rule.rule_id for rule in catalogue.positions["II.04"].standards] == ["II.04.S02"]


def test_a_row_without_trust_is_taken_as_inferred(tmp_path: Path) -> None:
    text = FILES["tasks_common.yaml"].replace('defaults: {source: "Đề án thử", trust: I}\n', "")
    catalogue, problems = read_catalogue(write_files(tmp_path / "base", {**FILES, "tasks_common.yaml": text}))
    assert problems == []
    assert catalogue.tasks["COM.T01"].origin.trust is Trust.INFERRED


def test_a_missing_english_text_is_filled_with_the_vietnamese(tmp_path: Path) -> None:
    text = FILES["tasks_common.yaml"].replace('    text_en: "Handles papers in the document system"\n', "")
    catalogue, _ = read_catalogue(write_files(tmp_path / "base", {**FILES, "tasks_common.yaml": text}))
    assert catalogue.tasks["COM.T01"].text_en == catalogue.tasks["COM.T01"].text_vi


def test_a_misnamed_file_is_reported_with_the_right_name(tmp_path: Path) -> None:
    folder = write_files(small_folder(tmp_path), {"law.csv": "law_id\n"})
    (problem,) = read_catalogue(folder)[1]
    assert problem.code == "unknown_file"
    assert "laws.csv" in problem.message_en


def test_the_error_says_how_many_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as refusal:
        load_catalogue(tmp_path / "nowhere")
    assert "1 lỗi" in refusal.value.message_vi
    assert "catalogue check" in refusal.value.hint


def test_one_position_file_can_be_read_alone(tmp_path: Path) -> None:
    position, tasks, problems = read_position_file(small_folder(tmp_path) / "positions" / "II.04.yaml")
    assert problems == []
    assert position is not None
    assert position.position_id == "II.04"
    assert [task.task_id for task in tasks] == ["II.04.T01"]


def test_catalogue_and_its_rows_are_frozen(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    with pytest.raises(dataclasses.FrozenInstanceError):
        catalogue.name = "other"  # type: ignore[misc]
