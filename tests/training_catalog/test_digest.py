from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.training_catalog.small_folders import FILES, small_catalogue, write_files
from training_catalog import catalogue_digest, read_catalogue


def test_the_digest_does_not_depend_on_how_rows_are_spread_over_files(tmp_path: Path) -> None:
    head, first, second = FILES["courses/all.yaml"].partition("  - id: K2")
    defaults = FILES["courses/all.yaml"].split("  - id:")[0]
    files = {name: text for name, text in FILES.items() if name != "courses/all.yaml"}
    files |= {"courses/a.yaml": defaults + first + second, "courses/b.yaml": head}
    spread, problems = read_catalogue(write_files(tmp_path / "spread", files))
    assert problems == []
    assert list(spread.courses) == ["K2", "K1"]
    assert spread.digest == small_catalogue(tmp_path).digest


def test_the_digest_does_not_depend_on_name_and_version(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    assert catalogue_digest(replace(catalogue, name="x", version="9", digest="")) == catalogue.digest


def test_any_changed_text_changes_the_digest(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    task = replace(catalogue.tasks["COM.T01"], text_vi="Khác")
    assert catalogue_digest(replace(catalogue, tasks={**catalogue.tasks, "COM.T01": task})) != catalogue.digest


def test_a_changed_blueprint_or_example_changes_the_digest(tmp_path: Path) -> None:
    catalogue = small_catalogue(tmp_path)
    blueprint = replace(catalogue.blueprints["C3.specialist.2"], minutes=20)
    assert catalogue_digest(replace(catalogue, blueprints={"C3.specialist.2": blueprint})) != catalogue.digest
    frame = catalogue.competencies["C3"]
    first = replace(frame.descriptors[0], examples_en=("Another",))
    competencies = {**catalogue.competencies, "C3": replace(frame, descriptors=(first, *frame.descriptors[1:]))}
    assert catalogue_digest(replace(catalogue, competencies=competencies)) != catalogue.digest
