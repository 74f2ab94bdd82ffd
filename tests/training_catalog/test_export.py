from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.training_catalog.small_folders import small_catalogue
from training_catalog import ExportKind, export_lines


@pytest.mark.parametrize("what", ExportKind)
def test_every_line_has_an_id_and_a_text_and_is_plain_json(tmp_path: Path, what: ExportKind) -> None:
    lines = list(export_lines(small_catalogue(tmp_path), what))
    assert lines
    for line in lines:
        assert line["id"]
        assert line["text"]
        assert json.loads(json.dumps(line)) == line


def test_task_lines_name_positions_and_never_groups(tmp_path: Path) -> None:
    lines = {line["id"]: line for line in export_lines(small_catalogue(tmp_path), ExportKind.TASKS)}
    assert lines["COM.T01"]["position_ids"] == ["II.04"]


def test_a_position_text_is_title_goal_and_tasks(tmp_path: Path) -> None:
    lines = {line["id"]: line for line in export_lines(small_catalogue(tmp_path), ExportKind.POSITIONS)}
    assert lines["II.04"]["text"] == (
        "Chuyên viên tư pháp. Giúp UBND xã về tư pháp. Đăng ký khai sinh trên hệ thống hộ tịch. "
        "Xử lý văn bản trên hệ thống quản lý văn bản"
    )


def test_a_competency_text_is_name_aliases_and_descriptors(tmp_path: Path) -> None:
    lines = {line["id"]: line for line in export_lines(small_catalogue(tmp_path), ExportKind.COMPETENCIES)}
    assert lines["C3"]["text"] == (
        "Soạn thảo văn bản. soạn thảo. Soạn được văn bản đơn giản. Soạn được văn bản phức tạp"
    )


def test_a_course_text_is_name_and_outline(tmp_path: Path) -> None:
    lines = {line["id"]: line for line in export_lines(small_catalogue(tmp_path), ExportKind.COURSES)}
    assert lines["K1"]["text"] == "Hộ tịch cơ bản. Khai sinh; khai tử"
    assert lines["K2"]["position_ids"] == ["I.03", "II.04"]


def test_a_competency_line_gives_the_examples_of_each_descriptor(tmp_path: Path) -> None:
    lines = {line["id"]: line for line in export_lines(small_catalogue(tmp_path), ExportKind.COMPETENCIES)}
    assert '"examples_en": ["A hamlet meeting invitation"' in json.dumps(lines["C3"])


def test_a_blueprint_text_is_what_the_test_asks(tmp_path: Path) -> None:
    (line,) = export_lines(small_catalogue(tmp_path), ExportKind.BLUEPRINTS)
    assert line["text"] == "Soạn một công văn từ phiếu giao việc"
    assert (line["competency_id"], line["group"], line["level"]) == ("C3", "specialist", 2)
