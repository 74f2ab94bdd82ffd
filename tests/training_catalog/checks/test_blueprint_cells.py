from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.training_catalog.small_folders import FILES, changed_catalogue
from training_catalog import check_catalogue

TODAY = date(2026, 11, 21)
BLOCK = FILES["blueprints.yaml"].split("blueprints:\n")[1]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("competency: C3", "competency: C9", "unknown_reference"),
        ("level: 2", "level: 4", "blueprint_of_blank"),
        ("group: specialist", "group: leader", "blueprint_of_blank"),
        (BLOCK, BLOCK + BLOCK.replace("id: C3.specialist.2", "id: other"), "blueprint_twice"),
        ("asks_en: ", "asks_en: null #", "without_english"),
        ("evidence_en: ", "evidence_en: null #", "without_english"),
        ('source: "Khung thử", ', "", "without_source"),
    ],
)
def test_a_blueprint_that_fits_no_cell_or_says_too_little_is_reported(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    problems = check_catalogue(changed_catalogue(tmp_path, "blueprints.yaml", old, new), today=TODAY)
    assert [(problem.code, problem.file) for problem in problems] == [(code, "blueprints.yaml")]


def test_a_blueprint_with_a_fault_is_left_out(tmp_path: Path) -> None:
    catalogue = changed_catalogue(tmp_path, "blueprints.yaml", "form: work_sample", "form: oral")
    assert catalogue.blueprints == {}
